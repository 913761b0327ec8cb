import { openPart } from '../../crypto/part.ts'
import { readPackage } from '../../crypto/receive.ts'
import { type SealOptions, sealBid } from '../../crypto/seal.ts'
import { CHUNK } from '../../crypto/stream.ts'
import { natives } from '../../server/platform/natives.ts'
import * as bids from '../crypto/sealing.ts'
import { encryptAll, hashAll, rates } from './machine.ts'
import { type Result, result } from './report.ts'

const MB = 128
const TURNS = 6
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
  const seal = async (options: SealOptions): Promise<void> => {
    const sealing = await sealBid(bids.aBid(keys, [{ id: 'technical', files }]), options)
    for await (const _ of sealing.stream());
    await sealing.finish()
  }
  const sealing = await sealBid(bids.aBid(keys, [{ id: 'technical', files }]), natives)
  const pack = await bids.packageOf(sealing)
  const key = await bids.keyOf(sealing.header, 'technical', keys)
  const chunks = bids.chunksFrom(pack, sealing.header, 'technical')
  const rate = await rates(TURNS, MB, {
    once: () => [encryptAll(content), hashAll(content)],
    twice: () => [encryptAll(content), hashAll(content), hashAll(content)],
    seal: () => seal(natives),
    hash: () => hashAll(content),
    read: () => readPackage(bids.inPieces(pack, CHUNK), natives),
    open: async () => (await openPart(sealing.header, 'technical', key, chunks, natives)).verify(),
  })
  const slow = await rates(1, MB, { seal: () => seal({}) })
  return [
    result({ name: 'seal, limit: cipher and one hash', value: rate.seal, unit, limit: rate.once, goal }),
    result({ name: 'seal, limit: cipher and both hashes', value: rate.seal, unit, limit: rate.twice, goal }),
    result({ name: 'seal by WebCrypto and JavaScript', value: slow.seal, unit, limit: rate.once }),
    result({ name: 'read a package, limit: one hash', value: rate.read, unit, limit: rate.hash, goal }),
    result({ name: 'open a part, limit: cipher and one hash', value: rate.open, unit, limit: rate.once, goal }),
  ]
}
