import { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import { guaranteeOf, heldMoney, owed } from '../deposits/deposit.ts'
import { depositId, depositStream } from '../deposits/store.ts'
import { command } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { Cms, Reason } from '../tenders/contract.ts'
import { failTender } from '../tenders/rules.ts'
import { lawOf } from '../tenders/sideCommands.ts'
import { tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { answerValidity, askValidity, endValidity, tooFewExtended } from '../tenders/validity.ts'
import { Id } from '../web/route.ts'
import { openingStream } from './store.ts'

/** `to`: the new last day, counted. */
export const AskValidity = z.strictObject({ tender: Id, to: z.iso.date(), reason: Reason, cms: Cms })
/** `to` repeats the last day that was asked for: it is part of what the bidder signs. */
export const AnswerValidity = z.strictObject({ tender: Id, to: z.iso.date(), agrees: z.boolean(), cms: Cms })

const held = (e: Entry, input: { tender: string }): Promise<Tender> => e.hold(tenderStream(input.tender))

/** Asks every bidder whose bid was opened to stay bound for longer. */
export const ask = command('tender.extendValidity', held, async (e, tender, input: z.infer<typeof AskValidity>) => {
  const { cms, ...fields } = input
  const signature = await checkStatement(e.platform, e.who, { what: 'tender.extendValidity', fields, cms }, e.now)
  const { bids = {} } = (await e.find(openingStream(tender.id))) ?? {}
  const opened = Object.values(bids).flatMap(({ tag, status }) => (status === 'read' ? [tag] : []))
  const facts = askValidity(tender, { to: fields.to, reason: fields.reason, opened, signature }, lawOf(tender), e.now)
  const { extension } = await e.append(tenderStream(tender.id), facts)
  return { tender: tender.id, extension }
})

/** A bidder agrees or refuses. */
export const answer = command('bid.answerValidity', held, async (e, tender, input: z.infer<typeof AnswerValidity>) => {
  const { cms, ...fields } = input
  const signature = await checkStatement(e.platform, e.who, { what: 'bid.answerValidity', fields, cms }, e.now)
  const tag = e.who.tagFor(tender.id)
  const deposit = await e.holdIfAny(depositStream(depositId(tender.id, tag)))
  const guarantee = deposit && heldMoney(deposit) < owed(deposit) ? guaranteeOf(deposit) : null
  const guaranteedUntil = guarantee?.validUntil ?? null
  const of = { tag, to: fields.to, agrees: fields.agrees, guaranteedUntil, signature }
  const { extension } = await e.append(tenderStream(tender.id), answerValidity(tender, of, lawOf(tender), e.now))
  return { tender: tender.id, answer: extension?.answers[tag] }
})

/** The old last day is over: bids whose bidders did not agree end, and with too few left the tender fails where the law says so. */
export const end = command('tender.endValidity', held, async (e, tender) => {
  const law = lawOf(tender)
  const facts = endValidity(tender, law, e.now)
  if (!facts.length) return
  const { extension } = await e.append(tenderStream(tender.id), facts)
  if (tooFewExtended(tender, extension?.ended?.left ?? 0, law))
    await e.append(
      tenderStream(tender.id),
      failTender(tender, '同意延长投标有效期的投标人少于法定数量，依法重新招标', law.fewestExtended, true),
    )
})
