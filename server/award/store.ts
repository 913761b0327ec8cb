import { DataTypes } from 'sequelize'
import type { Context } from '../ledger/command.ts'
import { rows } from '../ledger/store.ts'
import { defineStream } from '../ledger/stream.ts'
import { type Award, evolve } from './award.ts'
import type { AwardFact } from './events.ts'

/** The stream of one tender's award: `award/<tender>`. */
export const awardStream = defineStream<Award, AwardFact>({
  name: 'award',
  table: 'awards',
  evolve,
  columns: {
    until: { type: DataTypes.BIGINT, of: (award) => award.until },
    winner: { type: DataTypes.CHAR(64), of: (award) => award.winner?.tag ?? null },
  },
})

/** The award of a tender, outside a deed; undefined before the candidates are public. */
export async function awardOf(context: Pick<Context, 'platform'>, tender: string): Promise<Award | undefined> {
  const row = await rows(context.platform.database, awardStream.kind).findByPk(tender, { raw: true })
  return row ? (JSON.parse((row as unknown as { state: string }).state) as Award) : undefined
}
