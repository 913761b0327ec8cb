import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { checkKey, FileMissing } from './files.key.ts'
import type { Files } from './platform.ts'

/** Keeps files in a folder of this machine, durable when `put` has answered. A key cannot also be the folder of another. */
export function localFiles(folder: string): Files {
  const root = resolve(folder)
  const drafts = join(root, '.drafts') // no key starts with a dot
  const pathOf = (key: string) => {
    checkKey(key)
    return join(root, key)
  }
  return {
    async put(key, bytes, accept = () => undefined) {
      const path = pathOf(key)
      await mkdir(drafts, { recursive: true })
      const draft = join(drafts, randomUUID())
      try {
        const written = await write(draft, bytes instanceof Uint8Array ? [bytes] : bytes)
        accept(written)
        await makeFolder(dirname(path))
        await rename(draft, path)
        await flush(dirname(path))
        return written
      } catch (error) {
        await rm(draft, { force: true })
        throw error
      }
    },
    get: (key, range) => read(key, pathOf(key), range),
    async size(key) {
      return (await found(pathOf(key)))?.size
    },
    async delete(key) {
      await rm(pathOf(key), { force: true })
    },
    list: (prefix) => list(root, '', prefix),
    async close() {},
  }
}

/** Written at once, bytes: a write for each small part would wait for the disk as often. */
const AT_ONCE = 1024 * 1024

/** What is still to be written after so many bytes were. */
function rest(parts: Uint8Array[], written: number): Uint8Array[] {
  let gone = written
  return parts.flatMap((part) => {
    const left = part.subarray(Math.min(gone, part.length))
    gone -= part.length - left.length
    return left.length ? [left] : []
  })
}

async function write(
  path: string,
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  let length = 0
  const file = await open(path, 'wx', 0o600)
  try {
    let waiting: Uint8Array[] = []
    let size = 0
    const out = async (): Promise<void> => {
      for (let left = waiting; left.length; ) left = rest(left, (await file.writev(left)).bytesWritten)
      waiting = []
      size = 0
    }
    for await (const part of bytes) {
      hash.update(part)
      length += part.length
      waiting.push(part)
      size += part.length
      if (size >= AT_ONCE) await out()
    }
    await out()
    await file.sync()
  } finally {
    await file.close()
  }
  return { bytes: length, sha256: hash.digest('hex') }
}

async function* read(
  key: string,
  path: string,
  range: { start?: number; end?: number } = {},
): AsyncIterable<Uint8Array> {
  const start = range.start ?? 0
  if (!(await found(path))) throw new FileMissing(key)
  if (range.end !== undefined && range.end <= start) return
  yield* createReadStream(path, { start, ...(range.end === undefined ? {} : { end: range.end - 1 }) })
}

/** The file's state, or nothing where there is no file. */
async function found(path: string): Promise<{ size: number } | undefined> {
  try {
    const it = await stat(path)
    return it.isFile() ? it : undefined
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined
    throw error
  }
}

async function* list(root: string, folder: string, prefix: string): AsyncIterable<string> {
  const entries = await readdir(join(root, folder), { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return []
    throw error
  })
  const keys = entries
    .filter((it) => !it.name.startsWith('.'))
    .map((it) => folder + it.name + (it.isDirectory() ? '/' : ''))
  for (const key of keys.sort()) {
    if (!key.endsWith('/')) {
      if (key.startsWith(prefix)) yield key
    } else if (key.startsWith(prefix) || prefix.startsWith(key)) {
      yield* list(root, key, prefix)
    }
  }
}

/** Makes a folder and those above it, so that they outlast a power failure. */
async function makeFolder(folder: string): Promise<void> {
  const first = await mkdir(folder, { recursive: true })
  if (first === undefined) return
  for (let made = folder; made.length >= first.length; made = dirname(made)) await flush(dirname(made))
}

async function flush(folder: string): Promise<void> {
  const handle = await open(folder)
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
