import { DataTypes, type QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** The pool of experts (names sealed), numbered draws, and the panels they fill. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'experts', {
    region: { type: DataTypes.STRING(40), allowNull: false },
    standing: { type: DataTypes.STRING(16), allowNull: false }, // active | suspended
  })
  await q.addIndex('experts', ['standing', 'region'])
  await streamTable(q, 'draws', {
    stage: { type: DataTypes.STRING(16), allowNull: false }, // committing | revealing | drawn | failed
  })
  await streamTable(q, 'panels', {
    meeting_at: { type: DataTypes.BIGINT, allowNull: false }, // ms, UTC
  })
  await q.addIndex('panels', ['meeting_at'])
}
