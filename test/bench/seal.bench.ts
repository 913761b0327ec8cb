import { openPart } from '../../crypto/part.ts'
import { readPackage } from '../../crypto/receive.ts'
import { type Sealing, type SealOptions, sealBid } from '../../crypto/seal.ts'
import { CHUNK } from '../../crypto/stream.ts'
import { natives } from '../../server/platform/natives.ts'
import * as bids from '../crypto/sealing.ts'
import { best, encryptAll, hashAll } from './machine.ts'
import { type Result, result } from './report.ts'

const MB = 128
const ROUNDS = 4
const unit = 'MiB/s'
const goal = 0.8

/**
 * Sealing, reading and opening from memory to memory in one thread, beside what Node's AES-256-GCM and SHA-256 do with
 * the same bytes in the same thread. The format asks for two hashes of what is sealed: the file's and the chunk's.
 */
export async function run(): Promise<Result[]> {
  const content = bids.noise(MB * CHUNK)
  const keys = await bids.someKeys()
  const files = [bids.aFile('a.pdf', content, CHUNK)]
  const seal = async (options: SealOptions): Promise<Sealing> => {
    const sealing = await sealBid(bids.aBid(keys, [{ id: 'technical', files }]), options)
    for await (const _ of sealing.stream());
    return sealing
  }
  const rate = (work: () => Promise<unknown> | unknown) => best(ROUNDS, MB, async () => void (await work()))
  const once = await rate(() => [encryptAll(content), hashAll(content)])
  const twice = await rate(() => [encryptAll(content), hashAll(content), hashAll(content)])
  const hashing = await rate(() => hashAll(content))
  const sealed = await rate(() => seal(natives))
  const results = [
    result({ name: 'seal, limit: cipher and one hash', value: sealed, unit, limit: once, goal }),
    result({ name: 'seal, limit: cipher and both hashes', value: sealed, unit, limit: twice, goal }),
    result({ name: 'seal by WebCrypto and JavaScript', value: await rate(() => seal({})), unit, limit: once }),
  ]
  const sealing = await sealBid(bids.aBid(keys, [{ id: 'technical', files }]), natives)
  const pack = await bids.packageOf(sealing)
  const read = await rate(() => readPackage(bids.inPieces(pack, CHUNK), natives))
  results.push(result({ name: 'read a package, limit: one hash', value: read, unit, limit: hashing, goal }))
  const key = await bids.keyOf(sealing.header, 'technical', keys)
  const chunks = bids.chunksFrom(pack, sealing.header, 'technical')
  const opened = await rate(async () => (await openPart(sealing.header, 'technical', key, chunks, natives)).verify())
  results.push(result({ name: 'open a part, limit: cipher and one hash', value: opened, unit, limit: once, goal }))
  return results
}
