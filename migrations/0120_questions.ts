import { DataTypes, type QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** Questions about tender documents, who holds them (by tag, names sealed), and objections to them. */
export async function up(q: QueryInterface): Promise<void> {
  const tender = { type: DataTypes.STRING(64), allowNull: false }
  await streamTable(q, 'tender_questions')
  await streamTable(q, 'document_holders', { tender })
  await q.addIndex('document_holders', ['tender'])
  await streamTable(q, 'document_objections', { tender, overdue: { type: DataTypes.INTEGER, allowNull: false } })
  await q.addIndex('document_objections', ['tender'])
  await q.addIndex('document_objections', ['overdue'])
}
