import { useMemo } from 'react'
import { type Calendar, calendarOf, type HolidayNotice } from '../../../server/law/periods.ts'
import { type Loaded, useLoad } from './load.ts'

/** The published calendar, by which every period on a screen is counted: the years that come with the platform and those that two people published on it. */
export function useCalendar(): Loaded<Calendar> {
  const of = useLoad<{ years: (HolidayNotice & { year: string })[] }>('/calendar')
  const { value: found, ...rest } = of
  const value = useMemo(
    () => found && calendarOf(Object.fromEntries(found.years.map((one) => [one.year, one]))),
    [found],
  )
  return { ...rest, value }
}
