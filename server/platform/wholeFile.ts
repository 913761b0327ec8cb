import { concat } from '../../crypto/bytes.ts'

/** All bytes of a file that is read piece by piece; for what is known to be small. */
export async function wholeFile(pieces: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const piece of pieces) all.push(piece)
  return concat(...all)
}
