import { type Calendar, daysBetween, endOf, type Pending } from './periods.ts'
import { refusals } from './refusal.ts'
import { type Rates, type Regional, settled } from './regional.ts'
import type { Rulebook } from './rulebook.ts'
import type { Day, Fen, Instant, Period } from './units.ts'

/** What happened to a bid or its tender that a deposit waits for. */
export type RefundEvent =
  | { readonly cause: 'withdrawn'; readonly at: Instant }
  | { readonly cause: 'declined'; readonly at: Instant }
  | { readonly cause: 'terminated'; readonly at: Instant }
  | { readonly cause: 'award' | 'contract'; readonly at: Instant; readonly winner: boolean }

/**
 * Until when an event makes a deposit due back.
 *
 * @param prompt how long the region lets "promptly" take, where it has said so
 * @returns the last moment in time; the event's own moment where the law says promptly and the region nothing; undefined
 *   where the deposit waits for another event
 */
export function refundDue(
  event: RefundEvent,
  law: Pick<Rulebook, 'refundWithdrawn' | 'refundDeclined' | 'refundTerminated' | 'refundLosers' | 'refundWinner'>,
  table: Calendar,
  prompt: Period | null = null,
): Instant | Pending | undefined {
  if (event.cause === 'withdrawn') return endOf(event.at, law.refundWithdrawn.value, table)
  if (event.cause === 'declined') {
    const within = law.refundDeclined.value
    return endOf(event.at, within === 'asWithdrawn' ? law.refundWithdrawn.value : within, table)
  }
  if (event.cause === 'terminated') {
    const within = law.refundTerminated.value
    const period = within === 'promptly' ? prompt : within
    return period ? endOf(event.at, period, table) : event.at
  }
  const due = (event.winner ? law.refundWinner : law.refundLosers).value
  return due.after === event.cause ? endOf(event.at, due.within, table) : undefined
}

const refuse = refusals({
  RATE_NOT_IN_FORCE: { status: 409, zh: '该日期尚无已生效的利率', en: 'no rate was in force on that day' },
})

/** Basis points times nights from a day to a day, each night at the rate of the day it begins. */
function pointNights(rates: Rates, from: Day, to: Day): bigint {
  const nights = daysBetween(from, to)
  if (nights < 0) throw new RangeError(`${to} lies before ${from}`)
  if (typeof rates === 'number') return BigInt(rates) * BigInt(nights)
  const [first] = rates
  if (!first || (nights > 0 && first.from > from)) throw refuse('RATE_NOT_IN_FORCE', { day: from })
  return rates.reduce((sum, { from: start, rate }, i) => {
    const next = rates[i + 1]?.from
    const begin = start > from ? start : from
    const end = next && next < to ? next : to
    return begin < end ? sum + BigInt(rate) * BigInt(daysBetween(begin, end)) : sum
  }, 0n)
}

/**
 * Simple interest on a deposit at the region's rates.
 *
 * @param from the day it came in, which counts
 * @param to the day it goes back, which does not count
 * @returns fen, rounded down to the fen
 */
export function interest(principal: Fen, from: Day, to: Day, region: Regional): Fen {
  const nights = pointNights(settled(region, 'depositInterestRate').value, from, to)
  return (principal * nights) / (10_000n * BigInt(settled(region, 'interestYear').value))
}

/**
 * What a refund costs that comes after its last day: the benchmark lending rate, raised as the law says.
 *
 * @param due the last day in time
 * @param to the day it goes back; each day after `due` up to it counts
 * @returns fen, rounded down; 0n where the law leaves it to damages
 */
export function latePenalty(
  principal: Fen,
  due: Day,
  to: Day,
  law: Pick<Rulebook, 'lateRefund'>,
  region: Regional,
): Fen {
  const raised = law.lateRefund.value
  if (raised === 'damages' || to <= due) return 0n
  const nights = pointNights(settled(region, 'lendingBaseRate').value, due, to)
  return (principal * nights * BigInt(raised)) / (10_000n * 10_000n * BigInt(settled(region, 'interestYear').value))
}
