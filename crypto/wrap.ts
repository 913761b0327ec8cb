import { type Bytes, concat, equal, plain } from './bytes.ts'
import type { Certificate } from './certificate.ts'
import { parseDer } from './der.ts'
import { HPKE_BYTES, type HpkeKey, isP256Key, openHpke, readHpkeKey, sealHpke } from './hpke.ts'
import { CryptoProblem } from './problem.ts'
import { keyBitsOf, publicKeyFacts } from './publicKey.ts'
import { decryptSm2, encryptedLength, encryptSm2 } from './sm2.ts'
import { isSm2Key, newSm2Key, readSm2Key, type Sm2Key } from './sm2Key.ts'
import { sm3 } from './sm3.ts'

const OAEP = { name: 'RSA-OAEP', hash: 'SHA-256' } as const
const LEAST_BITS = 2048
/** The bytes behind a secret that bind its label under SM2. */
const LABEL = 32

/** Who can open what was wrapped to one key: a soft key here, a USB token or a key service elsewhere. */
export interface Unwrapper {
  /** The certificate of the key, where there is one. */
  readonly certificate?: Certificate
  /** The secret, or CryptoProblem UNWRAP_FAILED when it was wrapped to another key or under another label. */
  unwrap(wrapped: Uint8Array, label: Uint8Array): Promise<Uint8Array>
}

/** Kinds of keys that secrets are wrapped to. */
export type WrapKind = 'rsa' | 'p256' | 'sm2'

/** Of which of these kinds a SubjectPublicKeyInfo is; undefined for any other. Nothing else of it is looked at. */
export function wrapKindOf(spki: Uint8Array): WrapKind | undefined {
  try {
    const { keyAlgorithm } = publicKeyFacts(parseDer(spki))
    return keyAlgorithm === 'rsa' || keyAlgorithm === 'p256' || keyAlgorithm === 'sm2' ? keyAlgorithm : undefined
  } catch {
    return undefined
  }
}

/**
 * Wraps a short secret so that only the holder of the private key opens it. To an RSA key: OAEP with SHA-256 (RFC 8017)
 * and this label. To a P-256 key: HPKE (RFC 9180) in base mode with this label as `info`. To an SM2 key: SM2 encryption
 * (GM/T 0009) of the secret with the SM3 of the label behind it; the hash inside that encryption keeps anyone from changing
 * either.
 *
 * @param spki the public key: RSA of 2048 bits or more, P-256, or SM2
 * @param secret 1 to 190 bytes
 * @param label what the secret is for: it must be given again, to the letter, for unwrapping
 */
export async function wrapTo(spki: Uint8Array, secret: Uint8Array, label: Uint8Array): Promise<Bytes> {
  const kind = wrapKindOf(spki)
  if (kind === 'sm2') return encryptSm2(spki, concat(secret, sm3(label)))
  if (kind === 'p256') return sealHpke(keyBitsOf(spki), secret, { info: label })
  const key = await wrappingKey(spki)
  const wrapped = await globalThis.crypto.subtle.encrypt({ name: OAEP.name, label: plain(label) }, key, plain(secret))
  return new Uint8Array(wrapped)
}

/** The length of what `wrapTo` makes of a secret of so many bytes. */
export async function wrappedLength(spki: Uint8Array, bytes: number): Promise<number> {
  const kind = wrapKindOf(spki)
  if (kind === 'sm2') return encryptedLength(bytes + LABEL)
  if (kind === 'p256') return bytes + HPKE_BYTES
  const key = await wrappingKey(spki)
  return (key.algorithm as RsaHashedKeyAlgorithm).modulusLength / 8
}

/** Whether secrets can be wrapped to a key: it is of one of the kinds, long enough, and on its curve. */
export const canWrapTo = (spki: Uint8Array): Promise<boolean> =>
  wrapTo(spki, new Uint8Array(LABEL), new Uint8Array(LABEL)).then(
    () => true,
    () => false,
  )

/** Whether a SubjectPublicKeyInfo is one of SM2. */
export const isSm2 = (spki: Uint8Array): boolean => wrapKindOf(spki) === 'sm2'

