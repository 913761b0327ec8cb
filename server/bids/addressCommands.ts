import { z } from 'zod'
import { platformSigns } from '../access/statement.ts'
import { refusals } from '../law/refusal.ts'
import { query } from '../ledger/command.ts'
import { Hash } from '../tenders/contract.ts'
import { ADDRESS_HOURS, type AddressStatement, plainAddress, type SignedAddress } from './machine.ts'

const refuse = refusals({
  ADDRESS_UNKNOWN: {
    status: 409,
    zh: '平台看不到本次请求的网络地址',
    en: 'the platform does not see from which address this came',
  },
})

/** What a bidder asks with: a hash over its own nonce, which names neither tender nor bid to the platform. */
export const AskAddress = z.strictObject({ challenge: Hash })

/**
 * Signs the network address from which the bidder asks, for some hours. Nothing is stored: the bidder seals the answer into
 * its bid, and before the opening it lies nowhere else.
 */
export const stateAddress = query(
  'bid.address',
  async () => undefined,
  async ({ platform, address, now }, _none, { challenge }: z.infer<typeof AskAddress>): Promise<SignedAddress> => {
    if (!address) throw refuse('ADDRESS_UNKNOWN')
    const statement: AddressStatement = {
      ...{ kind: 'bid.address', v: 1, address: plainAddress(address), challenge },
      ...{ at: new Date(now).toISOString(), until: new Date(now + ADDRESS_HOURS * 3_600_000).toISOString() },
    }
    return { statement, cms: await platformSigns(platform, statement) }
  },
)
