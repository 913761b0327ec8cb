import type { QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** The register of those whose guarantees are taken. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'guarantee_issuers')
}
