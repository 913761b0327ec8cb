import type { Bytes } from '../../../crypto/bytes.ts'
import { type ChunkCipher, type Natives, webCipher } from '../../../crypto/natives.ts'
import { gmCipher } from '../../../crypto/sm4.ts'
import type { GmOrder } from './gm.worker.ts'

const MOST = 4

/** Seals and hashes chunks of the suite gm in workers, one for each core; the other suite is left to WebCrypto. */
export function gmWorkers(): Natives {
  const waiting = new Map<number, { done(sealed: Uint8Array): void; fail(error: Error): void }>()
  const hashes = new WeakMap<Uint8Array, Bytes>()
  let workers: Worker[] = []
  let next = 0
  const start = (): Worker[] =>
    Array.from({ length: Math.min(MOST, navigator.hardwareConcurrency || 1) }, () => {
      const worker = new Worker(new URL('./gm.worker.ts', import.meta.url), { type: 'module' })
      worker.onmessage = ({ data }: MessageEvent<{ n: number; sealed: Uint8Array; hash: Bytes }>) => {
        hashes.set(data.sealed, data.hash)
        waiting.get(data.n)?.done(data.sealed)
        waiting.delete(data.n)
      }
      worker.onerror = ({ message }) => {
        for (const { fail } of waiting.values()) fail(new Error(message))
        waiting.clear()
      }
      return worker
    })
  const seal = (key: Uint8Array, nonce: Uint8Array, bound: Uint8Array, plaintext: Uint8Array): Promise<Uint8Array> => {
    if (!workers.length) workers = start()
    const n = next++
    const order: GmOrder = { n, key, nonce, bound, text: new Uint8Array(plaintext) }
    return new Promise((done, fail) => {
      waiting.set(n, { done, fail })
      workers[n % workers.length]?.postMessage(order, [order.text.buffer])
    })
  }
  const cipher = (key: Uint8Array): ChunkCipher => ({
    ...gmCipher(key),
    seal: async (nonce, bound, text) => [await seal(key, nonce, bound, text)],
  })
  return {
    cipher: (key, suite) => (suite === 'gm' ? cipher(key) : webCipher(key)),
    chunkHash: (pieces) => (pieces.length === 1 ? hashes.get(pieces[0]!) : undefined),
  }
}
