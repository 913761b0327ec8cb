import { hash } from 'node:crypto'
import { DataTypes, type Model, type ModelStatic, type Sequelize, Transaction } from 'sequelize'
import { z } from 'zod'
import { refusals } from '../law/refusal.ts'
import { type Context, query } from '../ledger/command.ts'
import type { Platform } from '../platform/platform.ts'
import { wholeFile } from '../platform/wholeFile.ts'
import { closePiece, openPiece } from './firstPiece.ts'
import { atMost, keyOf, keysOf, notePiece, type Piece, piecesHere, promised, sameIfHere } from './pieces.ts'
import { get, Id, post, put, type Route, routes } from './route.ts'

const refuse = refusals({
  UPLOAD_UNKNOWN: { status: 404, zh: '没有找到该上传', en: 'there is no such upload' },
  PIECE_OUT_OF_RANGE: { status: 422, zh: '分片编号超出范围', en: 'there is no piece of that number' },
  UPLOAD_INCOMPLETE: { status: 409, zh: '文件尚未传完', en: 'not every piece has arrived' },
  UPLOAD_CLOSED: { status: 409, zh: '该文件已递交，不能再改动', en: 'what was submitted cannot be changed' },
})

/** Every piece but the last has this many bytes. */
export const PIECE = 4 * 1024 * 1024

/** A file on its way, in numbered pieces that may come in any order. The same piece may come again, another may not. */
export interface Upload {
  id: string
  tender: string
  /** tag of the one who opened it */
  owner: string
  purpose: 'bid' | 'application' | 'document' | 'guarantee' | 'pool'
  bytes: number
  /** whether a deed has taken the file: from then on nothing comes any more */
  taken: boolean
}

/** What a domain asks of the uploads for one purpose. */
export interface UploadWatch {
  /** Refuses what may not come any more at this instant (ms). */
  mayCome(platform: Platform, tender: string, at: number): Promise<void>
  /** Is told of each piece that is here. */
  came?(platform: Platform, upload: Upload): void
}
export type UploadWatches = Partial<Record<Upload['purpose'], UploadWatch>>

const uploads = (db: Sequelize): ModelStatic<Model> =>
  (db.models['uploads'] as ModelStatic<Model> | undefined) ??
  db.define(
    'uploads',
    {
      id: { type: DataTypes.STRING(26), primaryKey: true },
      tender: DataTypes.STRING(26),
      owner: DataTypes.CHAR(64),
      purpose: DataTypes.STRING(12),
      bytes: DataTypes.BIGINT,
      taken: DataTypes.BOOLEAN,
    },
    { tableName: 'uploads', timestamps: false, freezeTableName: true },
  )

/** How many pieces a file has. */
export const pieces = (upload: Pick<Upload, 'bytes'>): number => Math.max(1, Math.ceil(upload.bytes / PIECE))
const lengthOf = (upload: Upload, n: number): number => Math.min(PIECE, upload.bytes - n * PIECE)

async function find(platform: Platform, id: string, tx?: Transaction): Promise<Upload> {
  const locked = tx ? { transaction: tx, lock: Transaction.LOCK.UPDATE } : {}
  const row = await uploads(platform.database).findByPk(id, { raw: true, ...locked })
  if (!row) throw refuse('UPLOAD_UNKNOWN')
  const found = row as unknown as Upload
  return { ...found, bytes: Number(found.bytes), taken: Boolean(found.taken) }
}

const OpenUpload = z.strictObject({
  tender: Id,
  purpose: z.enum(['bid', 'application', 'document', 'guarantee', 'pool']),
  bytes: z
    .number()
    .int()
    .positive()
    .max(8 * 1024 ** 3),
})
const OneUpload = z.strictObject({ upload: Id })
const OnePiece = z.strictObject({
  upload: Id,
  piece: z.coerce.number().int().min(0).max(999_999),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})

const open = query(
  'upload.open',
  async (_context, input: z.infer<typeof OpenUpload>) => input,
  async ({ platform, who }, _subject, input) => {
    const id = platform.newId()
    const owner = who.tagFor(input.tender)
    await uploads(platform.database).create({ ...input, id, owner, taken: false })
    return { upload: id, piece: PIECE, pieces: Math.max(1, Math.ceil(input.bytes / PIECE)) }
  },
)

/** Somebody else's upload is as good as none. */
const own = async ({ platform, who }: Context, input: { upload: string }): Promise<Upload> => {
  const upload = await find(platform, input.upload)
  if (upload.owner !== who.tagFor(upload.tender)) throw refuse('UPLOAD_UNKNOWN')
  return upload
}

const look = query('upload.write', own, async ({ platform }, upload) => ({
  bytes: upload.bytes,
  pieces: pieces(upload),
  arrived: (await piecesHere(platform, upload.id)).map(({ piece }) => piece),
}))

type OnePieceComing = z.infer<typeof OnePiece> & { bytes: AsyncIterable<Uint8Array> }

