import { DataTypes, type QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** Sealed bids: the package is in file storage; here are its roots and what became of it. Whose it is, is a tag. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'bids', {
    tender: { type: DataTypes.STRING(64), allowNull: false },
    stage: { type: DataTypes.STRING(16), allowNull: false },
  })
  await q.addIndex('bids', ['tender', 'stage'])
}
