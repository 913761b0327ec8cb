import { refusals } from '../law/refusal.ts'
import type { Context } from '../ledger/command.ts'
import { rowAt } from '../ledger/store.ts'
import type { Platform } from '../platform/platform.ts'
import { tenderById } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Bid } from './bid.ts'
import { bidOf } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
})

/** A published tender; TENDER_UNKNOWN if there is none. */
export const tenderOf = async (context: Pick<Context, 'platform'>, input: { tender: string }): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender?.published) throw refuse('TENDER_UNKNOWN')
  return tender
}

/** The bid of one tag in a tender, if there is one. */
export async function findBid(platform: Platform, tender: string, tag: string): Promise<Bid | undefined> {
  const row = await rowAt(platform.database, bidOf(tender, tag).kind, `${tender}.${tag}`)
  return row ? (JSON.parse((row as unknown as { state: string }).state) as Bid) : undefined
}
