import holidays from './holidays.json' with { type: 'json' }
import type { Day, Days, Instant, Period } from './units.ts'

const DAY = 86_400_000
/** Shanghai is eight hours ahead of UTC all year (no summer time since 1991). */
const AHEAD = 8 * 3_600_000

/** Rest days and make-up working days of the years whose notice of the State Council is out. */
export interface Calendar {
  /** Years that the calendar covers, such as `2026`. */
  readonly years: ReadonlySet<string>
  readonly rest: ReadonlySet<Day>
  readonly work: ReadonlySet<Day>
}

/** A date that cannot be told yet, because the calendar of that day's year is not out. */
export interface Pending {
  /** The first day that the calendar does not cover. */
  readonly pending: Day
}

/** Says whether the end of a period cannot be told yet. */
export const isPending = (end: Instant | Pending): end is Pending => typeof end === 'object'

/** The day in Shanghai on which a moment falls. */
export const dayOf = (instant: Instant): Day => new Date(instant + AHEAD).toISOString().slice(0, 10)

/** A moment written in Shanghai time: `2026-04-08`, `2026-04-08T09:00`, with seconds and fractions if wanted. */
export function instantOf(text: string): Instant {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d{1,3})?)?)?$/.test(text)) throw new RangeError(`not a moment: ${text}`)
  const instant = Date.parse(`${text.includes('T') ? text : `${text}T00:00`}+08:00`)
  if (Number.isNaN(instant) || dayOf(instant) !== text.slice(0, 10)) throw new RangeError(`no such moment: ${text}`)
  return instant
}

/** Whether an instant lies on one of the days from the first to the last, both included; without a last day, for good. */
export const isWithin = (of: { firstDay: Day; lastDay: Day | null }, at: Instant): boolean =>
  at >= instantOf(of.firstDay) && (of.lastDay === null || at < instantOf(of.lastDay) + DAY)

/** The day n days after another, or before it for a negative n. */
export const dayAfter = (day: Day, n: number): Day => dayOf(instantOf(day) + n * DAY)

/** The last moment of a day: 23:59:59.999 in Shanghai. */
export const lastMomentOf = (day: Day): Instant => instantOf(day) + DAY - 1

/** Calendar days from one day to another: the first counts, the last does not. */
export const daysBetween = (from: Day, to: Day): number => (instantOf(to) - instantOf(from)) / DAY

/** One year's notice: rest from a day to a day, each counted, and the days worked instead. */
export interface HolidayNotice {
  readonly notice: string
  readonly rest: readonly (readonly string[])[]
  readonly work: readonly Day[]
}

/** A calendar from the notices of its years. */
export function calendarOf(notices: Readonly<Record<string, HolidayNotice>>): Calendar {
  const rest = new Set<Day>()
  for (const { rest: spans } of Object.values(notices)) {
    for (const [first, last] of spans) {
      for (let day = first!; day <= last!; day = dayAfter(day, 1)) rest.add(day)
    }
  }
  const work = new Set(Object.values(notices).flatMap((notice) => notice.work))
  return { years: new Set(Object.keys(notices)), rest, work }
}

/**
 * The calendar of the State Council for the years that come with the platform. What is in force may know more years, which
 * two people published: `platform.calendar()`. So nothing takes this one by default.
 */
export const shippedCalendar: Calendar = calendarOf(holidays)

/** Says whether the notice of the day's year is out. */
export const covers = (table: Calendar, day: Day): boolean => table.years.has(day.slice(0, 4))

/** Says whether a day is worked: a weekday that is no holiday, or a make-up day. The calendar must cover it. */
export function isWorkingDay(day: Day, table: Calendar): boolean {
  if (!covers(table, day)) throw new RangeError(`the calendar does not cover ${day}`)
  if (table.work.has(day)) return true
  const weekday = new Date(`${day}T00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !table.rest.has(day)
}

function countOf(period: Period): number {
  const n = 'days' in period ? period.days : period.workingDays
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`not a period: ${n}`)
  return n
}

/**
 * When a period ends: the last moment of its last day. The day of the start does not count, and a
 * last day that is a rest day moves to the next working day.
 *
 * @returns the end, or the first day whose calendar is not out yet
 */
export function endOf(start: Instant, period: Period, table: Calendar): Instant | Pending {
  const n = countOf(period)
  // n calendar days end on the first working day from day n on; n working days on the n-th one.
  let day = dayAfter(dayOf(start), 'days' in period ? n - 1 : 0)
  let left = 'days' in period ? 1 : n
  while (left > 0) {
    day = dayAfter(day, 1)
    if (!covers(table, day)) return { pending: day }
    if (isWorkingDay(day, table)) left -= 1
  }
  return lastMomentOf(day)
}

/** How many working days of a period that began at a moment are over at another: those after the first day, up to the other's. */
export function workingDaysUpTo(start: Instant, end: Instant, table: Calendar): number {
  let n = 0
  for (let day = dayAfter(dayOf(start), 1); day <= dayOf(end); day = dayAfter(day, 1))
    if (isWorkingDay(day, table)) n += 1
  return n
}

/**
 * The last moment at which an act is still done at least n days before a deadline: the end of the
 * day n days before the deadline's day. It never moves towards the deadline.
 */
export const latestBefore = (deadline: Instant, period: Days): Instant =>
  lastMomentOf(dayAfter(dayOf(deadline), -countOf(period)))

/**
 * The first moment that lies at least n days after a start: the beginning of the day n days after
 * the start's day. For spans that the law asks for at least (从……起至……止不得少于……日).
 */
export const earliestAfter = (start: Instant, period: Days): Instant =>
  instantOf(dayAfter(dayOf(start), countOf(period)))
