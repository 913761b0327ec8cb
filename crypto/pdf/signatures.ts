import { PDFArray, PDFDict, type PDFDocument, PDFHexString, PDFName, PDFNumber, PDFString } from 'pdf-lib'
import { unhex } from '../bytes.ts'
import { type ByteRange, checkRange, coveredBytes } from '../pdfRange.ts'
import { CryptoProblem } from '../problem.ts'
import { checkDetached, type SignedBy } from '../signature.ts'
import { openPdf } from './open.ts'
import { firstForbiddenChange } from './revisions.ts'
import { fieldsOf } from './sign.ts'

/** A signature found in a PDF, not yet checked. */
export interface PdfSignature {
  readonly field: string
  /** Who signed, as the file says; the certificate decides. */
  readonly name: string
  /** The detached CMS signature, DER. */
  readonly cms: Uint8Array
  readonly signedBytes: Uint8Array
  /** Whether nothing was added to the file after it. */
  readonly coversAll: boolean
  readonly range: ByteRange
}

/** A signature that holds: who made it. Whether to trust the certificate, `checkPath` says. */
export interface CheckedSignature extends PdfSignature {
  readonly by: SignedBy
}

const refuse = (why: string, field?: string): never => {
  throw new CryptoProblem('SIGNATURE_MALFORMED', { why, ...(field === undefined ? {} : { field }) })
}

/** The DER value at the start of the place kept for it; what follows must be zeros. */
export function trimmed(contents: Uint8Array, field: string): Uint8Array {
  const [tag, first = 0] = contents
  const more = first < 0x80 ? 0 : first & 0x7f
  if (tag !== 0x30 || more > 4) return refuse('no signature in its place', field)
  const size = more === 0 ? first : contents.subarray(2, 2 + more).reduce((sum, byte) => sum * 256 + byte, 0)
  const end = 2 + more + size
  if (end > contents.length || contents.subarray(end).some((byte) => byte !== 0)) {
    return refuse('something stands behind the signature', field)
  }
  return contents.subarray(0, end)
}

function readSignature(pdf: Uint8Array, field: string, value: PDFDict): PdfSignature {
  const numbers = value.lookup(PDFName.of('ByteRange'), PDFArray).asArray()
  const range = checkRange(
    pdf,
    numbers.map((one) => (one instanceof PDFNumber ? one.asNumber() : Number.NaN)),
  )
  const hole = new TextDecoder('latin1').decode(pdf.subarray(range.hole + 1, range.resume - 1))
  if (value.lookup(PDFName.of('Contents'), PDFHexString).asString() !== hole)
    return refuse('leaves out something else', field)
  const contents = unhex(hole.toLowerCase().padEnd(hole.length + (hole.length % 2), '0'))
  return {
    field,
    name: value.lookupMaybe(PDFName.of('Name'), PDFString, PDFHexString)?.decodeText() ?? '',
    cms: trimmed(contents, field),
    signedBytes: coveredBytes(pdf, range),
    coversAll: range.end === pdf.length,
    range,
  }
}

/** The signatures of a PDF in the order in which they were made. A malformed one is refused, not left out. */
export const listSignatures = async (pdf: Uint8Array): Promise<PdfSignature[]> => signaturesIn(await openPdf(pdf), pdf)

function signaturesIn(doc: PDFDocument, pdf: Uint8Array): PdfSignature[] {
  const found: PdfSignature[] = []
  for (const [field, dict] of fieldsOf(doc)) {
    const value = dict.lookupMaybe(PDFName.of('V'), PDFDict)
    if (value) found.push(readSignature(pdf, field, value))
  }
  return found.sort((a, b) => a.range.end - b.range.end)
}

/**
 * Checks every signature of a PDF, and that nothing but signatures came after the first of them.
 *
 * @returns the signatures, oldest first; none if there is none
 * @throws SIGNATURE_MALFORMED (a range that leaves out more than the signature; an unsigned end; a change that is more
 *   than a further signature), SIGNATURE_DIGEST, SIGNATURE_INVALID and whatever else `checkDetached` finds
 */
export async function checkPdf(pdf: Uint8Array): Promise<CheckedSignature[]> {
  const whole = await openPdf(pdf)
  const found = signaturesIn(whole, pdf)
  if (found.length > 0 && !found.at(-1)!.coversAll) return refuse('something was added after the last signature')
  const checked: CheckedSignature[] = []
  for (const one of found) checked.push({ ...one, by: await checkDetached(one.cms, one.signedBytes) })

  const upTo = (i: number): Promise<PDFDocument> => openPdf(pdf.subarray(0, found[i]!.range.end))
  let older = found.length > 1 ? await upTo(0) : whole
  for (let i = 1; i < found.length; i += 1) {
    const newer = i === found.length - 1 ? whole : await upTo(i)
    const changed = firstForbiddenChange(older, newer)
    if (changed) return refuse(`object ${changed} was changed after it was signed`, found[i - 1]!.field)
    older = newer
  }
  return checked
}
