import { DataTypes, type ModelAttributes, type QueryInterface } from 'sequelize'

/** Creates the table of one kind of stream: id, version, state as canonical JSON, and the columns that queries need. */
export async function streamTable(q: QueryInterface, name: string, columns: ModelAttributes = {}): Promise<void> {
  await q.createTable(name, {
    id: { type: DataTypes.STRING(128), primaryKey: true },
    version: { type: DataTypes.INTEGER, allowNull: false },
    state: { type: 'LONGTEXT', allowNull: false },
    ...columns,
  })
}
