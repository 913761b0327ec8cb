import { DataTypes, type QueryInterface } from 'sequelize'

/** Messages on their way out and what became of them: kept beside the log, never in it. */
export async function up(q: QueryInterface): Promise<void> {
  await q.createTable('deliveries', {
    id: { type: DataTypes.STRING(64), primaryKey: true }, // a keyed hash: the id under which the carrier knows it
    account: { type: DataTypes.STRING(64), allowNull: false },
    contact: { type: DataTypes.STRING(26), allowNull: false },
    channel: { type: DataTypes.STRING(8), allowNull: false },
    what: { type: DataTypes.STRING(8), allowNull: false }, // notice, digest or code
    sealed: { type: DataTypes.TEXT }, // address and text, sealed by the vault; null once its owner erased the address
    status: { type: DataTypes.STRING(10), allowNull: false },
    tries: { type: DataTypes.INTEGER, allowNull: false },
    code: { type: DataTypes.STRING(80) }, // the carrier's
    queued_at: { type: DataTypes.BIGINT, allowNull: false }, // ms, UTC
    changed_at: { type: DataTypes.BIGINT, allowNull: false }, // ms, UTC
    begun: { type: DataTypes.BIGINT, allowNull: false }, // ms of real time: since when it is tried
    due: { type: DataTypes.BIGINT, allowNull: false }, // ms of real time: when it is tried next
  })
  await q.addIndex('deliveries', ['status', 'channel', 'due'])
  await q.addIndex('deliveries', ['account', 'queued_at'])
}
