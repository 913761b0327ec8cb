import { DataTypes, type QueryInterface } from 'sequelize'

/** Where an account is told outside the platform that there is something to read. Its owner changes and erases it: no facts. */
export async function up(q: QueryInterface): Promise<void> {
  await q.createTable('contacts', {
    id: { type: DataTypes.STRING(26), primaryKey: true },
    account: { type: DataTypes.STRING(64), allowNull: false }, // keyed hash of the organisation's code or the expert's certificate
    address: { type: DataTypes.STRING(64), allowNull: false }, // keyed hash of account, channel and address
    channel: { type: DataTypes.STRING(8), allowNull: false },
    sealed: { type: DataTypes.TEXT, allowNull: false }, // the address, sealed by the vault
    matters: { type: DataTypes.TEXT, allowNull: false }, // JSON: about what
    added_at: { type: DataTypes.BIGINT, allowNull: false }, // ms, UTC, as all instants here
    proved_at: { type: DataTypes.BIGINT },
    code: { type: DataTypes.STRING(64) }, // keyed hash of the code that was sent to it
    code_until: { type: DataTypes.BIGINT },
    code_tries: { type: DataTypes.INTEGER, allowNull: false },
  })
  await q.addIndex('contacts', ['account', 'address'], { unique: true })
}
