import { config } from 'zod'
import { utf8 } from '../../../crypto/bytes.ts'
import type { SourceFile } from '../../../crypto/contents.ts'
import { sealBid } from '../../../crypto/seal.ts'
import { api, problemOf } from '../net/http.ts'
import type { FromWorker, PartOrder, SealOrder, ToWorker } from './protocol.ts'
import { Uploader } from './uploader.ts'

config({ jitless: true })

// control characters, those of paths, and those that turn the direction of text
const FORBIDDEN = /[\p{Cc}/\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu
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
  const { context, needed: k, officers, bidderKey } = order
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
  const sealing = await sealBid({ context, k, officers, bidderKey, parts: order.parts.map(partOf) }, { onProgress })
  const opening = { tender: context.tender, purpose: 'bid', bytes: sealing.size }
  const { upload, piece } = await api.post<{ upload: string; piece: number }>('/uploads', opening)
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
  let n = 0
  for await (const bytes of inPieces(sealing.stream(), piece)) await uploader.send(n++, bytes)
  await uploader.finish()
  progress(true)
  tell({ kind: 'done', upload, sealed: await sealing.finish() })
}

const partOf = ({ id, file, form }: PartOrder) => ({
  id,
  files: [
    sourceOf(nameOf(file), 'application/pdf', file),
    ...(form ? [sourceOf('form.json', 'application/json', new Blob([utf8(form)]))] : []),
  ],
})

/** A name that a table of contents may hold. */
function nameOf({ name }: File): string {
  const plain = name.normalize('NFC').replace(FORBIDDEN, '_').trim()
  return plain.length > 80 ? `${plain.slice(0, 72)}.pdf` : plain
}

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
