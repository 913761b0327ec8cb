import { DataTypes, type QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** Spot checks of finished tenders; the roster of inspectors is sealed. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'checks', {
    stage: { type: DataTypes.STRING(16), allowNull: false }, // drawing | dry | assigned | published
    published_at: { type: DataTypes.BIGINT }, // ms, UTC
  })
  await q.addIndex('checks', ['stage', 'published_at'])
}
