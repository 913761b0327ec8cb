import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { open, rename } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import yauzl from 'yauzl'
import { ZipFile } from 'yazl'
import { wholeFile } from '../platform/wholeFile.ts'

/** A file of a bag: where it stands below `data/`, and its bytes. */
export interface Payload {
  path: string
  read(): AsyncIterable<Uint8Array>
}

const STAMP = new Date('2020-01-01T00:00:00Z') // times inside the package say nothing; facts carry theirs

/**
 * Writes a BagIt bag (RFC 8493) as an uncompressed ZIP, whole or not at all.
 *
 * @returns its size and SHA-256
 */
export async function writeBag(
  target: string,
  payload: AsyncIterable<Payload>,
  info: Record<string, string>,
): Promise<{ bytes: number; sha256: string }> {
  const zip = new ZipFile()
  const output = zip.outputStream as Readable
  const filled = fill(zip, payload, info).catch((problem: Error) => {
    output.destroy(problem)
    throw problem
  })
  await Promise.all([filled, pipeline(output, createWriteStream(`${target}.making`))])
  const file = await open(`${target}.making`, 'r+')
  await file.sync()
  await file.close()
  await rename(`${target}.making`, target)
  return hashOfFile(target)
}

/** Puts files and manifests into a bag, to its end. */
async function fill(zip: ZipFile, payload: AsyncIterable<Payload>, info: Record<string, string>): Promise<void> {
  const lines: string[] = []
  let total = 0
  let count = 0
  for await (const { path, read } of payload) {
    const { sha256, bytes } = await add(zip, `data/${path}`, read())
    lines.push(`${sha256}  data/${path}`)
    total += bytes
    count += 1
  }
  const tags: [string, string][] = [
    ['bagit.txt', 'BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n'],
    ['bag-info.txt', lineOf({ ...info, 'Payload-Oxum': `${total}.${count}` })],
    ['manifest-sha256.txt', `${lines.join('\n')}\n`],
  ]
  const tagLines: string[] = []
  for (const [path, text] of tags) {
    zip.addBuffer(Buffer.from(text), path, { compress: false, mtime: STAMP })
    tagLines.push(`${createHash('sha256').update(text).digest('hex')}  ${path}`)
  }
  zip.addBuffer(Buffer.from(`${tagLines.join('\n')}\n`), 'tagmanifest-sha256.txt', { compress: false, mtime: STAMP })
  zip.end()
}

const lineOf = (info: Record<string, string>): string =>
  Object.entries(info)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('')

async function add(
  zip: ZipFile,
  path: string,
  bytes: AsyncIterable<Uint8Array>,
): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let seen = 0
  async function* through(): AsyncGenerator<Uint8Array> {
    for await (const piece of bytes) {
      hash.update(piece)
      seen += piece.length
      yield piece
    }
  }
  const stream = Readable.from(through(), { objectMode: false })
  const ended = new Promise<void>((done, fail) => stream.once('end', done).once('error', fail))
  zip.addReadStream(stream, path, { compress: false, mtime: STAMP })
  await ended
  return { sha256: hash.digest('hex'), bytes: seen }
}

/** Size and SHA-256 of a file. */
export async function hashOfFile(file: string): Promise<{ bytes: number; sha256: string }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const piece of createReadStream(file)) {
    hash.update(piece as Buffer)
    bytes += (piece as Buffer).length
  }
  return { bytes, sha256: hash.digest('hex') }
}

/** An opened bag: its entries, each readable as often as wanted. */
export interface Bag {
  paths: string[]
  read(path: string): AsyncIterable<Uint8Array>
  text(path: string): Promise<string>
  close(): void
}

/** Opens a bag. Throws when the file is no ZIP, or names lead outside, or stand twice. */
export async function openBag(file: string): Promise<Bag> {
  const zip = await new Promise<yauzl.ZipFile>((done, fail) =>
    yauzl.open(file, { lazyEntries: true, autoClose: false }, (error, opened) => (error ? fail(error) : done(opened))),
  )
  const entries = new Map<string, yauzl.Entry>()
  await new Promise<void>((done, fail) => {
    zip.on('error', fail)
    zip.on('end', done)
    zip.on('entry', (entry: yauzl.Entry) => {
      if (entries.has(entry.fileName)) return fail(new Error(`${entry.fileName} stands twice`))
      entries.set(entry.fileName, entry)
      zip.readEntry()
    })
    zip.readEntry()
  })
  async function* read(path: string): AsyncGenerator<Uint8Array> {
    const entry = entries.get(path)
    if (!entry) throw new Error(`${path} is not in the package`)
    const stream = await new Promise<Readable>((done, fail) =>
      zip.openReadStream(entry, (error, opened) => (error ? fail(error) : done(opened))),
    )
    for await (const piece of stream) yield piece as Buffer
  }
  return {
    paths: [...entries.keys()],
    read,
    text: async (path) => {
      const all: Buffer[] = []
      for await (const piece of read(path)) all.push(Buffer.from(piece))
      return Buffer.concat(all).toString('utf8')
    },
    close: () => zip.close(),
  }
}

/** All bytes of an entry. */
export const bytesOf = (bag: Pick<Bag, 'read'>, path: string): Promise<Uint8Array> => wholeFile(bag.read(path))
