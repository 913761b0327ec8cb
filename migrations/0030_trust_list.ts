import type { QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** The list of certification authorities that the platform trusts: one row. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'trust_lists')
}
