import { DataTypes, type Transaction } from 'sequelize'
import { rowAt, rows } from '../ledger/store.ts'
import { defineStream } from '../ledger/stream.ts'
import type { Platform } from '../platform/platform.ts'
import type { OutageFact } from './events.ts'
import { evolve, type OutageReport } from './outage.ts'

/** The stream of one report. */
export const outageStream = defineStream<OutageReport, OutageFact>({
  name: 'outage',
  table: 'outage_reports',
  evolve,
  columns: {
    reporter: { type: DataTypes.STRING(64), of: ({ reporter }) => reporter },
    at: { type: DataTypes.BIGINT, of: ({ at }) => at },
    waits: { type: DataTypes.INTEGER, of: ({ decisions }) => (decisions.length ? 0 : 1) },
  },
})

/** Under what an organisation's reports are found: a keyed hash, from which nobody tells whose they are. */
export const reporterTag = ({ vault }: Pick<Platform, 'vault'>, code: string): string =>
  vault.tag('outage-reporter', code)

const MOST = 300

/** Reports, those that wait for a decision first, the newest of each first. */
export async function reportsOf(
  { database }: Pick<Platform, 'database'>,
  where: { reporter?: string; waits?: 0 | 1 },
): Promise<OutageReport[]> {
  const order: [string, string][] = [
    ['waits', 'DESC'],
    ['at', 'DESC'],
    ['id', 'DESC'],
  ]
  const found = await rows(database, outageStream.kind).findAll({ where, order, limit: MOST, raw: true })
  return (found as unknown as { state: string }[]).map(({ state }) => JSON.parse(state) as OutageReport)
}

/** How many reports of somebody wait for a decision. */
export const waitingOf = ({ database }: Platform, reporter: string, transaction: Transaction): Promise<number> =>
  rows(database, outageStream.kind).count({ where: { reporter, waits: 1 }, transaction })

/** A report by its id, outside a deed. */
export async function reportById({ database }: Platform, id: string): Promise<OutageReport | undefined> {
  const row = await rowAt(database, outageStream.kind, id)
  return row ? (JSON.parse((row as unknown as { state: string }).state) as OutageReport) : undefined
}
