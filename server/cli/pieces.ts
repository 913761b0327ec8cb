import { type FileHandle, open } from 'node:fs/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Client, Refused } from './client.ts'

/** How many bytes every piece of an upload has, but the last. */
export const PIECE = 4 * 1024 * 1024

const IN_FLIGHT = 3
const FIRST_PAUSE = 250

/** Bytes from some offset on: a file, or something in memory. */
export interface Source {
  bytes: number
  read(start: number, end: number): Promise<Uint8Array>
}

/** Something in memory as a source. */
export const inMemory = (bytes: Uint8Array): Source => ({
  bytes: bytes.length,
  read: async (start, end) => bytes.subarray(start, end),
})

/** A file as a source, while `use` runs. */
export async function withFile<T>(path: string, use: (source: Source) => Promise<T>): Promise<T> {
  const file = await open(path, 'r')
  try {
    const { size } = await file.stat()
    return await use({ bytes: size, read: (start, end) => stretch(file, start, end) })
  } finally {
    await file.close()
  }
}

/** Bytes `start` up to and without `end` of a file; fewer where it ends before. */
async function stretch(file: FileHandle, start: number, end: number): Promise<Uint8Array> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(end - start), 0, end - start, start)
  return buffer.subarray(0, bytesRead)
}

/** How an upload is sent. */
export interface Sending {
  /** ends after so many new pieces, as when the line is cut */
  stopAfter?: number
  /** how often a piece is tried when the line fails; once unless told otherwise */
  tries?: number
  onProgress?: (share: number) => void
}

/**
 * Uploads in numbered pieces, three in flight; pieces that are there already are not sent again.
 *
 * @returns whether everything is there
 */
export async function sendPieces(
  client: Pick<Client, 'get' | 'putPiece'>,
  upload: string,
  source: Source,
  options: Sending = {},
): Promise<boolean> {
  const { pieces, arrived } = await client.get<{ pieces: number; arrived: number[] }>(`/uploads/${upload}`)
  const here = new Set(arrived)
  const missing = Array.from({ length: pieces }, (_, n) => n).filter((n) => !here.has(n))
  const now = missing.slice(0, options.stopAfter ?? missing.length)
  let sent = 0
  const worker = async (): Promise<void> => {
    for (let n = now.shift(); n !== undefined; n = now.shift()) {
      const bytes = await source.read(n * PIECE, Math.min((n + 1) * PIECE, source.bytes))
      await patiently(options.tries ?? 1, () => client.putPiece(upload, n as number, bytes))
      options.onProgress?.((here.size + ++sent) / pieces)
    }
  }
  await Promise.all(Array.from({ length: IN_FLIGHT }, worker))
  return here.size + sent === pieces
}

/** Tries again, each time after twice the pause, unless the platform itself declined. */
async function patiently(tries: number, deed: () => Promise<void>): Promise<void> {
  for (let n = 1; ; n++) {
    try {
      return await deed()
    } catch (problem) {
      const final = problem instanceof Refused && problem.status < 500 && problem.code !== 'PIECE_HASH'
      if (final || n >= tries) throw problem
      await sleep(FIRST_PAUSE * 2 ** (n - 1))
    }
  }
}
