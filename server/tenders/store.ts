import { DataTypes, Op, type WhereOptions } from 'sequelize'
import type { Context } from '../ledger/command.ts'
import type { Eye } from '../ledger/eye.ts'
import { rows } from '../ledger/store.ts'
import { defineStream } from '../ledger/stream.ts'
import type { TenderFact } from './events.ts'
import { evolve, type Tender } from './tender.ts'

/** The stream of one tender. */
export const tenderStream = defineStream<Tender, TenderFact>({
  name: 'tender',
  table: 'tenders',
  evolve,
  columns: {
    stage: { type: DataTypes.STRING(16), of: (tender) => tender.stage },
    code: { type: DataTypes.STRING(32), of: (tender) => tender.code },
    title: { type: DataTypes.STRING(200), of: (tender) => tender.name },
    region: { type: DataTypes.STRING(6), of: (tender) => tender.region },
    published_at: { type: DataTypes.BIGINT, of: (tender) => tender.published?.publishedAt ?? null },
    deadline: { type: DataTypes.BIGINT, of: (tender) => tender.deadline },
  },
  timetable: (tender) => (tender.stage === 'bidding' ? [{ at: tender.deadline, deed: 'opening.start' }] : []),
})

/** A tender by its id, outside a deed. */
export async function tenderById(context: Pick<Context, 'platform'>, id: string): Promise<Tender | undefined> {
  const row = await rows(context.platform.database, tenderStream.kind).findByPk(id, { raw: true })
  return row ? (JSON.parse((row as unknown as { state: string }).state) as Tender) : undefined
}

const PAGE = 20

/** Published tenders by text, stage and region, newest first. */
export async function searchTenders(
  context: Pick<Context, 'platform'>,
  by: { text?: string | undefined; stage?: string | undefined; region?: string | undefined; page: number },
): Promise<{ items: Tender[]; more: boolean }> {
  const text = by.text?.replace(/[%_\\]/g, '')
  const where: WhereOptions = {
    published_at: { [Op.ne]: null },
    ...(by.stage ? { stage: by.stage } : {}),
    ...(by.region ? { region: { [Op.like]: `${by.region}%` } } : {}),
    ...(text ? { [Op.or]: [{ title: { [Op.like]: `%${text}%` } }, { code: { [Op.like]: `${text}%` } }] } : {}),
  }
  const found = await rows(context.platform.database, tenderStream.kind).findAll({
    where,
    order: [['published_at', 'DESC']],
    limit: PAGE + 1,
    offset: (by.page - 1) * PAGE,
    raw: true,
  })
  const items = (found as unknown as { state: string }[]).map((row) => JSON.parse(row.state) as Tender)
  return { items: items.slice(0, PAGE), more: items.length > PAGE }
}

/** How somebody looks at the facts of a tender. */
export function eyeOf(context: Context, tender: Tender): Eye {
  const { who } = context
  const host = !!who.organisation && [tender.tenderer.code, tender.agent?.code].includes(who.organisation)
  return {
    role: who.role,
    host: host && (who.role === 'tenderer' || who.role === 'agent'),
    tag: who.role === 'bidder' || who.role === 'expert' ? who.tagFor(tender.id) : '',
  }
}
