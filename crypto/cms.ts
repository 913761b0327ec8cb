import { equal, hex } from './bytes.ts'
import { type Certificate, parseSigner } from './certificate.ts'
import { issuersAbove } from './chain.ts'
import { contextTag, type Element, Fields, only, parseDer, retag, TAG } from './der.ts'
import { answersIn, type Evidence, listsNamed } from './evidence.ts'
import { nameKey } from './name.ts'
import { OID } from './oids.ts'
import { CryptoProblem } from './problem.ts'
import {
  digestOf,
  fitsKey,
  type HashName,
  hashNameOf,
  isSignedBy,
  plainAlgorithm,
  signatureAlgorithmOf,
} from './publicKey.ts'
import { octetsOf, oidOf, smallOf, timeOf, unsignedOf } from './values.ts'

/** Who signed, as far as the signature itself says. Whether to trust the certificate, `checkPath` says. */
export interface SignedBy {
  readonly certificate: Certificate
  /** The certificates above it that came along, without itself, in order. */
  readonly chain: readonly Certificate[]
  /** What the signer claims, in milliseconds since 1970. Only a time stamp proves it. */
  readonly signedAt?: number
  /** The signature value: what a time stamp is over. */
  readonly signature: Uint8Array
  /** A time stamp token among the unsigned attributes, not checked yet. */
  readonly timestamp?: Uint8Array
  /** What was known about revocation when the signature was taken in, as it stands beside it: not checked yet. */
  readonly evidence: Evidence
  /** Whether the signed attributes bind the certificate (CAdES-B). If they name another one, the check fails. */
  readonly certificateBound: boolean
}

/** SignedData (RFC 5652) with exactly one signer, read and not yet believed. */
export interface Signed {
  readonly contentType: string
  /** Undefined for a detached signature. */
  readonly content?: Uint8Array
  readonly certificates: readonly Certificate[]
  /** Answers of responders that came along. */
  readonly ocsps: readonly Uint8Array[]
  readonly signer: SignerInfo
}

interface SignerInfo {
  readonly id: Element
  readonly hash: HashName
  readonly algorithm: Element
  readonly attributesDer: Uint8Array
  readonly attributes: Attributes
  readonly signature: Uint8Array
  readonly unsigned: Attributes
}

type Attributes = ReadonlyMap<string, readonly Element[]>

const malformed = (why: string): CryptoProblem => new CryptoProblem('SIGNATURE_MALFORMED', { why })

/** Reads SignedData in DER, under its name or that of GM/T 0010: one signer, with signed attributes. Bad DER is DER_MALFORMED, see `reading`. */
export function parseSigned(cms: Uint8Array): Signed {
  const info = new Fields(parseDer(cms))
  const type = oidOf(info.take())
  if (type !== OID.signedData && type !== OID.gmSignedData) throw malformed('not signed data')
  const data = new Fields(only(info.take(contextTag(0))))
  info.end()
  smallOf(data.take())
  data.take(TAG.set)
  const encapsulated = data.within()
  const contentType = oidOf(encapsulated.take())
  const content = encapsulated.maybe(contextTag(0))
  encapsulated.end()
  const bag = data.maybe(contextTag(0))?.children ?? []
  const revocation = data.maybe(contextTag(1))
  const [signer, another] = data.take(TAG.set).children
  data.end()
  if (!signer || another) throw malformed('not exactly one signer')
  return {
    contentType,
    ...(content && { content: octetsOf(only(content)) }),
    certificates: bag.filter(({ tag }) => tag === TAG.sequence).map(({ raw }) => parseSigner(raw)),
    ocsps: answersIn(revocation),
    signer: signerOf(signer),
  }
}

function signerOf(from: Element): SignerInfo {
  const fields = new Fields(from)
  smallOf(fields.take())
  const id = fields.take()
  const hash = hashNameOf(fields.take(TAG.sequence))
  const attributes = fields.maybe(contextTag(0))
  const algorithm = fields.take(TAG.sequence)
  const signature = octetsOf(fields.take(TAG.octets))
  const unsigned = fields.maybe(contextTag(1))
  fields.end()
  if (!hash) throw malformed('hash is not on the list')
  // Without attributes a signature over content could pass for one over attributes, and the other way round.
  if (!attributes) throw malformed('no signed attributes')
  const attributesDer = retag(TAG.set, attributes.raw)
  return {
    id,
    hash,
    algorithm,
    attributesDer,
    attributes: attributesOf(attributes),
    signature,
    unsigned: unsigned ? attributesOf(unsigned) : new Map(),
  }
}

