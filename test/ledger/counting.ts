import { z } from 'zod'
import { streamTable } from '../../migrations/streamTable.ts'
import { platformItself } from '../../server/access/who.ts'
import type { Context } from '../../server/ledger/command.ts'
import { type Entry, entry, type Outcome } from '../../server/ledger/entry.ts'
import { defineEvent, type FactOf } from '../../server/ledger/event.ts'
import { everybody } from '../../server/ledger/eye.ts'
import { rows } from '../../server/ledger/store.ts'
import { defineStream } from '../../server/ledger/stream.ts'
import type { Platform } from '../../server/platform/platform.ts'
import { bareLedger } from '../world/bareLedger.ts'
import { services } from '../world/servers.ts'

/** Something was added to a count, which may then fall due. */
export const Added = defineEvent('test.added', {
  ...{ v: 1, zh: '增加', en: 'added', seenBy: everybody },
  data: z.strictObject({ by: z.number().int(), dueAt: z.number().int().nullable() }),
})

/** What a count is: the smallest stream that two can want at once. */
export interface Count {
  total: number
  dueAt: number | null
}

export const countStream = defineStream<Count, FactOf<typeof Added>>({
  ...{ name: 'count', table: 'counts' },
  evolve: (before, { data }) => ({ total: (before?.total ?? 0) + data.by, dueAt: data.dueAt }),
  timetable: ({ dueAt }) => (dueAt === null ? [] : [{ at: dueAt, deed: 'test.fall' }]),
})

/** In the platform's own name. */
export const inside = (platform: Platform): Context => ({
  platform,
  who: platformItself,
  now: platform.clock.now(),
  via: 'test',
})

/** Runs a deed. */
export const run = <R>(platform: Platform, deed: (e: Entry) => Promise<R>): Promise<Outcome<R>> =>
  entry(inside(platform), deed)

/** Adds to a count. */
export const add = (platform: Platform, name: string, by = 1, dueAt: number | null = null): Promise<Outcome<Count>> =>
  run(platform, (e) => e.append(countStream(name), [Added({ by, dueAt })]))

/** A count's row as it stands, or nothing. */
export async function countOf(
  { database }: Platform,
  name: string,
): Promise<(Count & { version: number }) | undefined> {
  const row = (await rows(database, countStream.kind).findByPk(name, { raw: true })) as unknown as {
    version: number
    state: string
  } | null
  return row ? { ...(JSON.parse(row.state) as Count), version: row.version } : undefined
}

/** A ledger with counts on an empty database. */
export async function countingLedger(
  kind: 'sqlite' | 'mysql',
): Promise<{ platform: Platform; close(): Promise<void> }> {
  const ledger = await bareLedger(kind)
  await streamTable(ledger.platform.database.getQueryInterface(), 'counts')
  return ledger
}

/** The databases of this machine. */
export const kinds = async (): Promise<('sqlite' | 'mysql')[]> =>
  (await services()).mysql ? ['sqlite', 'mysql'] : ['sqlite']
