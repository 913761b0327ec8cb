import { DataTypes, type Model, type ModelAttributes, type ModelStatic, type Sequelize } from 'sequelize'
import type { Channel } from '../../platform/carrier.ts'
import type { What } from './wording.ts'

/** An address of an account, as it is kept. */
export interface ContactRow {
  id: string
  account: string
  address: string
  channel: Channel
  sealed: string
  /** JSON */
  matters: string
  added_at: number
  proved_at: number | null
  code: string | null
  code_until: number | null
  code_tries: number
}

/** How far a message is: `sent` is taken by its carrier, `dead` was given up. */
export type Status = 'queued' | 'sent' | 'delivered' | 'failed' | 'dead'

/** A message on its way, as it is kept. */
export interface DeliveryRow {
  id: string
  account: string
  contact: string
  channel: Channel
  what: What
  sealed: string | null
  status: Status
  tries: number
  code: string | null
  queued_at: number
  changed_at: number
  begun: number
  due: number
}

const key = (length: number) => ({ type: DataTypes.STRING(length), primaryKey: true })
const columns: Record<'contacts' | 'deliveries' | 'digests', ModelAttributes> = {
  contacts: {
    id: key(26),
    account: DataTypes.STRING(64),
    address: DataTypes.STRING(64),
    channel: DataTypes.STRING(8),
    sealed: DataTypes.TEXT,
    matters: DataTypes.TEXT,
    added_at: DataTypes.BIGINT,
    proved_at: DataTypes.BIGINT,
    code: DataTypes.STRING(64),
    code_until: DataTypes.BIGINT,
    code_tries: DataTypes.INTEGER,
  },
  deliveries: {
    id: key(64),
    account: DataTypes.STRING(64),
    contact: DataTypes.STRING(26),
    channel: DataTypes.STRING(8),
    what: DataTypes.STRING(8),
    sealed: DataTypes.TEXT,
    status: DataTypes.STRING(10),
    tries: DataTypes.INTEGER,
    code: DataTypes.STRING(80),
    queued_at: DataTypes.BIGINT,
    changed_at: DataTypes.BIGINT,
    begun: DataTypes.BIGINT,
    due: DataTypes.BIGINT,
  },
  digests: { slot: { type: DataTypes.BIGINT, primaryKey: true }, done_at: DataTypes.BIGINT },
}

const table =
  (name: keyof typeof columns) =>
  (db: Sequelize): ModelStatic<Model> =>
    db.isDefined(name)
      ? db.model(name)
      : db.define(name, columns[name], { tableName: name, timestamps: false, freezeTableName: true })

export const contacts = table('contacts')
export const deliveries = table('deliveries')
export const digests = table('digests')
