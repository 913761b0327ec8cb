import { createCipheriv, createHash, hash } from 'node:crypto'

const MIB = 1024 * 1024

type Work = () => Promise<unknown> | unknown

/**
 * How much a second each of several works does: they take turns, and the best turn of each counts, so that others on the
 * machine weigh least and on all of them alike.
 */
export async function rates<N extends string>(
  turns: number,
  amount: number,
  works: Record<N, Work>,
): Promise<Record<N, number>> {
  const most = {} as Record<N, number>
  for (let turn = 0; turn < turns; turn++) {
    for (const name of Object.keys(works) as N[]) {
      most[name] = Math.max(most[name] ?? 0, amount / (await secondsOf(works[name])))
    }
  }
  return most
}

/** How long something takes, in seconds. */
export async function secondsOf(work: Work): Promise<number> {
  const from = performance.now()
  await work()
  return (performance.now() - from) / 1000
}

/** Hashes bytes in pieces of 1 MiB with Node's SHA-256. */
export function hashAll(bytes: Uint8Array): void {
  const running = createHash('sha256')
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
