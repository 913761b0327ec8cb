import type { QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** What was found alike among the opened bids of a tender. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'likenesses')
}
