import { DataTypes, type QueryInterface } from 'sequelize'

/** From which network address staff did each deed, sealed; kept beside the facts and never in them. */
export async function up(q: QueryInterface): Promise<void> {
  await q.createTable('operation_addresses', {
    event: { type: DataTypes.STRING(26), primaryKey: true },
    address: { type: DataTypes.TEXT, allowNull: false },
  })
}
