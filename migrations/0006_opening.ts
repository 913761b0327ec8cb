import { DataTypes, type QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** Openings. What officers and bidders release stands there encrypted to a key that no disk ever holds. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'openings', { stage: { type: DataTypes.STRING(16), allowNull: false } })
  await q.addIndex('openings', ['stage'])
}
