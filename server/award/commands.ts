import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import type { Bid } from '../bids/bid.ts'
import { bidOf, bidsOf } from '../bids/store.ts'
import { evaluationStream } from '../evaluation/store.ts'
import { refusals } from '../law/refusal.ts'
import { rulebook } from '../law/rulebook.ts'
import { command } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { factsOf } from '../ledger/store.ts'
import { inStage, moveTender } from '../tenders/rules.ts'
import { tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import type { AnswerObjection, Decide, MakeObjection, Publicise, SignContract } from './contract.ts'
import { publicise as publiciseRule, publicityOf } from './publicity.ts'
import { answer as answerRule, decide as decideRule, object as objectRule, signContract } from './rules.ts'
import { awardStream } from './store.ts'

const refuse = refusals({
  EVALUATION_NOT_FINISHED: { status: 409, zh: '评标尚未结束', en: 'the evaluation is not finished' },
  NO_BID: { status: 403, zh: '未参加本标段投标', en: 'this organisation has no bid in this tender' },
})

const lawOf = (tender: Tender) => rulebook(tender.published?.rulebook ?? '')
const held = (e: Entry, input: { tender: string }): Promise<Tender> => e.hold(tenderStream(input.tender))

/** When the panel handed its report in: the moment its evaluation was finished. */
export async function reportedAt(e: Pick<Entry, 'platform'>, tender: string): Promise<number | undefined> {
  const facts = await factsOf(e.platform.database, evaluationStream(tender).name)
  return facts.find(({ fact }) => fact.type === 'evaluation.finished')?.fact.at
}

/** Publicises the candidates that the panel ranked; the tenderer signs the whole of what will be public. */
export const publicise = command('award.publicise', held, async (e, tender, input: z.infer<typeof Publicise>) => {
  inStage(tender, 'evaluating')
  const evaluation = await e.read(evaluationStream(tender.id))
  const reported = await reportedAt(e, tender.id)
  if (!evaluation.result || reported === undefined) throw refuse('EVALUATION_NOT_FINISHED')
  const publicity = publicityOf(evaluation.result, await bidsOf(e, tender.id))
  const fields = { tender: tender.id, candidates: input.candidates }
  const signature = await checkStatement(e.platform, e.who, { what: 'award.publicise', fields, cms: input.cms }, e.now)
  const of = { tender, publicity, signedHash: input.candidates, reportedAt: reported, signature }
  const award = await e.append(awardStream(tender.id), publiciseRule(of, lawOf(tender), e.now))
  await e.append(tenderStream(tender.id), moveTender(tender, 'publicised'))
  return { tender: tender.id, from: award.from, until: award.until, candidates: award.publicity.candidates }
})

/** Objects to the result. */
export const object = command(
  'award.object',
  (e, input: z.infer<typeof MakeObjection>) => e.read(tenderStream(input.tender)),
  async (e, tender, input) => {
    const tag = e.who.tagFor(tender.id)
    const bid: Bid | undefined = await e.find(bidOf(tender.id, tag))
    if (!bid || bid.stage === 'withdrawn') throw refuse('NO_BID')
    const award = await e.hold(awardStream(tender.id))
    const fields = { tender: tender.id, text: input.text }
    const signature = await checkStatement(e.platform, e.who, { what: 'award.object', fields, cms: input.cms }, e.now)
    const of = { objection: e.platform.newId(), tag, text: input.text, signature }
    const after = await e.append(awardStream(tender.id), objectRule(award, of, lawOf(tender), e.now))
    return after.objections.at(-1)
  },
)

/** Answers an objection. */
export const answer = command(
  'award.answer',
  (e, input: z.infer<typeof AnswerObjection>) => e.read(tenderStream(input.tender)),
  async (e, tender, { objection, text, cms }) => {
    const award = await e.hold(awardStream(tender.id))
    const fields = { tender: tender.id, objection, text }
    const signature = await checkStatement(e.platform, e.who, { what: 'award.answer', fields, cms }, e.now)
    const after = await e.append(awardStream(tender.id), answerRule(award, { objection, text, signature }, e.now))
    return after.objections.find((one) => one.id === objection)
  },
)

/** Fixes the winner. */
export const decide = command('award.decide', held, async (e, tender, input: z.infer<typeof Decide>) => {
  const award = await e.hold(awardStream(tender.id))
  const { winner } = input
  const fields = { tender: tender.id, winner }
  const signature = await checkStatement(e.platform, e.who, { what: 'award.decide', fields, cms: input.cms }, e.now)
  const facts = decideRule({ tender, award, winner, signature }, lawOf(tender), e.now)
  const after = await e.append(awardStream(tender.id), facts)
  await e.append(tenderStream(tender.id), moveTender(tender, 'awarded'))
  return { tender: tender.id, winner: after.winner, decidedAt: after.decidedAt }
})

/** Signs the contract for one side; the second signature makes it. */
export const contract = command('award.contract', held, async (e, tender, input: z.infer<typeof SignContract>) => {
  const award = await e.hold(awardStream(tender.id))
  const { contract: sha256, terms } = input
  const fields = { tender: tender.id, contract: sha256, terms }
  const signature = await checkStatement(e.platform, e.who, { what: 'award.contract', fields, cms: input.cms }, e.now)
  const signer = e.who.role === 'tenderer' ? 'tenderer' : e.who.tagFor(tender.id)
  const facts = signContract({ tender, award, signer, contract: sha256, terms, signature }, lawOf(tender), e.now)
  const after = await e.append(awardStream(tender.id), facts)
  if (after.contract) await e.append(tenderStream(tender.id), moveTender(tender, 'contracted'))
  return { tender: tender.id, signed: after.signed.map(({ side, at }) => ({ side, at })), contract: after.contract }
})
