import { z } from 'zod'
import { type Bytes, equal, hex, unbase64, utf8 } from './bytes.ts'
import { canonicalBytes, parseCanonical } from './canonical.ts'
import { label } from './digest.ts'
import { CryptoProblem } from './problem.ts'
import { CHUNK, chunksOf } from './stream.ts'
import { SUITES, type Suite, sealBytes, suiteHash, suiteLabelled } from './suite.ts'

/** The version in which packages are sealed; older ones are still read, for a bid that was received must open. */
export const VERSION = 2 as const

const VERSIONS = [1, 2] as const
/** A version of the format of packages. */
export type Version = (typeof VERSIONS)[number]

/** The first line of a package of a version. */
export const magicOf = (version: Version): Bytes => utf8(`yangguang-bid/${version}\n`)

/** The first line of every package that is sealed now, and as long as that of any other. */
export const MAGIC = magicOf(VERSION)

/** The version that a first line says. Throws ENVELOPE_MALFORMED. */
export function versionOf(line: Uint8Array): Version {
  const found = VERSIONS.find((version) => equal(line, magicOf(version)))
  if (!found) throw malformed('no such format')
  return found
}

/** The longest header there may be, in bytes. */
export const LONGEST_HEADER = 256 * 1024

const SMALLEST_CLASS = 64 * 1024
const CLASSES_A_DOUBLING = 16
const LARGEST_PART = 2 ** 40
/** By version. The class of 2 is longer than any prefix of three parts, seven officers and a remedy, with keys of 8,192 bits. */
const PREFIX_CLASS: Record<Version, number> = { 1: 16 * 1024, 2: 64 * 1024 }

const hash = z.string().regex(/^[0-9a-f]{64}$/)
const name = z.string().regex(/^[a-z][a-z0-9-]{0,31}$/)
/** From an encryption of 32 bytes to a P-256 key to an RSA key of 8,192 bits. */
const lock = z.string().refine((text) => isBase64(text, 113, 1024))
const canaryText = z.string().refine((text) => isBase64(text, 16, 256))
/** From one half and a tag of 16 bytes to sixteen halves and a tag of 32. */
const remedyText = z.string().refine((text) => isBase64(text, 32 + 16, 16 * 32 + 32))

const contextSchema = z.strictObject({
  tender: z.string().min(1).max(64),
  document: hash,
  ceremony: hash,
  bidder: hash,
  sequence: z.int().positive(),
  deadline: z.iso.datetime({ offset: true }),
})

const partSchema = z.strictObject({
  id: name.refine((id) => id !== 'canary' && id !== 'remedy'),
  bytes: z.int().min(SMALLEST_CLASS).max(LARGEST_PART),
  chunks: z.int().positive(),
  locks: z.strictObject({ bidder: lock, officers: z.array(lock) }),
  commitments: z.strictObject({ a: hash, b: hash, key: hash, shares: z.array(hash) }),
})

const remedySchema = z.strictObject({ commitment: hash, locks: z.array(lock), shares: z.array(hash), text: remedyText })

const headerSchema = z.strictObject({
  v: z.literal(VERSIONS),
  suite: z.enum(SUITES),
  context: contextSchema,
  k: z.int().min(2),
  officers: z.array(z.strictObject({ role: name.refine((role) => role !== 'bidder'), key: hash })).max(16),
  parts: z.array(partSchema).min(1).max(16),
  canary: z.strictObject({ lock, commitment: hash, text: canaryText }),
  remedy: remedySchema.optional(),
})

/** What a bid belongs to. Whatever is moved to another tender, bidder or sequence no longer opens. */
export type Context = z.infer<typeof contextSchema>

/** One part of a bid: its size after padding, who holds which lock, and the commitments to all secrets. */
export type PartHeader = z.infer<typeof partSchema>

/**
 * The second lock of the bidder's halves, where the tender document allows the remedy: to a code kept apart and to every
 * officer. A lock and a commitment an officer, in their order, are of the shares of the officers' secret.
 */
export type RemedyHeader = z.infer<typeof remedySchema>

/** The public header of a sealed bid. It names no bidder. */
export type Header = z.infer<typeof headerSchema>

/** An officer of the ceremony and the public key made there (SubjectPublicKeyInfo, DER). */
export type Officer = { role: string; spki: Uint8Array }

/** The header's one text as UTF-8: what is hashed, and what stands in the package. */
export const headerBytes = (header: Header): Bytes => canonicalBytes(header)

/** The hash of the header's text by its suite: what the manifest signs and what every chunk is bound to. 32 bytes. */
export const headerHash = (header: Header): Bytes => suiteHash(header.suite)(headerBytes(header))

/** Reads a header, refusing everything that is not exactly one. Throws ENVELOPE_MALFORMED or NOT_CANONICAL. */
export function parseHeader(bytes: Uint8Array): Header {
  if (bytes.length > LONGEST_HEADER) throw malformed('the header is too long')
  const read = headerSchema.safeParse(parseCanonical(bytes))
  if (!read.success) {
    const issue = read.error.issues[0]
    throw malformed(`${issue?.path.join('.')}: ${issue?.code}`)
  }
  checkCounts(read.data)
  return read.data
}

