import { type Bytes, concat, plain } from './bytes.ts'
import type { Certificate } from './certificate.ts'
import { type Element, Fields, integer, parseDer, sequence, TAG } from './der.ts'
import { OID } from './oids.ts'
import { CryptoProblem } from './problem.ts'
import { oidOf, unsignedOf, wholeBitsOf } from './values.ts'

/** Kinds of public keys; nothing here rests on the last two: `other` is SM2 or another curve. */
export type KeyAlgorithm = 'rsa' | 'p256' | 'ed25519' | 'other'

/** Hashes that count as sound. */
export type HashName = 'SHA-256' | 'SHA-384' | 'SHA-512'

/** How something was signed; `other` is whatever is not on the list of allowed algorithms. */
export type SignatureAlgorithm = { readonly key: 'rsa' | 'p256'; readonly hash: HashName } | { readonly key: 'other' }

const SIGNATURES: Readonly<Record<string, SignatureAlgorithm>> = {
  [OID.rsaSha256]: { key: 'rsa', hash: 'SHA-256' },
  [OID.rsaSha384]: { key: 'rsa', hash: 'SHA-384' },
  [OID.rsaSha512]: { key: 'rsa', hash: 'SHA-512' },
  [OID.ecdsaSha256]: { key: 'p256', hash: 'SHA-256' },
  [OID.ecdsaSha384]: { key: 'p256', hash: 'SHA-384' },
  [OID.ecdsaSha512]: { key: 'p256', hash: 'SHA-512' },
}

const HASHES: Readonly<Record<string, HashName>> = {
  [OID.sha256]: 'SHA-256',
  [OID.sha384]: 'SHA-384',
  [OID.sha512]: 'SHA-512',
}

const LEAST_RSA_BITS = 2048
const SCALAR = 32

/** The identifier of an AlgorithmIdentifier, if its parameters are NULL or absent. */
export function plainAlgorithm(from: Element): string | undefined {
  const fields = new Fields(from)
  const id = oidOf(fields.take())
  const parameters = fields.maybe(TAG.nothing)
  return parameters?.content.length || fields.rest().length ? undefined : id
}

/** Which signature algorithm an AlgorithmIdentifier names. */
export const signatureAlgorithmOf = (from: Element): SignatureAlgorithm =>
  SIGNATURES[plainAlgorithm(from) ?? ''] ?? { key: 'other' }

/** Which sound hash an AlgorithmIdentifier names, if it names one. */
export const hashNameOf = (from: Element): HashName | undefined => HASHES[plainAlgorithm(from) ?? '']

/** Kind and size of a SubjectPublicKeyInfo. */
export function publicKeyFacts(spki: Element): Pick<Certificate, 'keyAlgorithm' | 'keyBits'> {
  const fields = new Fields(spki)
  const algorithm = fields.within()
  const key = wholeBitsOf(fields.take(TAG.bits))
  fields.end()
  const id = oidOf(algorithm.take())
  if (id === OID.rsa) return { keyAlgorithm: 'rsa', keyBits: rsaBits(key) }
  if (id === OID.ed25519) return { keyAlgorithm: 'ed25519', keyBits: 256 }
  const curve = algorithm.maybe(TAG.oid)
  if (id === OID.ec && curve && oidOf(curve) === OID.p256) return { keyAlgorithm: 'p256', keyBits: 256 }
  return { keyAlgorithm: 'other', keyBits: 0 }
}

function rsaBits(key: Uint8Array): number {
  const modulus = unsignedOf(new Fields(parseDer(key)).take())
  return modulus.length * 8 - Math.clz32(modulus[0]!) + 24
}

/** Whether a key is of a kind and size that signatures and locks may rest on. */
export const isSound = (key: Pick<Certificate, 'keyAlgorithm' | 'keyBits'>): boolean =>
  key.keyAlgorithm === 'rsa' ? key.keyBits >= LEAST_RSA_BITS : key.keyAlgorithm === 'p256'

