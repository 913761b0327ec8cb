import { sealBid } from '../../crypto/seal.ts'
import { CHUNK } from '../../crypto/stream.ts'
import { natives } from '../../server/platform/natives.ts'
import * as bids from '../crypto/sealing.ts'

/** A process of its own that seals 2 GiB and says the most memory it took, in bytes. */
const keys = await bids.someKeys()
const chunk = bids.noise(CHUNK)
const file = {
  ...bids.aFile('a.pdf', chunk),
  bytes: 2048 * CHUNK,
  async *read() {
    for (let n = 0; n < 2048; n++) yield new Uint8Array(chunk)
  },
}
const sealing = await sealBid(bids.aBid(keys, [{ id: 'technical', files: [file] }]), natives)
let most = 0
for await (const _ of sealing.stream()) most = Math.max(most, process.memoryUsage().rss)
await sealing.finish()
console.log(most)
