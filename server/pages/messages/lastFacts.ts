import { QueryTypes, type Sequelize } from 'sequelize'
import { depositId, depositStream } from '../../deposits/store.ts'
import type { Eye } from '../../ledger/eye.ts'
import { lastOfTenders } from '../../ledger/store.ts'
import { type Audience, typesFor } from './catalogue.ts'

export const isOfDeposit = (type: string): boolean => type.startsWith('deposit.')

/**
 * The number of the last fact of each of these streams.
 *
 * @param streams the tender of each, by the stream's name
 * @returns by tender
 */
async function lastOfStreams(db: Sequelize, streams: ReadonlyMap<string, string>): Promise<Map<string, number>> {
  const found = await db.query<{ stream: string; last: number }>(
    'SELECT stream, MAX(seq) AS last FROM events WHERE stream IN (:names) GROUP BY stream',
    { type: QueryTypes.SELECT, replacements: { names: [...streams.keys()] } },
  )
  return new Map(found.map(({ stream, last }) => [streams.get(stream) ?? '', Number(last)]))
}

/** The last fact of each tender that may be a message: how many others bid or pay changes nothing of the order. */
export async function lastFor(
  database: Sequelize,
  { tenders, audience }: { tenders: ReadonlyMap<string, { eye: Eye }>; audience: Audience },
): Promise<Map<string, number>> {
  const types = typesFor(audience).filter((type) => audience !== 'bidder' || !isOfDeposit(type))
  const last = await lastOfTenders(database, [...tenders.keys()], types)
  if (audience !== 'bidder') return last
  const mine = new Map([...tenders].map(([id, { eye }]) => [depositStream(depositId(id, eye.tag)).name, id]))
  for (const [id, seq] of await lastOfStreams(database, mine)) last.set(id, Math.max(seq, last.get(id) ?? 0))
  return last
}
