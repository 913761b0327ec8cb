import type { QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** Reserve prices sealed before the deadline: a commitment, and a letter that only the tenderer opens. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'reserves')
}
