import { type Calendar, calendar as current, daysBetween, endOf, type Pending } from './periods.ts'
import { type Regional, settled } from './regional.ts'
import type { Rulebook } from './rulebook.ts'
import type { Day, Fen, Instant } from './units.ts'

/** What happened to a bid or its tender that a deposit waits for. */
export type RefundEvent =
  | { readonly cause: 'withdrawn'; readonly at: Instant }
  | { readonly cause: 'terminated'; readonly at: Instant }
  | { readonly cause: 'award' | 'contract'; readonly at: Instant; readonly winner: boolean }

/**
 * Until when an event makes a deposit due back.
 *
 * @returns the last moment in time; the event's own moment where the law says promptly; undefined where the deposit waits
 *   for another event
 */
export function refundDue(
  event: RefundEvent,
  law: Pick<Rulebook, 'refundWithdrawn' | 'refundTerminated' | 'refundLosers' | 'refundWinner'>,
  table: Calendar = current,
): Instant | Pending | undefined {
  if (event.cause === 'withdrawn') return endOf(event.at, law.refundWithdrawn.value, table)
  if (event.cause === 'terminated') {
    const within = law.refundTerminated.value
    return within === 'promptly' ? event.at : endOf(event.at, within, table)
  }
  const due = (event.winner ? law.refundWinner : law.refundLosers).value
  return due.after === event.cause ? endOf(event.at, due.within, table) : undefined
}

/**
 * Simple interest on a deposit at the region's rate.
 *
 * @param from the day it came in, which counts
 * @param to the day it goes back, which does not count
 * @returns fen, rounded down to the fen
 */
export function interest(principal: Fen, from: Day, to: Day, region: Regional): Fen {
  const nights = daysBetween(from, to)
  if (nights < 0) throw new RangeError(`${to} lies before ${from}`)
  const rate = BigInt(settled(region, 'depositInterestRate').value)
  return (principal * rate * BigInt(nights)) / (10_000n * BigInt(settled(region, 'interestYear').value))
}
