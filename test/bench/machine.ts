import { createCipheriv, createHash, hash } from 'node:crypto'
import { rates } from './rates.ts'

const MIB = 1024 * 1024

/** Hashes bytes in pieces of 1 MiB with Node's SHA-256 or SM3. */
export function hashAll(bytes: Uint8Array, by: 'sha256' | 'sm3' = 'sha256'): void {
  const running = createHash(by)
  for (let at = 0; at < bytes.length; at += MIB) running.update(bytes.subarray(at, at + MIB))
  running.digest()
}

/** Encrypts bytes with Node's AES-256-GCM, a message a MiB; what comes out is thrown away. */
export function encryptAll(bytes: Uint8Array): void {
  const [key, iv] = [bytes.subarray(0, 32), bytes.subarray(0, 12)]
  for (let at = 0; at < bytes.length; at += MIB) {
    const cipher = createCipheriv('aes-256-gcm', key, iv)
    cipher.update(bytes.subarray(at, at + MIB))
    cipher.final()
    cipher.getAuthTag()
  }
}

/** How many hashes a second this machine makes of 65 bytes: two hashes and a prefix, as a tree has them. */
export async function hashesPerSecond(): Promise<number> {
  const bytes = new Uint8Array(65)
  const count = 100_000
  const { hashes } = await rates(3, count, {
    hashes: () => {
      for (let n = 0; n < count; n++) {
        bytes[0] = n
        hash('sha256', bytes, 'hex')
      }
    },
  })
  return hashes
}
