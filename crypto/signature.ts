import type { Bytes } from './bytes.ts'
import type { Certificate } from './certificate.ts'
import { checkSigner, type Digested, parseSigned, type Signed, type SignedBy } from './cms.ts'
import { parseDer, reading } from './der.ts'
import { softKey } from './issuing.ts'
import { OID } from './oids.ts'
import { CryptoProblem } from './problem.ts'
import { isSignedBy, signsWith } from './publicKey.ts'
import { PSS_SALT } from './rsaPss.ts'
import { attribute, buildSigned, type Signer, withUnsigned } from './signing.ts'

export type { SignedBy } from './cms.ts'
export type { Signer } from './signing.ts'

/**
 * Signs content that stays outside: CMS SignedData in DER with the attributes of CAdES-B.
 *
 * @param at the signing time that is claimed, in milliseconds since 1970; written to the second
 * @param unsigned encoded unsigned attributes
 */
export const signDetached = (
  content: Uint8Array,
  signer: Signer,
  at: number,
  unsigned: readonly Uint8Array[] = [],
): Promise<Bytes> => buildSigned({ content, contentType: OID.data, attached: false, at, unsigned }, signer)

/** By which hash a certificate signs: what `signDigest` is given was made with it. */
export function hashFor({ keyAlgorithm }: Certificate): 'SHA-256' | 'SM3' {
  const hash = signsWith(keyAlgorithm)
  if (!hash) throw new CryptoProblem('CERTIFICATE_UNSUPPORTED', { keyAlgorithm })
  return hash
}

/** As `signDetached`, over content that somebody else read: its digest by `hashFor` the signer's certificate. */
export const signDigest = (digest: Uint8Array, signer: Signer, at: number): Promise<Bytes> =>
  buildSigned({ content: { digest }, contentType: OID.data, attached: false, at }, signer)

/** Signs content that travels inside the signature; otherwise as `signDetached`. */
export const signAttached = (
  content: Uint8Array,
  signer: Signer,
  at: number,
  unsigned: readonly Uint8Array[] = [],
): Promise<Bytes> => buildSigned({ content, contentType: OID.data, attached: true, at, unsigned }, signer)

/**
 * Checks a detached signature over the content: one signer, whose certificate came along. Not the path: see `checkPath`.
 *
 * @throws SIGNATURE_MALFORMED, SIGNATURE_DIGEST (other content), SIGNATURE_INVALID, SIGNER_NOT_FOUND,
 *   CERTIFICATE_MALFORMED, CERTIFICATE_UNSUPPORTED
 */
export async function checkDetached(cms: Uint8Array, content: Uint8Array | Digested): Promise<SignedBy> {
  const signed = readSigned(cms)
  if (signed.content) throw new CryptoProblem('SIGNATURE_MALFORMED', { why: 'not detached' })
  return checked(signed, content)
}

/** Checks a signature that holds its content, and gives the content; otherwise as `checkDetached`. */
export async function checkAttached(cms: Uint8Array): Promise<SignedBy & { readonly content: Uint8Array }> {
  const signed = readSigned(cms)
  const { content } = signed
  if (!content) throw new CryptoProblem('SIGNATURE_MALFORMED', { why: 'without content' })
  return { ...(await checked(signed, content)), content }
}

function readSigned(cms: Uint8Array): Signed {
  const signed = reading('SIGNATURE_MALFORMED', () => parseSigned(cms))
  const { contentType } = signed
  if (contentType !== OID.data && contentType !== OID.gmData)
    throw new CryptoProblem('SIGNATURE_MALFORMED', { why: 'content is not data' })
  return signed
}

/** `checkSigner`, its reading problems told as those of a signature. */
async function checked(signed: Signed, content: Uint8Array | Digested): Promise<SignedBy> {
  try {
    return await checkSigner(signed, content)
  } catch (problem) {
    return reading('SIGNATURE_MALFORMED', () => {
      throw problem
    })
  }
}

/** A signer over a private key held in memory; WebCrypto knows no SM2, so that needs PKCS#8. */
export const softSigner = (
  key: CryptoKey | { readonly pkcs8: Uint8Array },
  certificate: Certificate,
  chain: readonly Certificate[] = [],
): Signer => {
  const { keyAlgorithm } = certificate
  if (keyAlgorithm === 'ed25519' || keyAlgorithm === 'other') {
    throw new CryptoProblem('CERTIFICATE_UNSUPPORTED', { keyAlgorithm })
  }
  return { certificate, chain, sign: softKey(keyAlgorithm, key).sign }
}

/**
 * Checks a raw signature with SHA-256, or SM3 for SM2, as `Signer.sign` makes it, such as an answer to a sign-in challenge.
 *
 * @throws SIGNATURE_INVALID, CERTIFICATE_UNSUPPORTED
 */
export async function verifyRaw(
  certificate: Pick<Certificate, 'spki' | 'keyAlgorithm' | 'keyBits'>,
  bytes: Uint8Array,
  signature: Uint8Array,
): Promise<void> {
  const hash = signsWith(certificate.keyAlgorithm) ?? 'SHA-256'
  const salt = certificate.keyAlgorithm === 'rsa-pss' ? PSS_SALT : undefined
  if (!(await isSignedBy(certificate, hash, bytes, signature, salt))) throw new CryptoProblem('SIGNATURE_INVALID')
}

/** The same signature with a time stamp token (RFC 3161) over its value, as CAdES-T has it. */
export function withTimestamp(cms: Uint8Array, token: Uint8Array): Bytes {
  readSigned(cms)
  reading('TIMESTAMP_INVALID', () => parseDer(token))
  return withUnsigned(cms, attribute(OID.timestampToken, token))
}
