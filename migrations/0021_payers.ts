import { DataTypes, type QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** The key that a tender's payers are sealed to, and which issuer's guarantee stands behind a deposit. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'payers_keys')
  await q.addColumn('deposits', 'guarantee', { type: DataTypes.CHAR(64) }) // keyed hash of issuer and number
  await q.addIndex('deposits', ['guarantee'])
}
