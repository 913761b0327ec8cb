import type { Bytes } from '../../crypto/bytes.ts'
import type { Natives } from '../../crypto/natives.ts'
import { type Sealing, sealBid } from '../../crypto/seal.ts'
import { CHUNK } from '../../crypto/stream.ts'
import type { Suite } from '../../crypto/suite.ts'
import * as bids from '../crypto/sealing.ts'

/** A bid of one file in memory, ready to be sealed. */
export const sealingOf = (keys: bids.Keys, content: Bytes, suite: Suite, how: Natives): Promise<Sealing> =>
  sealBid(
    bids.aBid(keys, [{ id: 'technical', files: [bids.aFile('a.pdf', content, CHUNK)] }], bids.aContext(), suite),
    how,
  )

/** Seals it from memory to memory; what comes out is thrown away. */
export async function sealAll(keys: bids.Keys, content: Bytes, suite: Suite, how: Natives): Promise<void> {
  const sealing = await sealingOf(keys, content, suite, how)
  for await (const _ of sealing.stream());
  await sealing.finish()
}
