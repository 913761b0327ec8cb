import { DataTypes, type QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** Registered projects and those on their way; a code is given once. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'projects', {
    stage: { type: DataTypes.STRING(12), allowNull: false },
    begun_by: { type: DataTypes.STRING(18), allowNull: false },
    code: { type: DataTypes.STRING(17), unique: true }, // null while it is a draft
    title: { type: DataTypes.STRING(200), allowNull: false },
    owner: { type: DataTypes.STRING(18) },
    agent: { type: DataTypes.STRING(18) },
    registered_at: { type: DataTypes.BIGINT }, // ms, UTC
  })
  for (const column of ['begun_by', 'owner', 'agent']) await q.addIndex('projects', [column])
}
