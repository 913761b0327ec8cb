import { DataTypes, type QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** Complaints to the supervisor; who complains and what about stands in them sealed. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'complaints', {
    tender: { type: DataTypes.STRING(26), allowNull: false },
    stage: { type: DataTypes.STRING(16), allowNull: false }, // filed | accepted | declined | withdrawn | ruled
    filed_at: { type: DataTypes.BIGINT, allowNull: false }, // ms, UTC
  })
  await q.addIndex('complaints', ['tender'])
  await q.addIndex('complaints', ['stage', 'filed_at'])
}
