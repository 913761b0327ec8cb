import { DataTypes, type QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** Organisations with granted roles (names sealed), tenders, and files on their way. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'organisations')
  await streamTable(q, 'tenders', {
    stage: { type: DataTypes.STRING(16), allowNull: false },
    code: { type: DataTypes.STRING(32), allowNull: false },
    title: { type: DataTypes.STRING(200), allowNull: false },
    region: { type: DataTypes.STRING(6), allowNull: false },
    published_at: { type: DataTypes.BIGINT, allowNull: true }, // ms, UTC
    deadline: { type: DataTypes.BIGINT, allowNull: false }, // ms, UTC
  })
  await q.addIndex('tenders', ['published_at'])
  await q.addIndex('tenders', ['stage', 'published_at'])
  await q.addIndex('tenders', ['code'])
  await q.createTable('uploads', {
    id: { type: DataTypes.STRING(26), primaryKey: true },
    tender: { type: DataTypes.STRING(64), allowNull: false },
    owner: { type: DataTypes.CHAR(64), allowNull: false }, // a tag, never a name
    purpose: { type: DataTypes.STRING(12), allowNull: false },
    bytes: { type: DataTypes.BIGINT, allowNull: false },
    taken: { type: DataTypes.BOOLEAN, allowNull: false },
  })
}
