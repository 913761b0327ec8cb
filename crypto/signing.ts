import { type Bytes, unhex } from './bytes.ts'
import type { Certificate } from './certificate.ts'
import * as der from './der.ts'
import { contextTag, type Element, TAG } from './der.ts'
import { OID } from './oids.ts'
import { CryptoProblem } from './problem.ts'
import { digestOf, signsWith } from './publicKey.ts'
import { pssAlgorithm } from './rsaPss.ts'
import { time } from './values.ts'

/** Who signs: a soft key, or a token that gives raw signatures. */
export interface Signer {
  readonly certificate: Certificate
  /** The certificates above it, without itself. */
  readonly chain: readonly Certificate[]
  /** RSA PKCS#1 v1.5 (RSASSA-PSS for a key of that name) or ECDSA in DER, with SHA-256, or SM2 in DER, with SM3, over these very bytes. */
  sign(bytes: Uint8Array): Promise<Uint8Array>
}

/** What is signed, and how it is to stand in the CMS. */
export interface Signing {
  /** Its bytes; or, outside the signature, only its digest by the signer's hash. */
  readonly content: Uint8Array | { readonly digest: Uint8Array }
  readonly contentType: string
  readonly attached: boolean
  /** The signing time that is claimed, in milliseconds since 1970. */
  readonly at: number
  /** Encoded unsigned attributes. */
  readonly unsigned?: readonly Uint8Array[]
}

/**
 * Signs as CMS SignedData with the attributes of CAdES-B (ETSI EN 319 122): one signer, certificates along; SHA-256, or
 * SM3 for a key of SM2.
 */
export async function buildSigned(signing: Signing, signer: Signer): Promise<Bytes> {
  const { certificate, chain } = signer
  const { content, contentType, attached, at, unsigned = [] } = signing
  const hash = signsWith(certificate.keyAlgorithm)
  if (!hash) throw new CryptoProblem('CERTIFICATE_UNSUPPORTED', { keyAlgorithm: certificate.keyAlgorithm })
  const hashing = hash === 'SM3' ? der.sequence(der.oid(OID.sm3)) : der.sequence(der.oid(OID.sha256), der.nothing())
  const signed = der.setOf(
    attribute(OID.contentType, der.oid(contentType)),
    attribute(OID.signingTime, time(at)),
    attribute(OID.messageDigest, der.octets('digest' in content ? content.digest : await digestOf(hash, content))),
    attribute(OID.signingCertificateV2, await boundCertificate(certificate, hash, hashing)),
  )
  const info = der.sequence(
    der.integer(1),
    der.sequence(certificate.issuerDer, der.integer(unhex(certificate.serial))),
    hashing,
    der.retag(contextTag(0), signed),
    signatureAlgorithm(certificate),
    der.octets(await signer.sign(signed)),
    ...(unsigned.length ? [der.retag(contextTag(1), der.setOf(...unsigned))] : []),
  )
  const bag = new Map([certificate, ...chain].map((one) => [one.fingerprint, one.der]))
  return wrapped(
    der.integer(contentType === OID.data ? 1 : 3),
    der.setOf(hashing),
    der.sequence(
      der.oid(contentType),
      ...(attached && !('digest' in content) ? [der.explicit(0, der.octets(content))] : []),
    ),
    der.retag(contextTag(0), der.setOf(...bag.values())),
    der.setOf(info),
  )
}

/** signingCertificateV2 (RFC 5035): SHA-256 is its default and goes without saying. */
async function boundCertificate(
  certificate: Certificate,
  hash: 'SHA-256' | 'SM3',
  hashing: Uint8Array,
): Promise<Bytes> {
  const named = hash === 'SM3' ? [hashing] : []
  const id = der.sequence(...named, der.octets(await digestOf(hash, certificate.der)))
  return der.sequence(der.sequence(id))
}

function signatureAlgorithm({ keyAlgorithm }: Certificate): Bytes {
  if (keyAlgorithm === 'rsa-pss') return pssAlgorithm()
  if (keyAlgorithm === 'rsa') return der.sequence(der.oid(OID.rsa), der.nothing())
  return der.sequence(der.oid(keyAlgorithm === 'sm2' ? OID.sm2Signature : OID.ecdsaSha256))
}

const wrapped = (...parts: readonly Uint8Array[]): Bytes =>
  der.sequence(der.oid(OID.signedData), der.explicit(0, der.sequence(...parts)))

/** One attribute with one value. */
export const attribute = (type: string, value: Uint8Array): Bytes => der.sequence(der.oid(type), der.setOf(value))

/** The same SignedData with one more unsigned attribute at its signer; nothing that was signed changes. */
export function withUnsigned(cms: Uint8Array, added: Uint8Array): Bytes {
  const [type] = der.parseDer(cms).children
  const parts = [...der.only(der.parseDer(cms).children[1]!).children]
  const info = [...der.only(parts.pop()!, TAG.sequence).children]
  const last: Element | undefined = info.at(-1)?.tag === contextTag(1) ? info.pop() : undefined
  const unsigned = der.setOf(...(last?.children ?? []).map(({ raw }) => raw), added)
  const signer = der.sequence(...info.map(({ raw }) => raw), der.retag(contextTag(1), unsigned))
  const data = der.sequence(...parts.map(({ raw }) => raw), der.setOf(signer))
  return der.sequence(type!.raw, der.explicit(0, data))
}
