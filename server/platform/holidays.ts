import { QueryTypes, type Sequelize } from 'sequelize'
import holidays from '../law/holidays.json' with { type: 'json' }
import { type Calendar, calendarOf, type HolidayNotice, shippedCalendar } from '../law/periods.ts'

/** The calendar by which periods are counted now: the years that come with the platform and those published on it. Its facts and rules are those of the regions domain. */
export function calendarInForce(database: Sequelize): () => Promise<Calendar> {
  let known: { version: number; table: Calendar } = { version: 0, table: shippedCalendar }
  return async () => {
    const [row] = await database.query<{ version: number; state: string }>(
      "SELECT version, state FROM holiday_calendars WHERE id = 'national'",
      { type: QueryTypes.SELECT },
    )
    if (!row || row.version === known.version) return known.table
    const { years } = JSON.parse(row.state) as { years: Record<string, HolidayNotice> }
    known = { version: row.version, table: calendarOf({ ...holidays, ...years }) }
    return known.table
  }
}
