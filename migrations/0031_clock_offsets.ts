import type { QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** How far the platform's clock is from the timestamp authority's: one row, the last measurement. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'clock_offsets')
}
