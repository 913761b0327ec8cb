import { dayAfter, type HolidayNotice } from './periods.ts'
import { type Refusal, refusals } from './refusal.ts'
import { rule } from './rule.ts'
import type { Day } from './units.ts'

/** Days of rest that everybody has in a year since 2025: 元旦 1, 春节 4, 清明 1, 劳动节 2, 端午 1, 中秋 1, 国庆 3. */
export const restDaysOfAll = rule(13, '《全国年节及纪念日放假办法》第二条', 'own', 'days')

/** The holidays that a year's notice names, each with how many of its days the law gives to all. */
export const holidaysOfAll = rule(
  { 元旦: 1, 春节: 4, 清明节: 1, 劳动节: 2, 端午节: 1, 中秋节: 1, 国庆节: 3 } as Readonly<Record<string, number>>,
  '《全国年节及纪念日放假办法》第二条',
  'own',
  'days',
)

/** How far from a holiday its make-up day may lie, and how far a holiday may reach into the year before, days: what no notice has passed. */
const FAR = 14
const INTO_BEFORE = 7

const refuse = refusals({
  HOLIDAY_YEAR_GAP: {
    status: 422,
    zh: '年度不与已公布的年度相接',
    en: 'the years that are known and this one would leave a gap',
  },
  HOLIDAY_NOTICE_NUMBER: {
    status: 422,
    zh: '国务院办公厅通知文号与年度不符',
    en: 'the number of the State Council’s notice does not fit the year',
  },
  HOLIDAY_SPAN: {
    status: 422,
    zh: '放假日期次序有误或超出该年度',
    en: 'a holiday ends before it begins, overlaps or leaves the year',
  },
  HOLIDAY_MISSING: {
    status: 422,
    zh: '缺少法定节日，或放假日期不含节日当天',
    en: 'a holiday of the law is missing, or its rest does not hold the day itself',
  },
  MAKEUP_DAY: {
    status: 422,
    zh: '调休上班日应为临近假期、不在假期内的周六或周日',
    en: 'a make-up day is a Saturday or Sunday near a holiday and not within one',
  },
  HOLIDAY_SUM: {
    status: 422,
    zh: '放假的工作日减去调休上班日，应等于全体公民放假日数',
    en: 'weekdays of rest less make-up days are as many as the days of rest that everybody has',
  },
})

/** Numbers as the office of the State Council gives them, such as 国办发明电〔2025〕7号. */
const NUMBER = /^国办发明电〔(20\d\d)〕([1-9]\d{0,2})号$/

const weekend = (day: Day): boolean => [0, 6].includes(new Date(`${day}T00:00Z`).getUTCDay())

const lunar = new Intl.DateTimeFormat('en-u-ca-chinese', { month: 'numeric', day: 'numeric', timeZone: 'UTC' })
const lunarDay = (day: Day): string => {
  const parts = lunar.formatToParts(new Date(`${day}T00:00Z`))
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? ''
  return `${part('month')}-${part('day')}`
}

/** Whether a day is the holiday itself: by date, by the lunar calendar, or (清明) on the fourth to sixth of April. */
const isDayOf: Readonly<Record<string, (day: Day) => boolean>> = {
  元旦: (day) => day.endsWith('-01-01'),
  春节: (day) => lunarDay(day) === '1-1',
  清明节: (day) => /-04-0[4-6]$/.test(day),
  劳动节: (day) => day.endsWith('-05-01'),
  端午节: (day) => lunarDay(day) === '5-5',
  中秋节: (day) => lunarDay(day) === '8-15',
  国庆节: (day) => day.endsWith('-10-01'),
}

const daysOf = ([first = '', last = '']: readonly string[]): Day[] => {
  const found: Day[] = []
  for (let day = first; day <= last && found.length < 31; day = dayAfter(day, 1)) found.push(day)
  return found
}

/**
 * What makes a year's table implausible; empty when nothing does. It cannot tell that the table is the State Council's:
 * two people who have read the notice answer for that.
 *
 * @param known the years whose tables are out
 */
export function holidayProblems(year: string, table: HolidayNotice, known: ReadonlySet<string>): Refusal[] {
  const problems: Refusal[] = []
  const last = [...known].sort().at(-1) ?? ''
  if (!known.has(year) && year !== String(Number(last) + 1)) problems.push(refuse('HOLIDAY_YEAR_GAP', { year, last }))
  const number = NUMBER.exec(table.notice)
  if (!number || ![Number(year), Number(year) - 1].includes(Number(number[1])))
    problems.push(refuse('HOLIDAY_NOTICE_NUMBER', { year, notice: table.notice }))
  const spans = spanProblems(year, table)
  return [...problems, ...(spans.length ? spans : restProblems(table))]
}

function spanProblems(year: string, { rest }: HolidayNotice): Refusal[] {
  const from = dayAfter(`${year}-01-01`, -INTO_BEFORE)
  return rest.flatMap(([first = '', last = ''], i) => {
    const before = rest[i - 1]?.[1] ?? ''
    const fits = first <= last && first >= from && last <= `${year}-12-31` && first > before
    return fits ? [] : [refuse('HOLIDAY_SPAN', { first, last })]
  })
}

function restProblems({ rest, work }: HolidayNotice): Refusal[] {
  const names = Object.keys(holidaysOfAll.value)
  const missing = names.filter((name) => {
    const span = rest.find(([, , called = '']) => called.split('、').includes(name))
    return !span || !daysOf(span).some((day) => isDayOf[name]?.(day))
  })
  const off = new Set(rest.flatMap(daysOf))
  const near = (day: Day) => [...off].some((one) => one >= dayAfter(day, -FAR) && one <= dayAfter(day, FAR))
  const odd = work.filter((day, i) => !weekend(day) || off.has(day) || !near(day) || work.indexOf(day) !== i)
  const weekdays = [...off].filter((day) => !weekend(day)).length
  const given = weekdays - work.length
  return [
    ...(missing.length ? [refuse('HOLIDAY_MISSING', { missing }, holidaysOfAll)] : []),
    ...(odd.length ? [refuse('MAKEUP_DAY', { days: odd })] : []),
    ...(given !== restDaysOfAll.value
      ? [refuse('HOLIDAY_SUM', { weekdays, makeUp: work.length, given }, restDaysOfAll)]
      : []),
  ]
}

/** The days on which two tables of holidays disagree: which of them are worked in one and not in the other. */
export function changedDays(year: string, before: HolidayNotice | undefined, after: HolidayNotice): Day[] {
  const worked = (table: HolidayNotice | undefined) => {
    const off = new Set((table?.rest ?? []).flatMap(daysOf))
    const on = new Set(table?.work ?? [])
    return (day: Day) => on.has(day) || (!weekend(day) && !off.has(day))
  }
  const [was, is] = [worked(before), worked(after)]
  const from = dayAfter(`${year}-01-01`, -INTO_BEFORE)
  const all: Day[] = []
  for (let day = from; day <= `${year}-12-31`; day = dayAfter(day, 1)) if (was(day) !== is(day)) all.push(day)
  return all
}
