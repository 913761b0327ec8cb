import type { z } from 'zod'
import { checkStatement, hashOf } from '../access/statement.ts'
import { bidsOf } from '../bids/store.ts'
import { askOfChanges } from '../evaluation/changedCommands.ts'
import { boundItems } from '../evaluation/prices.ts'
import { reopenEvaluation } from '../evaluation/reopening.ts'
import { evaluationStream } from '../evaluation/store.ts'
import { live, REPRESENTATIVE } from '../experts/panel.ts'
import { memberName, panelByTender } from '../experts/store.ts'
import { recommendedFor } from '../invitation/store.ts'
import { refusals } from '../law/refusal.ts'
import { rulebook } from '../law/rulebook.ts'
import { command } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { moveTender } from '../tenders/rules.ts'
import { tenderStream } from '../tenders/store.ts'
import type { Tender } from '../tenders/tender.ts'
import { type Acceptance, untouched } from './acceptance.ts'
import { announcementOf, announce as announceRule } from './announcing.ts'
import { done, drop, dutiesOf } from './duty.ts'
import { dutyTime, examinedIn, keepDuties, orderOf, reportOf } from './dutyCommands.ts'
import { fixWinner } from './fixing.ts'
import type { Announce, DeliverReport, FixWinner, RecheckReport, ReviewReport } from './furtherContract.ts'
import { attached, hashesOf } from './objectionCommands.ts'
import { publicityOf } from './publicity.ts'
import { deliver as deliverRule, type Report, recheck as recheckRule, review as reviewRule } from './receiving.ts'
import { attention, reportChecks } from './reportChecks.ts'
import { acceptanceStream, awardStream } from './store.ts'

const refuse = refusals({
  EVALUATION_NOT_FINISHED: { status: 409, zh: '评标尚未结束', en: 'the evaluation is not finished' },
})

const lawOf = (tender: Tender) => rulebook(tender.published?.rulebook ?? '')
const held = (e: Entry, input: { tender: string }): Promise<Tender> => e.hold(tenderStream(input.tender))

/** Report, evaluation and acceptance of a tender, held for a decision on them. */
export async function receiving(e: Entry, tender: Tender) {
  const evaluation = await e.find(evaluationStream(tender.id))
  const report: Report | undefined = evaluation && (await reportOf(e, tender.id))
  if (!evaluation || !report) throw refuse('EVALUATION_NOT_FINISHED')
  const acceptance: Acceptance = (await e.holdIfAny(acceptanceStream(tender.id))) ?? untouched(tender.id)
  return { tender, evaluation, report, acceptance }
}

/** The agent hands the panel's report to the purchaser. */
export const deliver = command('award.deliver', held, async (e, tender, input: z.infer<typeof DeliverReport>) => {
  const { report, cms } = input
  const of = await receiving(e, tender)
  const law = lawOf(tender)
  const fields = { tender: tender.id, report }
  const signature = await checkStatement(e.platform, e.who, { what: 'award.deliver', fields, cms }, e.now)
  const on = await dutyTime(e, tender)
  const facts = deliverRule({ ...of, signed: report, signature }, law, e.now, on.table)
  const after = await e.append(acceptanceStream(tender.id), facts)
  await keepDuties(e, tender.id, (before) => [
    ...done(before, 'deliver', e.now),
    ...dutiesOf.delivered(tender.id, e.now, on),
  ])
  return { tender: tender.id, delivered: after.delivered }
})

/** The tenderer has looked through the report. */
export const review = command('award.review', held, async (e, tender, input: z.infer<typeof ReviewReport>) => {
  const { report, checks: shown, note, cms } = input
  const of = await receiving(e, tender)
  const law = lawOf(tender)
  const fields = { tender: tender.id, report, checks: shown, note }
  const signature = await checkStatement(e.platform, e.who, { what: 'award.review', fields, cms }, e.now)
  const list = reportChecks(of.evaluation, law)
  const checks = { hash: hashOf(list), attention: attention(list) }
  const facts = reviewRule({ ...of, signed: report, checks, shown, note, signature }, law)
  const after = await e.append(acceptanceStream(tender.id), facts)
  return { tender: tender.id, reviewed: after.reviewed }
})

