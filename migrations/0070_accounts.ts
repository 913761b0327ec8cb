import type { QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** The certificates of organisations, sealed; a row an organisation, by the tag of its code. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'accounts')
}
