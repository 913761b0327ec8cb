import { type Bytes, concat, plain } from './bytes.ts'
import type { Certificate } from './certificate.ts'
import { contextTag, type Element, Fields, integer, only, parseDer, sequence, TAG } from './der.ts'
import { OID } from './oids.ts'
import { CryptoProblem } from './problem.ts'
import { PSS_SALT, plainRsaSpki } from './rsaPss.ts'
import { verifySm2 } from './sm2.ts'
import { sm3 } from './sm3.ts'
import { oidOf, smallOf, unsignedOf, wholeBitsOf } from './values.ts'

/**
 * Kinds of public keys; nothing here rests on the last two: `other` is another curve. `rsa-pss` is an RSA key that signs with
 * RSASSA-PSS and SHA-256 and in no other way.
 */
export type KeyAlgorithm = 'rsa' | 'rsa-pss' | 'p256' | 'sm2' | 'ed25519' | 'other'

/** Kinds of keys that sign. */
export type SigningAlgorithm = 'rsa' | 'rsa-pss' | 'p256' | 'sm2'

/** Hashes that count as sound. */
export type HashName = 'SHA-256' | 'SHA-384' | 'SHA-512' | 'SM3'

/**
 * How something was signed; `other` is whatever is not on the list of allowed algorithms. `salt` says that it is
 * RSASSA-PSS, and how long its salt is in bytes.
 */
export type SignatureAlgorithm =
  | { readonly key: 'rsa' | 'p256' | 'sm2'; readonly hash: HashName; readonly salt?: number }
  | { readonly key: 'other' }

const SIGNATURES: Readonly<Record<string, SignatureAlgorithm>> = {
  [OID.rsaSha256]: { key: 'rsa', hash: 'SHA-256' },
  [OID.rsaSha384]: { key: 'rsa', hash: 'SHA-384' },
  [OID.rsaSha512]: { key: 'rsa', hash: 'SHA-512' },
  [OID.ecdsaSha256]: { key: 'p256', hash: 'SHA-256' },
  [OID.ecdsaSha384]: { key: 'p256', hash: 'SHA-384' },
  [OID.ecdsaSha512]: { key: 'p256', hash: 'SHA-512' },
  [OID.sm2Sm3]: { key: 'sm2', hash: 'SM3' },
}

const HASHES: Readonly<Record<string, HashName>> = {
  [OID.sha256]: 'SHA-256',
  [OID.sha384]: 'SHA-384',
  [OID.sha512]: 'SHA-512',
  [OID.sm3]: 'SM3',
}

const CURVES: Readonly<Record<string, 'p256' | 'sm2'>> = { [OID.p256]: 'p256', [OID.sm2]: 'sm2' }

const LEAST_RSA_BITS = 2048
const SCALAR = 32
const LONGEST_SALT = 512
const ORDINARY_SALT = 20

/** The identifier of an AlgorithmIdentifier, if its parameters are NULL or absent. */
export function plainAlgorithm(from: Element): string | undefined {
  const fields = new Fields(from)
  const id = oidOf(fields.take())
  const parameters = fields.maybe(TAG.nothing)
  return parameters?.content.length || fields.rest().length ? undefined : id
}

/** Which signature algorithm an AlgorithmIdentifier names. */
export const signatureAlgorithmOf = (from: Element): SignatureAlgorithm =>
  SIGNATURES[plainAlgorithm(from) ?? ''] ?? pssOf(from) ?? { key: 'other' }

/** RSASSA-PSS (RFC 4055 3.1) with the same sound hash for the message and for MGF1, and trailer 1. */
function pssOf(from: Element): SignatureAlgorithm | undefined {
  const fields = new Fields(from)
  if (oidOf(fields.take()) !== OID.rsaPss) return undefined
  const parameters = fields.maybe(TAG.sequence)
  return parameters && !fields.rest().length ? pssParameters(parameters) : undefined
}

function pssParameters(parameters: Element): { key: 'rsa'; hash: HashName; salt: number } | undefined {
  const given = new Fields(parameters)
  const [hash, mask, salt, trailer] = [0, 1, 2, 3].map((n) => given.maybe(contextTag(n)))
  given.end()
  if (!hash || !mask || (trailer && smallOf(only(trailer)) !== 1)) return undefined
  const generator = new Fields(only(mask))
  const isMgf1 = oidOf(generator.take()) === OID.mgf1
  const [name, inner] = [hashNameOf(only(hash)), hashNameOf(generator.take())]
  generator.end()
  const length = salt ? smallOf(only(salt)) : ORDINARY_SALT
  if (!isMgf1 || !name || name === 'SM3' || name !== inner || length > LONGEST_SALT) return undefined
  return { key: 'rsa', hash: name, salt: length }
}

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
  if (id === OID.rsaPss && isOurPss(algorithm)) return { keyAlgorithm: 'rsa-pss', keyBits: rsaBits(key) }
  if (id === OID.ed25519) return { keyAlgorithm: 'ed25519', keyBits: 256 }
  const curve = algorithm.maybe(TAG.oid)
  const named = id === OID.ec && curve ? CURVES[oidOf(curve)] : undefined
  if (named) return { keyAlgorithm: named, keyBits: 256 }
  return { keyAlgorithm: 'other', keyBits: 0 }
}

