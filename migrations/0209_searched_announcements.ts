import { DataTypes, type QueryInterface } from 'sequelize'

const moment = { type: DataTypes.BIGINT, allowNull: false } // ms, UTC

/**
 * What the public searches holds plans too, and when each stage of Guangxi was last announced of a tender or a plan. The
 * facts are read once more from the beginning, so that what was published before is found by it.
 */
export async function up(q: QueryInterface): Promise<void> {
  await q.addColumn('search_tenders', 'sector', { type: DataTypes.STRING(3), allowNull: false, defaultValue: '' })
  await q.addIndex('search_tenders', ['sector', 'at'])
  await q.createTable('search_announced', {
    tender: { type: DataTypes.STRING(64), primaryKey: true }, // as in search_tenders
    stage: { type: DataTypes.STRING(3), primaryKey: true }, // 001 plan … 006 result
    at: moment,
  })
  await q.addIndex('search_announced', ['stage', 'at', 'tender'])
  await q.bulkDelete('cursors', { subscriber: 'search' })
}
