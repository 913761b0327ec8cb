import { DataTypes } from 'sequelize'
import type { Context } from '../ledger/command.ts'
import { rowAt } from '../ledger/store.ts'
import { defineStream } from '../ledger/stream.ts'
import type { QualificationFact } from './events.ts'
import { evolve, type Qualification } from './qualification.ts'

/** The stream of one tender's qualification. */
export const qualificationStream = defineStream<Qualification, QualificationFact>({
  name: 'qualification',
  table: 'qualifications',
  evolve,
  columns: { stage: { type: DataTypes.STRING(16), of: ({ stage }) => stage } },
})

/** The qualification of a tender's bidders, outside a deed; undefined before the first bid is judged. */
export async function qualificationOf(
  context: Pick<Context, 'platform'>,
  tender: string,
): Promise<Qualification | undefined> {
  const row = await rowAt(context.platform.database, qualificationStream.kind, tender)
  return row ? (JSON.parse((row as unknown as { state: string }).state) as Qualification) : undefined
}
