import { type Calendar, calendar as current, endOf, isPending } from '../law/periods.ts'
import type { Regional } from '../law/regional.ts'
import { isRule, type Rule } from '../law/rule.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { days, type Period } from '../law/units.ts'
import type { Due } from '../ledger/stream.ts'
import {
  DutiesResumed,
  DutiesStopped,
  DutyBegun,
  DutyDone,
  DutyDropped,
  type DutyFact,
  type DutyHappening,
  DutyOverdue,
} from './dutyEvents.ts'

/** What there is to do by law between the panel's report and the end; an answer is named with its objection's id. */
export type DutyName =
  | 'deliver'
  | 'fix'
  | 'publicise'
  | 'announce'
  | 'contract'
  | 'publishContract'
  | 'report'
  | `answer:${string}`

/** One limit of the law. */
export interface Duty {
  duty: string
  /** ms */
  from: number
  /** ms; null while the calendar of that day is not out */
  until: number | null
  article: string
  doneAt: number | null
  inTime: boolean | null
  overdue: boolean
}

/** All that runs for one tender after its evaluation. */
export interface Duties {
  tender: string
  duties: Duty[]
  /** since when the tender rests and nothing runs (ms) */
  stoppedAt: number | null
}

/** The rules that set the limits. */
export type DutyLaw = Pick<
  Rulebook,
  | 'reportSentWithin'
  | 'decisionWithin'
  | 'publicityStarts'
  | 'resultVia'
  | 'resultObjectionReply'
  | 'contractWithin'
  | 'contractPublishedWithin'
  | 'reportWithin'
>

const withName = (of: Duties, duty: string): Duty | undefined => of.duties.find((one) => one.duty === duty)
const change = (of: Duties, duty: string, to: Partial<Duty>): Duties => ({
  ...of,
  duties: of.duties.map((one) => (one.duty === duty ? { ...one, ...to } : one)),
})

/** An answer is due whether or not the tender rests: the tender rests because of it. */
const stands = ({ duty }: Duty): boolean => !duty.startsWith('answer:')

/** The only place where the limits change. */
export function evolve(before: Duties | undefined, fact: DutyFact): Duties {
  const of = before ?? { tender: fact.data.tender, duties: [], stoppedAt: null }
  switch (fact.type) {
    case 'duty.begun': {
      const { duty, from, until, article } = fact.data
      const one = { duty, from, until, article, doneAt: null, inTime: null, overdue: false }
      return { ...of, duties: [...of.duties.filter((old) => old.duty !== duty), one] }
    }
    case 'duty.done':
      return change(of, fact.data.duty, { doneAt: fact.at, inTime: fact.data.inTime })
    case 'duty.dropped':
      return { ...of, duties: of.duties.filter(({ duty }) => duty !== fact.data.duty) }
    case 'duty.overdue':
      return change(of, fact.data.duty, { overdue: true })
    case 'duty.stopped':
      return { ...of, stoppedAt: of.stoppedAt ?? fact.data.at }
    case 'duty.resumed': {
      const { stoppedAt, by } = fact.data
      const later = (one: Duty): Duty =>
        one.doneAt === null && !one.overdue && one.until !== null && one.until > stoppedAt && stands(one)
          ? { ...one, until: one.until + by }
          : one
      return { ...of, stoppedAt: null, duties: of.duties.map(later) }
    }
  }
}

/** What is still to be done, and is not noted as overdue yet: when the clock looks at it. */
export function timetable(of: Duties): Due[] {
  const running = of.duties.flatMap((one) =>
    one.doneAt === null && one.until !== null && !one.overdue && (of.stoppedAt === null || !stands(one))
      ? [one.until]
      : [],
  )
  return running.length ? [{ at: Math.min(...running) + 1, deed: 'duty.overdue' }] : []
}

/** How many are overdue and not done. */
export const overdueCount = (of: Duties): number =>
  of.duties.filter(({ overdue, doneAt }) => overdue && doneAt === null).length

/** Begins a limit; one that the law does not set does not run. */
export function begin(
  tender: string,
  duty: DutyName,
  from: number,
  rule: Rule<Period | string>,
  table: Calendar = current,
): DutyHappening[] {
  if (typeof rule.value === 'string') return []
  const end = endOf(from, rule.value, table)
  const until = isPending(end) ? null : end
  return [DutyBegun({ tender, duty, from, until, article: rule.article })]
}

