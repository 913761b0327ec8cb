import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import { bidsOf } from '../bids/store.ts'
import { evaluationStream } from '../evaluation/store.ts'
import { refusals } from '../law/refusal.ts'
import { rulebook } from '../law/rulebook.ts'
import { command } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { inStage, moveTender } from '../tenders/rules.ts'
import { tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { lapsedBids } from '../tenders/validity.ts'
import { untouched } from './acceptance.ts'
import type { Decide, Publicise, SignContract } from './contract.ts'
import { done, dutiesOf } from './duty.ts'
import { dutyTime, examinedIn, keepDuties, reportOf } from './dutyCommands.ts'
import { publicise as publiciseRule, publicityOf } from './publicity.ts'
import { reviewedFirst } from './receiving.ts'
import { decide as decideRule, signContract } from './rules.ts'
import { acceptanceStream, awardStream, dutyStream } from './store.ts'

const refuse = refusals({
  EVALUATION_NOT_FINISHED: { status: 409, zh: '评标尚未结束', en: 'the evaluation is not finished' },
})

const lawOf = (tender: Tender) => rulebook(tender.published?.rulebook ?? '')
const held = (e: Entry, input: { tender: string }): Promise<Tender> => e.hold(tenderStream(input.tender))

/** Publicises the candidates that the panel ranked; the tenderer signs the whole of what will be public. */
export const publicise = command('award.publicise', held, async (e, tender, input: z.infer<typeof Publicise>) => {
  inStage(tender, 'evaluating')
  const evaluation = await e.read(evaluationStream(tender.id))
  const report = await reportOf(e, tender.id)
  if (!evaluation.result || !report) throw refuse('EVALUATION_NOT_FINISHED')
  const law = lawOf(tender)
  const acceptance = (await e.holdIfAny(acceptanceStream(tender.id))) ?? untouched(tender.id)
  reviewedFirst({ acceptance, report }, law)
  const [bids, examined] = [await bidsOf(e, tender.id), await examinedIn(e, tender)]
  const publicity = publicityOf(evaluation.result, bids, examined, lapsedBids(tender, e.now))
  const fields = { tender: tender.id, candidates: input.candidates }
  const signature = await checkStatement(e.platform, e.who, { what: 'award.publicise', fields, cms: input.cms }, e.now)
  const of = { tender, publicity, signedHash: input.candidates, reportedAt: report.finishedAt, signature }
  const award = await e.append(awardStream(tender.id), publiciseRule(of, law, e.now, await e.platform.calendar()))
  await e.append(tenderStream(tender.id), moveTender(tender, 'publicised'))
  await keepDuties(e, tender.id, (before) => done(before, 'publicise', e.now))
  return { tender: tender.id, from: award.from, until: award.until, candidates: award.publicity.candidates }
})

/** Fixes the winner. */
export const decide = command('award.decide', held, async (e, tender, input: z.infer<typeof Decide>) => {
  const award = await e.hold(awardStream(tender.id))
  const { winner } = input
  const fields = { tender: tender.id, winner }
  const signature = await checkStatement(e.platform, e.who, { what: 'award.decide', fields, cms: input.cms }, e.now)
  const law = lawOf(tender)
  const facts = decideRule({ tender, award, winner, signature }, law, e.now)
  const after = await e.append(awardStream(tender.id), facts)
  await e.append(tenderStream(tender.id), moveTender(tender, 'awarded'))
  const on = await dutyTime(e, tender)
  await keepDuties(e, tender.id, () => dutiesOf.awarded(tender.id, e.now, on))
  return { tender: tender.id, winner: after.winner, decidedAt: after.decidedAt }
})

/** Signs the contract for one side; the second signature makes it. */
export const contract = command('award.contract', held, async (e, tender, input: z.infer<typeof SignContract>) => {
  const award = await e.hold(awardStream(tender.id))
  const { contract: sha256, terms } = input
  const fields = { tender: tender.id, contract: sha256, terms }
  const signature = await checkStatement(e.platform, e.who, { what: 'award.contract', fields, cms: input.cms }, e.now)
  const signer = e.who.role === 'tenderer' ? 'tenderer' : e.who.tagFor(tender.id)
  const law = lawOf(tender)
  const running = (await e.find(dutyStream(tender.id)))?.duties.find(({ duty }) => duty === 'contract')
  const of = { tender, award, signer, contract: sha256, terms, signature, until: running?.until ?? null }
  const on = await dutyTime(e, tender)
  const after = await e.append(awardStream(tender.id), signContract(of, law, e.now, on.table))
  if (after.contract) {
    await e.append(tenderStream(tender.id), moveTender(tender, 'contracted'))
    await keepDuties(e, tender.id, (before) => [
      ...done(before, 'contract', e.now),
      ...dutiesOf.contracted(tender.id, e.now, on),
    ])
  }
  return { tender: tender.id, signed: after.signed.map(({ side, at }) => ({ side, at })), contract: after.contract }
})
