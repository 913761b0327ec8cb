import type { QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** The register of the platform's operator and those who belong to it: they do not bid here. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'operator_affiliates')
}
