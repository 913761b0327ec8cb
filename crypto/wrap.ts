import { type Bytes, plain } from './bytes.ts'
import type { Certificate } from './certificate.ts'
import { CryptoProblem } from './problem.ts'

const OAEP = { name: 'RSA-OAEP', hash: 'SHA-256' } as const
const LEAST_BITS = 2048

/** Who can open what was wrapped to one key: a soft key here, a USB token or a key service elsewhere. */
export interface Unwrapper {
  /** The certificate of the key, where there is one. */
  readonly certificate?: Certificate
  /** The secret, or CryptoProblem UNWRAP_FAILED when it was wrapped to another key or under another label. */
  unwrap(wrapped: Uint8Array, label: Uint8Array): Promise<Uint8Array>
}

/**
 * Wraps a short secret so that only the holder of the private key opens it (RSA-OAEP with SHA-256, RFC 8017).
 *
 * @param spki the public key, an RSA SubjectPublicKeyInfo of 2048 bits or more
 * @param secret at most 190 bytes for a key of 2048 bits
 * @param label what the secret is for: it must be given again, to the letter, for unwrapping
 */
export async function wrapTo(spki: Uint8Array, secret: Uint8Array, label: Uint8Array): Promise<Bytes> {
  const key = await wrappingKey(spki)
  const wrapped = await globalThis.crypto.subtle.encrypt({ name: OAEP.name, label: plain(label) }, key, plain(secret))
  return new Uint8Array(wrapped)
}

async function wrappingKey(spki: Uint8Array): Promise<CryptoKey> {
  let key: CryptoKey
  try {
    key = await globalThis.crypto.subtle.importKey('spki', plain(spki), OAEP, false, ['encrypt'])
  } catch {
    throw new CryptoProblem('CERTIFICATE_UNSUPPORTED', { why: 'not an RSA key' })
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

/** An unwrapper over a private key held in memory (PKCS#8). The key is read at the first use. */
export function softUnwrapper(pkcs8: Uint8Array, certificate?: Certificate): Unwrapper {
  let key: Promise<CryptoKey> | undefined
  const read = () => {
    key ??= globalThis.crypto.subtle.importKey('pkcs8', plain(pkcs8), OAEP, false, ['decrypt'])
    return key.catch(() => {
      throw new CryptoProblem('UNWRAP_FAILED', { why: 'not an RSA private key' })
    })
  }
  return {
    ...(certificate && { certificate }),
    unwrap: async (wrapped, label) => unwrapWith(await read(), wrapped, label),
  }
}

/** A fresh RSA-2048 key pair to wrap to, as the officers of an opening make one for each ceremony. */
export async function newWrapKey(): Promise<{ spki: Bytes; pkcs8: Bytes }> {
  const { subtle } = globalThis.crypto
  const pair = await subtle.generateKey(
    { ...OAEP, modulusLength: LEAST_BITS, publicExponent: new Uint8Array([1, 0, 1]) },
    true,
    ['encrypt', 'decrypt'],
  )
  return {
    spki: new Uint8Array(await subtle.exportKey('spki', pair.publicKey)),
    pkcs8: new Uint8Array(await subtle.exportKey('pkcs8', pair.privateKey)),
  }
}
