import { createCipheriv, createHash, createHmac } from 'node:crypto'
import type { Bytes } from '../../crypto/bytes.ts'
import { type Natives, webCipher } from '../../crypto/natives.ts'
import { readPackage } from '../../crypto/receive.ts'
import { sealBid } from '../../crypto/seal.ts'
import { CHUNK } from '../../crypto/stream.ts'
import type { Suite } from '../../crypto/suite.ts'
import { natives } from '../../server/platform/natives.ts'
import * as bids from '../crypto/sealing.ts'
import { encryptAll, hashAll, rates } from './machine.ts'
import { type Result, result } from './report.ts'

const MB = 256
const GM_MB = 48
const TURNS = 8
const unit = 'MiB/s'
const goal = 0.8

/**
 * Sealing from memory to memory in one thread, beside what the same runtime's ciphers and hash do with the same bytes
 * in the same thread; and the most memory a package of 2 GiB takes.
 */
export async function run(): Promise<Result[]> {
  const content = bids.noise(MB * CHUNK)
  const short = content.subarray(0, GM_MB * CHUNK)
  const keys = await bids.someKeys()
  const pack = await bids.packageOf(await sealingOf(keys, content, 'intl', natives))
  const intl = await rates(TURNS, MB, {
    limit: () => [encryptAll(content), hashAll(content)],
    seal: () => seal(keys, content, 'intl', natives),
    hash: () => hashAll(content),
    read: () => readPackage(bids.inPieces(pack, CHUNK), natives),
  })
  const gm = await rates(2, GM_MB, {
    limit: () => [sm4All(short), hashAll(short)],
    seal: () => seal(keys, short, 'gm', natives),
  })
  const web = await rates(3, GM_MB, { limit: () => webAll(short), seal: () => seal(keys, short, 'intl', {}) })
  const large = await memoryOf(keys, content)
  return [
    result({ name: 'intl: seal, limit: AES-256-GCM and SHA-256', value: intl.seal, unit, limit: intl.limit, goal }),
    result({ name: 'intl: read a package, limit: SHA-256', value: intl.read, unit, limit: intl.hash, goal }),
    result({
      name: 'gm: seal, limit: OpenSSL SM4-CTR, HMAC-SM3, SHA-256',
      value: gm.seal,
      unit,
      limit: gm.limit,
      goal,
    }),
    result({ name: 'intl by WebCrypto alone, limit: WebCrypto', value: web.seal, unit, limit: web.limit, goal }),
    result({ name: 'memory, 2 GiB sealed, all of the process', value: large, unit: 'MB', goal: 256, less: true }),
  ]
}

const sealingOf = (keys: bids.Keys, content: Bytes, suite: Suite, how: Natives) =>
  sealBid(
    bids.aBid(keys, [{ id: 'technical', files: [bids.aFile('a.pdf', content, CHUNK)] }], bids.aContext(), suite),
    how,
  )

async function seal(keys: bids.Keys, content: Bytes, suite: Suite, how: Natives): Promise<void> {
  const sealing = await sealingOf(keys, content, suite, how)
  for await (const _ of sealing.stream());
  await sealing.finish()
}

/** SM4-CTR and HMAC-SM3 over bytes by Node's OpenSSL, a message a MiB. */
function sm4All(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const text = createCipheriv('sm4-ctr', bytes.subarray(0, 16), bytes.subarray(0, 16)).update(
      bytes.subarray(at, at + CHUNK),
    )
    createHmac('sm3', bytes.subarray(0, 32)).update(text).digest()
  }
}

/** AES-256-GCM and SHA-256 by WebCrypto, a message a MiB, four under way. */
async function webAll(bytes: Bytes): Promise<void> {
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

/** The most memory while 2 GiB are sealed, in MB, less what the bench itself holds of content. */
async function memoryOf(keys: bids.Keys, content: Bytes): Promise<number> {
  const file = {
    ...bids.aFile('a.pdf', content),
    bytes: 2 * 1024 * CHUNK,
    async *read() {
      for (let n = 0; n < 2048; n++) yield content.subarray((n % MB) * CHUNK, ((n % MB) + 1) * CHUNK)
    },
  }
  const sealing = await sealBid(bids.aBid(keys, [{ id: 'technical', files: [file] }]), natives)
  const before = process.memoryUsage().rss
  const hash = createHash('sha256')
  let most = 0
  let n = 0
  for await (const piece of sealing.stream()) {
    if (n++ % 4096 === 0) hash.update(piece)
    most = Math.max(most, process.memoryUsage().rss)
  }
  return (Math.max(0, most - before) + baseline) / 1e6
}

/** What the process held before the bench made its own content. */
const baseline = process.memoryUsage().rss
