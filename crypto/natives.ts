import { type Bytes, plain } from './bytes.ts'
import type { RunningHash } from './digest.ts'
import type { Suite } from './suite.ts'

/** The cipher of a suite under one key; the tag stands behind the text. `open` throws or rejects what is not authentic. */
export interface ChunkCipher {
  /** Text and tag, in as many pieces as they happen to lie in: joining them would cost a copy of all that is sealed. */
  seal(iv: Uint8Array, bound: Uint8Array, plaintext: Uint8Array): Uint8Array[] | Promise<Uint8Array[]>
  open(iv: Uint8Array, bound: Uint8Array, sealed: Uint8Array): Uint8Array | Promise<Uint8Array>
}

/**
 * What a machine does faster than WebCrypto and JavaScript. Callers bring it; without it everything works, and gives
 * the same bytes.
 */
export interface Natives {
  /** A hash fed piece by piece: without it opened files are hashed in JavaScript, chunks by WebCrypto or in JavaScript. */
  runningHash?: (hash: ChunkHash) => RunningHash
  /** The hash of a sealed chunk that `cipher` made, where that came with it. */
  chunkHash?: (pieces: readonly Uint8Array[]) => Bytes | undefined
  /** The cipher of a suite for a key of 32 bytes. */
  cipher?: (key: Uint8Array, suite: Suite) => ChunkCipher | Promise<ChunkCipher>
}

/** What chunks and files are hashed by: SM3 is for chunks of the suite `gm`. */
export type ChunkHash = 'SHA-256' | 'SM3'

/** AES-256-GCM with tags of 16 bytes, as every browser has it. */
export async function webCipher(raw: Uint8Array): Promise<ChunkCipher> {
  const { subtle } = globalThis.crypto
  const key = await subtle.importKey('raw', plain(raw), 'AES-GCM', false, ['encrypt', 'decrypt'])
  const parameters = (iv: Uint8Array, bound: Uint8Array): AesGcmParams => ({
    name: 'AES-GCM',
    iv: plain(iv),
    additionalData: plain(bound),
    tagLength: 128,
  })
  const bytes = (found: ArrayBuffer): Bytes => new Uint8Array(found)
  return {
    seal: async (iv, bound, text) => [bytes(await subtle.encrypt(parameters(iv, bound), key, plain(text)))],
    open: async (iv, bound, sealed) => bytes(await subtle.decrypt(parameters(iv, bound), key, plain(sealed))),
  }
}
