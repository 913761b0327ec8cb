import { hex } from './bytes.ts'
import type { Certificate } from './certificate.ts'
import { contextTag, type Element, Fields, only, parseDer, reading, TAG } from './der.ts'
import { sha256 } from './digest.ts'
import { extensionsOf } from './extensions.ts'
import { readName } from './name.ts'
import { OID } from './oids.ts'
import { CryptoProblem, isCryptoProblem } from './problem.ts'
import { fitsKey, isSignedBy, type SignatureAlgorithm, signatureAlgorithmOf } from './publicKey.ts'
import { ALL_REASONS, reasonsCovered, type Scope, scopeOf } from './scope.ts'
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
  /** Of which certificates it speaks, where not of all. */
  readonly scope?: Scope
  /** Critical extensions nobody here understands, and the mark of a delta list. */
  readonly unknownCritical: readonly string[]
  readonly signed: Uint8Array
  readonly signatureAlgorithm: SignatureAlgorithm
  readonly signature: Uint8Array
}

const KNOWN: readonly string[] = [OID.authorityKeyId, OID.crlNumber, OID.issuingDistributionPoint]
const KNOWN_IN_ENTRIES: readonly string[] = [OID.crlReason, OID.invalidSince]

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
  const issuer = body.take()
  const thisUpdate = timeOf(body.take())
  const next = body.maybe(TAG.utcTime) ?? body.maybe(TAG.generalizedTime)
  const entries = body.maybe(TAG.sequence)
  const extensions = body.maybe(contextTag(0))
  body.end()
  if (extensions && (!version || smallOf(version) !== 1)) throw wrong('extensions need version 2')

  const { revoked, unknown } = revokedOf(entries)
  return {
    fingerprint: hex(sha256(whole.raw)),
    issuerKey: readName(issuer).key,
    thisUpdate,
    ...(next && { nextUpdate: timeOf(next) }),
    revoked,
    ...extensionFacts(extensions ? only(extensions) : undefined, unknown, issuer),
    signed: signed.raw,
    signatureAlgorithm: signatureAlgorithmOf(algorithm),
    signature,
  }
}

const wrong = (why: string): CryptoProblem => new CryptoProblem('CRL_INVALID', { why })

/** The entries about certificates of the list's own issuer: from the first that names another one, they are not. */
function revokedOf(entries: Element | undefined) {
  const revoked = new Map<string, number>()
  const unknown: string[] = []
  let ours = true
  for (const entry of entries ? new Fields(entries).rest() : []) {
    const fields = new Fields(entry)
    const serial = hex(unsignedOf(fields.take()))
    const at = timeOf(fields.take())
    const extensions = extensionsOf(fields.maybe(TAG.sequence))
    fields.end()
    ours &&= !extensions.has(OID.entryIssuer)
    if (ours) revoked.set(serial, Math.min(at, revoked.get(serial) ?? at))
    for (const [id, { critical }] of extensions) if (critical && !KNOWN_IN_ENTRIES.includes(id)) unknown.push(id)
  }
  return { revoked, unknown }
}

function extensionFacts(from: Element | undefined, unknownInEntries: readonly string[], issuer: Element) {
  const extensions = extensionsOf(from)
  const keyId = extensions.get(OID.authorityKeyId)?.value.children.find((c) => c.tag === contextTag(0, false))
  const scope = extensions.get(OID.issuingDistributionPoint)?.value
  const unknown = [...extensions].filter(
    ([id, { critical }]) => id === OID.deltaCrl || (critical && !KNOWN.includes(id)),
  )
  return {
    ...(keyId && { authorityKeyId: hex(keyId.content) }),
    ...(scope && { scope: scopeOf(scope, issuer) }),
    unknownCritical: [...unknown.map(([id]) => id), ...unknownInEntries],
  }
}

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
  /** The newest lists that are valid at the instant and together speak of every reason, by their fingerprints. */
  readonly crls: readonly string[]
}

/**
 * Looks a certificate up in the lists of its issuer.
 *
 * A revocation counts from its date on, whichever list tells of it, also a later one or one of another scope. Good is
 * what lists say that are for this certificate and together speak of every reason (RFC 5280 6.3.3); a delta list, an
 * indirect one, or one with a critical extension unknown here proves nothing good, and neither does one whose signature
 * does not hold.
 *
 * @param issuers the issuer, and whoever else may sign its lists, all believed already
 * @param at milliseconds since 1970
 * @throws CERTIFICATE_REVOKED, CERTIFICATE_MALFORMED; CRL_INVALID where a list does not hold and no other says it is good
 */
export async function standingOf(
  certificate: Certificate,
  issuers: readonly Certificate[],
  lists: readonly Uint8Array[],
  at: number,
): Promise<Standing> {
  const valid: Crl[] = []
  let problem: CryptoProblem | undefined
  for (const crl of lists.map(parseCrl)) {
    const issuer = issuers.find((one) => isBy(crl, one))
    if (!issuer) continue
    const invalid = await whyInvalid(crl, issuer)
    if (invalid) {
      problem ??= invalid
      continue
    }
    const revokedAt = crl.revoked.get(certificate.serial)
    if (revokedAt !== undefined && revokedAt <= at) {
      throw new CryptoProblem('CERTIFICATE_REVOKED', { serial: certificate.serial, revokedAt, crl: crl.fingerprint })
    }
    const holds = crl.thisUpdate <= at && crl.nextUpdate !== undefined && at <= crl.nextUpdate
    if (holds && !crl.unknownCritical.length) valid.push(crl)
  }
  const standing = covering(valid, certificate)
  if (problem && standing.revocation !== 'good') throw problem
  return standing
}

async function whyInvalid(crl: Crl, issuer: Certificate): Promise<CryptoProblem | undefined> {
  try {
    await checkCrl(crl, issuer)
    return undefined
  } catch (problem) {
    if (!isCryptoProblem(problem, 'CRL_INVALID')) throw problem
    return problem
  }
}

function covering(valid: readonly Crl[], certificate: Certificate): Standing {
  const reasons = new Set<number>()
  const crls: string[] = []
  for (const crl of [...valid].sort((a, b) => b.thisUpdate - a.thisUpdate)) {
    const more = [...reasonsCovered(crl.scope, certificate)].filter((one) => !reasons.has(one))
    if (more.length) crls.push(crl.fingerprint)
    for (const one of more) reasons.add(one)
  }
  return reasons.size === ALL_REASONS.size ? { revocation: 'good', crls } : { revocation: 'unknown', crls: [] }
}
