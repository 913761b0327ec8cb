import { createCipheriv, createDecipheriv, createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { ChunkCipher, Natives } from '../../crypto/natives.ts'
import { GM_TAG, gmCounter, gmKeys } from '../../crypto/sm4.ts'

const CIPHER = 'aes-256-gcm'
const TAG = 16
/** Small enough to stay in the processor's cache from the cipher to the copy. */
const STEP = 16 * 1024

/** Node's own SHA-256, and AES-256-GCM or SM4-CTR with HMAC-SM3, in the thread that asks: no thread is changed and nothing is copied for it. */
export const natives: Required<Natives> = {
  runningHash: () => createHash('sha256'),
  cipher: (key, suite) => (suite === 'gm' ? nodeGmCipher(key) : nodeCipher(key)),
}

const nodeCipher = (key: Uint8Array): ChunkCipher => ({
  seal: (iv, bound, plaintext) => {
    const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG })
    cipher.setAAD(bound)
    const out = new Uint8Array(plaintext.length + TAG)
    inSteps(plaintext, (piece, at) => out.set(cipher.update(piece), at))
    cipher.final()
    out.set(cipher.getAuthTag(), plaintext.length)
    return out
  },
  open: (iv, bound, sealed) => {
    const end = sealed.length - TAG
    const cipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG })
    cipher.setAAD(bound)
    cipher.setAuthTag(sealed.subarray(end))
    const out = new Uint8Array(end)
    inSteps(sealed.subarray(0, end), (piece, at) => out.set(cipher.update(piece), at))
    cipher.final() // throws unless the tag fits: only then is `out` given away
    return out
  },
})

function nodeGmCipher(raw: Uint8Array): ChunkCipher {
  const { cipher, mac } = gmKeys(raw)
  const tagOf = (bound: Uint8Array, nonce: Uint8Array, text: Uint8Array): Uint8Array =>
    createHmac('sm3', mac).update(bound).update(nonce).update(text).digest()
  const crypt = (nonce: Uint8Array, text: Uint8Array, out: Uint8Array): void => {
    const stream = createCipheriv('sm4-ctr', cipher, gmCounter(nonce))
    inSteps(text, (piece, at) => out.set(stream.update(piece), at))
  }
  return {
    seal: (nonce, bound, plaintext) => {
      const out = new Uint8Array(plaintext.length + GM_TAG)
      crypt(nonce, plaintext, out)
      out.set(tagOf(bound, nonce, out.subarray(0, plaintext.length)), plaintext.length)
      return out
    },
    open: (nonce, bound, sealed) => {
      const text = sealed.subarray(0, sealed.length - GM_TAG)
      if (!timingSafeEqual(tagOf(bound, nonce, text), sealed.subarray(text.length))) throw new Error('not authentic')
      const out = new Uint8Array(text.length)
      crypt(nonce, text, out)
      return out
    },
  }
}

function inSteps(bytes: Uint8Array, step: (piece: Uint8Array, at: number) => void): void {
  for (let at = 0; at < bytes.length; at += STEP) step(bytes.subarray(at, at + STEP), at)
}
