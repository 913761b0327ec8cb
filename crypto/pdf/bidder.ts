import type { ChunkHash, Natives } from '../natives.ts'
import { bytesToSign, embedSignature } from '../pdfRange.ts'
import { type Signer, signDetached } from '../signature.ts'
import type { Drawing } from './drawing.ts'
import type { Source } from './objects.ts'
import { openPdf } from './open.ts'
import { rectFor, type StampPlace } from './place.ts'
import { endFor, fieldsOf, type NewEnd, type PreparedPdf, prepareSignature } from './sign.ts'
import { openSparse } from './sparse.ts'
import { piecesOf, runningHash } from './streamed.ts'

const CLOSE = 0x3e // >

/** The side of a stamp on paper, in points: 42 mm, the usual size of a Chinese organisation's. */
export const STAMP_SIDE = 119

/** The largest file that is read in one piece, to be looked at whole: several times as much memory is taken. */
export const WHOLE = 128 * 1024 * 1024

/** How a bidder signs one of its files. */
export interface Stamping {
  /** who signs, as readers show it */
  readonly name: string
  readonly reason: string
  /** the signing time that is claimed, ms */
  readonly at: number
  /** where the stamp is drawn; nowhere: the signature is not seen */
  readonly place: StampPlace | undefined
  readonly stamp: Drawing
}

/** A PDF with the place for a bidder's signature: what stands in the way is a `PdfProblem`, and the file stays as it was. */
export async function prepareStamp(pdf: Uint8Array, { place, stamp, ...of }: Stamping): Promise<PreparedPdf> {
  const doc = await openPdf(pdf)
  const field = freshName(new Set(fieldsOf(doc).keys()))
  return prepareSignature(pdf, { ...of, field, ...(place ? { ...rectFor(doc, place, STAMP_SIDE), mark: stamp } : {}) })
}

/** What a bidder's signature adds to a file of any size, and what is to be signed. */
export interface PreparedEnd extends NewEnd {
  readonly digest: Uint8Array
}

/**
 * As `prepareStamp`, for a file of any size: of it only what the signature needs is read, by random access, and it is hashed in a
 * stream, so that memory stays the same.
 *
 * @throws what `openSparse` and `endFor` throw
 */
export async function prepareEnd(
  source: Source,
  { place, stamp, ...of }: Stamping,
  hash: ChunkHash,
  natives: Natives = {},
): Promise<PreparedEnd> {
  const doc = await openSparse(source, place?.page ?? 'last')
  const field = freshName(new Set(fieldsOf(doc).keys()))
  const at = place && { ...rectFor(doc, { ...place, page: 'first' }, STAMP_SIDE), mark: stamp }
  const { tail, hole } = await endFor(doc, { ...of, field, ...at })
  const digest = runningHash(hash, natives)
  for await (const piece of piecesOf(source, 0, source.bytes)) digest.update(piece)
  digest.update(tail.subarray(0, hole))
  digest.update(tail.subarray(tail.indexOf(CLOSE, hole) + 1))
  return { tail, hole, digest: digest.digest() }
}

/** Signs a PDF with a key at hand; no byte of the file before changes. */
export async function stampPdf(pdf: Uint8Array, how: Stamping, signer: Signer): Promise<Uint8Array> {
  const prepared = await prepareStamp(pdf, how)
  return embedSignature(prepared, await signDetached(bytesToSign(prepared), signer, how.at))
}

function freshName(taken: ReadonlySet<string>): string {
  for (let n = 1; ; n += 1) if (!taken.has(`bidder-${n}`)) return `bidder-${n}`
}
