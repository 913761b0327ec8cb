import { type Bytes, base64, hex, plain, unbase64 } from './bytes.ts'
import { contextTag, type Element, Fields, only, parseDer, reading, TAG } from './der.ts'
import { sha256 } from './digest.ts'
import { type Name, readName } from './name.ts'
import { OID } from './oids.ts'
import { CryptoProblem } from './problem.ts'
import { type KeyAlgorithm, publicKeyFacts, type SignatureAlgorithm, signatureAlgorithmOf } from './publicKey.ts'
import { booleanOf, flagsOf, octetsOf, oidOf, smallOf, timeOf, unsignedOf, wholeBitsOf } from './values.ts'

export type { Name } from './name.ts'
export { publicKeyOf } from './publicKey.ts'

/** What a key may be used for. A certificate that does not state a usage has none of sign, encrypt, timestamping. */
export interface Usage {
  /** digitalSignature or nonRepudiation, and not a certificate for time stamps only. */
  readonly sign: boolean
  /** keyEncipherment or dataEncipherment; of a P-256 key keyAgreement, which those two are not for (RFC 8813). */
  readonly encrypt: boolean
  readonly certSign: boolean
  readonly crlSign: boolean
  /** The extended usage is critical and is timeStamping alone (RFC 3161 2.3). */
  readonly timestamping: boolean
  /** The extended usage names OCSPSigning (RFC 6960 4.2.2.2). */
  readonly ocspSigning: boolean
}

/** An X.509 certificate (RFC 5280), read and not yet believed: `checkPath` says whether to believe it. */
export interface Certificate {
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
  readonly usage: Usage
  readonly ca: boolean
  readonly pathLength?: number
  /** The policies it was issued under, by their identifiers. */
  readonly policies: readonly string[]
  /** A responder's certificate that is not to be looked up itself. */
  readonly ocspNoCheck: boolean
  /** SHA-256 of the certificate, hex. */
  readonly fingerprint: string
  /** The 18-character 统一社会信用代码 of the subject (attribute 2.5.4.97), if it is one by its form. */
  readonly organisationCode?: string
  /** Hex. */
  readonly subjectKeyId?: string
  readonly authorityKeyId?: string
  /** Critical extensions that nobody here understands, and constraints, critical or not: such a certificate is in no valid path. */
  readonly unknownCritical: readonly string[]
  /** What the issuer signed, how, and the signature. */
  readonly signed: Uint8Array
  readonly signatureAlgorithm: SignatureAlgorithm
  readonly signature: Uint8Array
}

const ORGANISATION_CODE = /^[0-9A-Z]{18}$/
const LONGEST_SERIAL = 20

/** Reads one certificate in DER, strictly; throws CERTIFICATE_MALFORMED. */
export const parseCertificate = (der: Uint8Array): Certificate =>
  reading('CERTIFICATE_MALFORMED', () => certificateOf(parseDer(der)))

function certificateOf(whole: Element): Certificate {
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
    fingerprint: hex(sha256(whole.raw)),
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

interface Extension {
  readonly critical: boolean
  readonly value: Element
}

/** The extensions of a certificate or revocation list by their identifier; none may come twice. */
export function extensionsOf(from: Element | undefined): ReadonlyMap<string, Extension> {
  const found = new Map<string, Extension>()
  for (const extension of from ? new Fields(from).rest() : []) {
    const fields = new Fields(extension)
    const id = oidOf(fields.take())
    const flag = fields.maybe(TAG.boolean)
    const content = octetsOf(fields.take(TAG.octets))
    fields.end()
    if (found.has(id)) throw new CryptoProblem('DER_MALFORMED', { why: 'extension given twice', id })
    // What is unknown may hold anything; what is known is read strictly.
    const value = KNOWN.has(id) ? parseDer(content) : { tag: 0, raw: content, content, children: [] }
    found.set(id, { critical: flag ? booleanOf(flag) : false, value })
  }
  return found
}

/** Policies are understood in so far as any policy will do and none is required (RFC 5280 6.1.1). */
const KNOWN: ReadonlySet<string> = new Set([
  OID.basicConstraints,
  OID.keyUsage,
  OID.extendedKeyUsage,
  OID.subjectAltName,
  OID.subjectKeyId,
  OID.authorityKeyId,
  OID.certificatePolicies,
])

/** Constraints of names and policies, which are not worked out here: who has them is believed by nobody, not by half. */
const CONSTRAINTS: ReadonlySet<string> = new Set(['2.5.29.30', '2.5.29.36', '2.5.29.54'])

type ExtensionFacts = Pick<
  Certificate,
  'usage' | 'ca' | 'pathLength' | 'policies' | 'ocspNoCheck' | 'subjectKeyId' | 'authorityKeyId' | 'unknownCritical'
>

function extensionFacts(from: Element | undefined, key: KeyAlgorithm): ExtensionFacts {
  const extensions = extensionsOf(from)
  const unknown = [...extensions].filter(([id, { critical }]) => CONSTRAINTS.has(id) || (critical && !KNOWN.has(id)))
  const policies = extensions.get(OID.certificatePolicies)
  const constraints = constraintsOf(extensions.get(OID.basicConstraints)?.value)
  const subjectKeyId = extensions.get(OID.subjectKeyId)?.value
  const authorityKeyId = extensions.get(OID.authorityKeyId)?.value.children.find((c) => c.tag === contextTag(0, false))
  return {
    ...constraints,
    usage: usageOf(extensions, constraints.ca, key),
    ...(subjectKeyId && { subjectKeyId: hex(octetsOf(subjectKeyId)) }),
    ...(authorityKeyId && { authorityKeyId: hex(authorityKeyId.content) }),
    policies: policies ? new Fields(policies.value).rest().map((one) => oidOf(new Fields(one).take())) : [],
    ocspNoCheck: extensions.has(OID.ocspNoCheck),
    unknownCritical: unknown.map(([id]) => id),
  }
}

function constraintsOf(from: Element | undefined): Pick<Certificate, 'ca' | 'pathLength'> {
  if (!from) return { ca: false }
  const fields = new Fields(from)
  const flag = fields.maybe(TAG.boolean)
  const length = fields.maybe(TAG.integer)
  fields.end()
  return { ca: flag ? booleanOf(flag) : false, ...(length && { pathLength: smallOf(length) }) }
}

function usageOf(extensions: ReadonlyMap<string, Extension>, ca: boolean, key: KeyAlgorithm): Usage {
  const stated = extensions.get(OID.keyUsage)
  const flags = stated ? flagsOf(stated.value) : new Set<number>()
  const extended = extensions.get(OID.extendedKeyUsage)
  const purposes = extended ? new Fields(extended.value).rest().map(oidOf) : []
  const stampsOnly = purposes.length === 1 && purposes[0] === OID.timeStamping
  const signs = flags.has(0) || flags.has(1)
  return {
    sign: signs && !stampsOnly,
    encrypt: key === 'p256' ? agrees(flags) : flags.has(2) || flags.has(3),
    certSign: stated ? flags.has(5) : ca,
    crlSign: stated ? flags.has(6) : ca,
    ocspSigning: signs && purposes.includes(OID.ocspSigning),
    timestamping: signs && stampsOnly && extended?.critical === true,
  }
}

/** Whether a key may agree on others in either direction: keyAgreement, without encipherOnly and decipherOnly. */
const agrees = (flags: ReadonlySet<number>): boolean => flags.has(4) && !flags.has(7) && !flags.has(8)

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
