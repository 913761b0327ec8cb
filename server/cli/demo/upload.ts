import type { Client } from './client.ts'

const PIECE = 4 * 1024 * 1024

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

/**
 * Uploads in numbered pieces, three in flight; pieces that are there already are not sent again.
 *
 * @param stopAfter ends after so many new pieces, as when the line is cut
 * @returns whether everything is there
 */
export async function sendPieces(
  client: Client,
  upload: string,
  source: Source,
  options: { stopAfter?: number; onProgress?: (share: number) => void } = {},
): Promise<boolean> {
  const { pieces, arrived } = await client.get<{ pieces: number; arrived: number[] }>(`/uploads/${upload}`)
  const here = new Set(arrived)
  const missing = Array.from({ length: pieces }, (_, n) => n).filter((n) => !here.has(n))
  const now = missing.slice(0, options.stopAfter ?? missing.length)
  let sent = 0
  const worker = async (): Promise<void> => {
    for (let n = now.shift(); n !== undefined; n = now.shift()) {
      const bytes = await source.read(n * PIECE, Math.min((n + 1) * PIECE, source.bytes))
      await client.putPiece(upload, n, bytes)
      options.onProgress?.((here.size + ++sent) / pieces)
    }
  }
  await Promise.all([worker(), worker(), worker()])
  return here.size + sent === pieces
}

/** Opens an upload and sends everything; answers its id. */
export async function uploadAll(
  client: Client,
  of: { tender: string; purpose: string },
  bytes: Uint8Array,
): Promise<string> {
  const { upload } = await client.post<{ upload: string }>('/uploads', { ...of, bytes: bytes.length })
  await sendPieces(client, upload, inMemory(bytes))
  return upload
}
