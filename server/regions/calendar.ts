import { canonical } from '../../crypto/canonical.ts'
import type { Signature } from '../access/statement.ts'
import type { GivenUp } from '../identity/givingUp.ts'
import { type Person, samePerson } from '../identity/person.ts'
import { changedDays, holidayProblems } from '../law/holidayNotice.ts'
import holidays from '../law/holidays.json' with { type: 'json' }
import type { HolidayNotice } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import type { Day } from '../law/units.ts'
import {
  CalendarConfirmed,
  type CalendarFact,
  type CalendarHappening,
  CalendarProposed,
  CalendarRejected,
  type HolidayTable,
} from './calendarEvents.ts'
import type { Difference } from './events.ts'

const refuse = refusals({
  CALENDAR_UNCHANGED: { status: 409, zh: '该年度的安排已按此公布', en: 'the year stands in the calendar as it is' },
  CALENDAR_PAST: {
    status: 422,
    zh: '已经过去的日子不能再改：按其计算的期限已经届满',
    en: 'days that are over cannot be changed: periods that ran over them have ended',
  },
  CALENDAR_OPEN: {
    status: 409,
    zh: '已有一个年度的安排等待另一人确认，请先确认或退回',
    en: 'another year waits for its second person: confirm or reject it first',
  },
  CALENDAR_ABSENT: { status: 404, zh: '没有等待确认的该项安排', en: 'no such table waits to be confirmed' },
  CALENDAR_SAME_PERSON: {
    status: 403,
    zh: '须由另一人以另一证书确认',
    en: 'another person confirms, with another certificate',
  },
})

/** A year's table that waits for its second person. */
export interface CalendarProposal {
  id: string
  year: string
  table: HolidayTable
  difference: Difference[]
  proposedAt: number
  by: Person
}

/** The calendar of holidays as facts have it, beside the years that the platform brings along. */
export interface HolidayCalendar {
  years: Record<string, HolidayTable>
  proposal: CalendarProposal | null
}

/** The calendar before anything was published on the platform. */
export const noYears: HolidayCalendar = { years: {}, proposal: null }

/** Every year's notice that is known: what the platform brings along, and what was published on it. */
export const noticesOf = ({ years }: Pick<HolidayCalendar, 'years'>): Record<string, HolidayNotice> => ({
  ...holidays,
  ...years,
})

const shown = (value: unknown): string | null => (value === undefined ? null : canonical(value))

/** What a table alters: what both people sign. */
export function tableDifference(calendar: HolidayCalendar, year: string, table: HolidayTable): Difference[] {
  const before = noticesOf(calendar)[year]
  return (['notice', 'rest', 'work'] as const)
    .map((key) => ({ key, before: shown(before?.[key]), after: shown(table[key]) }))
    .filter((line) => line.before !== line.after)
}

/** Refuses a table that is implausible, changes nothing or changes days that are over; answers its difference. */
export function checkTable(
  calendar: HolidayCalendar,
  of: { year: string; table: HolidayTable },
  today: Day,
): Difference[] {
  const { year, table } = of
  const notices = noticesOf(calendar)
  const [problem] = holidayProblems(year, table, new Set(Object.keys(notices)))
  if (problem) throw problem
  const difference = tableDifference(calendar, year, table)
  if (!difference.length) throw refuse('CALENDAR_UNCHANGED', { year })
  const past = changedDays(year, notices[year], table).filter((day) => day <= today)
  if (past.length) throw refuse('CALENDAR_PAST', { days: past, today })
  return difference
}

/** What both people sign: the year, the number of the notice, and the difference. */
export const tableFields = (of: { year: string; table: HolidayTable }, difference: Difference[]) => ({
  year: of.year,
  notice: of.table.notice,
  difference,
})

/** One person proposes a year's table. */
export function proposeTable(
  calendar: HolidayCalendar,
  of: { id: string; year: string; table: HolidayTable; by: Person; signature: Signature },
  on: { now: number; today: Day },
): CalendarHappening[] {
  if (calendar.proposal) throw refuse('CALENDAR_OPEN', { proposal: calendar.proposal.id })
  return [CalendarProposed({ ...of, difference: checkTable(calendar, of, on.today), proposedAt: on.now })]
}

/** The table that waits, by its id. */
export function waitingTable(calendar: HolidayCalendar, id: string): CalendarProposal {
  if (calendar.proposal?.id !== id) throw refuse('CALENDAR_ABSENT', { proposal: id })
  return calendar.proposal
}

/** Another person, with another certificate, confirms it: from now on periods are counted by it. */
export function confirmTable(
  calendar: HolidayCalendar,
  of: { id: string; by: Person; signature: Signature },
  on: { now: number; today: Day },
): CalendarHappening[] {
  const proposal = waitingTable(calendar, of.id)
  if (samePerson(proposal.by, of.by)) throw refuse('CALENDAR_SAME_PERSON')
  checkTable(calendar, proposal, on.today)
  return [CalendarConfirmed({ ...of, year: proposal.year, confirmedAt: on.now })]
}

/** Either person, or anybody else of the centre, gives the table up. */
export function rejectTable(calendar: HolidayCalendar, of: GivenUp): CalendarHappening[] {
  waitingTable(calendar, of.id)
  return [CalendarRejected(of)]
}

/** The only place where the calendar changes. */
export function evolveCalendar(before: HolidayCalendar | undefined, fact: CalendarFact): HolidayCalendar {
  const calendar = before ?? noYears
  switch (fact.type) {
    case 'calendar.proposed': {
      const { id, year, table, difference, proposedAt, by } = fact.data
      return { ...calendar, proposal: { id, year, table, difference, proposedAt, by } }
    }
    case 'calendar.rejected':
      return { ...calendar, proposal: null }
    case 'calendar.confirmed': {
      const { proposal, years } = calendar
      return proposal ? { years: { ...years, [proposal.year]: proposal.table }, proposal: null } : calendar
    }
  }
}
