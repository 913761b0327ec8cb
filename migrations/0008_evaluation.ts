import { DataTypes, type QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** Evaluations. Members and bidders are tags; sheets are sealed until all are locked. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'evaluations', {
    stage: { type: DataTypes.STRING(16), allowNull: false }, // chair | review | competition | scoring | objective | opinions | signing | finished
  })
}
