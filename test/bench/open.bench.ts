import { availableParallelism } from 'node:os'
import { chunkRange } from '../../crypto/envelope.ts'
import { openPart } from '../../crypto/part.ts'
import { readHeader } from '../../crypto/receive.ts'
import { sealBid } from '../../crypto/seal.ts'
import { CHUNK } from '../../crypto/stream.ts'
import type { Suite } from '../../crypto/suite.ts'
import { natives } from '../../server/platform/natives.ts'
import { Unsealers } from '../../server/platform/unsealers.ts'
import * as bids from '../crypto/sealing.ts'
import { rates, secondsOf } from './rates.ts'
import { type Result, result } from './report.ts'

const BIDS = 100
const MB = 4
const TURNS = 2

/**
 * A hundred bids of 4 MiB opened wholly (each chunk authenticated, the root and each file hashed) by the opener's
 * threads, beside the same in one thread, which is what one core can do. And how long the platform's own thread is held
 * up meanwhile.
 */
export async function run(): Promise<Result[]> {
  const results: Result[] = []
  for (const suite of ['intl', 'gm'] as const) results.push(...(await measure(suite, suite === 'gm' ? 10 : BIDS)))
  return results
}

async function measure(suite: Suite, count: number): Promise<Result[]> {
  const keys = await bids.someKeys(suite)
  const files = [bids.aFile('a.pdf', bids.noise(MB * CHUNK), CHUNK)]
  const sealing = await sealBid(bids.aBid(keys, [{ id: 'technical', files }], bids.aContext(), suite), natives)
  const pack = await bids.packageOf(sealing)
  const root = (await sealing.finish()).parts[0]?.root ?? ''
  const header = await readHeader(bids.inPieces(pack, CHUNK))
  const key = await bids.keyOf(header, 'technical', keys)
  const chunk = async (index: number): Promise<Uint8Array> => {
    const { from, to } = chunkRange(header, 'technical', index)
    return pack.slice(from, to)
  }
  const threads = new Unsealers()
  const aside = async (): Promise<void> => {
    let left = count
    const lane = async (): Promise<void> => {
      while (left-- > 0) await threads.open({ header, id: 'technical', key, root }, chunk)
    }
    await Promise.all(Array.from({ length: threads.lanes }, lane))
  }
  const alone = async (): Promise<void> => {
    for (let n = 0; n < count; n++) await (await openPart(header, 'technical', key, chunk, natives)).verify(root)
  }
  await threads.open({ header, id: 'technical', key, root }, chunk) // threads that run already
  const rate = await rates(TURNS, count, { aside, alone })
  const held = await longestPause(aside)
  await threads.close()
  const cores = Math.min(8, availableParallelism())
  return [
    result({
      ...{ name: `${suite}: bids of ${MB} MiB opened, limit: one thread times ${cores} cores`, unit: 'bids/s' },
      ...{ value: rate.aside, limit: rate.alone * cores, goal: 0.7 },
    }),
    result({
      name: `${suite}: longest wait of the platform meanwhile`,
      value: held,
      unit: 'ms',
      goal: 200,
      less: true,
    }),
  ]
}

/** The longest time for which nothing else came to its turn, in ms. */
async function longestPause(work: () => Promise<void>): Promise<number> {
  let [most, last] = [0, performance.now()]
  const timer = setInterval(() => {
    const now = performance.now()
    most = Math.max(most, now - last - 10)
    last = now
  }, 10)
  await secondsOf(work)
  clearInterval(timer)
  return most
}
