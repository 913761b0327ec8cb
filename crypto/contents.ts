import { z } from 'zod'
import { type Bytes, concat, equal, uint64, utf8 } from './bytes.ts'
import { canonicalBytes, parseCanonical } from './canonical.ts'
import { sizeClass } from './envelope.ts'
import { CryptoProblem } from './problem.ts'

/** The length of what stands at the very end of a part: where the table of contents begins, and its length. */
export const TRAILER = 16

const LONGEST_TABLE = 4 * 1024 * 1024
const ZEROS = new Uint8Array(64 * 1024)
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is refused
const FORBIDDEN = /[\u0000-\u001f\u007f/\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]/

const tableSchema = z.strictObject({
  files: z
    .array(
      z.strictObject({
        name: z.string().refine(isFileName),
        type: z.string().regex(/^[a-z]+\/[a-z0-9.+-]{1,100}$/),
        bytes: z.int().nonnegative(),
      }),
    )
    .max(10_000),
})

/** A file as the table of contents of a part lists it; bytes is its length. */
export type TocEntry = z.infer<typeof tableSchema>['files'][number]

/** A file to seal. `read` is called once and must give exactly `bytes` bytes. */
export type SourceFile = { name: string; type: string; bytes: number; read(): AsyncIterable<Uint8Array> }

/** Refuses files that no table of contents may list. Throws CONTENT_MALFORMED. */
export function checkFiles(files: readonly Pick<SourceFile, 'name' | 'type' | 'bytes'>[]): void {
  checkTable({ files: files.map(entryOf) })
}

/** The padded length of a part with these files: known before any of them is read. */
export function paddedBytes(files: readonly Pick<SourceFile, 'name' | 'type' | 'bytes'>[]): number {
  const table = files.map(entryOf)
  const content = files.reduce((sum, file) => sum + file.bytes, 0)
  return sizeClass(content + tableBytes(table).length + TRAILER)
}

/** A part's plaintext, piece by piece: the files, the table of contents, zeros up to the length class, the trailer. */
export async function* plaintext(files: readonly SourceFile[]): AsyncGenerator<Uint8Array> {
  let at = 0
  for (const { name, bytes, read } of files) {
    let seen = 0
    for await (const piece of read()) {
      seen += piece.length
      if (seen > bytes) throw new CryptoProblem('FILE_CHANGED', { name, declared: bytes })
      yield piece
    }
    if (seen !== bytes) throw new CryptoProblem('FILE_CHANGED', { name, declared: bytes, found: seen })
    at += bytes
  }
  const toc = tableBytes(files.map(entryOf))
  yield toc
  yield* zeros(paddedBytes(files) - at - toc.length - TRAILER)
  yield concat(uint64(at), uint64(toc.length))
}

/** Where the table of contents stands, from a part's last 16 bytes. */
export function readTrailer(trailer: Uint8Array, padded: number): { at: number; length: number } {
  const view = new DataView(trailer.buffer, trailer.byteOffset, trailer.byteLength)
  const [at, length] = [Number(view.getBigUint64(0)), Number(view.getBigUint64(8))]
  const inside = Number.isSafeInteger(at) && length <= LONGEST_TABLE && at + length + TRAILER <= padded
  if (!inside || sizeClass(at + length + TRAILER) !== padded) throw malformed('the trailer points nowhere')
  return { at, length }
}

/** Reads a table of contents whose files fill exactly the bytes before it. */
export function parseTable(bytes: Uint8Array, content: number): TocEntry[] {
  const files = checkTable(parseCanonical(bytes))
  if (files.reduce((sum, file) => sum + file.bytes, 0) !== content) throw malformed('the lengths do not add up')
  return files
}

/** Refuses padding that is not zero: nothing may hide behind the table of contents. */
export function checkPadding(piece: Uint8Array): void {
  for (let i = 0; i < piece.length; i += ZEROS.length) {
    const part = piece.subarray(i, i + ZEROS.length)
    if (!equal(part, ZEROS.subarray(0, part.length))) throw malformed('the padding is not zero')
  }
}

function checkTable(value: unknown): TocEntry[] {
  const read = tableSchema.safeParse(value)
  if (!read.success) throw malformed(read.error.issues[0]?.path.join('.') ?? 'files')
  const { files } = read.data
  if (new Set(files.map((file) => file.name)).size < files.length) throw malformed('two files of one name')
  return files
}

function isFileName(name: string): boolean {
  if (name === '' || name === '.' || name === '..' || FORBIDDEN.test(name) || name !== name.trim()) return false
  return name.normalize('NFC') === name && utf8(name).length <= 255
}

function* zeros(count: number): Generator<Uint8Array> {
  for (let left = count; left > 0; left -= ZEROS.length) yield ZEROS.subarray(0, Math.min(left, ZEROS.length))
}

const entryOf = ({ name, type, bytes }: TocEntry): TocEntry => ({ name, type, bytes })

const tableBytes = (files: readonly TocEntry[]): Bytes => canonicalBytes({ files })

const malformed = (why: string) => new CryptoProblem('CONTENT_MALFORMED', { why })
