import { DataTypes, type Model, type ModelStatic, type Sequelize, type Transaction } from 'sequelize'
import { unhex } from '../../crypto/bytes.ts'
import type { ReadHash } from '../../crypto/tree.ts'

const table = (db: Sequelize, name: string, columns: Parameters<Sequelize['define']>[1]): ModelStatic<Model> =>
  (db.models[name] as ModelStatic<Model> | undefined) ??
  db.define(name, columns, { tableName: name, timestamps: false, freezeTableName: true })

/** A beat: which facts it took in and the root over its slots. */
export interface BeatRow {
  beat: number
  at: number
  slots: number
  root: string
  from_seq: number
  to_seq: number
}

export const beats = (db: Sequelize): ModelStatic<Model> =>
  table(db, 'beats', {
    beat: { type: DataTypes.BIGINT, primaryKey: true },
    at: DataTypes.BIGINT,
    slots: DataTypes.INTEGER,
    root: DataTypes.CHAR(64),
    from_seq: DataTypes.BIGINT,
    to_seq: DataTypes.BIGINT,
  })

export const logHashes = (db: Sequelize): ModelStatic<Model> =>
  table(db, 'log_hashes', {
    level: { type: DataTypes.INTEGER, primaryKey: true },
    place: { type: DataTypes.BIGINT, primaryKey: true },
    hash: DataTypes.CHAR(64),
  })

export const heads = (db: Sequelize): ModelStatic<Model> =>
  table(db, 'heads', { size: { type: DataTypes.BIGINT, primaryKey: true }, note: DataTypes.TEXT })

/** Numbers of a row that MySQL may give as text. */
export const beatRow = (row: unknown): BeatRow => {
  const { beat, at, slots, root, from_seq, to_seq } = row as BeatRow
  return { beat: Number(beat), at: Number(at), slots, root, from_seq: Number(from_seq), to_seq: Number(to_seq) }
}

/** The last beat, or nothing before the first. */
export async function lastBeat(db: Sequelize, tx?: Transaction): Promise<BeatRow | undefined> {
  const row = await beats(db).findOne({ order: [['beat', 'DESC']], raw: true, ...(tx ? { transaction: tx } : {}) })
  return row ? beatRow(row) : undefined
}

/** Reads stored hashes of the tree; with a transaction, as it sees them. */
export const hashReader =
  (db: Sequelize, tx?: Transaction): ReadHash =>
  async (level, index) => {
    const known = tx ? undefined : keptHashes(db).get(`${level} ${index}`)
    if (known) return known
    const where = { level, place: index }
    const row = await logHashes(db).findOne({ where, raw: true, ...(tx ? { transaction: tx } : {}) })
    if (!row) return undefined
    const hash = unhex((row as unknown as { hash: string }).hash)
    if (!tx) keepHash(keptHashes(db), `${level} ${index}`, hash)
    return hash
  }

/** So many hashes are remembered for proofs: one that is in the tree never changes. */
const KEPT = 20_000
const kept = new WeakMap<Sequelize, Map<string, Uint8Array>>()

function keptHashes(db: Sequelize): Map<string, Uint8Array> {
  const known = kept.get(db) ?? new Map<string, Uint8Array>()
  kept.set(db, known)
  return known
}

function keepHash(known: Map<string, Uint8Array>, place: string, hash: Uint8Array): void {
  const [oldest] = known.keys()
  if (known.size >= KEPT && oldest !== undefined) known.delete(oldest)
  known.set(place, hash)
}

/** The newest signed head. */
export async function lastHead(db: Sequelize): Promise<{ size: number; note: string } | undefined> {
  const row = await heads(db).findOne({ order: [['size', 'DESC']], raw: true })
  const found = row as unknown as { size: number; note: string } | null
  return found ? { size: Number(found.size), note: found.note } : undefined
}
