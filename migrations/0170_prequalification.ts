import { DataTypes, type QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** Who may bid, prequalifications with their sealed applications, and invitations: names sealed, everybody else a tag. */
export async function up(q: QueryInterface): Promise<void> {
  const tender = { type: DataTypes.STRING(64), allowNull: false }
  await streamTable(q, 'admissions')
  await streamTable(q, 'prequalifications', { stage: { type: DataTypes.STRING(16), allowNull: false } })
  await streamTable(q, 'applications', { tender, stage: { type: DataTypes.STRING(16), allowNull: false } })
  await q.addIndex('applications', ['tender', 'stage'])
  await streamTable(q, 'invitations')
}
