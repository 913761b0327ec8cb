import type { QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** What each region of the network has set and who serves it, a row a region; and the one calendar of holidays. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'regions')
  await streamTable(q, 'holiday_calendars')
}
