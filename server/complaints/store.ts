import { DataTypes } from 'sequelize'
import { awardOf } from '../award/store.ts'
import type { Context } from '../ledger/command.ts'
import { rows } from '../ledger/store.ts'
import { defineStream } from '../ledger/stream.ts'
import { openingOf } from '../opening/store.ts'
import { ownChallenges } from '../prequalification/challengeCommands.ts'
import { letterTag } from '../questions/anonymous.ts'
import { objectionsOf } from '../questions/store.ts'
import type { EarlierObjection } from './clocks.ts'
import { type Complaint, evolve, pending } from './complaint.ts'
import type { ComplaintFact } from './events.ts'

/** The stream of one complaint: `complaint/<tender>.<complaint>`. */
export const complaintStream = defineStream<Complaint, ComplaintFact>({
  name: 'complaint',
  table: 'complaints',
  evolve,
  columns: {
    tender: { type: DataTypes.STRING(26), of: (complaint) => complaint.tender },
    stage: { type: DataTypes.STRING(16), of: (complaint) => complaint.stage },
    filed_at: { type: DataTypes.BIGINT, of: (complaint) => complaint.filedAt },
  },
  timetable: (complaint) =>
    pending(complaint) && complaint.rest?.until ? [{ at: complaint.rest.until, deed: 'complaint.restEnds' }] : [],
})

/** The stream of a complaint about a tender. */
export const complaintOf = (tender: string, complaint: string) => complaintStream(`${tender}.${complaint}`)

interface Row {
  state: string
}

/** Complaints about a tender, or all, the oldest first. */
export async function complaintsWhere(
  context: Pick<Context, 'platform'>,
  where: { tender?: string; stage?: string[] },
): Promise<Complaint[]> {
  const table = rows(context.platform.database, complaintStream.kind)
  const found = await table.findAll({
    where,
    order: [
      ['filed_at', 'ASC'],
      ['id', 'ASC'],
    ],
    limit: 500,
    raw: true,
  })
  return (found as unknown as Row[]).map(({ state }) => JSON.parse(state) as Complaint)
}

/** The objections to a tender that who asks has made: what a complaint of its may follow. */
export async function ownObjections(
  context: Pick<Context, 'platform' | 'who'>,
  tender: string,
): Promise<EarlierObjection[]> {
  const { platform, who } = context
  const written = ({ id, tag }: { id: string; tag: string }): boolean =>
    tag === letterTag(platform.vault, id, who.organisation ?? '')
  const documents = (await objectionsOf(context, tender)).filter(written)
  const opening = await openingOf(platform, tender)
  const spoken = (opening?.matters ?? []).filter(({ tag }) => tag === who.tagFor(tender))
  const award = await awardOf(context, tender)
  const result = (award?.objections ?? []).filter(({ tag }) => tag === who.tagFor(tender))
  return [
    ...documents.map(({ id, at, answerBy, answer }): EarlierObjection => {
      return { id, matter: 'documents', at, answerBy, answeredAt: answer?.at ?? null }
    }),
    ...(await ownChallenges(context, tender)).map(({ id, at, answerBy, answer }): EarlierObjection => {
      return { id, matter: 'prequalification', at, answerBy, answeredAt: answer?.at ?? null }
    }),
    ...spoken.map(({ id, at, answer }): EarlierObjection => {
      return { id, matter: 'opening', at, answerBy: null, answeredAt: answer?.at ?? null }
    }),
    ...result.map(({ id, at, answerBy, answeredAt }): EarlierObjection => {
      return { id, matter: 'result', at, answerBy, answeredAt }
    }),
  ]
}
