import type { QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** Alarms of refunds whose last lawful day has passed. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'refund_alarms')
}
