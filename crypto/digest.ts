import { hkdf as nobleHkdf } from '@noble/hashes/hkdf.js'
import { hmac as nobleHmac } from '@noble/hashes/hmac.js'
import { sha256 as nobleSha256 } from '@noble/hashes/sha2.js'
import { type Bytes, concat, plain, utf8 } from './bytes.ts'

/** A hash over the parts one after the other, 32 bytes. */
export type Hash = (...parts: readonly Uint8Array[]) => Bytes

/** SHA-256 over the parts one after the other, at once. For short input; long input: `bulkSha256`. */
export function sha256(...parts: readonly Uint8Array[]): Bytes {
  const hash = nobleSha256.create()
  for (const part of parts) hash.update(part)
  return plain(hash.digest())
}

/** A hash that is fed piece by piece, for files that do not fit in memory: callers may bring a faster one. */
export interface RunningHash {
  update(part: Uint8Array): unknown
  digest(): Uint8Array
}

/** SHA-256 that is fed piece by piece, in plain JavaScript. */
export function runningSha256(): RunningHash {
  const hash = nobleSha256.create()
  return { update: (part) => void hash.update(part), digest: () => plain(hash.digest()) }
}

/** SHA-256 by WebCrypto: native speed, for chunks of files. */
export const bulkSha256 = async (data: Uint8Array): Promise<Bytes> =>
  new Uint8Array(await globalThis.crypto.subtle.digest('SHA-256', plain(data)))

/** The bytes in front of everything hashed for one purpose: `yangguang/<what>/v1` and a zero byte. */
export const label = (what: string): Bytes => utf8(`yangguang/${what}/v1\0`)

/**
 * SHA-256 under a label, so that no hash made for one purpose serves another.
 *
 * @param parts the last may have any length; those before it must have a fixed one
 */
export const labelled = (what: string, ...parts: readonly Uint8Array[]): Bytes => sha256(label(what), ...parts)

/** HMAC-SHA-256 over the parts one after the other. */
export const hmac = (key: Uint8Array, ...parts: readonly Uint8Array[]): Bytes =>
  plain(nobleHmac(nobleSha256, key, concat(...parts)))

/** HKDF-SHA-256 (RFC 5869). */
export const hkdf = (secret: Uint8Array, salt: Uint8Array, info: Uint8Array, length: number): Bytes =>
  plain(nobleHkdf(nobleSha256, secret, salt, info, length))
