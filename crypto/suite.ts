import type { Bytes } from './bytes.ts'
import { type Hash, hkdf, label, sha256 } from './digest.ts'
import { type ChunkCipher, webCipher } from './natives.ts'
import { hkdfSm3, sm3 } from './sm3.ts'
import { GM_TAG, gmCipher } from './sm4.ts'

/** The suites of a sealed bid: AES-256-GCM with HKDF-SHA-256, or SM4-CTR and HMAC-SM3 with HKDF-SM3. */
export const SUITES = ['intl', 'gm'] as const

/** Which algorithms encrypt a bid. Whom the locks are for is another matter: each follows the kind of its key. */
export type Suite = (typeof SUITES)[number]

const GCM_TAG = 16

/** What sealing adds to a chunk: the tag. */
export const sealBytes = (suite: Suite): number => (suite === 'gm' ? GM_TAG : GCM_TAG)

/** The hash of a suite: of salts, labels, commitments, headers, leaves and roots of what is sealed. */
export const suiteHash = (suite: Suite): Hash => (suite === 'gm' ? sm3 : sha256)

/** The hash of a suite under a label, so that no hash made for one purpose serves another; as `labelled`. */
export const suiteLabelled = (suite: Suite, what: string, ...parts: readonly Uint8Array[]): Bytes =>
  suiteHash(suite)(label(what), ...parts)

/** The key derivation of a suite (RFC 5869). */
export const suiteHkdf = (
  suite: Suite,
  secret: Uint8Array,
  salt: Uint8Array,
  info: Uint8Array,
  length: number,
): Bytes => (suite === 'gm' ? hkdfSm3 : hkdf)(secret, salt, info, length)

/** The cipher of a suite, as browsers have it: AES by WebCrypto, SM4 in JavaScript. */
export const suiteCipher = (key: Uint8Array, suite: Suite): ChunkCipher | Promise<ChunkCipher> =>
  suite === 'gm' ? gmCipher(key) : webCipher(key)
