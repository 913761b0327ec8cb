import { createCipheriv, createDecipheriv, createHash } from 'node:crypto'
import type { ChunkCipher, Natives } from '../../crypto/natives.ts'

const CIPHER = 'aes-256-gcm'
const TAG = 16
/** Small enough to stay in the processor's cache from the cipher to the copy. */
const STEP = 16 * 1024

/** Node's own SHA-256 and AES-256-GCM, in the thread that asks: no thread is changed and nothing is copied for it. */
export const natives: Required<Natives> = {
  runningHash: () => createHash('sha256'),
  cipher: (key) => nodeCipher(key),
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

function inSteps(bytes: Uint8Array, step: (piece: Uint8Array, at: number) => void): void {
  for (let at = 0; at < bytes.length; at += STEP) step(bytes.subarray(at, at + STEP), at)
}
