import { DataTypes, type QueryInterface } from 'sequelize'

/** Bids that have arrived whole and are not yet taken in or refused: the bidding does not close over them. */
export async function up(q: QueryInterface): Promise<void> {
  await q.createTable('arrivals', {
    id: { type: DataTypes.STRING(26), primaryKey: true },
    tender: { type: DataTypes.STRING(64), allowNull: false },
    manifest: { type: DataTypes.CHAR(64), allowNull: false }, // keyed hash of whose it is and what: the same again is the same arrival
    at: { type: DataTypes.BIGINT, allowNull: false }, // ms, UTC: when it was complete here
    sealed: { type: 'MEDIUMTEXT', allowNull: false }, // what was handed in and by whom, sealed by the vault
    until: { type: DataTypes.BIGINT, allowNull: false }, // ms of real time: whoever works on it renews this
    tries: { type: DataTypes.INTEGER, allowNull: false }, // how often somebody else had to go on with it
  })
  await q.addIndex('arrivals', ['tender', 'manifest'], { unique: true })
  await q.addIndex('arrivals', ['until'])
}
