import { EvaluationFinished } from '../evaluation/scoringEvents.ts'
import { evaluationStream } from '../evaluation/store.ts'
import { refusals } from '../law/refusal.ts'
import { rulebook } from '../law/rulebook.ts'
import { type Context, command, on, query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { factsOf } from '../ledger/store.ts'
import { qualificationOf } from '../qualification/store.ts'
import { TenderFailed } from '../tenders/events.ts'
import { SuspensionLifted, TenderSuspended, TenderTerminated } from '../tenders/sideEvents.ts'
import { tenderById, tenderStream } from '../tenders/store.ts'
import { regionalOf, type Tender } from '../tenders/tender.ts'
import { untouched } from './acceptance.ts'
import * as duty from './duty.ts'
import type { DutyHappening } from './dutyEvents.ts'
import { deemFixed, onlyFirsts } from './fixing.ts'
import { type InOrder, recommended } from './passing.ts'
import type { Examined } from './publicity.ts'
import { byHand, type Report } from './receiving.ts'
import { acceptanceStream, awardStream, dutiesOfTender, dutyStream, overdueDuties } from './store.ts'

const refuse = refusals({
  TENDER_UNKNOWN: { status: 404, zh: '没有找到该标段', en: 'there is no such tender' },
})

/** The law that a tender is judged by. */
export const lawOf = (tender: Tender) => rulebook(tender.published?.rulebook ?? '')

/** When the panel handed its report in: the moment its last evaluation was finished. */
export async function reportedAt(e: Pick<Entry, 'platform'>, tender: string): Promise<number | undefined> {
  const facts = await factsOf(e.platform.database, evaluationStream(tender).name)
  return facts.findLast(({ fact }) => fact.type === 'evaluation.finished')?.fact.at
}

/** The panel's report as it stands; undefined while there is none. */
export async function reportOf(e: Entry, tender: string): Promise<Report | undefined> {
  const { report, stage } = await e.read(evaluationStream(tender))
  const finishedAt = await reportedAt(e, tender)
  return report && stage === 'finished' && finishedAt !== undefined ? { sha256: report.sha256, finishedAt } : undefined
}

/** By what the limits of a tender are counted now. */
export const dutyTime = async ({ platform }: Pick<Entry, 'platform'>, tender: Tender): Promise<duty.DutyTime> => ({
  law: duty.dutyLaw(lawOf(tender), regionalOf(tender, platform.regional)),
  table: await platform.calendar(),
})

/** Notes, within a deed, what of the limits begins or is done by it. */
export async function keepDuties(
  e: Entry,
  tender: string,
  change: (before: duty.Duties | undefined) => DutyHappening[],
): Promise<void> {
  const facts = change(await e.holdIfAny(dutyStream(tender)))
  if (facts.length) await e.append(dutyStream(tender), facts)
}

type Change = (before: duty.Duties | undefined) => DutyHappening[]

const keep = command(
  'duty.keep',
  (e, input: { tender: string; change: Change }) => e.read(tenderStream(input.tender)),
  (e, tender, { change }) => keepDuties(e, tender.id, change),
)

async function reported(context: Context, id: string, at: number): Promise<void> {
  const tender = await tenderById(context, id)
  if (!tender?.published || tender.stage === 'failed') return // nobody was recommended: nothing follows
  const on = await dutyTime(context, tender)
  const begun = duty.dutiesOf.report(id, at, on, byHand(tender, lawOf(tender)))
  // a job may run twice: what began at this moment began already
  const change: Change = (before) =>
    begun.filter(
      ({ data }) => !before?.duties.some((one) => 'duty' in data && one.duty === data.duty && one.from === at),
    )
  await keep.run(context, { tender: id, change })
}

/** Notes what is overdue; where the law makes something of the purchaser's silence, that is done as well. */
export const noteOverdue = command(
  'duty.overdue',
  (e, input: { tender: string }) => e.hold(tenderStream(input.tender)),
  async (e, tender) => {
    const duties = await e.hold(dutyStream(tender.id))
    const facts = duty.overdue(duties, e.now)
    if (!facts.length) return
    await e.append(dutyStream(tender.id), facts)
    if (facts.some(({ data }) => 'duty' in data && data.duty === 'fix')) await deem(e, tender)
  },
)

async function deem(e: Entry, tender: Tender): Promise<void> {
  const law = lawOf(tender)
  const report = await reportOf(e, tender.id)
  const acceptance = (await e.holdIfAny(acceptanceStream(tender.id))) ?? untouched(tender.id)
  const award = await e.find(awardStream(tender.id))
  if (law.silentDecision.value !== 'firstRank' || !report || acceptance.fixed) return
  const of = { tender, acceptance, award, report, order: await orderOf(e, tender.id) }
  if (onlyFirsts(of).length !== 1) return // the lot decides first
  const on = await dutyTime(e, tender)
  await e.append(acceptanceStream(tender.id), deemFixed(of, law, e.now, on.table))
  await keepDuties(e, tender.id, (before) => [
    ...duty.done(before, 'fix', e.now),
    ...duty.dutiesOf.fixed(tender.id, e.now, on),
  ])
}

/** Who the panel recommends, with the rank of each. */
export async function orderOf(e: Entry, tender: string): Promise<InOrder[]> {
  const { result, rulebook: id } = await e.read(evaluationStream(tender))
  return recommended(result, rulebook(id))
}

/** What the purchaser found of qualification, for what is publicised of it. */
export const examinedIn = async (context: Pick<Context, 'platform'>, tender: Tender): Promise<Examined> => ({
  qualification: await qualificationOf(context, tender.id),
  criteria: tender.criteria,
})

const all = (): boolean => true

export const dutyReactions = [
  on(EvaluationFinished, 'dutyOfReport', (context, fact) => reported(context, fact.data.tender, fact.at)),
  on(TenderSuspended, 'dutiesStop', (context, { data }) =>
    keep.run(context, { tender: data.tender, change: (before) => duty.stop(before, data.since) }),
  ),
  on(SuspensionLifted, 'dutiesResume', async (context, { data }) => {
    const { resumed } = data
    if (resumed) await keep.run(context, { tender: data.tender, change: (before) => duty.resume(before, resumed) })
  }),
  on(TenderFailed, 'dutiesEnd', (context, { data }) =>
    keep.run(context, { tender: data.tender, change: (before) => duty.drop(before, all) }),
  ),
  on(TenderTerminated, 'dutiesEndToo', (context, { data }) =>
    keep.run(context, { tender: data.tender, change: (before) => duty.drop(before, all) }),
  ),
]

/** The limits of one tender, for those who run and those who watch it. */
export const read = query(
  'duty.read',
  async (context, input: { tender: string }) => {
    const tender = await tenderById(context, input.tender)
    if (!tender?.published) throw refuse('TENDER_UNKNOWN')
    return tender
  },
  async (context, tender) => {
    const found = await dutiesOfTender(context, tender.id)
    return { items: found?.duties ?? [], stoppedAt: found?.stoppedAt ?? null }
  },
)

/** What is overdue by law in any tender: the supervisor's alarm. */
export const alarms = query(
  'duty.list',
  async () => undefined,
  async (context) => {
    const found = await overdueDuties(context)
    const rows = await Promise.all(found.map((of) => alarmsOf(context, of)))
    return { items: rows.flat() }
  },
)

async function alarmsOf(context: Context, of: duty.Duties) {
  const tender = await tenderById(context, of.tender)
  // each supervisor sees the tenders that it supervises
  if (!tender || tender.supervisor.code !== context.who.organisation) return []
  const open = of.duties.filter(({ overdue, doneAt }) => overdue && doneAt === null)
  return open.map((one) => ({ ...one, tender: tender.id, code: tender.code, name: tender.name }))
}
