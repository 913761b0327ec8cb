import { unhex } from '../../../crypto/bytes.ts'
import { type ByteRange, checkRange, coveredBytes } from '../../../crypto/pdfRange.ts'
import { CryptoProblem } from '../../../crypto/problem.ts'
import { checkDetached, type SignedBy } from '../../../crypto/signature.ts'

/** A signature of a PDF that holds over the bytes it covers. */
export interface FoundSignature {
  by: SignedBy
  range: ByteRange
  /** whether nothing was added to the file after it */
  coversAll: boolean
}

const latin1 = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes)

/** Every signature in a PDF, checked over its bytes, oldest first. Throws CryptoProblem if one does not hold. */
export async function pdfSignatures(pdf: Uint8Array): Promise<FoundSignature[]> {
  const text = latin1(pdf)
  const found: FoundSignature[] = []
  for (const match of text.matchAll(/\/ByteRange\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/g)) {
    const range = checkRange(pdf, match.slice(1, 5).map(Number))
    const contents = unhex(text.slice(range.hole + 1, range.resume - 1).toLowerCase())
    const by = await checkDetached(trimmed(contents), coveredBytes(pdf, range))
    found.push({ by, range, coversAll: range.end === pdf.length })
  }
  return found.sort((a, b) => a.range.end - b.range.end)
}

/** The DER value at the start of the place kept for it; behind it only zeros. */
function trimmed(contents: Uint8Array): Uint8Array {
  const [tag, first = 0] = contents
  const more = first < 0x80 ? 0 : first & 0x7f
  if (tag !== 0x30 || more > 4) throw new CryptoProblem('SIGNATURE_MALFORMED', { why: 'no signature in its place' })
  const size = more === 0 ? first : contents.subarray(2, 2 + more).reduce((sum, byte) => sum * 256 + byte, 0)
  const end = 2 + more + size
  if (end > contents.length || contents.subarray(end).some((byte) => byte !== 0))
    throw new CryptoProblem('SIGNATURE_MALFORMED', { why: 'something stands behind the signature' })
  return contents.subarray(0, end)
}
