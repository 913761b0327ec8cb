import { DataTypes, type QueryInterface } from 'sequelize'

/** The queue of the embedded platform: work that follows facts, kept until it is done. */
export async function up(q: QueryInterface): Promise<void> {
  await q.createTable('jobs', {
    id: { type: DataTypes.STRING(128), primaryKey: true },
    kind: { type: DataTypes.STRING(64), allowNull: false },
    payload: { type: DataTypes.TEXT, allowNull: false }, // JSON
    attempts: { type: DataTypes.INTEGER, allowNull: false },
    taken_by: { type: DataTypes.STRING(64) }, // the attempt that runs it, or ran it last
    due_at: { type: DataTypes.BIGINT, allowNull: false }, // ms, UTC: not before; while it runs, until when it is taken
    done_at: { type: DataTypes.BIGINT }, // ms, UTC
    problem: { type: DataTypes.TEXT }, // why the last attempt failed
  })
  await q.addIndex('jobs', ['done_at', 'due_at'])
}
