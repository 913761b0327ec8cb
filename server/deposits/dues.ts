import { type Calendar, isPending } from '../law/periods.ts'
import { refundDue } from '../law/refunds.ts'
import { type Regional, settled } from '../law/regional.ts'
import { clocks, type RefundLaw } from './clocks.ts'
import { type Deposit, type Release, waiting } from './deposit.ts'
import type { DepositHappening, ReleaseReason } from './events.ts'
import { RefundDueNamed, RefundOverdue } from './refundEvents.ts'

/** Until when a refund is due, or the first day that no calendar covers yet. */
export interface Due {
  /** last lawful moment (ms); null while it is pending, or where the law names none */
  dueBy: number | null
  /** the day whose year's calendar is not out; absent where nothing is missing */
  pending?: string
}

/**
 * Until when a deposit is due back.
 *
 * @param cause.at what the law counts from (ms)
 */
export function dueOf(
  cause: { reason: ReleaseReason; at: number },
  law: RefundLaw,
  region: Regional,
  table: Calendar,
): Due {
  const prompt = 'unset' in region.promptDays ? null : { days: settled(region, 'promptDays').value }
  const due = refundDue(clocks[cause.reason].event(cause.at, law), law, table, prompt)
  if (due === undefined) return { dueBy: null }
  return isPending(due) ? { dueBy: null, pending: due.pending } : { dueBy: due }
}

/** What a refund waits for whose day could not be told when it was ordered; undefined where nothing is missing. */
const causeOf = ({ reason, pending, countedFrom }: Release) =>
  pending && countedFrom !== undefined && reason !== 'kept' ? { reason, at: countedFrom } : undefined

/** Names the day of a refund that waited for a calendar, once that is out. Nothing to name yet: no facts. */
export function dueFacts(deposit: Deposit, law: RefundLaw, region: Regional, table: Calendar): DepositHappening[] {
  const release = waiting(deposit)
  const cause = release && causeOf(release)
  if (!release || !cause) return []
  const { dueBy } = dueOf(cause, law, region, table)
  if (dueBy === null) return []
  return [RefundDueNamed({ tender: deposit.tender, tag: deposit.tag, order: release.order, dueBy })]
}

/** Notes that the last day has passed. */
export function overdueFacts(deposit: Deposit, now: number): DepositHappening[] {
  const release = waiting(deposit)
  if (!release || release.overdue || release.dueBy === null || now <= release.dueBy) return []
  const { order, dueBy } = release
  return [RefundOverdue({ tender: deposit.tender, tag: deposit.tag, order, dueBy })]
}
