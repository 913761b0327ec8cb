import { DataTypes, type QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** Reports that the platform failed: by whom and in which tender is sealed by the vault. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'outage_reports', {
    reporter: { type: DataTypes.STRING(64), allowNull: false }, // keyed hash of the organisation
    at: { type: DataTypes.BIGINT, allowNull: false }, // ms, UTC
    waits: { type: DataTypes.INTEGER, allowNull: false }, // 1: nobody has decided
  })
  await q.addIndex('outage_reports', ['reporter', 'waits'])
  await q.addIndex('outage_reports', ['at'])
}
