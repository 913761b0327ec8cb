import { type Bytes, base64, hex, plain, unbase64 } from './bytes.ts'
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

/** Certificates met last, by their fingerprints: who signs, signs again, and all that bytes say they say for ever. */
const met = new Map<string, Certificate>()
const MOST_MET = 2000

/**
 * Reads one certificate in DER, strictly; throws CERTIFICATE_MALFORMED. The same bytes give the same object while they are
 * among those met last: its key is read, and that its issuer signed it is found out, once.
 */
export function parseCertificate(der: Uint8Array): Certificate {
  const fingerprint = hex(sha256(der))
  const known = met.get(fingerprint)
  met.delete(fingerprint)
  // a copy of its own: it outlives the message that it came in
  const found = known ?? reading('CERTIFICATE_MALFORMED', () => certificateOf(parseDer(der.slice()), fingerprint))
  met.set(fingerprint, found)
  const [oldest] = met.keys()
  if (met.size > MOST_MET && oldest !== undefined) met.delete(oldest)
  return found
}

function certificateOf(whole: Element, fingerprint: string): Certificate {
  const outer = new Fields(whole)
  const signed = outer.take(TAG.sequence)
  const algorithm = outer.take(TAG.sequence)
  const signature = wholeBitsOf(outer.take(TAG.bits))
  outer.end()

  const body = new Fields(signed)
  const version = body.maybe(contextTag(0))
  const serial = unsignedOf(body.take())
  const inner = body.take(TAG.sequence)
  if (hex(inner.raw) !== hex(algorithm.raw)) throw wrong('two signature algorithms')
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

  return {
    der: whole.raw,
    fingerprint,
    serial: hex(serial),
    ...namesOf(subject, issuer),
    notBefore,
    notAfter,
    spki: spki.raw,
    ...keyAndExtensions(spki, extensions ? only(extensions) : undefined),
    signed: signed.raw,
    signatureAlgorithm: signatureAlgorithmOf(algorithm),
    signature,
  }
}

function keyAndExtensions(spki: Element, extensions: Element | undefined) {
  const key = publicKeyFacts(spki)
  return { ...key, ...extensionFacts(extensions, key.keyAlgorithm) }
}

function namesOf(subject: Element, issuer: Element) {
  const [to, by] = [readName(subject), readName(issuer)]
  return {
    subject: to.name,
    issuer: by.name,
    subjectDer: subject.raw,
    issuerDer: issuer.raw,
    subjectKey: to.key,
    issuerKey: by.key,
    ...organisationOf(to.name),
  }
}

const wrong = (why: string): CryptoProblem => new CryptoProblem('CERTIFICATE_MALFORMED', { why })

function organisationOf(name: Name): Pick<Certificate, 'organisationCode'> {
  const code = name.organisationCode
  return code !== undefined && ORGANISATION_CODE.test(code) ? { organisationCode: code } : {}
}

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
