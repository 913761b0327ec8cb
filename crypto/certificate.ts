import { ByBytes, type Bytes, base64, equal, hex, plain, unbase64 } from './bytes.ts'
import { contextTag, type Element, Fields, only, parseDer, reading, TAG } from './der.ts'
import { sha256 } from './digest.ts'
import { type ExtensionFacts, extensionFacts } from './extensions.ts'
import { type Name, readName } from './name.ts'
import { CryptoProblem } from './problem.ts'
import { type KeyAlgorithm, publicKeyFacts, type SignatureAlgorithm, signatureAlgorithmOf } from './publicKey.ts'
import { smallOf, timeOf, unsignedOf, wholeBitsOf } from './values.ts'

export type { Usage } from './extensions.ts'
export type { Name } from './name.ts'
export { publicKeyOf } from './publicKey.ts'

/** An X.509 certificate (RFC 5280), read and not yet believed: `checkPath` says whether to believe it. */
export interface Certificate extends ExtensionFacts {
  readonly der: Uint8Array
  /** Hex, without leading zero bytes. */
  readonly serial: string
  readonly subject: Name
  readonly issuer: Name
  readonly subjectDer: Uint8Array
  readonly issuerDer: Uint8Array
  /** Equal for equal names (RFC 5280 7.1). */
  readonly subjectKey: string
  readonly issuerKey: string
  /** Milliseconds since 1970; both instants belong to the validity. */
  readonly notBefore: number
  readonly notAfter: number
  readonly spki: Uint8Array
  readonly keyAlgorithm: KeyAlgorithm
  readonly keyBits: number
  /** SHA-256 of the certificate, hex. */
  readonly fingerprint: string
  /** The 18-character 统一社会信用代码 of the subject (attribute 2.5.4.97), if it is one by its form. */
  readonly organisationCode?: string
  /** What the issuer signed, how, and the signature. */
  readonly signed: Uint8Array
  readonly signatureAlgorithm: SignatureAlgorithm
  readonly signature: Uint8Array
}

const ORGANISATION_CODE = /^[0-9A-Z]{18}$/
const LONGEST_SERIAL = 20

const LONGEST_KEPT = 8192
/** Authorities come again with every signature; whatever was worked out for one of them is kept beside it. */
const authorities = new ByBytes<Certificate>(256)

/** Reads one certificate in DER, strictly; throws CERTIFICATE_MALFORMED. The same bytes of an authority are read once. */
export function parseCertificate(der: Uint8Array): Certificate {
  const known = der.length <= LONGEST_KEPT ? authorities.get(der) : undefined
  if (known) return known
  const found = reading('CERTIFICATE_MALFORMED', () => certificateOf(parseDer(der)))
  if (!found.ca || der.length > LONGEST_KEPT) return found
  return authorities.set(der, certificateOf(parseDer(der.slice()))) // of bytes that nobody else holds
}

const signers = new ByBytes<Certificate>(2000)

/**
 * As `parseCertificate`, for those that come along with signatures: who signs, signs again. The same bytes give the same
 * object while they are among those met last, so that its key is read and its issuer's signature is checked once.
 */
export function parseSigner(der: Uint8Array): Certificate {
  if (der.length > LONGEST_KEPT) return parseCertificate(der)
  return signers.get(der) ?? signers.set(der, parseCertificate(der.slice()))
}

function certificateOf(whole: Element): Certificate {
  const outer = new Fields(whole)
  const signed = outer.take(TAG.sequence)
  const algorithm = outer.take(TAG.sequence)
  const signature = wholeBitsOf(outer.take(TAG.bits))
  outer.end()
  const body = bodyOf(signed, algorithm)
  const { keyAlgorithm, keyBits } = publicKeyFacts(body.spki)
  const facts = extensionFacts(body.extensions, keyAlgorithm)
  const [to, by] = [readName(body.subject), readName(body.issuer)]
  // one literal, member by member: engines give objects that are spread together no fixed shape, and this runs for every signature
  const certificate: Writable = {
    der: whole.raw,
    fingerprint: hex(sha256(whole.raw)),
    serial: hex(body.serial),
    subject: to.name,
    issuer: by.name,
    subjectDer: body.subject.raw,
    issuerDer: body.issuer.raw,
    subjectKey: to.key,
    issuerKey: by.key,
    notBefore: body.notBefore,
    notAfter: body.notAfter,
    spki: body.spki.raw,
    keyAlgorithm,
    keyBits,
    signed: signed.raw,
    signatureAlgorithm: signatureAlgorithmOf(algorithm),
    signature,
    ca: facts.ca,
    usage: facts.usage,
    policies: facts.policies,
    limits: facts.limits,
    ocspNoCheck: facts.ocspNoCheck,
    unknownCritical: facts.unknownCritical,
  }
  return withOptional(certificate, facts, to.name.organisationCode)
}

type Writable = { -readonly [K in keyof Certificate]: Certificate[K] }

/** Adds what not every certificate says. */
function withOptional(to: Writable, facts: ExtensionFacts, code: string | undefined): Certificate {
  const { pathLength, altNames, distributionPoints, subjectKeyId, authorityKeyId } = facts
  if (pathLength !== undefined) to.pathLength = pathLength
  if (altNames) to.altNames = altNames
  if (distributionPoints) to.distributionPoints = distributionPoints
  if (subjectKeyId !== undefined) to.subjectKeyId = subjectKeyId
  if (authorityKeyId !== undefined) to.authorityKeyId = authorityKeyId
  if (code !== undefined && ORGANISATION_CODE.test(code)) to.organisationCode = code
  return to
}

/** What an issuer signs: the fields in their order, the algorithm the same as outside. */
function bodyOf(signed: Element, algorithm: Element) {
  const body = new Fields(signed)
  const version = body.maybe(contextTag(0))
  const serial = unsignedOf(body.take())
  const inner = body.take(TAG.sequence)
  if (!equal(inner.raw, algorithm.raw)) throw wrong('two signature algorithms')
  if (serial.length > LONGEST_SERIAL) throw wrong('serial too long')
  const issuer = body.take()
  const validity = body.within()
  const [notBefore, notAfter] = [timeOf(validity.take()), timeOf(validity.take())]
  validity.end()
  const subject = body.take()
  const spki = body.take(TAG.sequence)
  body.maybe(contextTag(1, false))
  body.maybe(contextTag(2, false))
  const extensions = body.maybe(contextTag(3))
  body.end()
  if (extensions && (!version || smallOf(only(version)) !== 2)) throw wrong('extensions need version 3')
  return { serial, issuer, notBefore, notAfter, subject, spki, extensions: extensions && only(extensions) }
}

const wrong = (why: string): CryptoProblem => new CryptoProblem('CERTIFICATE_MALFORMED', { why })

/** A DER object as PEM text, 64 characters a line. */
export function pem(der: Uint8Array, label = 'CERTIFICATE'): string {
  const lines = base64(der).match(/.{1,64}/g) ?? []
  return `-----BEGIN ${label}-----\n${lines.join('\n')}\n-----END ${label}-----\n`
}

const PEM = /-----BEGIN ([A-Z0-9 ]+)-----([A-Za-z0-9+/=\s]*)-----END \1-----/

/** The bytes of the first PEM object in a text, whatever its label. */
export function fromPem(text: string): Bytes {
  const found = PEM.exec(text)
  if (!found) throw new CryptoProblem('BYTES_MALFORMED', { encoding: 'pem' })
  return plain(unbase64((found[2] ?? '').replace(/\s/g, '')))
}
