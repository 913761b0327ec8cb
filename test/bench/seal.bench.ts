import { execFile } from 'node:child_process'
import { createCipheriv, createHmac } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { readPackage } from '../../crypto/receive.ts'
import { CHUNK } from '../../crypto/stream.ts'
import { natives } from '../../server/platform/natives.ts'
import * as bids from '../crypto/sealing.ts'
import { encryptAll, hashAll } from './machine.ts'
import type { PageRates } from './page/sealing.ts'
import { pageRates } from './page.ts'
import { rates } from './rates.ts'
import { type Result, result } from './report.ts'
import { sealAll, sealingOf } from './sealAll.ts'
import { webAll } from './webAll.ts'

// just below a class of lengths: hardly any padding, so that both sides work over the same bytes
const MB = 255
const GM_MB = 47
const PAGE_MB = 127
const TURNS = 16
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
    seal: () => sealAll(keys, content, 'intl', natives),
    hash: () => hashAll(content),
    read: () => readPackage(bids.inPieces(pack, CHUNK), natives),
  })
  const gm = await rates(2, GM_MB, {
    limit: () => [sm4All(short), hashAll(short, 'sm3')],
    seal: () => sealAll(keys, short, 'gm', natives),
  })
  const web = await rates(3, GM_MB, { limit: () => webAll(short), seal: () => sealAll(keys, short, 'intl', {}) })
  const large = await memory()
  const page = await pageRates(PAGE_MB, 5)
  return [
    result({ name: 'intl: seal, limit: AES-256-GCM and SHA-256', value: intl.seal, unit, limit: intl.limit, goal }),
    result({ name: 'intl: read a package, limit: SHA-256', value: intl.read, unit, limit: intl.hash, goal }),
    result({
      name: 'gm: seal, limit: OpenSSL SM4-CTR, HMAC-SM3, SM3',
      value: gm.seal,
      unit,
      limit: gm.limit,
      goal,
    }),
    result({ name: 'intl by WebCrypto alone, limit: WebCrypto', value: web.seal, unit, limit: web.limit, goal }),
    ...(page ? inPage(page) : []),
    result({ name: 'memory, 2 GiB sealed, all of the process', value: large, unit: 'MB', goal: 256, less: true }),
  ]
}

/** The same in a page of Chromium: beside its WebCrypto, and beside the best JavaScript for SM4, a worker a core. */
const inPage = ({ intl, gm }: PageRates): Result[] => [
  result({ name: 'Chromium, intl: seal, limit: its WebCrypto', value: intl.seal, unit, limit: intl.limit, goal: 0.7 }),
  result({
    name: `Chromium, gm: seal, limit: best JavaScript in ${gm.workers} workers`,
    ...{ value: gm.seal, unit, limit: gm.workers * SM4_A_WORKER, goal },
  }),
]

/** SM4-CTR over bytes by the fastest maintained JavaScript in one worker, MB/s as MiB/s: a figure of others. */
const SM4_A_WORKER = 48_000_000 / CHUNK

/** SM4-CTR and HMAC-SM3 over bytes by Node's OpenSSL, a message a MiB. */
function sm4All(bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; at += CHUNK) {
    const text = createCipheriv('sm4-ctr', bytes.subarray(0, 16), bytes.subarray(0, 16)).update(
      bytes.subarray(at, at + CHUNK),
    )
    createHmac('sm3', bytes.subarray(0, 32)).update(text).digest()
  }
}

/** The most memory that a process takes which seals 2 GiB, MB. */
async function memory(): Promise<number> {
  const script = fileURLToPath(new URL('./sealMemory.ts', import.meta.url))
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', script])
  return Number(stdout) / 1e6
}
