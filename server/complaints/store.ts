import { DataTypes } from 'sequelize'
import type { Context } from '../ledger/command.ts'
import { rows } from '../ledger/store.ts'
import { defineStream } from '../ledger/stream.ts'
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
