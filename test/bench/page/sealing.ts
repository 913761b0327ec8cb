import { gmWorkers } from '../../../client/src/sealing/gmWorkers.ts'
import { CHUNK } from '../../../crypto/stream.ts'
import { noise, someKeys } from '../../crypto/sealing.ts'
import { rates } from '../rates.ts'
import { sealAll } from '../sealAll.ts'
import { webAll } from '../webAll.ts'

/** What a page seals a second, MiB, and what its WebCrypto does with the same bytes; and how many workers it has for SM4. */
export interface PageRates {
  intl: { seal: number; limit: number }
  gm: { seal: number; workers: number }
}

async function measure(mebibytes: number, turns: number): Promise<PageRates> {
  const content = noise(mebibytes * CHUNK)
  const short = content.subarray(0, (mebibytes / 4) * CHUNK)
  const keys = await someKeys()
  const intl = await rates(turns, mebibytes, {
    limit: () => webAll(content),
    seal: () => sealAll(keys, content, 'intl', gmWorkers()),
  })
  const workers = gmWorkers()
  const gm = await rates(turns, mebibytes / 4, { seal: () => sealAll(keys, short, 'gm', workers) })
  return { intl, gm: { seal: gm.seal, workers: Math.min(4, navigator.hardwareConcurrency || 1) } }
}

Object.assign(globalThis, { measure })
