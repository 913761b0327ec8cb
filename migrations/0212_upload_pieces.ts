import { DataTypes, type QueryInterface } from 'sequelize'

/** Which pieces of an upload are here: each is written once, and what it holds is bound by its hash from then on. */
export async function up(q: QueryInterface): Promise<void> {
  await q.createTable('upload_pieces', {
    upload: { type: DataTypes.STRING(26), primaryKey: true },
    piece: { type: DataTypes.INTEGER, primaryKey: true },
    sha256: { type: DataTypes.CHAR(64), allowNull: false },
    place: { type: DataTypes.STRING(26), allowNull: false }, // end of its key in the store
    came_at: { type: DataTypes.BIGINT, allowNull: false }, // ms, UTC: its last byte was here
  })
}
