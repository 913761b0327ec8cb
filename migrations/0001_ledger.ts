import { DataTypes, type QueryInterface } from 'sequelize'

const text = 'MEDIUMTEXT'

/** Facts, the place from which sequence numbers are taken, subscribers' cursors, what falls due, and tickets used once. */
export async function up(q: QueryInterface): Promise<void> {
  await q.createTable('events', {
    seq: { type: DataTypes.BIGINT, primaryKey: true }, // without gaps, in the order of commits
    id: { type: DataTypes.STRING(26), allowNull: false, unique: true },
    stream: { type: DataTypes.STRING(160), allowNull: false },
    version: { type: DataTypes.INTEGER, allowNull: false },
    type: { type: DataTypes.STRING(64), allowNull: false },
    v: { type: DataTypes.INTEGER, allowNull: false },
    at: { type: DataTypes.BIGINT, allowNull: false }, // ms, UTC
    actor: { type: text, allowNull: false },
    via: { type: DataTypes.STRING(32), allowNull: false },
    data: { type: text, allowNull: false },
    salt: { type: DataTypes.CHAR(64), allowNull: false },
    commitment: { type: DataTypes.CHAR(64), allowNull: false },
  })
  await q.addIndex('events', ['stream', 'version'], { unique: true })
  await q.addIndex('events', ['type'])
  await places(q)
}

async function places(q: QueryInterface): Promise<void> {
  await q.createTable('ledger_head', {
    id: { type: DataTypes.INTEGER, primaryKey: true },
    seq: { type: DataTypes.BIGINT, allowNull: false },
  })
  await q.bulkInsert('ledger_head', [{ id: 1, seq: 0 }])
  await q.createTable('cursors', {
    subscriber: { type: DataTypes.STRING(32), primaryKey: true },
    seq: { type: DataTypes.BIGINT, allowNull: false },
  })
  await q.createTable('dues', {
    stream: { type: DataTypes.STRING(160), primaryKey: true },
    deed: { type: DataTypes.STRING(48), primaryKey: true },
    at: { type: DataTypes.BIGINT, allowNull: false },
  })
  await q.addIndex('dues', ['at'])
  await q.createTable('tickets', {
    tag: { type: DataTypes.CHAR(64), primaryKey: true },
    expires_at: { type: DataTypes.BIGINT, allowNull: false },
  })
  await q.createTable('moved_clock', {
    id: { type: DataTypes.INTEGER, primaryKey: true },
    ahead_by: { type: DataTypes.BIGINT, allowNull: false }, // ms added to real time; only outside production
  })
}
