import { DataTypes, type QueryInterface } from 'sequelize'

/** The transparency log: one leaf a beat, the hashes of complete subtrees, and each signed head. Rows are only ever inserted. */
export async function up(q: QueryInterface): Promise<void> {
  await q.createTable('beats', {
    beat: { type: DataTypes.BIGINT, primaryKey: true }, // the leaf's index, from 0
    at: { type: DataTypes.BIGINT, allowNull: false }, // real time, ms
    slots: { type: DataTypes.INTEGER, allowNull: false },
    root: { type: DataTypes.CHAR(64), allowNull: false },
    from_seq: { type: DataTypes.BIGINT, allowNull: false }, // facts after this one …
    to_seq: { type: DataTypes.BIGINT, allowNull: false }, // … up to and with this one
  })
  await q.addIndex('beats', ['to_seq'])
  await q.createTable('log_hashes', {
    level: { type: DataTypes.INTEGER, primaryKey: true },
    place: { type: DataTypes.BIGINT, primaryKey: true },
    hash: { type: DataTypes.CHAR(64), allowNull: false },
  })
  await q.createTable('heads', {
    size: { type: DataTypes.BIGINT, primaryKey: true },
    note: { type: DataTypes.TEXT, allowNull: false }, // C2SP signed note
  })
}
