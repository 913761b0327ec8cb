import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import type { Bid } from '../bids/bid.ts'
import { bidOf, bidsOf } from '../bids/store.ts'
import { refusals } from '../law/refusal.ts'
import { type Rulebook, rulebook } from '../law/rulebook.ts'
import { command } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { likenessOf, openingStream } from '../opening/store.ts'
import { unitsThatApplied } from '../prequalification/store.ts'
import { failTender } from '../tenders/rules.ts'
import { tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { askedByLaw } from './asked.ts'
import { reportChange, reportedBy } from './changes.ts'
import type { ConcludeQualification, JudgeBid, ReportChange } from './contract.ts'
import { type Asked, checkFindings, clausesFor, conclude as concludeRule, judgeBid, outcome } from './qualification.ts'
import { qualificationStream } from './store.ts'

const refuse = refusals({
  LIKENESS_AWAITED: {
    status: 409,
    zh: '投标文件雷同与关联关系检查尚未完成，请稍候',
    en: 'the bids are still being compared: wait a moment',
    retryAfter: 1,
  },
})

const hold = (e: Entry, input: { tender: string }): Promise<Tender> => e.hold(tenderStream(input.tender))
const lawOf = (tender: Tender): Rulebook => rulebook(tender.published?.rulebook ?? '')

/** What a qualification is judged from: the tender, what was found before, the opened bids, and what is asked of each. */
async function standing(e: Entry, tender: Tender) {
  const before = await e.holdIfAny(qualificationStream(tender.id))
  const bids = (await bidsOf(e, tender.id)).filter(({ stage }) => stage === 'unsealed')
  const applied = await unitsThatApplied(e, tender)
  const found = (await likenessOf(e.platform, tender.id))?.findings ?? []
  const law = lawOf(tender)
  const byLaw = (bid: Bid): Asked =>
    askedByLaw(tender, bid, bids, law, {
      applied: applied(bid.bidder?.code),
      reported: reportedBy(before, bid.tag),
    })
  const asked = Object.fromEntries(
    bids.map((bid) => {
      const of = byLaw(bid)
      return [bid.tag, [...clausesFor(tender, bid.tag, found, law, of), ...(of.byLaw ?? [])]]
    }),
  )
  const together = bids.flatMap(({ tag, bidder }): [string, string[]][] => {
    const units = applied(bidder?.code)
    return units ? [[tag, units]] : []
  })
  const opened = bids.map(({ tag }) => tag)
  return { tender, before, bids, opened, asked, byLaw, applied: Object.fromEntries(together) }
}

/** Refuses while the bids of an opening that is over are still compared. */
async function compared(e: Entry, tender: Tender): Promise<void> {
  if (await likenessOf(e.platform, tender.id)) return
  if ((await e.find(openingStream(tender.id)))?.stage === 'finished') throw refuse('LIKENESS_AWAITED')
}

/** The purchaser or its agent judges one bid on every clause of qualification, signed. */
export const judge = command('qualification.judge', hold, async (e, tender, input: z.infer<typeof JudgeBid>) => {
  const of = await standing(e, tender)
  const { bid, findings, cms } = input
  if (of.opened.length) await compared(e, tender)
  const found = (await likenessOf(e.platform, tender.id))?.findings ?? []
  const law = lawOf(tender)
  const one = of.bids.find(({ tag }) => tag === bid)
  const asked = one ? of.byLaw(one) : {}
  checkFindings([...clausesFor(tender, bid, found, law, asked), ...(asked.byLaw ?? [])], findings, law, asked)
  const fields = { tender: tender.id, bid, findings }
  const signature = await checkStatement(e.platform, e.who, { what: 'qualification.judge', fields, cms }, e.now)
  const { before, opened } = of
  const facts = judgeBid({ tender, before, opened, bid, findings, found, asked }, signature, law)
  const { bids } = await e.append(qualificationStream(tender.id), facts)
  return { bid, qualified: bids[bid]?.qualified ?? false }
})

/** Ends the qualification, signed over who is qualified and who is not; with too few the tender fails. */
export const conclude = command(
  'qualification.conclude',
  hold,
  async (e, tender, { cms }: z.infer<typeof ConcludeQualification>) => {
    const of = await standing(e, tender)
    if (of.opened.length) await compared(e, tender)
    const law = lawOf(tender)
    const { qualified, unqualified, enough } = outcome(of, law)
    const fields = { tender: tender.id, qualified, unqualified }
    const signature = await checkStatement(e.platform, e.who, { what: 'qualification.conclude', fields, cms }, e.now)
    await e.append(qualificationStream(tender.id), concludeRule(of, signature, law))
    if (!enough)
      await e.append(tenderStream(tender.id), failTender(tender, '合格投标人不足三家，不得评标', law.fewValidBids))
    return { qualified: qualified.length, unqualified: unqualified.length, enough }
  },
)

/** A bidder tells of a great change of its own, signed. */
export const report = command('qualification.report', hold, async (e, tender, input: z.infer<typeof ReportChange>) => {
  const bid = e.who.tagFor(tender.id)
  const opened = (await e.find(bidOf(tender.id, bid)))?.stage === 'unsealed'
  const { kind, text, cms } = input
  const signed = { what: 'qualification.report', fields: { tender: tender.id, kind, text }, cms }
  const signature = await checkStatement(e.platform, e.who, signed, e.now)
  await e.holdIfAny(qualificationStream(tender.id))
  await e.append(qualificationStream(tender.id), reportChange({ tender, bid, opened, kind, text, signature }, e.now))
  return { kind, at: e.now }
})
