import { DataTypes } from 'sequelize'
import type { Context } from '../ledger/command.ts'
import { rowAt } from '../ledger/store.ts'
import { defineStream } from '../ledger/stream.ts'
import { type Evaluation, evolve } from './evaluation.ts'
import type { EvaluationFact } from './events.ts'
import { openRepricings } from './prices.ts'

/** The stream of one tender's evaluation. */
export const evaluationStream = defineStream<Evaluation, EvaluationFact>({
  name: 'evaluation',
  table: 'evaluations',
  evolve,
  columns: {
    stage: { type: DataTypes.STRING(16), of: (evaluation) => evaluation.stage },
  },
  timetable: (evaluation) =>
    [...evaluation.clarifications.filter((one) => one.answer === null && !one.expired), ...openRepricings(evaluation)]
      .map(({ until }) => until)
      .sort((a, b) => a - b)
      .slice(0, 1)
      .map((at) => ({ at, deed: 'evaluation.expire' })),
})

/** An evaluation with the version of its stream, outside a deed. */
export async function evaluationOf(
  context: Pick<Context, 'platform'>,
  tender: string,
): Promise<{ state: Evaluation; version: number } | undefined> {
  const row = await rowAt(context.platform.database, evaluationStream.kind, tender)
  const found = row as unknown as { state: string; version: number } | null
  return found ? { state: JSON.parse(found.state) as Evaluation, version: Number(found.version) } : undefined
}
