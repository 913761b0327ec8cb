import { DataTypes, type QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** What of the platform failed, minute by minute, an hour a row: by part and in coarse shares, naming nobody. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'failure_hours', {
    at: { type: DataTypes.BIGINT, allowNull: false }, // ms, UTC: when the hour began
  })
  await q.addIndex('failure_hours', ['at'])
}
