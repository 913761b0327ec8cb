import { DataTypes, type Model, type ModelStatic, Op, type Sequelize, type Transaction } from 'sequelize'
import { type Who, whoIs } from '../access/who.ts'
import type { Context } from '../ledger/command.ts'
import { isUniqueViolation } from '../platform/database.ts'
import type { Platform } from '../platform/platform.ts'

/** How long an arrival is left to whoever works on it, unless renewed (real time, ms). */
const LEFT_FOR = 6000
/** After so many that could not finish it, it holds up the closing no more. */
const MOST_TRIES = 20
const PURPOSE = 'arrival'

/** A submission that was complete here at an instant, and is being looked at. */
export interface Arrival {
  id: string
  /** when it was complete here, ms: what counts */
  at: number
}

/** Whose submission it is, and the hash of its manifest. */
interface Submission {
  tender: string
  tag: string
  manifest: string
}

/** What was handed in and by whom, sealed while it waits. */
export interface HandedIn<I> {
  who: Omit<Who, 'tagFor'>
  via: string
  input: I
}

const arrivals = (db: Sequelize): ModelStatic<Model> =>
  (db.models['arrivals'] as ModelStatic<Model> | undefined) ??
  db.define(
    'arrivals',
    {
      id: { type: DataTypes.STRING(26), primaryKey: true },
      tender: DataTypes.STRING(64),
      manifest: DataTypes.CHAR(64),
      at: DataTypes.BIGINT,
      sealed: DataTypes.TEXT('medium'),
      until: DataTypes.BIGINT,
      tries: DataTypes.INTEGER,
    },
    { tableName: 'arrivals', timestamps: false, freezeTableName: true },
  )

interface Row extends Arrival {
  sealed: string
  until: number
  tries: number
}

const opened = <I>(platform: Platform, row: Row): HandedIn<I> => JSON.parse(platform.vault.open(PURPOSE, row.sealed))

/** By which an arrival is found again: a keyed hash of whose it is and of its manifest. */
const keyOf = (platform: Platform, of: Submission): string =>
  platform.vault.tag(PURPOSE, of.tender, of.tag, of.manifest)

/** The same submission as it was noted before: its sender asks again, or whoever looked at it died. */
export async function arrivalOf<I>(platform: Platform, of: Submission): Promise<(Arrival & { input: I }) | undefined> {
  const where = { tender: of.tender, manifest: keyOf(platform, of) }
  const row = (await arrivals(platform.database).findOne({ where, raw: true })) as unknown as Row | null
  return row ? { id: row.id, at: Number(row.at), input: opened<I>(platform, row).input } : undefined
}

/** Notes that a submission is here whole: from now on the bidding does not close before it is taken in or refused. */
export async function noteArrival<I>(
  { platform, who, via }: Context,
  of: Submission & { at: number; input: I },
): Promise<Arrival> {
  const { tagFor: _made, ...identity } = who
  const sealed = platform.vault.seal(PURPOSE, JSON.stringify({ who: identity, via, input: of.input }))
  const { tender, at } = of
  const until = platform.clock.real() + LEFT_FOR
  const row = { id: platform.newId(), tender, manifest: keyOf(platform, of), at, sealed, until, tries: 0 }
  try {
    await arrivals(platform.database).create(row)
    return { id: row.id, at }
  } catch (problem) {
    const there = isUniqueViolation(problem) ? await arrivalOf(platform, of) : undefined
    if (!there) throw problem
    return there
  }
}

/** Ends an arrival, within the deed that takes it in or after its refusal. */
export async function endArrival(database: Sequelize, id: string, tx?: Transaction): Promise<void> {
  await arrivals(database).destroy({ where: { id }, ...(tx ? { transaction: tx } : {}) })
}

/** Whether submissions to a tender are still looked at. */
export const arriving = async (database: Sequelize, tender: string, tx?: Transaction): Promise<boolean> =>
  (await arrivals(database).count({
    where: { tender, tries: { [Op.lt]: MOST_TRIES } },
    ...(tx ? { transaction: tx } : {}),
  })) > 0

/** Keeps an arrival for whoever works on it, until the work ends. */
export async function whileWorking<R>(platform: Platform, { id }: Arrival, work: () => Promise<R>): Promise<R> {
  const renew = (): void => {
    const until = platform.clock.real() + LEFT_FOR
    arrivals(platform.database)
      .update({ until }, { where: { id } })
      .catch(() => undefined) // the next renewal comes soon
  }
  const timer = setInterval(renew, LEFT_FOR / 4)
  try {
    return await work()
  } finally {
    clearInterval(timer)
  }
}

/** Takes over an arrival that nobody works on any more: its process died. Undefined: there is none, or another was faster. */
export async function takeOver<I>(
  platform: Platform,
): Promise<(Arrival & { context: Context; input: I; tries: number }) | undefined> {
  const now = platform.clock.real()
  const where = { until: { [Op.lte]: now }, tries: { [Op.lt]: MOST_TRIES } }
  const found = await arrivals(platform.database).findOne({ where, order: [['until', 'ASC']], raw: true })
  if (!found) return undefined
  const row = found as unknown as Row
  const { id, at, until, tries } = row
  const mine = { until: now + LEFT_FOR, tries: tries + 1 }
  const [taken] = await arrivals(platform.database).update(mine, { where: { id, until } })
  if (!taken) return undefined
  const { who, via, input } = opened<I>(platform, row)
  const { certificate = '', person = '', ...rest } = who
  const identity = { ...rest, certificate, person, entrance: 'trading' as const }
  const context = { platform, who: whoIs(platform.vault, identity), now: Number(at), via }
  return { id, at: Number(at), context, input, tries: tries + 1 }
}
