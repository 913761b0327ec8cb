import { QueryTypes } from 'sequelize'
import type { Platform } from '../platform/platform.ts'
import { type Outage, outageAfter } from './outage.ts'

/** So much of the log is looked at in one go: a day has 17,280 beats of five seconds, and nobody waits for a month of them. */
const PIECE = 86_400_000

interface Row {
  afterBeat: number | string
  since: number | string
  till: number | string
}

/**
 * Where the log stood still within a span, and where it did so over an end of it: all its beats are looked at.
 *
 * @param from real time, ms
 */
export async function gapsBetween(
  platform: Pick<Platform, 'database' | 'beat'>,
  from: number,
  to: number,
): Promise<Outage[]> {
  const found = new Map<number, Outage>()
  for (let at = from; at < to; at += PIECE)
    for (const gap of await gapsWithin(platform, at, Math.min(at + PIECE, to))) found.set(gap.after, gap)
  return [...found.values()]
}

/** From the last beat at or before the span to the first at or after it. */
async function gapsWithin(
  { database, beat }: Pick<Platform, 'database' | 'beat'>,
  from: number,
  to: number,
): Promise<Outage[]> {
  const rows = await database.query<Row>(
    `SELECT afterBeat, since, till FROM (
       SELECT LAG(beat) OVER (ORDER BY beat) AS afterBeat, LAG(at) OVER (ORDER BY beat) AS since, at AS till
       FROM beats
       WHERE at >= COALESCE((SELECT MAX(at) FROM beats WHERE at <= :from), :from)
         AND at <= COALESCE((SELECT MIN(at) FROM beats WHERE at >= :to), :to)
     ) AS struck WHERE till - since >= :least ORDER BY afterBeat`,
    { type: QueryTypes.SELECT, replacements: { from, to, least: outageAfter(beat) } },
  )
  return rows.map(({ afterBeat, since, till }) => ({ after: Number(afterBeat), from: Number(since), to: Number(till) }))
}
