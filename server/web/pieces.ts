import { DataTypes, type Model, type ModelStatic, Op, type Sequelize, type Transaction } from 'sequelize'
import { refusals } from '../law/refusal.ts'
import type { Platform, Stored } from '../platform/platform.ts'

const refuse = refusals({
  PIECE_SIZE: { status: 422, zh: '分片大小不符', en: 'the piece does not have the length it must have' },
  PIECE_HASH: { status: 422, zh: '分片校验值不符，请重传', en: 'the piece was damaged on its way: send it again' },
  PIECE_DIFFERS: {
    status: 409,
    zh: '该分片已经收到且内容不同：已收到的分片不能改动，请重新上传整个文件',
    en: 'another piece of that number is here already, and what is here stands: open a new upload',
  },
})

/** A piece that is here. Once it is, no other takes its place. */
export interface Piece {
  piece: number
  sha256: string
  /** the end of its key in the store: each attempt to send a piece has its own */
  place: string
  /** when its last byte was here, ms */
  cameAt: number
}

/** The place of a piece from before places were noted. */
const NO_PLACE = ''

export const pieceRows = (db: Sequelize): ModelStatic<Model> =>
  (db.models['upload_pieces'] as ModelStatic<Model> | undefined) ??
  db.define(
    'upload_pieces',
    {
      upload: { type: DataTypes.STRING(26), primaryKey: true },
      piece: { type: DataTypes.INTEGER, primaryKey: true },
      sha256: DataTypes.CHAR(64),
      place: DataTypes.STRING(26),
      came_at: DataTypes.BIGINT,
    },
    { tableName: 'upload_pieces', timestamps: false, freezeTableName: true },
  )

/** Where a piece lies in the store. */
export const keyOf = (upload: string, piece: number, place: string): string =>
  `uploads/${upload.toLowerCase()}/${String(piece).padStart(6, '0')}${place === NO_PLACE ? '' : `-${place.toLowerCase()}`}`

/** The pieces that are here, in order; of a range, where one is given (`to` included). */
export async function piecesHere(
  platform: Pick<Platform, 'database'>,
  upload: string,
  range?: { from: number; to: number },
  tx?: Transaction,
): Promise<Piece[]> {
  const found = await pieceRows(platform.database).findAll({
    where: { upload, ...(range ? { piece: { [Op.between]: [range.from, range.to] } } : {}) },
    order: [['piece', 'ASC']],
    raw: true,
    ...(tx ? { transaction: tx } : {}),
  })
  return (found as unknown as (Omit<Piece, 'cameAt'> & { came_at: number })[]).map((row) => ({
    ...{ piece: row.piece, sha256: row.sha256, place: row.place, cameAt: Number(row.came_at) },
  }))
}

/** The keys of a stretch of pieces. One that was stored before places were noted lies under its number alone. */
export async function keysOf(
  platform: Pick<Platform, 'database'>,
  upload: string,
  range: { from: number; to: number },
): Promise<(piece: number) => string> {
  const places = new Map((await piecesHere(platform, upload, range)).map(({ piece, place }) => [piece, place]))
  return (piece) => keyOf(upload, piece, places.get(piece) ?? NO_PLACE)
}

/** Refuses a piece whose number is taken by another content. @returns whether this very piece is here already */
export async function sameIfHere(
  platform: Pick<Platform, 'database'>,
  upload: string,
  of: Pick<Piece, 'piece' | 'sha256'>,
  tx?: Transaction,
): Promise<boolean> {
  const [there] = await piecesHere(platform, upload, { from: of.piece, to: of.piece }, tx)
  if (there && there.sha256 !== of.sha256) throw refuse('PIECE_DIFFERS', { piece: of.piece })
  return there !== undefined
}

/** Notes a piece that lies in the store. */
export async function notePiece(
  platform: Pick<Platform, 'database'>,
  upload: string,
  { piece, sha256, place, cameAt }: Piece,
  tx: Transaction,
): Promise<void> {
  await pieceRows(platform.database).create({ upload, piece, sha256, place, came_at: cameAt }, { transaction: tx })
}

/** Lets bytes through until there are more than were promised. */
export async function* atMost(bytes: AsyncIterable<Uint8Array>, length: number): AsyncGenerator<Uint8Array> {
  let seen = 0
  for await (const piece of bytes) {
    seen += piece.length
    if (seen > length) throw refuse('PIECE_SIZE', { expected: length })
    yield piece
  }
}

/** Asks that what came has the promised length and hash. */
export function promised(came: Stored, length: number, sha256: string): void {
  if (came.bytes !== length) throw refuse('PIECE_SIZE', { expected: length, got: came.bytes })
  if (came.sha256 !== sha256) throw refuse('PIECE_HASH')
}
