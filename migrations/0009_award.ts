import { DataTypes, type QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** From the publicity of the candidates to the contract, one row a tender. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'awards', {
    until: { type: DataTypes.BIGINT, allowNull: false }, // last moment of the publicity, ms, UTC
    winner: { type: DataTypes.CHAR(64) }, // the winner's tag
  })
}
