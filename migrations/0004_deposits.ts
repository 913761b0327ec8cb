import { DataTypes, type QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** Deposits by tag, and the bank's messages. Names and account numbers stand in them sealed or as keyed hashes. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'deposits', {
    tender: { type: DataTypes.STRING(64), allowNull: false },
    account: { type: DataTypes.CHAR(64), allowNull: false, unique: true }, // keyed hash of the number
    refund: { type: DataTypes.STRING(64) }, // the last order to pay back
    refund_waiting: { type: DataTypes.INTEGER, allowNull: false }, // 1 while the bank has not paid it
  })
  await q.addIndex('deposits', ['tender'])
  await q.addIndex('deposits', ['refund'])
  await q.addIndex('deposits', ['refund_waiting'])
  await streamTable(q, 'payments', {
    suspense: { type: DataTypes.STRING(64) }, // the order that returns money for an unknown account
    suspense_open: { type: DataTypes.INTEGER, allowNull: false },
  })
  await q.addIndex('payments', ['suspense'])
  await q.addIndex('payments', ['suspense_open'])
}
