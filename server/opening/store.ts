import { DataTypes } from 'sequelize'
import { rowAt, rows } from '../ledger/store.ts'
import { defineStream } from '../ledger/stream.ts'
import type { Platform } from '../platform/platform.ts'
import { type Attendance, type AttendanceFact, evolveAttendance } from './attendance.ts'
import type { OpeningFact } from './events.ts'
import { evolveLikeness, type Likeness, type LikenessFact } from './likenessEvents.ts'
import { evolve, type Opening } from './opening.ts'
import { evolveReserve, type Reserve, type ReserveFact } from './reserve.ts'

/** The stream of one tender's opening. */
export const openingStream = defineStream<Opening, OpeningFact>({
  name: 'opening',
  table: 'openings',
  evolve,
  columns: { stage: { type: DataTypes.STRING(16), of: (opening) => opening.stage } },
})

/** The stream of one bidder's sign-in before the names are public. */
export const attendanceStream = defineStream<Attendance, AttendanceFact>({
  name: 'attendance',
  table: 'attendances',
  evolve: evolveAttendance,
  columns: { tender: { type: DataTypes.STRING(64), of: ({ tender }) => tender } },
})

/** The sign-in of one tag in one tender. */
export const attendanceOf = (tender: string, tag: string) => attendanceStream(`${tender}.${tag}`)

/** The stream of a tender's sealed reserve price. */
export const reserveStream = defineStream<Reserve, ReserveFact>({
  name: 'reserve',
  table: 'reserves',
  evolve: evolveReserve,
})

/** The reserve price that a tenderer sealed; undefined if it sealed none. */
export async function reserveOf(platform: Platform, tender: string): Promise<Reserve | undefined> {
  const row = await rowAt(platform.database, reserveStream.kind, tender)
  return row ? (JSON.parse((row as unknown as { state: string }).state) as Reserve) : undefined
}

/** The stream of what was found alike among a tender's bids. */
export const likenessStream = defineStream<Likeness, LikenessFact>({
  name: 'likeness',
  table: 'likenesses',
  evolve: evolveLikeness,
})

/** What was found alike among a tender's bids; undefined before they were compared. */
export async function likenessOf(platform: Platform, tender: string): Promise<Likeness | undefined> {
  const row = await rowAt(platform.database, likenessStream.kind, tender)
  return row ? (JSON.parse((row as unknown as { state: string }).state) as Likeness) : undefined
}

/** The opening of a tender as its room follows it: with the version that its last fact gave it. */
export type VersionedOpening = Opening & { v: number }

/** The same, outside a deed. */
export async function openingAt(platform: Platform, tender: string): Promise<VersionedOpening | undefined> {
  const row = await rowAt(platform.database, openingStream.kind, tender)
  return row ? { ...(JSON.parse(row.state) as Opening), v: row.version } : undefined
}

/** The opening of a tender, outside a deed. */
export async function openingOf(platform: Platform, tender: string): Promise<Opening | undefined> {
  const row = await rowAt(platform.database, openingStream.kind, tender)
  return row ? (JSON.parse(row.state) as Opening) : undefined
}

const inStages = async ({ database }: Platform, stage: Opening['stage'][]): Promise<Opening[]> => {
  const found = await rows(database, openingStream.kind).findAll({ where: { stage }, raw: true })
  return (found as unknown as { state: string }[]).map((row) => JSON.parse(row.state) as Opening)
}

/** Openings in which bids are still to be opened. */
export const unsealing = (platform: Platform): Promise<Opening[]> => inStages(platform, ['unsealing'])

/** Openings that are not over: their clocks may run. */
export const goingOn = (platform: Platform): Promise<Opening[]> => inStages(platform, ['unsealing', 'read', 'recorded'])
