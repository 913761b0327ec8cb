import type { Bytes } from '../../crypto/bytes.ts'
import { webCipher } from '../../crypto/natives.ts'
import { CHUNK } from '../../crypto/stream.ts'

/** AES-256-GCM and SHA-256 by WebCrypto, in Node or in a page: a message a MiB, four under way. */
export async function webAll(bytes: Bytes): Promise<void> {
  const cipher = await webCipher(bytes.subarray(0, 32))
  const one = async (at: number): Promise<void> => {
    const [text] = await cipher.seal(bytes.subarray(0, 12), bytes.subarray(0, 32), bytes.subarray(at, at + CHUNK))
    await globalThis.crypto.subtle.digest('SHA-256', text as Bytes)
  }
  const next = { at: 0 }
  const lane = async (): Promise<void> => {
    for (let at = next.at; at < bytes.length; at = next.at) {
      next.at += CHUNK
      await one(at)
    }
  }
  await Promise.all(Array.from({ length: 4 }, lane))
}
