import { DataTypes, type QueryInterface } from 'sequelize'
import { streamTable } from './streamTable.ts'

/** Who came into a hall before the names were public: a tag, and the person sealed. */
export async function up(q: QueryInterface): Promise<void> {
  await streamTable(q, 'attendances', { tender: { type: DataTypes.STRING(64), allowNull: false } })
}
