import { type Bytes, equal, hex, unhex } from './bytes.ts'
import type { Certificate } from './certificate.ts'
import { checkSigner, parseSigned } from './cms.ts'
import {
  contextTag,
  type Element,
  Fields,
  integer,
  nothing,
  octets,
  oid,
  parseDer,
  reading,
  retag,
  sequence,
  TAG,
  yes,
} from './der.ts'
import type { Evidence } from './evidence.ts'
import { OID } from './oids.ts'
import { CryptoProblem, isCryptoProblem } from './problem.ts'
import { hashNameOf } from './publicKey.ts'
import { buildSigned, type Signer } from './signing.ts'
import { booleanOf, octetsOf, oidOf, preciseTime, smallOf, timeOf, unsignedOf } from './values.ts'

/** The policy of our own time stamps: an identifier made from a UUID (ITU-T X.667), so it needs no registration. */
const POLICY = '2.25.28294929174163713813575937216926633886'
/** What our own authority says of its clock, ms. */
const ACCURACY = 100
const HASH_BYTES = 32
const LONGEST_NONCE = 20

/** What a time stamp is asked for. */
export interface TimestampRequest {
  /** SHA-256, 32 bytes. */
  readonly hash: Uint8Array
  /** Unsigned, big-endian; comes back in the token. */
  readonly nonce?: Uint8Array
}

/** What a valid time stamp token proves: that the hash was there at this instant. Not the path: see `checkPath`. */
export interface Timestamp {
  /** Milliseconds since 1970. */
  readonly at: number
  /** How far the authority's clock may be off, in milliseconds, if it says so. */
  readonly accuracy?: number
  /** Hex. */
  readonly serial: string
  readonly certificate: Certificate
  readonly chain: readonly Certificate[]
  /** What was known about revocation when the platform took it in, as it stands beside the signature: not checked yet. */
  readonly evidence: Evidence
}

const invalid = (why: string): CryptoProblem => new CryptoProblem('TIMESTAMP_INVALID', { why })

const imprint = (hash: Uint8Array): Bytes => sequence(sequence(oid(OID.sha256), nothing()), octets(hash))

/** A request to a time stamp authority (RFC 3161 2.4.1) that wants the certificate in the answer. */
export function timestampRequest(hash: Uint8Array, nonce?: Uint8Array): Bytes {
  if (hash.length !== HASH_BYTES) throw invalid('hash is not SHA-256')
  return sequence(integer(1), imprint(hash), ...(nonce ? [integer(nonce)] : []), yes())
}

/** Reads a request; only SHA-256, our policy or none, and no extensions are served. */
export const parseTimestampRequest = (der: Uint8Array): TimestampRequest =>
  reading('TIMESTAMP_INVALID', () => {
    const fields = new Fields(parseDer(der))
    if (smallOf(fields.take()) !== 1) throw invalid('version')
    const hash = imprintOf(fields.take())
    const policy = fields.maybe(TAG.oid)
    const nonce = fields.maybe(TAG.integer)
    const wantsCertificate = fields.maybe(TAG.boolean)
    fields.end()
    if (policy && oidOf(policy) !== POLICY) throw invalid('policy')
    if (wantsCertificate) booleanOf(wantsCertificate)
    return { hash, ...(nonce && { nonce: unsignedOf(nonce) }) }
  })

function imprintOf(from: Element): Uint8Array {
  const fields = new Fields(from)
  const algorithm = hashNameOf(fields.take(TAG.sequence))
  const hash = octetsOf(fields.take())
  fields.end()
  if (algorithm !== 'SHA-256' || hash.length !== HASH_BYTES) throw invalid('hash is not SHA-256')
  return hash
}

/**
 * Issues a time stamp token.
 *
 * @param request a request in DER, or its hash and nonce
 * @param signer its certificate must be one for time stamps
 * @param at milliseconds since 1970; the token says it to the millisecond
 * @param serial hex, never used before by this authority
 * @returns the token, a CMS SignedData; `timestampResponse` makes it the answer to a request
 */
export async function issueTimestamp(
  request: Uint8Array | TimestampRequest,
  signer: Signer,
  at: number,
  serial: string,
): Promise<Bytes> {
  const { hash, nonce } = request instanceof Uint8Array ? parseTimestampRequest(request) : request
  if (hash.length !== HASH_BYTES) throw invalid('hash is not SHA-256')
  if (nonce && nonce.length > LONGEST_NONCE) throw invalid('nonce too long')
  if (!signer.certificate.usage.timestamping) throw new CryptoProblem('USAGE_FORBIDDEN', { use: 'timestamp' })
  const content = sequence(
    integer(1),
    oid(POLICY),
    imprint(hash),
    integer(unhex(serial)),
    preciseTime(at),
    sequence(retag(contextTag(0, false), integer(ACCURACY))),
    ...(nonce ? [integer(nonce)] : []),
  )
  return buildSigned({ content, contentType: OID.tstInfo, attached: true, at }, signer)
}

