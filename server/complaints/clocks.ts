import {
  type Calendar,
  dayAfter,
  dayOf,
  daysBetween,
  endOf,
  instantOf,
  isPending,
  lastMomentOf,
  workingDaysUpTo,
} from '../law/periods.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { type Period, workingDays } from '../law/units.ts'

/** An objection of the complainant's own, in whichever stage it was made. */
export interface EarlierObjection {
  id: string
  matter: 'documents' | 'prequalification' | 'opening' | 'result'
  at: number
  /** until when it had to be answered; null: not to be told yet */
  answerBy: number | null
  answeredAt: number | null
}

/** An objection to a tender with its words: what a complaint may have grown from. */
export interface Told extends EarlierObjection {
  text: string
  answer: string | null
  /** what the tenderer found; null: not said, or not answered */
  outcome: 'upheld' | 'dismissed' | 'explained' | null
  /** who asks made it */
  mine: boolean
}

const told = (end: ReturnType<typeof endOf>): number | null => (isPending(end) ? null : end)

/**
 * The last lawful moment for a complaint.
 *
 * Where the law counts from knowing, the days that the objection took do not count; where it counts from the end of
 * the time for the answer, it counts from there.
 */
export function complaintUntil(
  of: { knownAt: number; objection: EarlierObjection | undefined },
  law: Pick<Rulebook, 'complaintWithin' | 'complaintFrom'>,
  table: Calendar,
): number | null {
  const { knownAt, objection } = of
  const within = law.complaintWithin.value
  if (law.complaintFrom.value === 'replyExpired') {
    if (!objection) return told(endOf(knownAt, within, table))
    return objection.answerBy === null ? null : told(endOf(objection.answerBy, within, table))
  }
  if (!objection) return told(endOf(knownAt, within, table))
  const answered = objection.answeredAt ?? objection.answerBy
  if (answered === null) return null
  const taken = Math.max(0, daysBetween(dayOf(objection.at), dayOf(answered)))
  return told(endOf(instantOf(dayAfter(dayOf(knownAt), taken)), within, table))
}

/** Until when the supervisor says whether it takes a complaint up; null: the law sets no time, or it cannot be told yet. */
export function acceptanceUntil(
  filedAt: number,
  law: Pick<Rulebook, 'complaintAcceptance'>,
  table: Calendar,
): number | null {
  const within = law.complaintAcceptance.value
  return within === 'none' ? null : told(endOf(filedAt, within, table))
}

/** The last moment of the ruling, counted from a moment with so much of the time left. */
export const rulingUntil = (from: number, left: Period, table: Calendar): number | null =>
  told(endOf(from, left, table))

/** How many working days of the time for the ruling are left when its clock stops. */
export function leftWhenStopped(of: { from: number; left: number; stoppedAt: number }, table: Calendar): number {
  return Math.max(0, of.left - workingDaysUpTo(of.from, of.stoppedAt, table))
}

/** The working days of a ruling's whole time. */
export function rulingDays(law: Pick<Rulebook, 'complaintRuling'>): number {
  const { within } = law.complaintRuling.value
  if (!('workingDays' in within)) throw new RangeError('the time for a ruling is counted in working days')
  return within.workingDays
}

/** A number of working days as a period. */
export const asWorkingDays = (n: number): Period => workingDays(n)

/** The longest that a tender may rest for a complaint, from a moment on: it never moves beyond. */
export function longestRest(from: number, law: Pick<Rulebook, 'complaintSuspension'>): number | null {
  const most = law.complaintSuspension.value
  return most === 'untilLifted' ? null : lastMomentOf(dayAfter(dayOf(from), most.days))
}
