import { DataTypes, type QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** What becomes of a panel's report before its result is public, and the limits of the law that run from then on. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'acceptances')
  await streamTable(q, 'duties', {
    overdue: { type: DataTypes.INTEGER, allowNull: false }, // how many limits have passed undone
  })
  await q.addIndex('duties', ['overdue'])
}
