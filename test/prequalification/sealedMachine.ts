import { canonicalBytes } from '../../crypto/canonical.ts'
import { addressChallenge } from '../../server/bids/machine.ts'
import type { Client } from '../../server/cli/demo/client.ts'

/** What an applicant seals of its machine, with the platform's word on its address: the content of `machine.json`. */
export async function sealedMachine(
  client: Client,
  of: { tender: string; bidder: string; machine: object },
): Promise<Uint8Array> {
  const nonce = '7'.repeat(64)
  const challenge = addressChallenge({ nonce, tender: of.tender, bidder: of.bidder })
  const address = await client.post('/account/address', { challenge })
  return canonicalBytes({ v: 1, nonce, by: 'tool', machine: of.machine, why: null, address })
}
