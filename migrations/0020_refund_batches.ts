import { DataTypes, type QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** Refunds by where they stand and when they are due, and the batches that two people approve. */
export async function up(q: QueryInterface): Promise<void> {
  await q.addColumn('deposits', 'refund_state', { type: DataTypes.STRING(16) })
  await q.addColumn('deposits', 'refund_due', { type: DataTypes.BIGINT }) // ms, of the refund that is not paid yet
  await q.addColumn('deposits', 'refund_batch', { type: DataTypes.STRING(64) })
  await q.addIndex('deposits', ['refund_state', 'refund_due'])
  await q.addIndex('deposits', ['refund_batch'])
  await q.addColumn('payments', 'suspense_state', { type: DataTypes.STRING(16) })
  await q.addColumn('payments', 'suspense_batch', { type: DataTypes.STRING(64) })
  await q.addIndex('payments', ['suspense_state'])
  await q.addIndex('payments', ['suspense_batch'])
  await streamTable(q, 'refund_batches', {
    stage: { type: DataTypes.STRING(16), allowNull: false },
    prepared_at: { type: DataTypes.BIGINT, allowNull: false },
  })
  await q.addIndex('refund_batches', ['stage'])
  await streamTable(q, 'bank_balances', { at: { type: DataTypes.BIGINT, allowNull: false } })
}
