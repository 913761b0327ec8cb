import holidays from '../../law/holidays.json' with { type: 'json' }
import { type Calendar, calendarOf, type HolidayNotice, shippedCalendar } from '../../law/periods.ts'
import { type Bag, openBag } from '../bag.ts'
import type { Salted } from './archive.ts'
import { judge } from './lawful/judge.ts'
import type { Findings } from './report.ts'
import { readPapers } from './signedPapers.ts'
import { trustOf } from './trust.ts'

/** Years of the calendar that the package brings along and this program does not know: what the platform had published. */
async function calendarIn(bag: Bag): Promise<Calendar> {
  if (!bag.paths.includes('data/law/calendar.json')) return shippedCalendar
  const published = JSON.parse(await bag.text('data/law/calendar.json')) as Record<string, HolidayNotice>
  return calendarOf({ ...published, ...holidays })
}

/** Judges the course of an archived tender by the law, offline: every requirement with its article, and what was found. */
export async function judgeArchive(file: string): Promise<Findings> {
  const bag = await openBag(file)
  try {
    const lines = (await bag.text('data/facts.jsonl')).split('\n').filter(Boolean)
    const facts = lines.map((line) => JSON.parse(line) as Salted)
    const papers = await readPapers({ bag, facts, trust: await trustOf(bag) })
    return judge(
      facts.map(({ fact }) => fact),
      await calendarIn(bag),
      papers,
    )
  } finally {
    bag.close()
  }
}
