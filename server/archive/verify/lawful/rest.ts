import { endOf, isPending, type Pending } from '../../../law/periods.ts'
import type { Instant, Period } from '../../../law/units.ts'
import { SuspensionLifted } from '../../../tenders/sideEvents.ts'
import { all, type Log, tenderOf } from './log.ts'

/**
 * When a period of the law is over for this tender: as much later as the tender rested meanwhile; never while it rests.
 *
 * @param log what is known when that is asked
 * @param from when it began (ms)
 */
export function overAt(log: Log, from: Instant, period: Period): Instant | Pending {
  let end = endOf(from, period, log.calendar)
  if (isPending(end)) return end
  for (const { data } of all(log, SuspensionLifted))
    if (data.resumed && data.at > from && end > data.resumed.stoppedAt) end += data.resumed.by
  const stoppedAt = tenderOf(log)?.stoppedAt ?? null
  return stoppedAt !== null && end > stoppedAt ? Number.POSITIVE_INFINITY : end
}