/** Compares a bid's context with what is expected, member by member. Throws CONTEXT_MISMATCH. */
export function checkContext(header: Header, expected: Partial<Context>): void {
  for (const member of Object.keys(expected) as (keyof Context)[]) {
    const [wanted, found] = [expected[member], header.context[member]]
    if (wanted !== undefined && wanted !== found) {
      throw new CryptoProblem('CONTEXT_MISMATCH', { member, expected: wanted, found })
    }
  }
}

/** The header's entry of a part. Throws ENVELOPE_MALFORMED if there is none. */
export function partOf(header: Header, id: string): PartHeader {
  const part = header.parts.find((candidate) => candidate.id === id)
  if (!part) throw malformed(`no part ${id}`)
  return part
}

/** What stands in a header instead of the bidder's code: nobody can try codes without the salt. Hexadecimal. */
export const bidderCommitment = (salt: Uint8Array, organisationCode: string, suite: Suite): string => {
  if (salt.length !== 32) throw malformed('the salt is not 32 bytes long')
  return hex(suiteLabelled(suite, 'bidder', salt, utf8(organisationCode)))
}

/** The label of a lock: it opens only for this context, this part and this holder. */
export const lockLabel = ({ context, suite }: Pick<Header, 'context' | 'suite'>, part: string, holder: string): Bytes =>
  suiteLabelled(suite, 'lock', canonicalBytes({ context, part, holder }))

/** The HKDF salt of everything sealed under a context. */
export const contextSalt = (context: object, suite: Suite): Bytes => suiteHash(suite)(canonicalBytes(context))

/** The HKDF info of a part's key. */
export const partInfo = (id: string): Bytes => utf8(`${textOfLabel('part')}${id}`)

/** How long a part is after padding: at least 64 KiB, sixteen classes a doubling, so at most 1/16 more. */
export function sizeClass(bytes: number): number {
  let step = SMALLEST_CLASS / CLASSES_A_DOUBLING
  while (step * CLASSES_A_DOUBLING * 2 <= bytes) step *= 2
  return Math.max(SMALLEST_CLASS, Math.ceil(bytes / step) * step)
}

/** The length of a part's ciphertext in the package. */
export const sealedBytes = (part: Pick<PartHeader, 'bytes' | 'chunks'>, suite: Suite): number =>
  part.bytes + part.chunks * sealBytes(suite)

/** Where a part's first chunk begins, counted from the first byte of the package. */
export function partOffset(header: Header, id: string): number {
  let at = prefixBytes(header)
  for (const part of header.parts) {
    if (part.id === id) return at
    at += sealedBytes(part, header.suite)
  }
  throw malformed(`no part ${id}`)
}

/** Which bytes of the package are a chunk: `from` inclusive, `to` exclusive. For HTTP ranges. */
export function chunkRange(header: Header, id: string, index: number): { from: number; to: number } {
  const part = partOf(header, id)
  const start = partOffset(header, id)
  const step = CHUNK + sealBytes(header.suite)
  const from = start + index * step
  return { from, to: Math.min(from + step, start + sealedBytes(part, header.suite)) }
}

/** The length of a whole package. */
export const wholeSize = (header: Header): number =>
  header.parts.reduce((sum, part) => sum + sealedBytes(part, header.suite), prefixBytes(header))

const prefixBytes = (header: Header): number => paddedPrefix(headerBytes(header).length, header.v)

/** Where the body begins behind a header of so many bytes: a whole number of classes, so that the length of a package does not tell of which kind its locks are, nor of a remedy. */
export const paddedPrefix = (header: number, version: Version): number =>
  Math.ceil((MAGIC.length + 4 + header) / PREFIX_CLASS[version]) * PREFIX_CLASS[version]

/** What stands before the body: the magic line, the header's length, the header, zeros. */
export function packagePrefix(header: Header): Bytes {
  const head = headerBytes(header)
  const prefix = new Uint8Array(paddedPrefix(head.length, header.v))
  prefix.set(magicOf(header.v))
  new DataView(prefix.buffer).setUint32(MAGIC.length, head.length)
  prefix.set(head, MAGIC.length + 4)
  return prefix
}

const textOfLabel = (what: string): string => new TextDecoder().decode(label(what))

function checkCounts({ k, officers, parts, remedy, suite }: Header): void {
  const n = officers.length
  if (k > n) throw malformed('k is more than n')
  if (new Set(officers.map((o) => o.role)).size < n) throw malformed('two officers of one role')
  if (new Set(officers.map((o) => o.key)).size < n) throw malformed('two officers with one key')
  if (new Set(parts.map((p) => p.id)).size < parts.length) throw malformed('two parts of one name')
  for (const part of parts) {
    if (part.locks.officers.length !== n || part.commitments.shares.length !== n) throw malformed('not n locks')
    if (sizeClass(part.bytes) !== part.bytes) throw malformed('not a length class')
    if (chunksOf(part.bytes) !== part.chunks) throw malformed('not the number of chunks')
  }
  if (remedy && (remedy.locks.length !== n || remedy.shares.length !== n)) throw malformed('not n locks in the remedy')
  if (remedy && unbase64(remedy.text).length !== parts.length * 32 + sealBytes(suite))
    throw malformed('not a half of each part in the remedy')
}

function isBase64(text: string, least: number, most: number): boolean {
  try {
    const { length } = unbase64(text)
    return length >= least && length <= most
  } catch {
    return false
  }
}

const malformed = (why: string) => new CryptoProblem('ENVELOPE_MALFORMED', { why })
