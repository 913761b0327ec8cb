import { DataTypes, type QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** The purchaser's examination of who is qualified, one a tender. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'qualifications', {
    stage: { type: DataTypes.STRING(16), allowNull: false }, // judging | concluded
  })
}
