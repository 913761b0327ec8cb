import { DataTypes, type QueryInterface } from 'sequelize'

/** The tender a fact belongs to, so that the facts of one tender are found among those of a hundred thousand. */
export async function up(q: QueryInterface): Promise<void> {
  await q.addColumn('events', 'tender', { type: DataTypes.STRING(128), allowNull: false, defaultValue: '' })
  const after = "substr(stream, instr(stream, '/') + 1)"
  await q.sequelize.query(
    `UPDATE events SET tender = CASE WHEN instr(${after}, '.') > 0 THEN substr(${after}, 1, instr(${after}, '.') - 1) ELSE ${after} END`,
  )
  await q.addIndex('events', ['tender', 'seq'])
}