/** Takes a piece in. It counts from its last byte on; whether it may still come is asked again then, under the upload's lock. */
const write = (watches: UploadWatches) =>
  query('upload.write', own, async ({ platform }, upload, input: OnePieceComing) => {
    const { piece, sha256 } = input
    const watch = watches[upload.purpose]
    if (upload.taken) throw refuse('UPLOAD_CLOSED')
    if (piece >= pieces(upload)) throw refuse('PIECE_OUT_OF_RANGE', { pieces: pieces(upload) })
    await watch?.mayCome(platform, upload.tender, platform.clock.now())
    await sameIfHere(platform, upload.id, input)
    const place = platform.newId()
    const cameAt = await store(platform, upload, input, keyOf(upload.id, piece, place))
    const kept = await keep(platform, upload, { piece, sha256, place, cameAt }, watch).catch(async (problem) => {
      await platform.files.delete(keyOf(upload.id, piece, place)) // its own attempt, never what is bound
      throw problem
    })
    if (kept) watch?.came?.(platform, upload)
    else await platform.files.delete(keyOf(upload.id, piece, place))
    return { piece, bytes: lengthOf(upload, piece) }
  })

/** Puts a piece into the store. @returns when its last byte was here, ms */
async function store(platform: Platform, upload: Upload, input: OnePieceComing, key: string): Promise<number> {
  const wanted = lengthOf(upload, input.piece)
  let cameAt = Number.NaN
  async function* timed(): AsyncGenerator<Uint8Array> {
    yield* atMost(input.bytes, wanted)
    cameAt = platform.clock.now()
  }
  if (isClosed(upload, input.piece)) {
    const bytes = await wholeFile(timed())
    promised({ bytes: bytes.length, sha256: hash('sha256', bytes) }, wanted, input.sha256)
    await platform.files.put(key, closePiece(platform.vault, upload.id, bytes))
  } else await platform.files.put(key, timed(), (written) => promised(written, wanted, input.sha256))
  return cameAt
}

/** Binds a piece that lies in the store, unless the upload was taken meanwhile. @returns whether it is new */
const keep = (platform: Platform, { id }: Upload, piece: Piece, watch?: UploadWatch): Promise<boolean> =>
  platform.database.transaction(async (tx) => {
    const upload = await find(platform, id, tx)
    if (upload.taken) throw refuse('UPLOAD_CLOSED')
    await watch?.mayCome(platform, upload.tender, piece.cameAt)
    if (await sameIfHere(platform, id, piece, tx)) return false
    await notePiece(platform, id, piece, tx)
    return true
  })

/** Whether a piece lies closed in the store: the one with the header of a sealed bid or application. */
const isClosed = ({ purpose }: Upload, piece: number): boolean =>
  (purpose === 'bid' || purpose === 'application') && piece === 0

/** The upload of this owner with all its pieces, for a deed that takes it, and when the last of them was here. */
export async function completeUpload(
  platform: Platform,
  owner: string,
  of: { upload: string; tender: string; purpose: Upload['purpose'] },
): Promise<Upload & { completeAt: number }> {
  const upload = await find(platform, of.upload)
  if (upload.owner !== owner || upload.tender !== of.tender || upload.purpose !== of.purpose)
    throw refuse('UPLOAD_UNKNOWN')
  const here = await piecesHere(platform, upload.id)
  if (here.length !== pieces(upload)) throw refuse('UPLOAD_INCOMPLETE', { arrived: here.length, of: pieces(upload) })
  return { ...upload, completeAt: Math.max(...here.map(({ cameAt }) => cameAt)) }
}

/** Stores what the platform made as if it had been uploaded and taken; answers its id. */
export async function keepFile(
  platform: Platform,
  of: Pick<Upload, 'tender' | 'owner' | 'purpose'>,
  bytes: Uint8Array,
  tx: Transaction,
): Promise<string> {
  const upload: Upload = { ...of, id: platform.newId(), bytes: bytes.length, taken: true }
  await uploads(platform.database).create({ ...upload }, { transaction: tx })
  for (let piece = 0; piece < pieces(upload); piece++) {
    const place = platform.newId()
    const part = bytes.subarray(piece * PIECE, (piece + 1) * PIECE)
    const { sha256 } = await platform.files.put(keyOf(upload.id, piece, place), part)
    await notePiece(platform, upload.id, { piece, sha256, place, cameAt: platform.clock.now() }, tx)
  }
  return upload.id
}

/** From now on no piece comes any more. What is here could not change since it came. */
export async function takeUpload(platform: Platform, id: string, tx: Transaction): Promise<void> {
  await uploads(platform.database).update({ taken: true }, { where: { id }, transaction: tx })
}

/** The bytes of an upload, or a range of them (`end` exclusive). */
export async function* uploadBytes(
  platform: Platform,
  id: string,
  range: { start?: number; end?: number } = {},
): AsyncGenerator<Uint8Array> {
  const upload = await find(platform, id)
  const end = Math.min(range.end ?? upload.bytes, upload.bytes)
  const start = range.start ?? 0
  if (start >= end) return
  const keyAt = await keysOf(platform, id, { from: Math.floor(start / PIECE), to: Math.ceil(end / PIECE) })
  for (let at = start; at < end; ) {
    const n = Math.floor(at / PIECE)
    const from = at - n * PIECE
    const to = Math.min(PIECE, end - n * PIECE)
    if (isClosed(upload, n)) {
      const whole = openPiece(platform.vault, id, await wholeFile(platform.files.get(keyAt(n))))
      yield whole.subarray(from, to)
    } else yield* platform.files.get(keyAt(n), { start: from, end: to })
    at = n * PIECE + to
  }
}

/** @param watches what the domains ask of the uploads, by purpose */
export const uploadRoutes = (watches: UploadWatches): Route[] =>
  routes(
    post('/uploads', OpenUpload, open),
    get('/uploads/:upload', OneUpload, look),
    put('/uploads/:upload/pieces/:piece', OnePiece, write(watches)),
  )
