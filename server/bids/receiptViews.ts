import { refusals } from '../law/refusal.ts'
import { type Context, query } from '../ledger/command.ts'
import { factsOf } from '../ledger/store.ts'
import { tenderById } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { type BoxedBid, evolve } from './bid.ts'
import type { BidFact } from './events.ts'
import { receiptOf } from './receipt.ts'
import { bidOf } from './store.ts'

const refuse = refusals({ TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' } })

const published = async (context: Context, input: { tender: string }): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender?.published) throw refuse('TENDER_UNKNOWN')
  return tender
}

/** Every bid of a stream as it stood before the next one, with its stamp, oldest first, and which was taken back. */
export function everyVersion(facts: readonly BidFact[]): { bid: BoxedBid; withdrawn: boolean }[] {
  const all: ReturnType<typeof everyVersion> = []
  for (const fact of facts) {
    const of = all.find(({ bid }) => bid.sequence === fact.data.sequence)
    if (fact.type === 'bid.sealed') all.push({ bid: evolve(undefined, fact), withdrawn: false })
    else if (of && fact.type === 'bid.stamped') of.bid = evolve(of.bid, fact)
    else if (of && fact.type === 'bid.withdrawn') of.withdrawn = true
  }
  return all
}

/** The receipts of all that one handed in for a tender, also of what was replaced or taken back: each was given out once. */
export const receipts = query('bid.seal', published, async ({ platform, who }, tender) => {
  const { name } = bidOf(tender.id, who.tagFor(tender.id))
  const facts = (await factsOf(platform.database, name)).map(({ fact }) => fact as unknown as BidFact)
  const versions = everyVersion(facts)
  const last = versions.at(-1)?.bid.sequence
  return {
    receipts: await Promise.all(
      versions.map(async ({ bid, withdrawn }) => ({
        sequence: bid.sequence,
        status: withdrawn
          ? ('withdrawn' as const)
          : bid.sequence === last
            ? ('stands' as const)
            : ('replaced' as const),
        ...(await receiptOf(platform, tender, bid, who, platform.beat)),
      })),
    ),
  }
})