/** Notes that something was done, if its limit runs. */
export function done(of: Duties | undefined, duty: DutyName, now: number): DutyHappening[] {
  const found = of && withName(of, duty)
  if (!of || !found || found.doneAt !== null) return []
  const inTime = found.until === null || now <= found.until || (of.stoppedAt !== null && of.stoppedAt <= found.until)
  return [DutyDone({ tender: of.tender, duty, inTime })]
}

/** What no longer runs after a result was undone. */
export const drop = (of: Duties | undefined, which: (duty: string) => boolean): DutyHappening[] =>
  (of?.duties ?? [])
    .filter(({ duty, doneAt }) => doneAt === null && which(duty))
    .map(({ duty }) => DutyDropped({ tender: of?.tender ?? '', duty }))

/** Notes every limit that has passed. */
export const overdue = (of: Duties, now: number): DutyHappening[] =>
  of.duties.flatMap((one) => {
    const { duty, until, article } = one
    if (until === null || now <= until || one.doneAt !== null || one.overdue) return []
    if (of.stoppedAt !== null && stands(one)) return []
    return [DutyOverdue({ tender: of.tender, duty, until, article })]
  })

/** The tender rests. */
export const stop = (of: Duties | undefined, at: number): DutyHappening[] =>
  of && of.stoppedAt === null ? [DutiesStopped({ tender: of.tender, at })] : []

/** The tender goes on. */
export const resume = (of: Duties | undefined, stopped: { stoppedAt: number; by: number }): DutyHappening[] =>
  of && of.stoppedAt !== null ? [DutiesResumed({ tender: of.tender, ...stopped })] : []

/** Within what time a contract is published: by law, or as the region has set; a string where nobody has set anything. */
export function contractPublicity(
  law: Pick<Rulebook, 'contractPublishedWithin'>,
  regional: Regional,
): Rule<Period | 'regional'> {
  const { contractPublishedWithin: rule } = law
  if (rule.value !== 'regional') return rule
  const set = regional.contractPublicDays
  return isRule(set) ? { value: days(set.value as number), article: set.article, source: 'own' } : rule
}

/** What begins with an event, and from when. */
export const dutiesOf = {
  /** The panel's report is finished: `handed`: somebody has to bring it first. */
  report: (tender: string, at: number, law: DutyLaw, handed: boolean): DutyHappening[] => {
    if (handed) return begin(tender, 'deliver', at, law.reportSentWithin)
    return law.resultVia.value === 'announcement'
      ? begin(tender, 'fix', at, law.decisionWithin)
      : begin(tender, 'publicise', at, law.publicityStarts)
  },
  delivered: (tender: string, at: number, law: DutyLaw): DutyHappening[] =>
    begin(tender, 'fix', at, law.decisionWithin),
  fixed: (tender: string, at: number, law: DutyLaw): DutyHappening[] =>
    begin(tender, 'announce', at, law.publicityStarts),
  awarded: (tender: string, at: number, law: DutyLaw): DutyHappening[] => dueAfter(tender, 'award', at, law),
  noticed: (tender: string, at: number, law: DutyLaw): DutyHappening[] =>
    begin(tender, 'contract', at, law.contractWithin),
  /** `contractPublishedWithin` as the region has set it, where the law leaves it to the region. */
  contracted: (tender: string, at: number, law: DutyLaw): DutyHappening[] => [
    ...begin(tender, 'publishContract', at, law.contractPublishedWithin),
    ...dueAfter(tender, 'contract', at, law),
  ],
  objected: (tender: string, id: string, at: number, law: DutyLaw): DutyHappening[] =>
    begin(tender, `answer:${id}`, at, law.resultObjectionReply),
}

/** The written report, or the copy of the contract, where its time runs from that event. */
function dueAfter(tender: string, after: 'award' | 'contract', at: number, law: DutyLaw): DutyHappening[] {
  const { value, article, source } = law.reportWithin
  return value.after === after ? begin(tender, 'report', at, { value: value.within, article, source }) : []
}
