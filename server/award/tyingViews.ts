import type { z } from 'zod'
import { evaluationOf } from '../evaluation/store.ts'
import { drawById } from '../experts/store.ts'
import { invitationOf } from '../invitation/store.ts'
import { refusals } from '../law/refusal.ts'
import { type Context, query } from '../ledger/command.ts'
import { tenderById } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import type { OfTender } from './contract.ts'
import { acceptanceOf } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
})

const tenderOf = async (context: Pick<Context, 'platform'>, input: { tender: string }): Promise<Tender> => {
  const tender = await tenderById(context, input.tender)
  if (!tender || (!tender.published && tender.method !== 'invited')) throw refuse('TENDER_UNKNOWN')
  return tender
}

/** Lots between equal bids and the draw of invitees by their numbers, for the parties who draw them: what is in them, nobody learns here. */
export const lots = query('draw.lots', tenderOf, async (context, tender, _input: z.infer<typeof OfTender>) => {
  const brands = (await evaluationOf(context, tender.id))?.state.lots ?? []
  const winners = (await acceptanceOf(context, tender.id)).lots ?? []
  const invited = (await invitationOf(context, tender.id))?.draw
  const invitees = invited ? [{ draw: invited.id }] : []
  const items = []
  for (const { draw } of [...invitees, ...brands, ...winners]) {
    const found = await drawById(context, draw)
    if (found) items.push({ draw, purpose: found.purpose, stage: found.stage })
  }
  return { items }
})
