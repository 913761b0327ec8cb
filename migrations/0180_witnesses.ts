import type { QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** What the centre certifies of a tender's course. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'witnesses')
}