function attributesOf(from: Element): Attributes {
  const found = new Map<string, readonly Element[]>()
  for (const attribute of from.children) {
    const fields = new Fields(attribute)
    const type = oidOf(fields.take())
    if (found.has(type)) throw malformed('attribute given twice')
    found.set(type, new Fields(fields.take(TAG.set), TAG.set).rest())
    fields.end()
  }
  return found
}

function single(attributes: Attributes, type: string): Element | undefined {
  const values = attributes.get(type)
  if (values && values.length !== 1) throw malformed('attribute without exactly one value')
  return values?.[0]
}

/** Content that somebody else reads: its digest by the hash that the signature names. */
export interface Digested {
  digest(hash: HashName): Promise<Uint8Array>
}

/** Checks content, attributes and signature of the one signer; the path of the certificate is not looked at. */
export async function checkSigner(
  { contentType, certificates, ocsps, signer }: Signed,
  content: Uint8Array | Digested,
): Promise<SignedBy> {
  const { attributes, hash } = signer
  const [type, digest, at] = [OID.contentType, OID.messageDigest, OID.signingTime].map((id) => single(attributes, id))
  if (!type || oidOf(type) !== contentType) throw malformed('content type')
  if (!digest) throw malformed('no message digest')
  const found = content instanceof Uint8Array ? await digestOf(hash, content) : await content.digest(hash)
  if (!equal(octetsOf(digest), found)) throw new CryptoProblem('SIGNATURE_DIGEST')

  const certificate = certificates.find((one) => isNamed(one, signer.id))
  if (!certificate) throw new CryptoProblem('SIGNER_NOT_FOUND')
  const certificateBound = await isBound(certificate, attributes)
  const salt = saltFor(signer, certificate)
  if (!(await isSignedBy(certificate, hash, signer.attributesDer, signer.signature, salt))) {
    throw new CryptoProblem('SIGNATURE_INVALID', { fingerprint: certificate.fingerprint })
  }
  const timestamp = single(signer.unsigned, OID.timestampToken)
  return {
    certificate,
    chain: issuersAbove(certificate, certificates),
    ...(at && { signedAt: timeOf(at) }),
    signature: signer.signature,
    ...(timestamp && { timestamp: timestamp.raw }),
    evidence: { ocsps, crls: listsNamed(single(signer.unsigned, OID.revocationReferences)) },
    certificateBound,
  }
}

function isNamed(certificate: Certificate, id: Element): boolean {
  if (id.tag === contextTag(0, false)) return certificate.subjectKeyId === hex(id.content)
  const fields = new Fields(id)
  const issuer = nameKey(fields.take().raw)
  return issuer === certificate.issuerKey && hex(unsignedOf(fields.take())) === certificate.serial
}

/** Compares the certificate with the one that signingCertificateV2 (RFC 5035) names, if it is there. */
async function isBound(certificate: Certificate, attributes: Attributes): Promise<boolean> {
  const attribute = single(attributes, OID.signingCertificateV2)
  if (!attribute) return false
  const first = new Fields(new Fields(attribute).within().take())
  const algorithm = first.maybe(TAG.sequence)
  const hash = algorithm ? hashNameOf(algorithm) : 'SHA-256'
  const named = octetsOf(first.take(TAG.octets))
  if (!hash || !equal(named, await digestOf(hash, certificate.der))) {
    throw new CryptoProblem('SIGNATURE_INVALID', { why: 'signed for another certificate' })
  }
  return true
}

/** Refuses a signature whose algorithm is not one of the key and the hash; the length of the salt if it is RSASSA-PSS. */
function saltFor({ algorithm, hash }: SignerInfo, { keyAlgorithm }: Certificate): number | undefined {
  const id = plainAlgorithm(algorithm)
  if (keyAlgorithm === 'rsa' && hash !== 'SM3' && id === OID.rsa) return undefined
  if (keyAlgorithm === 'sm2' && hash === 'SM3' && id === OID.sm2Signature) return undefined
  const named = signatureAlgorithmOf(algorithm)
  if (named.key === 'other' || !fitsKey(named, { keyAlgorithm }) || named.hash !== hash) {
    throw new CryptoProblem('CERTIFICATE_UNSUPPORTED', { why: 'signature algorithm', keyAlgorithm })
  }
  return named.salt
}
