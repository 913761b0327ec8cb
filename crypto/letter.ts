import { base64, concat, plain, random, unbase64 } from './bytes.ts'
import { CryptoProblem } from './problem.ts'
import { type Unwrapper, wrapTo } from './wrap.ts'

/** Bytes that only the holder of one key can read: a fresh AES-256-GCM key, wrapped to that key. Base64 members. */
export interface Letter {
  key: string
  body: string
}

const NONCE = 12

/** Closes bytes of any length to a public key, RSA or SM2. `label` says what they are for and must be given again. */
export async function closeLetter(spki: Uint8Array, content: Uint8Array, label: Uint8Array): Promise<Letter> {
  const secret = random(32)
  const nonce = random(NONCE)
  const key = await globalThis.crypto.subtle.importKey('raw', secret, 'AES-GCM', false, ['encrypt'])
  const sealed = await globalThis.crypto.subtle.encrypt(
    { name: 'AES-GCM', iv: nonce, additionalData: plain(label) },
    key,
    plain(content),
  )
  return { key: base64(await wrapTo(spki, secret, label)), body: base64(concat(nonce, new Uint8Array(sealed))) }
}

/** Opens a letter. A wrong key, a wrong label or a changed byte is UNWRAP_FAILED. */
export const openLetter = async (holder: Unwrapper, letter: Letter, label: Uint8Array): Promise<Uint8Array> =>
  readLetter(await letterSecret(holder, letter, label), letter, label)

/** The fresh key of one letter, 32 bytes: whoever is given it can read this letter and no other. */
export const letterSecret = (holder: Unwrapper, letter: Letter, label: Uint8Array): Promise<Uint8Array> =>
  holder.unwrap(unbase64(letter.key), label)

/** Reads a letter by its own fresh key. Another key, another label or a changed byte is UNWRAP_FAILED. */
export async function readLetter(secret: Uint8Array, letter: Letter, label: Uint8Array): Promise<Uint8Array> {
  const body = unbase64(letter.body)
  try {
    const key = await globalThis.crypto.subtle.importKey('raw', plain(secret), 'AES-GCM', false, ['decrypt'])
    const content = await globalThis.crypto.subtle.decrypt(
      { name: 'AES-GCM', iv: body.slice(0, NONCE), additionalData: plain(label) },
      key,
      body.slice(NONCE),
    )
    return new Uint8Array(content)
  } catch {
    throw new CryptoProblem('UNWRAP_FAILED')
  }
}
