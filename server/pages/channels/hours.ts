import { dayAfter, dayOf, instantOf } from '../../law/periods.ts'
import type { Instant } from '../../law/units.ts'

/**
 * The last moment of reminders that has come.
 *
 * @param hours times of day in Shanghai, such as `09:00`; at least one
 */
export function lastHour(now: Instant, hours: readonly string[]): Instant {
  const today = dayOf(now)
  const moments = [dayAfter(today, -1), today].flatMap((day) => hours.map((hour) => instantOf(`${day}T${hour}`)))
  return Math.max(...moments.filter((moment) => moment <= now))
}
