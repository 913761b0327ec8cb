import { DataTypes, type QueryInterface } from 'sequelize'

/** Moments at which everybody with a channel was reminded. */
export async function up(q: QueryInterface): Promise<void> {
  await q.createTable('digests', {
    slot: { type: DataTypes.BIGINT, primaryKey: true, autoIncrement: false }, // ms, UTC
    done_at: { type: DataTypes.BIGINT, allowNull: false }, // ms, UTC
  })
}
