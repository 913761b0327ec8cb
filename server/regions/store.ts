import { readState } from '../identity/store.ts'
import { defineStream } from '../ledger/stream.ts'
import type { Platform } from '../platform/platform.ts'
import { evolveCalendar, type HolidayCalendar } from './calendar.ts'
import type { CalendarFact } from './calendarEvents.ts'
import { chainOf } from './catalogue.ts'
import type { RegionFact } from './events.ts'
import { evolve, type Region, unsetRegion } from './region.ts'

/** The stream of one region, by its code of GB/T 2260. */
export const regionStream = defineStream<Region, RegionFact>({ name: 'region', table: 'regions', evolve })

/** The stream of the calendar of holidays: `calendar/national`, the only one of its kind. */
export const calendarStream = defineStream<HolidayCalendar, CalendarFact>({
  name: 'calendar',
  table: 'holiday_calendars',
  evolve: evolveCalendar,
})

/** A region and those above it, the nearest first, and the codes of those that have a stream: that were founded or have changed something. */
export async function chainAt(
  platform: Platform,
  code: string,
): Promise<{ chain: [Region, ...Region[]]; known: string[] }> {
  const codes = chainOf(code)
  const found = await Promise.all(codes.map((one) => readState(platform, regionStream(one))))
  const [own = unsetRegion(code), ...above] = codes.map((one, i) => found[i] ?? unsetRegion(one))
  return { chain: [own, ...above], known: codes.filter((_, i) => found[i] !== undefined) }
}
