import { createCipheriv, createDecipheriv, createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { ChunkCipher, Natives } from '../../crypto/natives.ts'
import { GM_TAG, gmCounter, gmKeys } from '../../crypto/sm4.ts'

const CIPHER = 'aes-256-gcm'
const TAG = 16

/** Node's own SHA-256 and SM3, and AES-256-GCM or SM4-CTR with HMAC-SM3, in the thread that asks: no thread is changed and nothing is copied. */
export const natives: Required<Omit<Natives, 'chunkHash'>> = {
  runningHash: (hash) => createHash(hash === 'SM3' ? 'sm3' : 'sha256'),
  cipher: (key, suite) => (suite === 'gm' ? nodeGmCipher(key) : nodeCipher(key)),
}

const nodeCipher = (key: Uint8Array): ChunkCipher => ({
  seal: (iv, bound, plaintext) => {
    const cipher = createCipheriv(CIPHER, key, iv, { authTagLength: TAG })
    cipher.setAAD(bound)
    const text = cipher.update(plaintext)
    cipher.final() // in this mode no byte is left for it
    return [text, cipher.getAuthTag()]
  },
  open: (iv, bound, sealed) => {
    const end = sealed.length - TAG
    const cipher = createDecipheriv(CIPHER, key, iv, { authTagLength: TAG })
    cipher.setAAD(bound)
    cipher.setAuthTag(sealed.subarray(end))
    const text = cipher.update(sealed.subarray(0, end))
    cipher.final() // throws unless the tag fits: only then is the text given away
    return text
  },
})

function nodeGmCipher(raw: Uint8Array): ChunkCipher {
  const { cipher, mac } = gmKeys(raw)
  const tagOf = (bound: Uint8Array, nonce: Uint8Array, text: Uint8Array): Uint8Array =>
    createHmac('sm3', mac).update(bound).update(nonce).update(text).digest()
  const crypt = (nonce: Uint8Array, text: Uint8Array): Uint8Array =>
    createCipheriv('sm4-ctr', cipher, gmCounter(nonce)).update(text)
  return {
    seal: (nonce, bound, plaintext) => {
      const text = crypt(nonce, plaintext)
      return [text, tagOf(bound, nonce, text)]
    },
    open: (nonce, bound, sealed) => {
      const text = sealed.subarray(0, sealed.length - GM_TAG)
      if (!timingSafeEqual(tagOf(bound, nonce, text), sealed.subarray(text.length))) throw new Error('not authentic')
      return crypt(nonce, text)
    },
  }
}
