import type { z } from 'zod'
import { refusals } from '../law/refusal.ts'
import { type Rulebook, rulebook } from '../law/rulebook.ts'
import { type Context, query } from '../ledger/command.ts'
import type { Tender } from '../tenders/tender.ts'
import { type Award, unanswered } from './award.ts'
import { bondAsked, bondCeiling } from './bond.ts'
import { BondForm } from './bondEvents.ts'
import type { OfTender } from './contract.ts'
import { bindingFor } from './contractCommands.ts'
import { compareContract, proposedText } from './contractComparison.ts'
import { contractUntil } from './rules.ts'
import { contractPlaces } from './signing.ts'
import { paperOf, publicAward, tenderOf } from './views.ts'

const refuse = refusals({
  NOTICE_NOT_OUT: { status: 409, zh: '中标通知书尚未发出', en: 'the award notice is not out yet' },
  NOT_YOURS: { status: 403, zh: '当前身份无权查看', en: 'this is not for this role to see' },
})

type One = z.infer<typeof OfTender>

async function contractOf(context: Context, tender: Tender): Promise<Award> {
  const award = await publicAward(context, tender)
  const { who } = context
  if (who.role === 'bidder' && award.winner?.tag !== who.tagFor(tender.id)) throw refuse('NOT_YOURS')
  return award
}

/** The contract as the tenderer wrote it, or as document and bid have it: each term beside what binds it, its text's hash, by when, and who has signed. */
export const contract = query('award.contractRead', tenderOf, async (context, tender, _input: One) => {
  const award = await contractOf(context, tender)
  if (!award.winner || award.noticeAt === null) throw refuse('NOTICE_NOT_OUT')
  const law = rulebook(tender.published?.rulebook ?? '')
  const binding = await bindingFor(context, tender, award)
  const text = award.proposal?.text ?? proposedText(binding)
  const { price, durationDays, quality, leader } = award.proposal?.text ?? award.winner.terms
  return {
    tender: tender.id,
    winner: award.winner.tag,
    contract: award.draft?.sha256 ?? null,
    terms: { price, durationDays, quality, leader },
    text,
    writtenAt: award.proposal?.at ?? null,
    until: contractUntil(award, law, await context.platform.calendar()) ?? null,
    signed: award.signed.map(({ side, at }) => ({ side, at })),
    contractedAt: award.contract?.at ?? null,
    places: contractPlaces(award),
    compared: compareContract(binding, text, law),
    bond: bondView(tender, award, law),
    holds: unanswered(award).map(({ id, weighed }) => ({ id, mayMove: weighed?.mayMove ?? null })),
    public: award.contractPublic ?? null,
    article: { terms: law.contractTerms.article, texts: law.contractFixed.article, within: law.contractWithin.article },
  }
})

/** The performance bond: what is asked for, the most that the law allows, and what was given. */
function bondView(tender: Tender, award: Award, law: Rulebook) {
  const price = award.winner?.terms.price ?? '0'
  const asked = bondAsked(tender, price)
  if (asked === null) return null
  const most = bondCeiling(price, law)
  const forms =
    law.performanceBondForms.value === 'notCash' ? BondForm.options.filter((form) => form !== 'cash') : BondForm.options
  return {
    asked: String(asked > most ? most : asked),
    most: String(most),
    forms,
    given: award.bond ?? null,
    article: law.performanceBondCeiling.article,
  }
}

/** The contract's text; for the members of the consortium that won too, who sign it. */
export const contractFile = query('award.contractRead', tenderOf, async (context, tender, _input: One) => {
  const award = await publicAward(context, tender)
  const joint = award.draft?.members?.some(({ tag }) => tag === context.who.tagFor(tender.id))
  return paperOf(context, joint ? award : await contractOf(context, tender), 'contract')
})
