import { concat, hex } from './bytes.ts'
import { CryptoProblem } from './problem.ts'

/**
 * The four numbers of a PDF signature's `/ByteRange`: it covers `[0, hole)` and `[resume, end)`,
 * and between them stands nothing but the signature itself, `<…>` in hex.
 */
export interface ByteRange {
  readonly hole: number
  readonly resume: number
  readonly end: number
}

/** A PDF that waits for its last signature, alone or together with the range it came with. */
export type Prepared = Uint8Array | { readonly pdf: Uint8Array }

const BYTE_RANGE = '/ByteRange'
const [OPEN, CLOSE, ZERO] = [0x3c, 0x3e, 0x30]

const isHex = (byte: number): boolean =>
  (byte >= 0x30 && byte <= 0x39) || (byte >= 0x41 && byte <= 0x46) || (byte >= 0x61 && byte <= 0x66)

const refuse = (why: string): never => {
  throw new CryptoProblem('SIGNATURE_MALFORMED', { why })
}

/** Where a word of Latin letters stands for the last time; -1 if nowhere. */
export function lastIndexOf(pdf: Uint8Array, word: string): number {
  for (let at = pdf.length - word.length; at >= 0; at -= 1) {
    let same = 0
    while (same < word.length && pdf[at + same] === word.charCodeAt(same)) same += 1
    if (same === word.length) return at
  }
  return -1
}

/**
 * Checks a `/ByteRange` against the file it stands in: it begins at the first byte, ends within the file,
 * and leaves out exactly one hexadecimal string. Anything else would let unsigned bytes speak.
 */
export function checkRange(pdf: Uint8Array, numbers: readonly number[]): ByteRange {
  const [start, hole, resume, rest] = numbers
  if (numbers.length !== 4 || !numbers.every((n) => Number.isSafeInteger(n) && n >= 0)) return refuse('four numbers')
  const end = resume! + rest!
  if (start !== 0) return refuse('does not begin at the first byte')
  if (end > pdf.length || hole! + 2 > resume!) return refuse('out of the file')
  if (pdf[hole!] !== OPEN || pdf[resume! - 1] !== CLOSE) return refuse('leaves out more than the signature')
  for (let at = hole! + 1; at < resume! - 1; at += 1)
    if (!isHex(pdf[at]!)) return refuse('leaves out more than hexadecimal digits')
  return { hole: hole!, resume: resume!, end }
}

/** The range of the last signature in the file, which must reach to the file's very end. */
export function lastRange(pdf: Uint8Array): ByteRange {
  const at = lastIndexOf(pdf, BYTE_RANGE)
  if (at < 0) return refuse('no signature')
  const text = String.fromCharCode(...pdf.subarray(at + BYTE_RANGE.length, at + BYTE_RANGE.length + 64))
  const numbers = /^\s*\[\s*(\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s*\]/.exec(text)
  if (!numbers) return refuse('unreadable range')
  const range = checkRange(pdf, numbers.slice(1).map(Number))
  return range.end === pdf.length ? range : refuse('does not reach the end of the file')
}

/** The bytes a range covers, in one piece. */
export const coveredBytes = (pdf: Uint8Array, range: ByteRange): Uint8Array =>
  concat(pdf.subarray(0, range.hole), pdf.subarray(range.resume, range.end))

const pdfOf = (prepared: Prepared): Uint8Array => (prepared instanceof Uint8Array ? prepared : prepared.pdf)

/** What the last signer signs: the whole file but the place of the signature. Runs where the key is. */
export function bytesToSign(prepared: Prepared): Uint8Array {
  const pdf = pdfOf(prepared)
  return coveredBytes(pdf, lastRange(pdf))
}

/**
 * Puts a signature into the place kept for it. No other byte of the file changes.
 *
 * @param cms the detached CMS signature over `bytesToSign(prepared)`, DER
 */
export function embedSignature(prepared: Prepared, cms: Uint8Array): Uint8Array {
  const pdf = pdfOf(prepared)
  return embedAt(pdf, lastRange(pdf).hole, cms)
}

/** As `embedSignature`, where only the new end of the file is at hand: `hole` says where in it the place begins. */
export function embedAt(end: Uint8Array, hole: number, cms: Uint8Array): Uint8Array {
  const resume = end.indexOf(CLOSE, hole) + 1
  const digits = hex(cms)
  if (end[hole] !== OPEN || digits.length > resume - hole - 2) return refuse('larger than the place kept for it')
  if (end.subarray(hole + 1, resume - 1).some((byte) => byte !== ZERO)) return refuse('already signed')
  const signed = end.slice()
  for (let i = 0; i < digits.length; i += 1) signed[hole + 1 + i] = digits.charCodeAt(i)
  return signed
}
