import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { concat } from '../../crypto/bytes.ts'
import type { Vault } from '../platform/platform.ts'

const CIPHER = 'aes-256-gcm'
const NONCE = 12
const TAG = 16

/**
 * Closes the first piece of a sealed bid as it lies in the store. Its header shows of which kind the bidder's key is,
 * which may be enough to guess who bids: a copy of the store alone is not to tell it.
 */
export function closePiece(vault: Vault, upload: string, bytes: Uint8Array): Uint8Array {
  const nonce = randomBytes(NONCE)
  const cipher = createCipheriv(CIPHER, keyOf(vault, upload), nonce)
  const text = cipher.update(bytes)
  cipher.final()
  return concat(nonce, text, cipher.getAuthTag())
}

/** Opens what `closePiece` closed; throws if it was changed or belongs to another upload. */
export function openPiece(vault: Vault, upload: string, closed: Uint8Array): Uint8Array {
  const decipher = createDecipheriv(CIPHER, keyOf(vault, upload), closed.subarray(0, NONCE), { authTagLength: TAG })
  decipher.setAuthTag(closed.subarray(closed.length - TAG))
  const text = decipher.update(closed.subarray(NONCE, closed.length - TAG))
  decipher.final()
  return text
}

const keyOf = (vault: Vault, upload: string): Uint8Array => vault.key(`upload/${upload}`)
