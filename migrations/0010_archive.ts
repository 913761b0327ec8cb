import type { QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** Archives of finished tenders. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'archives')
}
