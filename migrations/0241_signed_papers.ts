import type { QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** Papers that others than the platform sign in the PDF, by tender: who signs each, and who has. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'signed_papers')
}
