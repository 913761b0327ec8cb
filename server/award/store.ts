import { DataTypes, Op } from 'sequelize'
import type { Context } from '../ledger/command.ts'
import { idsWith, rowAt, rows } from '../ledger/store.ts'
import { defineStream } from '../ledger/stream.ts'
import { type Acceptance, evolve as evolveAcceptance, untouched } from './acceptance.ts'
import type { AcceptanceFact } from './acceptanceEvents.ts'
import { type Award, evolve } from './award.ts'
import { type Duties, evolve as evolveDuties, overdueCount, timetable } from './duty.ts'
import type { DutyFact } from './dutyEvents.ts'
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

/** What becomes of the panel's report before anything is public: `acceptance/<tender>`. */
export const acceptanceStream = defineStream<Acceptance, AcceptanceFact>({
  name: 'acceptance',
  table: 'acceptances',
  evolve: evolveAcceptance,
})

/** The limits that run for a tender after its evaluation: `duty/<tender>`. */
export const dutyStream = defineStream<Duties, DutyFact>({
  name: 'duty',
  table: 'duties',
  evolve: evolveDuties,
  timetable,
  columns: { overdue: { type: DataTypes.INTEGER, of: overdueCount } },
})

const stateOf = <T>(row: unknown): T | undefined =>
  row ? (JSON.parse((row as { state: string }).state) as T) : undefined

/** The award of a tender, outside a deed; undefined before the candidates are public. */
export const awardOf = async (context: Pick<Context, 'platform'>, tender: string): Promise<Award | undefined> =>
  stateOf(await rowAt(context.platform.database, awardStream.kind, tender))

/** What became of the report of a tender, outside a deed. */
export const acceptanceOf = async (context: Pick<Context, 'platform'>, tender: string): Promise<Acceptance> =>
  stateOf<Acceptance>(await rowAt(context.platform.database, acceptanceStream.kind, tender)) ?? untouched(tender)

/** The limits of a tender, outside a deed; undefined before its evaluation is finished. */
export const dutiesOfTender = async (context: Pick<Context, 'platform'>, tender: string): Promise<Duties | undefined> =>
  stateOf(await rowAt(context.platform.database, dutyStream.kind, tender))

/** Tenders in which something is overdue, at most 200. */
export async function overdueDuties(context: Pick<Context, 'platform'>): Promise<Duties[]> {
  const found = await rows(context.platform.database, dutyStream.kind).findAll({
    where: { overdue: { [Op.gt]: 0 } },
    limit: 200,
    raw: true,
  })
  return found.flatMap((row) => stateOf<Duties>(row) ?? [])
}

/** Tenders with an answer whose last moment is pending: there are some only while a year's calendar is not out. */
export const withPendingAnswers = ({ platform }: Pick<Context, 'platform'>): Promise<string[]> =>
  idsWith(platform.database, awardStream.kind, '"answerBy":null')

/** Tenders with a limit whose last moment is pending. */
export const withPendingDuties = ({ platform }: Pick<Context, 'platform'>): Promise<string[]> =>
  idsWith(platform.database, dutyStream.kind, '"until":null')