/** The hash of bytes by WebCrypto. */
export const digestOf = async (hash: HashName, bytes: Uint8Array): Promise<Bytes> =>
  new Uint8Array(await globalThis.crypto.subtle.digest(hash, plain(bytes)))

const imported = new WeakMap<Uint8Array, Map<string, Promise<CryptoKey>>>()

/**
 * The public key of a certificate, for WebCrypto.
 *
 * @param use `verify`: RSASSA-PKCS1-v1_5 or ECDSA; `wrap`: RSA-OAEP, for RSA only
 * @param hash of the signature or of OAEP
 */
export function publicKeyOf(
  certificate: Pick<Certificate, 'spki' | 'keyAlgorithm' | 'keyBits'>,
  use: 'verify' | 'wrap',
  hash: HashName = 'SHA-256',
): Promise<CryptoKey> {
  const keys = imported.get(certificate.spki) ?? new Map<string, Promise<CryptoKey>>()
  imported.set(certificate.spki, keys)
  const name = `${use} ${hash}`
  const key = keys.get(name) ?? importKey(certificate, use, hash)
  keys.set(name, key)
  return key
}

async function importKey(
  { spki, keyAlgorithm, keyBits }: Pick<Certificate, 'spki' | 'keyAlgorithm' | 'keyBits'>,
  use: 'verify' | 'wrap',
  hash: HashName,
): Promise<CryptoKey> {
  const algorithm = importAlgorithm(keyAlgorithm, use, hash)
  if (!algorithm || !isSound({ keyAlgorithm, keyBits })) {
    throw new CryptoProblem('CERTIFICATE_UNSUPPORTED', { keyAlgorithm, keyBits, use })
  }
  try {
    const usages: KeyUsage[] = [use === 'wrap' ? 'encrypt' : 'verify']
    return await globalThis.crypto.subtle.importKey('spki', plain(spki), algorithm, true, usages)
  } catch {
    throw new CryptoProblem('CERTIFICATE_UNSUPPORTED', { keyAlgorithm, keyBits, use, why: 'not a key' })
  }
}

function importAlgorithm(key: KeyAlgorithm, use: 'verify' | 'wrap', hash: HashName) {
  if (use === 'wrap') return key === 'rsa' ? { name: 'RSA-OAEP', hash } : undefined
  if (key === 'rsa') return { name: 'RSASSA-PKCS1-v1_5', hash }
  return key === 'p256' ? { name: 'ECDSA', namedCurve: 'P-256' } : undefined
}

/**
 * Whether a signature over the bytes is by this key. ECDSA signatures come in DER, as certificates and CMS hold them.
 *
 * Throws CERTIFICATE_UNSUPPORTED for a key that nothing may rest on.
 */
export async function isSignedBy(
  key: Pick<Certificate, 'spki' | 'keyAlgorithm' | 'keyBits'>,
  hash: HashName,
  bytes: Uint8Array,
  signature: Uint8Array,
): Promise<boolean> {
  const publicKey = await publicKeyOf(key, 'verify', hash)
  const raw = key.keyAlgorithm === 'p256' ? ecdsaRaw(signature) : signature
  if (!raw) return false
  const { name } = publicKey.algorithm
  return globalThis.crypto.subtle.verify({ name, hash }, publicKey, plain(raw), plain(bytes))
}

/** The two numbers of an ECDSA signature in DER, 32 bytes each; undefined if it is not exactly that. */
export function ecdsaRaw(der: Uint8Array): Bytes | undefined {
  try {
    const fields = new Fields(parseDer(der))
    const numbers = [unsignedOf(fields.take()), unsignedOf(fields.take())]
    fields.end()
    if (numbers.some((n) => n.length > SCALAR)) return undefined
    return concat(...numbers.map((n) => concat(new Uint8Array(SCALAR - n.length), n)))
  } catch {
    return undefined
  }
}

/** An ECDSA signature of WebCrypto (two numbers one after the other) as DER. */
export const ecdsaDer = (raw: Uint8Array): Bytes =>
  sequence(integer(raw.subarray(0, raw.length / 2)), integer(raw.subarray(raw.length / 2)))
