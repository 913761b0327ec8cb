import { concat } from '../../crypto/bytes.ts'
import { chunkRange, type Header } from '../../crypto/envelope.ts'
import type { Platform } from '../platform/platform.ts'
import { uploadBytes } from '../web/uploads.ts'

/** Gives the sealed chunks of a part from the uploaded package. */
export const chunkReader =
  (platform: Platform, upload: string, header: Header, part: string) =>
  async (index: number): Promise<Uint8Array> => {
    const { from, to } = chunkRange(header, part, index)
    return whole(uploadBytes(platform, upload, { start: from, end: to }))
  }

async function whole(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return concat(...all)
}
