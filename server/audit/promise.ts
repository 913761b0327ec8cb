import { Op } from 'sequelize'
import { signPromise } from '../../crypto/promise.ts'
import { events } from '../ledger/store.ts'
import type { Platform } from '../platform/platform.ts'
import { logKey, MOST_FACTS } from './beat.ts'
import { beatRow, beats, lastBeat } from './store.ts'

/** The part of a platform that a promise takes. */
type Promising = Pick<Platform, 'database' | 'vault' | 'logOrigin'>

/**
 * The log's signed promise for a committed fact: in which beat its commitment stands at the latest. A beat that was under
 * way when the fact was committed may miss it, the one after takes it in; a fact that is in already is promised for its
 * own beat.
 */
export async function promiseFact(platform: Promising, fact: string): Promise<string> {
  const row = await events(platform.database).findOne({
    attributes: ['seq', 'commitment'],
    where: { id: fact },
    raw: true,
  })
  if (!row) throw new Error('there is no such fact')
  const { seq, commitment } = row as unknown as { seq: number; commitment: string }
  const beat = await latestBeat(platform, Number(seq))
  return signPromise({ origin: platform.logOrigin, commitment, beat }, logKey(platform))
}

async function latestBeat({ database }: Promising, seq: number): Promise<number> {
  const taken = await beats(database).findOne({
    where: { from_seq: { [Op.lt]: seq }, to_seq: { [Op.gte]: seq } },
    raw: true,
  })
  if (taken) return beatRow(taken).beat
  const last = await lastBeat(database)
  const waiting = seq - (last?.to_seq ?? 0)
  return (last?.beat ?? -1) + 2 + Math.floor(waiting / MOST_FACTS)
}