/** The panel looks at its report again: on a ground of the rules, with the facts, before anything is public. */
export const recheck = command('award.recheck', held, async (e, tender, input: z.infer<typeof RecheckReport>) => {
  const { report, ground, from, anomalies, cms } = input
  const of = await receiving(e, tender)
  const law = lawOf(tender)
  const files = await attached(e, tender.id, input.files)
  const fields = { tender: tender.id, report, ground, from, anomalies, ...hashesOf(files) }
  const signature = await checkStatement(e.platform, e.who, { what: 'award.recheck', fields, cms }, e.now)
  const id = e.platform.newId()
  const { facts, by } = recheckRule({ ...of, id, signed: report, ground, anomalies, files, signature }, law)
  const reason = anomalies.map(({ fact }) => fact).join('；')
  const reopening = { ground, by, from, reason, order: id }
  await e.hold(evaluationStream(tender.id))
  const again = reopenEvaluation(of.evaluation, reopening, { reEvaluation: law.reportRecheck })
  const reopened = await e.append(evaluationStream(tender.id), again)
  await askOfChanges(e, reopened)
  const after = await e.append(acceptanceStream(tender.id), facts)
  // with the new report its limits begin anew
  await keepDuties(e, tender.id, (before) => drop(before, (duty) => !duty.startsWith('answer:')))
  return { tender: tender.id, rechecks: after.rechecks.length }
})

/** The purchaser fixes the winner in the order of the report; nobody else knows until it is announced. */
export const fix = command('award.fix', held, async (e, tender, input: z.infer<typeof FixWinner>) => {
  const { winner, skipped, tie, cms } = input
  const of = await receiving(e, tender)
  const law = lawOf(tender)
  const fields = { tender: tender.id, winner, skipped, tie }
  const signature = await checkStatement(e.platform, e.who, { what: 'award.fix', fields, cms }, e.now)
  const on = await dutyTime(e, tender)
  const [order, award] = [await orderOf(e, tender.id), await e.find(awardStream(tender.id))]
  const facts = fixWinner({ ...of, order, award, winner, skipped, tie, signature }, law, e.now, on.table)
  const after = await e.append(acceptanceStream(tender.id), facts)
  await keepDuties(e, tender.id, (before) => [...done(before, 'fix', e.now), ...dutiesOf.fixed(tender.id, e.now, on)])
  return { tender: tender.id, fixed: after.fixed }
})

/** Names of those who sat on the panel, as its seats keep them. */
async function expertsOf(e: Entry, tender: string): Promise<{ names: string[]; members: number }> {
  const panel = await panelByTender(e, tender)
  const names = panel
    ? live(panel).map(({ tag, stratum }) => {
        const name = memberName(e.platform, panel, tag) ?? ''
        return name && stratum === REPRESENTATIVE ? `${name}（采购人代表）` : name
      })
    : []
  return { names, members: panel?.members ?? 0 }
}

/** Announces the result; with it the tender is awarded. */
export const announce = command('award.announce', held, async (e, tender, input: z.infer<typeof Announce>) => {
  const { cms, ...told } = input
  const of = await receiving(e, tender)
  const law = lawOf(tender)
  const signature = await checkStatement(e.platform, e.who, { what: 'award.announce', fields: told, cms }, e.now)
  const { acceptance } = of
  const { names: experts, members } = await expertsOf(e, tender.id)
  const bids = await bidsOf(e, tender.id)
  const { result } = of.evaluation
  const publicity = result ? publicityOf(result, bids, await examinedIn(e, tender)) : { rejections: [] }
  const recommended = await recommendedFor(e, tender)
  const bid = bids.find(({ tag }) => tag === input.winner)
  const offered = boundItems(of.evaluation, input.winner, bid?.form?.items ?? [])
  const announcement = announcementOf(
    { tender, acceptance, told, experts, members, publicity, recommended, offered },
    law,
  )
  const { winnerAddress } = told
  const evaluated = result?.ranking.find(({ tag }) => tag === input.winner)
  const on = await dutyTime(e, tender)
  const all = { tender, acceptance, announcement, bid, evaluated, winnerAddress, signature }
  const facts = announceRule(all, law, e.now, on.table)
  await e.holdIfAny(awardStream(tender.id))
  const after = await e.append(awardStream(tender.id), facts)
  // the result is public and somebody is awarded, both at this moment
  const shown = await e.append(tenderStream(tender.id), moveTender(tender, 'publicised'))
  await e.append(tenderStream(tender.id), moveTender(shown, 'awarded'))
  await keepDuties(e, tender.id, (before) => [
    ...done(before, 'announce', e.now),
    ...dutiesOf.awarded(tender.id, e.now, on),
  ])
  return { tender: tender.id, winner: after.winner, from: after.from, until: after.until }
})