/** The answer of an authority that grants a request (TimeStampResp). */
export const timestampResponse = (token: Uint8Array): Bytes => sequence(sequence(integer(0)), token)

/** The token in an answer; throws TIMESTAMP_INVALID when the request was not granted. */
export const tokenOf = (response: Uint8Array): Uint8Array =>
  reading('TIMESTAMP_INVALID', () => {
    const fields = new Fields(parseDer(response))
    const status = smallOf(fields.within().take())
    if (status > 1) throw invalid(`refused with status ${status}`)
    const token = fields.take(TAG.sequence)
    fields.end()
    return token.raw
  })

/**
 * Checks a token over a SHA-256 hash: the signature, the hash, and that the certificate is one for time stamps.
 *
 * @param nonce if given, the token must carry the same
 * @throws TIMESTAMP_INVALID, whatever is wrong
 */
export async function checkTimestamp(token: Uint8Array, hash: Uint8Array, nonce?: Uint8Array): Promise<Timestamp> {
  try {
    const signed = parseSigned(token)
    if (signed.contentType !== OID.tstInfo || !signed.content) throw invalid('not a time stamp')
    const info = infoOf(parseDer(signed.content))
    if (!equal(info.hash, hash)) throw invalid('for another hash')
    if (nonce && hex(info.nonce ?? new Uint8Array()) !== hex(shortest(nonce))) throw invalid('nonce')

    const { certificate, chain, certificateBound, evidence } = await checkSigner(signed, signed.content)
    if (!certificateBound) throw invalid('the certificate is not bound')
    if (!certificate.usage.timestamping) throw invalid('the certificate is not for time stamps')
    const { at, serial, accuracy } = info
    return { at, serial, certificate, chain, evidence, ...(accuracy !== undefined && { accuracy }) }
  } catch (problem) {
    if (!isCryptoProblem(problem) || problem.code === 'TIMESTAMP_INVALID') throw problem
    throw new CryptoProblem('TIMESTAMP_INVALID', { ...problem.facts, because: problem.code })
  }
}

const shortest = (nonce: Uint8Array): Uint8Array => unsignedOf(parseDer(integer(nonce)))

interface TokenInfo {
  hash: Uint8Array
  serial: string
  at: number
  accuracy?: number
  nonce?: Uint8Array
}

function infoOf(from: Element): TokenInfo {
  const fields = new Fields(from)
  if (smallOf(fields.take()) !== 1) throw invalid('version')
  oidOf(fields.take())
  const hash = imprintOf(fields.take())
  const serial = hex(unsignedOf(fields.take()))
  const at = timeOf(fields.take(TAG.generalizedTime))
  const accuracy = fields.maybe(TAG.sequence)
  const ordering = fields.maybe(TAG.boolean)
  const nonce = fields.maybe(TAG.integer)
  fields.maybe(contextTag(0)) // name of the authority: the certificate says it
  const extensions = fields.maybe(contextTag(1))
  fields.end()
  if (ordering) booleanOf(ordering)
  if (extensions?.children.some(({ children }) => children[1]?.tag === TAG.boolean)) throw invalid('critical extension')
  return {
    ...{ hash, serial, at },
    ...(accuracy && { accuracy: accuracyOf(accuracy) }),
    ...(nonce && { nonce: unsignedOf(nonce) }),
  }
}

/** Seconds, milliseconds and microseconds, each optional, the last two from 1 to 999 (RFC 3161 2.4.2). */
function accuracyOf(from: Element): number {
  const fields = new Fields(from)
  const seconds = fields.maybe(TAG.integer)
  const [millis, micros] = [0, 1].map((n) => fields.maybe(contextTag(n, false)))
  fields.end()
  const [ms = 0, us = 0] = [millis, micros].map((one) => {
    const value = one ? smallOf({ ...one, tag: TAG.integer }) : 0
    if (one && (value < 1 || value > 999)) throw invalid('accuracy')
    return value
  })
  return (seconds ? smallOf(seconds) : 0) * 1000 + ms + Math.ceil(us / 1000)
}
