import { z } from 'zod'
import { GivenUp } from '../identity/givingUp.ts'
import { Person } from '../identity/person.ts'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { everybody } from '../ledger/eye.ts'
import { Difference } from './events.ts'

const day = z.iso.date()
const at = z.number().int()
const Signature = z.strictObject({ statement: z.string(), cms: z.string(), certificate: z.string() })

/** A year's holidays as the notice of the State Council has them: rest from a day to a day with its name, and the days worked instead. */
export const HolidayTable = z.strictObject({
  notice: z.string().max(60),
  rest: z
    .array(z.tuple([day, day, z.string().min(2).max(20)]))
    .min(1)
    .max(20),
  work: z.array(day).max(20),
})
export type HolidayTable = z.infer<typeof HolidayTable>
/** A year of the calendar. */
export const Year = z.string().regex(/^20\d\d$/)

/** One person of the centre proposed a year's table. */
export const CalendarProposed = defineEvent('calendar.proposed', {
  v: 1,
  zh: '年度节假日安排已提出',
  en: 'holidays of a year proposed',
  data: z.strictObject({
    id: z.string(),
    year: Year,
    table: HolidayTable,
    difference: z.array(Difference),
    proposedAt: at,
    by: Person,
    signature: Signature,
  }),
  seenBy: everybody,
})

/** Another person confirmed it: periods are counted by it, and dates that were pending are computed anew. */
export const CalendarConfirmed = defineEvent('calendar.confirmed', {
  v: 1,
  zh: '年度节假日安排已由另一人确认公布',
  en: 'holidays of a year confirmed and published',
  data: z.strictObject({ id: z.string(), year: Year, confirmedAt: at, by: Person, signature: Signature }),
  seenBy: everybody,
})

/** Somebody of the centre gave the table up and signed why; version 1 had a name and no signature. */
export const CalendarRejected = defineEvent('calendar.rejected', {
  v: 2,
  zh: '年度节假日安排已退回',
  en: 'holidays of a year rejected',
  data: GivenUp,
  seenBy: everybody,
})

export const calendarEvents = [CalendarProposed, CalendarConfirmed, CalendarRejected]
export type CalendarFact = FactOf<(typeof calendarEvents)[number]>
export type CalendarHappening = HappeningOf<(typeof calendarEvents)[number]>
