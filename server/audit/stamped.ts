import { base64, unhex } from '../../crypto/bytes.ts'
import type { Fact } from '../ledger/event.ts'
import { factsOf } from '../ledger/store.ts'
import type { Platform } from '../platform/platform.ts'

/** A trusted timestamp (RFC 3161, base64) over the commitment of a fact that stands in the ledger. */
export async function stampFact({ database, stamp }: Platform, { stream, version }: Fact): Promise<string> {
  const [written] = await factsOf(database, stream, version - 1)
  if (!written) throw new Error('the fact that caused this is not there')
  return base64((await stamp.stamp(unhex(written.commitment))).token)
}
