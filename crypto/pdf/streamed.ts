import { sha384, sha512 } from '@noble/hashes/sha2.js'
import { PDFArray, PDFDict, PDFHexString, PDFName, PDFNumber, PDFString } from 'pdf-lib'
import { concat, equal, unhex } from '../bytes.ts'
import { type RunningHash, runningSha256 } from '../digest.ts'
import type { Natives } from '../natives.ts'
import { type ByteRange, checkRange } from '../pdfRange.ts'
import { CryptoProblem } from '../problem.ts'
import type { HashName } from '../publicKey.ts'
import { checkDetached, type SignedBy } from '../signature.ts'
import { sm3Hash } from '../sm3.ts'
import { latin, type Source } from './objects.ts'
import { fieldsOf } from './sign.ts'
import { trimmed } from './signatures.ts'
import { openSparse } from './sparse.ts'

const PIECE = 4 * 1024 * 1024
/** The longest place of a signature that is read. */
const LONGEST = 1024 * 1024

/** Bytes of a file, one piece in memory at a time. */
export async function* piecesOf(source: Source, from: number, to: number): AsyncGenerator<Uint8Array> {
  for (let at = from; at < to; at += PIECE) yield await source.read(at, Math.min(at + PIECE, to))
}

/** A file with an end behind it that is not written yet. */
export const withEnd = (source: Source, tail: Uint8Array): Source => ({
  name: source.name,
  bytes: source.bytes + tail.length,
  read: async (from, to) => {
    const before = from < source.bytes ? await source.read(from, Math.min(to, source.bytes)) : new Uint8Array(0)
    return to <= source.bytes
      ? before
      : concat(before, tail.subarray(Math.max(0, from - source.bytes), to - source.bytes))
  },
})

/** A hash that is fed piece by piece: the machine's own where it brings one. */
export function runningHash(hash: HashName, { runningHash: native }: Natives = {}): RunningHash {
  if (hash === 'SHA-384') return sha384.create()
  if (hash === 'SHA-512') return sha512.create()
  return native?.(hash) ?? (hash === 'SM3' ? sm3Hash.create() : runningSha256())
}

/** A signature of a file of any size that holds over what it covers. */
export interface StreamedSignature {
  readonly by: SignedBy
  readonly coversAll: boolean
  readonly range: ByteRange
}

const refuse = (why: string, field: string): never => {
  throw new CryptoProblem('SIGNATURE_MALFORMED', { why, field })
}

/**
 * Checks every signature of a file of any size, oldest first, hashing it in a stream. Whether what came after a signature only
 * adds another one is not looked at here: that takes the whole file (`checkPdf`).
 *
 * @throws SIGNATURE_MALFORMED and what `checkDetached` and `openSparse` find
 */
export async function checkStreamed(source: Source, natives: Natives = {}): Promise<StreamedSignature[]> {
  const found: StreamedSignature[] = []
  for (const [field, dict] of fieldsOf(await openSparse(source, 'last'))) {
    const value = dict.lookupMaybe(PDFName.of('V'), PDFDict)
    if (value) found.push(await checkOne(source, field, value, natives))
  }
  found.sort((a, b) => a.range.end - b.range.end)
  if (found.length && !found.at(-1)!.coversAll) return refuse('something was added after the last signature', '')
  return found
}

async function checkOne(source: Source, field: string, value: PDFDict, natives: Natives): Promise<StreamedSignature> {
  const numbers = value
    .lookup(PDFName.of('ByteRange'), PDFArray)
    .asArray()
    .map((one) => (one instanceof PDFNumber ? one.asNumber() : Number.NaN))
  const range = await rangeOf(source, numbers, field)
  const contents = value.lookup(PDFName.of('Contents'), PDFString, PDFHexString).asBytes()
  const hole = latin(await source.read(range.hole + 1, range.resume - 1)).toLowerCase()
  if (!equal(unhex(hole.padEnd(hole.length + (hole.length % 2), '0')), contents))
    return refuse('leaves out something else', field)
  const digest = async (hash: HashName): Promise<Uint8Array> => {
    const running = runningHash(hash, natives)
    for await (const piece of piecesOf(source, 0, range.hole)) running.update(piece)
    for await (const piece of piecesOf(source, range.resume, range.end)) running.update(piece)
    return running.digest()
  }
  const by = await checkDetached(trimmed(contents, field), { digest })
  return { by, coversAll: range.end === source.bytes, range }
}

/** Checks a range against the bytes at its hole alone, as `checkRange` does against a file in memory. */
async function rangeOf(source: Source, numbers: readonly number[], field: string): Promise<ByteRange> {
  const [, hole = Number.NaN, resume = Number.NaN, rest = Number.NaN] = numbers
  const whole = [hole, resume, rest].every((one) => Number.isSafeInteger(one) && one >= 0)
  if (!(whole && resume > hole && resume - hole <= LONGEST && resume + rest <= source.bytes))
    return refuse('out of the file', field)
  const around = await source.read(hole, resume)
  const { hole: at } = checkRange(around, [numbers[0]!, 0, around.length, 0])
  return { hole: hole + at, resume, end: resume + rest }
}