/** Whether a key for RSASSA-PSS may sign as we do: it has no restrictions, or none but SHA-256 and at most our salt. */
function isOurPss(algorithm: Fields): boolean {
  const restrictions = algorithm.maybe(TAG.sequence)
  if (algorithm.rest().length) return false
  const allowed = restrictions && pssParameters(restrictions)
  return restrictions ? allowed?.hash === 'SHA-256' && allowed.salt <= PSS_SALT : true
}

/** Whether a signature of this algorithm may be one of that key. */
export const fitsKey = (algorithm: SignatureAlgorithm, { keyAlgorithm }: Pick<Certificate, 'keyAlgorithm'>): boolean =>
  keyAlgorithm === 'rsa-pss'
    ? algorithm.key === 'rsa' && algorithm.salt !== undefined && algorithm.hash === 'SHA-256'
    : algorithm.key === keyAlgorithm

const isRsa = (algorithm: KeyAlgorithm): boolean => algorithm === 'rsa' || algorithm === 'rsa-pss'

function rsaBits(key: Uint8Array): number {
  const modulus = unsignedOf(new Fields(parseDer(key)).take())
  return modulus.length * 8 - Math.clz32(modulus[0]!) + 24
}

/** The key itself within a SubjectPublicKeyInfo: the content of its BIT STRING, which OCSP names keys by. */
export function keyBitsOf(spki: Uint8Array): Uint8Array {
  const fields = new Fields(parseDer(spki))
  fields.take(TAG.sequence)
  return wholeBitsOf(fields.take(TAG.bits))
}

/** Whether a key is of a kind and size that signatures and locks may rest on. */
export const isSound = (key: Pick<Certificate, 'keyAlgorithm' | 'keyBits'>): boolean =>
  isRsa(key.keyAlgorithm) ? key.keyBits >= LEAST_RSA_BITS : signsWith(key.keyAlgorithm) !== undefined

/** The hash that a kind of key signs with here: SM3 for SM2, SHA-256 for the others; undefined for those that do not. */
export function signsWith(algorithm: KeyAlgorithm): 'SHA-256' | 'SM3' | undefined {
  if (algorithm === 'sm2') return 'SM3'
  return isRsa(algorithm) || algorithm === 'p256' ? 'SHA-256' : undefined
}

/** The hash of bytes: by WebCrypto, SM3 in JavaScript. */
export const digestOf = async (hash: HashName, bytes: Uint8Array): Promise<Bytes> =>
  hash === 'SM3' ? sm3(bytes) : new Uint8Array(await globalThis.crypto.subtle.digest(hash, plain(bytes)))

/** What a public key is read for. */
export type KeyPurpose = 'verify' | 'verify-pss'

const imported = new WeakMap<Uint8Array, Map<string, Promise<CryptoKey>>>()

/**
 * The public key of a certificate, for WebCrypto, which knows no SM2.
 *
 * @param use `verify`: RSASSA-PKCS1-v1_5 or ECDSA; `verify-pss`: RSASSA-PSS
 * @param hash of the signature
 */
export function publicKeyOf(
  certificate: Pick<Certificate, 'spki' | 'keyAlgorithm' | 'keyBits'>,
  use: KeyPurpose,
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
  use: KeyPurpose,
  hash: HashName,
): Promise<CryptoKey> {
  const algorithm = importAlgorithm(keyAlgorithm, use, hash)
  if (!algorithm || !isSound({ keyAlgorithm, keyBits })) {
    throw new CryptoProblem('CERTIFICATE_UNSUPPORTED', { keyAlgorithm, keyBits, use })
  }
  try {
    return await globalThis.crypto.subtle.importKey('spki', plainRsaSpki(spki), algorithm, true, ['verify'])
  } catch {
    throw new CryptoProblem('CERTIFICATE_UNSUPPORTED', { keyAlgorithm, keyBits, use, why: 'not a key' })
  }
}

function importAlgorithm(key: KeyAlgorithm, use: KeyPurpose, hash: HashName) {
  if (use === 'verify-pss') return isRsa(key) ? { name: 'RSA-PSS', hash } : undefined
  if (key === 'rsa') return { name: 'RSASSA-PKCS1-v1_5', hash }
  return key === 'p256' ? { name: 'ECDSA', namedCurve: 'P-256' } : undefined
}

/**
 * Whether a signature over the bytes is by this key. Signatures of curves come in DER, as certificates and CMS hold
 * them. SM2 goes with SM3 and the default identity, and with nothing else.
 *
 * @param salt the length of the salt in bytes, for RSASSA-PSS; RSA without it is PKCS#1 v1.5
 *
 * Throws CERTIFICATE_UNSUPPORTED for a key that nothing may rest on.
 */
export async function isSignedBy(
  key: Pick<Certificate, 'spki' | 'keyAlgorithm' | 'keyBits'>,
  hash: HashName,
  bytes: Uint8Array,
  signature: Uint8Array,
  salt?: number,
): Promise<boolean> {
  if ((key.keyAlgorithm === 'sm2') !== (hash === 'SM3')) return false
  if (key.keyAlgorithm === 'sm2') return verifySm2(key.spki, bytes, signature)
  const publicKey = await publicKeyOf(key, salt === undefined ? 'verify' : 'verify-pss', hash)
  const raw = key.keyAlgorithm === 'p256' ? ecdsaRaw(signature) : signature
  if (!raw) return false
  const { name } = publicKey.algorithm
  const how = salt === undefined ? { name, hash } : { name, saltLength: salt }
  return globalThis.crypto.subtle.verify(how, publicKey, plain(raw), plain(bytes))
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