async function wrappingKey(spki: Uint8Array): Promise<CryptoKey> {
  let key: CryptoKey
  try {
    key = await globalThis.crypto.subtle.importKey('spki', plain(spki), OAEP, false, ['encrypt'])
  } catch {
    throw new CryptoProblem('CERTIFICATE_UNSUPPORTED', { why: 'no key of RSA, P-256 or SM2' })
  }
  const bits = (key.algorithm as RsaHashedKeyAlgorithm).modulusLength
  if (bits < LEAST_BITS) throw new CryptoProblem('CERTIFICATE_UNSUPPORTED', { why: 'key too short', bits })
  return key
}

/** Opens what `wrapTo` closed. Every failure is the same UNWRAP_FAILED: why it failed is nobody's business. */
export async function unwrapWith(key: CryptoKey, wrapped: Uint8Array, label: Uint8Array): Promise<Bytes> {
  try {
    const secret = await globalThis.crypto.subtle.decrypt({ name: OAEP.name, label: plain(label) }, key, plain(wrapped))
    return new Uint8Array(secret)
  } catch {
    throw new CryptoProblem('UNWRAP_FAILED')
  }
}

/** An unwrapper over a private key held in memory (PKCS#8, RSA, P-256 or SM2). The key is read at the first use. */
export function softUnwrapper(pkcs8: Uint8Array, certificate?: Certificate): Unwrapper {
  const unwrap = isSm2Key(pkcs8) ? sm2Unwrap(pkcs8) : isP256Key(pkcs8) ? p256Unwrap(pkcs8) : rsaUnwrap(pkcs8)
  return { ...(certificate && { certificate }), unwrap }
}

function rsaUnwrap(pkcs8: Uint8Array): Unwrapper['unwrap'] {
  let key: Promise<CryptoKey> | undefined
  const read = () => {
    key ??= globalThis.crypto.subtle.importKey('pkcs8', plain(pkcs8), OAEP, false, ['decrypt'])
    return key.catch(() => {
      throw new CryptoProblem('UNWRAP_FAILED', { why: 'no private key of RSA, P-256 or SM2' })
    })
  }
  return async (wrapped, label) => unwrapWith(await read(), wrapped, label)
}

function p256Unwrap(pkcs8: Uint8Array): Unwrapper['unwrap'] {
  let key: Promise<HpkeKey> | undefined
  const read = () => {
    key ??= readHpkeKey(pkcs8)
    return key.catch(() => {
      throw new CryptoProblem('UNWRAP_FAILED', { why: 'not a P-256 private key' })
    })
  }
  return async (wrapped, label) => openHpke(await read(), wrapped, { info: label })
}

function sm2Unwrap(pkcs8: Uint8Array): Unwrapper['unwrap'] {
  let key: Sm2Key | undefined
  return async (wrapped, label) => {
    try {
      key ??= readSm2Key(pkcs8)
    } catch {
      throw new CryptoProblem('UNWRAP_FAILED', { why: 'not an SM2 private key' })
    }
    const both = decryptSm2(key, wrapped)
    const secret = both.slice(0, -LABEL)
    if (!secret.length || !equal(both.slice(-LABEL), sm3(label))) throw new CryptoProblem('UNWRAP_FAILED')
    return secret
  }
}

/** A fresh key pair to wrap to, as the officers of an opening make one for each ceremony: RSA-2048, P-256 or SM2. */
export async function newWrapKey(kind: WrapKind = 'rsa'): Promise<{ spki: Bytes; pkcs8: Bytes }> {
  if (kind === 'sm2') return newSm2Key()
  const { subtle } = globalThis.crypto
  const rsa = { ...OAEP, modulusLength: LEAST_BITS, publicExponent: new Uint8Array([1, 0, 1]) }
  const pair =
    kind === 'p256'
      ? await subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, ['deriveBits'])
      : await subtle.generateKey(rsa, true, ['encrypt', 'decrypt'])
  return {
    spki: new Uint8Array(await subtle.exportKey('spki', pair.publicKey)),
    pkcs8: new Uint8Array(await subtle.exportKey('pkcs8', pair.privateKey)),
  }
}
