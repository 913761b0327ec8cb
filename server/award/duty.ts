import { reportedAfter } from '../law/checks.ts'
import { type Calendar, endOf, isPending } from '../law/periods.ts'
import type { Regional } from '../law/regional.ts'
import { isRule, type Rule } from '../law/rule.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { days, type Period } from '../law/units.ts'
import type { Due } from '../ledger/stream.ts'
import {
  DutiesResumed,
  DutiesStopped,
  DutyBegun,
  DutyDated,
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
  /** ms that the tender rested while its last moment was pending */
  rested?: number
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

/** By what limits are counted: the law, with the region's value where the law leaves one to it, and the published calendar. */
export interface DutyTime {
  law: DutyLaw
  table: Calendar
}

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
    case 'duty.dated':
      return change(of, fact.data.duty, { until: fact.data.until })
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
      const later = (one: Duty): Duty => {
        if (one.doneAt !== null || one.overdue || !stands(one)) return one
        if (one.until === null) return { ...one, rested: (one.rested ?? 0) + by }
        return one.until > stoppedAt ? { ...one, until: one.until + by } : one
      }
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

/** The rule that limits a duty. */
function ruleOf(duty: string, law: DutyLaw): Rule<Period | string> {
  if (duty.startsWith('answer:')) return law.resultObjectionReply
  const { value: reported } = law.reportWithin
  if (duty === 'report') return { ...law.reportWithin, value: reported === 'none' ? reported : reported.within }
  const rules: Record<string, Rule<Period | string>> = {
    deliver: law.reportSentWithin,
    fix: law.decisionWithin,
    publicise: law.publicityStarts,
    announce: law.publicityStarts,
    contract: law.contractWithin,
    publishContract: law.contractPublishedWithin,
  }
  const found = rules[duty]
  if (!found) throw new Error(`no limit is called ${duty}`)
  return found
}

/** Begins a limit; one that the law does not set does not run. Where the calendar of its last day is not out, it is pending. */
export function begin(tender: string, duty: DutyName, from: number, { law, table }: DutyTime): DutyHappening[] {
  const { value, article } = ruleOf(duty, law)
  if (typeof value === 'string') return []
  const end = endOf(from, value, table)
  return [DutyBegun({ tender, duty, from, until: isPending(end) ? null : end, article })]
}

/** The last moments that were pending, once the calendar tells them: as much later as the tender rested meanwhile. */
export const dateAnew = (of: Duties, { law, table }: DutyTime): DutyHappening[] =>
  of.duties.flatMap(({ duty, from, until, doneAt, rested = 0 }) => {
    const { value } = ruleOf(duty, law)
    if (until !== null || doneAt !== null || typeof value === 'string') return []
    const end = endOf(from, value, table)
    return isPending(end) ? [] : [DutyDated({ tender: of.tender, duty, until: end + rested })]
  })

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

/** The rules of the limits in a region: within what time a contract is published, the law may leave to it. Where nobody has set that, it has no limit. */
export function dutyLaw(law: Rulebook, { contractPublicDays: set }: Regional): DutyLaw {
  if (law.contractPublishedWithin.value !== 'regional' || !isRule(set)) return law
  return {
    ...law,
    contractPublishedWithin: { value: days(set.value as number), article: set.article, source: 'own' },
  }
}

/** What begins with an event, and from when. */
export const dutiesOf = {
  /** The panel's report is finished: `handed`: somebody has to bring it first. */
  report: (tender: string, at: number, on: DutyTime, handed: boolean): DutyHappening[] => {
    if (handed) return begin(tender, 'deliver', at, on)
    return begin(tender, on.law.resultVia.value === 'announcement' ? 'fix' : 'publicise', at, on)
  },
  delivered: (tender: string, at: number, on: DutyTime): DutyHappening[] => begin(tender, 'fix', at, on),
  fixed: (tender: string, at: number, on: DutyTime): DutyHappening[] => begin(tender, 'announce', at, on),
  awarded: (tender: string, at: number, on: DutyTime): DutyHappening[] => reportAfter('award', tender, at, on),
  noticed: (tender: string, at: number, on: DutyTime): DutyHappening[] => begin(tender, 'contract', at, on),
  contracted: (tender: string, at: number, on: DutyTime): DutyHappening[] => [
    ...begin(tender, 'publishContract', at, on),
    ...reportAfter('contract', tender, at, on),
  ],
  objected: (tender: string, id: string, at: number, on: DutyTime): DutyHappening[] =>
    begin(tender, `answer:${id}`, at, on),
}

/** The written report, or the copy of the contract, where its time runs from that event. */
const reportAfter = (after: 'award' | 'contract', tender: string, at: number, on: DutyTime): DutyHappening[] =>
  reportedAfter(on.law) === after ? begin(tender, 'report', at, on) : []
