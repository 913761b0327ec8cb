import { config } from 'zod'
import { hex, text, utf8 } from '../../../crypto/bytes.ts'
import type { SourceFile } from '../../../crypto/contents.ts'
import { bulkSha256 } from '../../../crypto/digest.ts'
import { parseHeader } from '../../../crypto/envelope.ts'
import { resumeSealing, type Sealing, type SealOptions, sealBid } from '../../../crypto/seal.ts'
import { api, problemOf, Stopped } from '../net/http.ts'
import { gmWorkers } from './gmWorkers.ts'
import type { FromWorker, PartOrder, SealOrder, ToWorker } from './protocol.ts'
import { begin, forget, keysOf, mayLeave, unfinished } from './unfinished.ts'
import { Uploader } from './uploader.ts'

config({ jitless: true })

const READ = 4 * 1024 * 1024
const TELL_EVERY = 100

let uploader: Uploader | undefined
const tell = (message: FromWorker): void => postMessage(message)

addEventListener('online', () => uploader?.resume())
addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'pause') uploader?.pause()
  else if (data.kind === 'resume') uploader?.resume()
  else run(data.order).catch((error) => tell({ kind: 'failed', problem: problemOf(error) }))
})

/** Encrypts and uploads in one pass: what is encrypted leaves at once and is kept nowhere. */
async function run(order: SealOrder): Promise<void> {
  const { context } = order
  const count = { encrypted: 0, sent: 0, retries: 0 }
  let told = 0
  const progress = (always = false): void => {
    if (!always && performance.now() - told < TELL_EVERY) return
    told = performance.now()
    tell({ kind: 'progress', ...count })
  }
  const onProgress = (done: number): void => {
    count.encrypted = done
    progress()
  }
  const { sealing, upload, piece, here } = await (order.resume ? goOn : beginNew)(order, { onProgress, ...gmWorkers() })
  tell({ kind: 'opened', upload, bytes: sealing.size })
  uploader = new Uploader(upload, {
    sent: (bytes) => {
      count.sent += bytes
      progress()
    },
    retried: () => {
      count.retries++
      progress()
    },
    waiting: () => tell({ kind: 'waiting' }),
  })
  for await (const [n, bytes] of numbered(inPieces(sealing.stream(), piece))) {
    const sha256 = await leaving(context.tender, n, bytes)
    if (here.has(n)) count.sent += bytes.length
    else await uploader.send(n, bytes, sha256)
  }
  await uploader.finish()
  progress(true)
  tell({ kind: 'done', upload, sealed: await sealing.finish() })
}

async function* numbered<T>(all: AsyncIterable<T>): AsyncGenerator<[number, T]> {
  let n = 0
  for await (const one of all) yield [n++, one]
}

/** The hash of a piece that may leave; throws when another left under its number before. */
async function leaving(tender: string, n: number, bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const sha256 = await bulkSha256(bytes)
  if (await mayLeave(tender, n, sha256)) return hex(sha256)
  await forget(tender)
  throw new Stopped(
    '所选文件与中断前的不同，为安全起见不再续传：请返回并重新封装',
    'these are not the files that were being sealed: for safety nothing more is sent; go back and seal anew',
  )
}

interface Way {
  sealing: Sealing
  upload: string
  /** bytes of a piece */
  piece: number
  /** numbers of the pieces that are on the platform */
  here: ReadonlySet<number>
}

async function beginNew(order: SealOrder, options: SealOptions): Promise<Way> {
  const { context, needed: k, officers, bidderKey, remedy = false, keep } = order
  const sealing = await sealBid({ context, k, officers, bidderKey, remedy, parts: order.parts.map(partOf) }, options)
  const { tender } = context
  const opening = { tender, purpose: 'bid', bytes: sealing.size }
  const { upload, piece } = await api.post<{ upload: string; piece: number }>('/uploads', opening)
  const keys = Object.fromEntries(Object.entries(sealing.keys).map(([id, key]) => [id, hex(key)]))
  const { prepared, files, salt, fields, machine, tails } = keep
  const header = text(sealing.headerBytes)
  await begin(
    { tender, upload, piece, header, bytes: sealing.size, prepared, files },
    { keys, salt, fields, machine, tails },
  )
  return { sealing, upload, piece, here: new Set() }
}

/** The same bytes once more out of the same files: what has arrived is compared and not sent again. */
async function goOn({ context, parts }: SealOrder, options: SealOptions): Promise<Way> {
  const before = await unfinished(context.tender)
  if (!before) throw new Stopped('没有可继续的封装', 'there is nothing to go on with')
  const files = Object.fromEntries(parts.map(partOf).map((part) => [part.id, part.files]))
  const sealing = await resumeSealing(parseHeader(utf8(before.header)), keysOf(await before.open()), files, options)
  const { arrived } = await api.get<{ arrived: number[] }>(`/uploads/${before.upload}`)
  return { sealing, upload: before.upload, piece: before.piece, here: new Set(arrived) }
}

const partOf = ({ id, files, beside }: PartOrder) => ({
  id,
  files: [
    ...files.map(({ name, file }) => sourceOf(name, 'application/pdf', file)),
    ...(beside ? [sourceOf(beside.name, 'application/json', new Blob([utf8(beside.text)]))] : []),
  ],
})

const sourceOf = (name: string, type: string, blob: Blob): SourceFile => ({
  name,
  type,
  bytes: blob.size,
  async *read() {
    for (let at = 0; at < blob.size; at += READ) yield new Uint8Array(await blob.slice(at, at + READ).arrayBuffer())
  },
})

/** The stream in pieces of one length, the last shorter. */
async function* inPieces(source: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  let piece = new Uint8Array(length)
  let filled = 0
  for await (const bytes of source)
    for (let at = 0; at < bytes.length; ) {
      const taken = Math.min(length - filled, bytes.length - at)
      piece.set(bytes.subarray(at, at + taken), filled)
      filled += taken
      at += taken
      if (filled < length) continue
      yield piece
      piece = new Uint8Array(length)
      filled = 0
    }
  if (filled) yield piece.slice(0, filled)
}
