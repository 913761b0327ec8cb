import { hash } from 'node:crypto'
import { DataTypes, type Model, type ModelStatic, type Sequelize, type Transaction } from 'sequelize'
import { z } from 'zod'
import { concat } from '../../crypto/bytes.ts'
import { refusals } from '../law/refusal.ts'
import { type Context, query } from '../ledger/command.ts'
import type { Platform, Stored } from '../platform/platform.ts'
import { closePiece, openPiece } from './firstPiece.ts'
import { get, Id, post, put, routes } from './route.ts'

const refuse = refusals({
  UPLOAD_UNKNOWN: { status: 404, zh: '没有找到该上传', en: 'there is no such upload' },
  PIECE_OUT_OF_RANGE: { status: 422, zh: '分片编号超出范围', en: 'there is no piece of that number' },
  PIECE_SIZE: { status: 422, zh: '分片大小不符', en: 'the piece does not have the length it must have' },
  PIECE_HASH: { status: 422, zh: '分片校验值不符，请重传', en: 'the piece was damaged on its way: send it again' },
  UPLOAD_INCOMPLETE: { status: 409, zh: '文件尚未传完', en: 'not every piece has arrived' },
  UPLOAD_CLOSED: { status: 409, zh: '该文件已递交，不能再改动', en: 'what was submitted cannot be changed' },
})

/** Every piece but the last has this many bytes. */
export const PIECE = 4 * 1024 * 1024

/** A file on its way, in numbered pieces that may come in any order and as often as the sender likes. */
export interface Upload {
  id: string
  tender: string
  /** tag of the one who opened it */
  owner: string
  purpose: 'bid' | 'application' | 'document' | 'guarantee' | 'pool'
  bytes: number
  /** whether a deed has taken the file: from then on it stands */
  taken: boolean
}

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

const pieces = (upload: Upload): number => Math.max(1, Math.ceil(upload.bytes / PIECE))
const keyOf = (id: string, n: number): string => `uploads/${id.toLowerCase()}/${String(n).padStart(6, '0')}`
const lengthOf = (upload: Upload, n: number): number => Math.min(PIECE, upload.bytes - n * PIECE)

async function find(platform: Platform, id: string): Promise<Upload> {
  const row = await uploads(platform.database).findByPk(id, { raw: true })
  if (!row) throw refuse('UPLOAD_UNKNOWN')
  const found = row as unknown as Upload
  return { ...found, bytes: Number(found.bytes), taken: Boolean(found.taken) }
}

/** Numbers of the pieces that are here. */
async function arrived(platform: Platform, upload: Upload): Promise<number[]> {
  const found: number[] = []
  for await (const key of platform.files.list(`uploads/${upload.id.toLowerCase()}/`)) found.push(Number(key.slice(-6)))
  return found
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
  arrived: await arrived(platform, upload),
}))

const write = query(
  'upload.write',
  own,
  async ({ platform }, upload, input: z.infer<typeof OnePiece> & { bytes: AsyncIterable<Uint8Array> }) => {
    if (upload.taken) throw refuse('UPLOAD_CLOSED')
    if (input.piece >= pieces(upload)) throw refuse('PIECE_OUT_OF_RANGE', { pieces: pieces(upload) })
    const wanted = lengthOf(upload, input.piece)
    const key = keyOf(upload.id, input.piece)
    if (isClosed(upload, input.piece)) {
      const bytes = await together(atMost(input.bytes, wanted))
      promised({ bytes: bytes.length, sha256: hash('sha256', bytes) }, wanted, input.sha256)
      await platform.files.put(key, closePiece(platform.vault, upload.id, bytes))
    } else
      await platform.files.put(key, atMost(input.bytes, wanted), (written) => promised(written, wanted, input.sha256))
    return { piece: input.piece, bytes: wanted }
  },
)

/** Whether a piece lies closed in the store: the one with the header of a sealed bid or application. */
const isClosed = ({ purpose }: Upload, piece: number): boolean =>
  (purpose === 'bid' || purpose === 'application') && piece === 0

async function together(bytes: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const piece of bytes) all.push(piece)
  return concat(...all)
}

/** Lets bytes through until there are more than were promised. */
async function* atMost(bytes: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array> {
  let seen = 0
  for await (const piece of bytes) {
    seen += piece.length
    if (seen > length) throw refuse('PIECE_SIZE', { expected: length })
    yield piece
  }
}

/** Asks that what came has the promised length and hash. */
function promised(came: Stored, length: number, sha256: string): void {
  if (came.bytes !== length) throw refuse('PIECE_SIZE', { expected: length, got: came.bytes })
  if (came.sha256 !== sha256) throw refuse('PIECE_HASH')
}

/** The upload of this owner with all its pieces, for a deed that takes it. */
export async function completeUpload(
  platform: Platform,
  owner: string,
  of: { upload: string; tender: string; purpose: Upload['purpose'] },
): Promise<Upload> {
  const upload = await find(platform, of.upload)
  if (upload.owner !== owner || upload.tender !== of.tender || upload.purpose !== of.purpose)
    throw refuse('UPLOAD_UNKNOWN')
  const here = await arrived(platform, upload)
  if (here.length !== pieces(upload)) throw refuse('UPLOAD_INCOMPLETE', { arrived: here.length, of: pieces(upload) })
  return upload
}

/** Stores what the platform made as if it had been uploaded and taken; answers its id. */
export async function keepFile(
  platform: Platform,
  of: Pick<Upload, 'tender' | 'owner' | 'purpose'>,
  bytes: Uint8Array,
  tx: Transaction,
): Promise<string> {
  const upload: Upload = { ...of, id: platform.newId(), bytes: bytes.length, taken: true }
  for (let n = 0; n < pieces(upload); n++)
    await platform.files.put(keyOf(upload.id, n), bytes.subarray(n * PIECE, (n + 1) * PIECE))
  await uploads(platform.database).create({ ...upload }, { transaction: tx })
  return upload.id
}

/** From now on the file stands. */
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
  for (let at = range.start ?? 0; at < end; ) {
    const n = Math.floor(at / PIECE)
    const from = at - n * PIECE
    const to = Math.min(PIECE, end - n * PIECE)
    if (isClosed(upload, n)) {
      const whole = openPiece(platform.vault, id, await together(platform.files.get(keyOf(id, n))))
      yield whole.subarray(from, to)
    } else yield* platform.files.get(keyOf(id, n), { start: from, end: to })
    at = n * PIECE + to
  }
}

export const uploadRoutes = routes(
  post('/uploads', OpenUpload, open),
  get('/uploads/:upload', OneUpload, look),
  put('/uploads/:upload/pieces/:piece', OnePiece, write),
)
