import { DataTypes } from 'sequelize'
import type { Context } from '../ledger/command.ts'
import { rowAt, rows } from '../ledger/store.ts'
import { defineStream } from '../ledger/stream.ts'
import { type Check, evolveCheck } from './check.ts'
import type { CheckFact } from './events.ts'

/** The stream of one spot check. */
export const checkStream = defineStream<Check, CheckFact>({
  name: 'check',
  table: 'checks',
  evolve: evolveCheck,
  columns: {
    stage: { type: DataTypes.STRING(16), of: (check) => check.stage },
    published_at: { type: DataTypes.BIGINT, of: (check) => check.publishedAt },
  },
})

/** A spot check by its id, outside a deed. */
export async function checkById({ platform }: Pick<Context, 'platform'>, id: string): Promise<Check | undefined> {
  const row = await rowAt(platform.database, checkStream.kind, id)
  return row ? (JSON.parse((row as unknown as { state: string }).state) as Check) : undefined
}

const MOST = 100

/** Spot checks, the newest first: all, or the published ones. */
export async function checksOf({ platform }: Pick<Context, 'platform'>, publishedOnly: boolean): Promise<Check[]> {
  const found = await rows(platform.database, checkStream.kind).findAll({
    where: publishedOnly ? { stage: 'published' } : {},
    order: [
      ['published_at', 'DESC'],
      ['id', 'DESC'],
    ],
    limit: MOST,
    raw: true,
  })
  return (found as unknown as { state: string }[]).map((row) => JSON.parse(row.state) as Check)
}
