import { hex } from './bytes.ts'
import { type Certificate, extensionsOf } from './certificate.ts'
import { contextTag, type Element, Fields, only, parseDer, reading, TAG } from './der.ts'
import { sha256 } from './digest.ts'
import { readName } from './name.ts'
import { OID } from './oids.ts'
import { CryptoProblem } from './problem.ts'
import { fitsKey, isSignedBy, type SignatureAlgorithm, signatureAlgorithmOf } from './publicKey.ts'
import { smallOf, timeOf, unsignedOf, wholeBitsOf } from './values.ts'

/** A list of revoked certificates (RFC 5280 5), read and not yet believed. */
export interface Crl {
  /** SHA-256 of the list, hex. */
  readonly fingerprint: string
  readonly issuerKey: string
  /** Milliseconds since 1970. */
  readonly thisUpdate: number
  /** A list that does not say when the next comes is good for no instant. */
  readonly nextUpdate?: number
  /** Serial (hex, no leading zeros) → when it was revoked, in milliseconds since 1970. */
  readonly revoked: ReadonlyMap<string, number>
  readonly authorityKeyId?: string
  /** Critical extensions nobody here understands: a delta list, or one of limited scope. */
  readonly unknownCritical: readonly string[]
  readonly signed: Uint8Array
  readonly signatureAlgorithm: SignatureAlgorithm
  readonly signature: Uint8Array
}

const KNOWN: readonly string[] = [OID.authorityKeyId, OID.crlNumber]
const DELTA = '2.5.29.27'
const SCOPE = '2.5.29.28'
const REASON = '2.5.29.21'
const INVALID_SINCE = '2.5.29.24'

const read = new WeakMap<Uint8Array, Crl>()

/** Reads one revocation list in DER, strictly; throws CRL_INVALID. The same bytes are read once. */
export function parseCrl(der: Uint8Array): Crl {
  const known = read.get(der)
  if (known) return known
  const crl = reading('CRL_INVALID', () => crlOf(parseDer(der)))
  read.set(der, crl)
  return crl
}

function crlOf(whole: Element): Crl {
  const outer = new Fields(whole)
  const signed = outer.take(TAG.sequence)
  const algorithm = outer.take(TAG.sequence)
  const signature = wholeBitsOf(outer.take(TAG.bits))
  outer.end()

  const body = new Fields(signed)
  const version = body.maybe(TAG.integer)
  const inner = body.take(TAG.sequence)
  if (hex(inner.raw) !== hex(algorithm.raw)) throw wrong('two signature algorithms')
  const issuer = readName(body.take())
  const thisUpdate = timeOf(body.take())
  const next = body.maybe(TAG.utcTime) ?? body.maybe(TAG.generalizedTime)
  const entries = body.maybe(TAG.sequence)
  const extensions = body.maybe(contextTag(0))
  body.end()
  if (extensions && (!version || smallOf(version) !== 1)) throw wrong('extensions need version 2')

  const { revoked, unknown } = revokedOf(entries)
  return {
    fingerprint: hex(sha256(whole.raw)),
    issuerKey: issuer.key,
    thisUpdate,
    ...(next && { nextUpdate: timeOf(next) }),
    revoked,
    ...extensionFacts(extensions ? only(extensions) : undefined, unknown),
    signed: signed.raw,
    signatureAlgorithm: signatureAlgorithmOf(algorithm),
    signature,
  }
}

const wrong = (why: string): CryptoProblem => new CryptoProblem('CRL_INVALID', { why })

function revokedOf(entries: Element | undefined) {
  const revoked = new Map<string, number>()
  const unknown: string[] = []
  for (const entry of entries ? new Fields(entries).rest() : []) {
    const fields = new Fields(entry)
    const serial = hex(unsignedOf(fields.take()))
    const at = timeOf(fields.take())
    const extensions = extensionsOf(fields.maybe(TAG.sequence))
    fields.end()
    revoked.set(serial, Math.min(at, revoked.get(serial) ?? at))
    for (const [id, { critical }] of extensions) if (critical && id !== REASON && id !== INVALID_SINCE) unknown.push(id)
  }
  return { revoked, unknown }
}

function extensionFacts(from: Element | undefined, unknownInEntries: readonly string[]) {
  const extensions = extensionsOf(from)
  const keyId = extensions.get(OID.authorityKeyId)?.value.children.find((c) => c.tag === contextTag(0, false))
  const unknown = [...extensions].filter(([id, { critical }]) => !KNOWN.includes(id) && (critical || isLimit(id)))
  return {
    ...(keyId && { authorityKeyId: hex(keyId.content) }),
    unknownCritical: [...unknown.map(([id]) => id), ...unknownInEntries],
  }
}

const isLimit = (id: string): boolean => id === DELTA || id === SCOPE

const believed = new WeakMap<Crl, string>()

/** Whether a list is about the certificates of this authority: its name, and its key where the list names one. */
export const isBy = (crl: Crl, issuer: Certificate): boolean =>
  crl.issuerKey === issuer.subjectKey &&
  (!crl.authorityKeyId || !issuer.subjectKeyId || crl.authorityKeyId === issuer.subjectKeyId)

/** Checks that the authority signed the list and may sign lists; throws CRL_INVALID. */
export async function checkCrl(crl: Crl, issuer: Certificate): Promise<void> {
  if (believed.get(crl) === issuer.fingerprint) return
  const { signatureAlgorithm: algorithm } = crl
  if (!issuer.usage.crlSign) throw wrong('the issuer may not sign lists')
  if (algorithm.key === 'other' || !fitsKey(algorithm, issuer)) throw wrong('algorithm')
  const { hash, salt } = algorithm
  if (!(await isSignedBy(issuer, hash, crl.signed, crl.signature, salt))) throw wrong('signature')
  believed.set(crl, issuer.fingerprint)
}

/** What the lists say about one certificate of an authority at an instant. */
export interface Standing {
  readonly revocation: 'good' | 'unknown'
  /** The newest list that is valid at the instant, by its fingerprint. */
  readonly crl?: string
}

/**
 * Looks a certificate up in the lists of its issuer.
 *
 * A revocation counts from its date on, whichever list tells of it, also a later one. A list of limited scope, or one
 * with a critical extension unknown here, proves nothing good; what it names as revoked is revoked.
 *
 * @param at milliseconds since 1970
 * @throws CERTIFICATE_REVOKED, CRL_INVALID
 */
export async function standingOf(
  certificate: Certificate,
  issuer: Certificate,
  lists: readonly Uint8Array[],
  at: number,
): Promise<Standing> {
  let newest: Crl | undefined
  for (const crl of lists.map(parseCrl).filter((list) => isBy(list, issuer))) {
    await checkCrl(crl, issuer)
    const revokedAt = crl.revoked.get(certificate.serial)
    if (revokedAt !== undefined && revokedAt <= at) {
      throw new CryptoProblem('CERTIFICATE_REVOKED', { serial: certificate.serial, revokedAt, crl: crl.fingerprint })
    }
    const valid = crl.thisUpdate <= at && crl.nextUpdate !== undefined && at <= crl.nextUpdate
    if (valid && !crl.unknownCritical.length && crl.thisUpdate >= (newest?.thisUpdate ?? crl.thisUpdate)) newest = crl
  }
  return newest ? { revocation: 'good', crl: newest.fingerprint } : { revocation: 'unknown' }
}
