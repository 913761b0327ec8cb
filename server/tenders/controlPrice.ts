import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { controlPriceOf } from './ceiling.ts'
import type { TenderHappening } from './events.ts'
import { ControlPricePublished } from './sideEvents.ts'
import type { HostSigned, Signature } from './signature.ts'
import { notSuspended } from './suspension.ts'
import type { Tender } from './tender.ts'

const refuse = refusals({
  CONTROL_PRICE_STAGE: {
    status: 409,
    zh: '仅在公告发布后、投标截止前可以公示控制价',
    en: 'the control price is published between the notice and the deadline',
  },
  CONTROL_PRICE_OTHER: {
    status: 422,
    zh: '公示的控制价与招标文件载明的不一致',
    en: 'the control price is not the one that the tender document states',
  },
  CONTROL_PRICE_PUBLISHED: { status: 409, zh: '该控制价已经公示', en: 'this control price is published already' },
})

/** Publishes the control price by itself: the amount that the document states, and no other; again only when an addendum changed it. */
export function publishControlPrice(
  tender: Tender,
  of: { price: string; basis: string; signature: Signature; paper?: HostSigned },
  law: Pick<Rulebook, 'lowestPrice'>,
  now: number,
): TenderHappening[] {
  if (tender.stage !== 'bidding' || now >= tender.deadline) throw refuse('CONTROL_PRICE_STAGE', { stage: tender.stage })
  notSuspended(tender)
  const stated = controlPriceOf(tender)
  if (of.price !== stated) throw refuse('CONTROL_PRICE_OTHER', { price: of.price, ceiling: stated }, law.lowestPrice)
  if (tender.controlPrice?.price === of.price) throw refuse('CONTROL_PRICE_PUBLISHED', { at: tender.controlPrice.at })
  return [ControlPricePublished({ tender: tender.id, ...of, at: now })]
}
