import { DataTypes, Op, type Transaction } from 'sequelize'
import { lastMomentOf } from '../law/periods.ts'
import type { Context } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import type { Eye } from '../ledger/eye.ts'
import { rowAt, rows } from '../ledger/store.ts'
import { type Due, defineStream } from '../ledger/stream.ts'
import type { Platform } from '../platform/platform.ts'
import type { Project } from '../projects/project.ts'
import { projectStream } from '../projects/store.ts'
import { type Admission, evolveAdmission } from './admission.ts'
import type { AdmissionFact } from './admissionEvents.ts'
import type { Draft } from './contract.ts'
import type { TenderFact } from './events.ts'
import type { OfSection } from './registration.ts'
import { suspensionsOf } from './side.ts'
import { evolve, type Tender } from './tender.ts'
import { EXTENDABLE } from './validity.ts'

/** When the old end of a longer validity is noted. */
const validityDue = ({ stage, extension }: Tender): Due[] =>
  extension && !extension.ended && EXTENDABLE.includes(stage)
    ? [{ at: lastMomentOf(extension.from) + 1, deed: 'tender.endValidity' }]
    : []

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
  timetable: (tender) => {
    const validity = validityDue(tender)
    if (suspensionsOf(tender).length)
      return suspensionsOf(tender)
        .flatMap(({ correctBy, overdue }) =>
          correctBy === undefined || overdue ? [] : [{ at: correctBy + 1, deed: 'tender.correctionOverdue' }],
        )
        .concat(validity)
    const { stage, prequal, prequalification } = tender
    if (stage === 'bidding') return [{ at: tender.deadline, deed: 'opening.start' }]
    const applying = stage === 'prequalifying' && prequal?.closedAt === null && prequalification
    return applying ? [{ at: applying.deadline, deed: 'prequalification.close' }] : validity
  },
})

/** Who may bid for a tender, where not everybody may. */
export const admissionStream = defineStream<Admission, AdmissionFact>({
  name: 'admission',
  table: 'admissions',
  evolve: evolveAdmission,
})

/** How an admission knows an organisation: a keyed hash within the tender that stands nowhere else. */
export const admissionTag = (platform: Pick<Platform, 'vault'>, tender: string, code: string): string =>
  platform.vault.tag('admitted', tender, code)

/** Who may bid for a tender, outside a deed. */
export async function admissionOf(context: Pick<Context, 'platform'>, id: string): Promise<Admission | undefined> {
  const row = await rowAt(context.platform.database, admissionStream.kind, id)
  return row ? (JSON.parse((row as unknown as { state: string }).state) as Admission) : undefined
}

/** A tender by its id, outside a deed. */
export async function tenderById(context: Pick<Context, 'platform'>, id: string): Promise<Tender | undefined> {
  const row = await rowAt(context.platform.database, tenderStream.kind, id)
  return row ? (JSON.parse((row as unknown as { state: string }).state) as Tender) : undefined
}

/** The tenders that take bids or applications. */
export async function takingBids(platform: Pick<Platform, 'database'>): Promise<Tender[]> {
  const where = { stage: ['bidding', 'prequalifying'] }
  const found = await rows(platform.database, tenderStream.kind).findAll({ where, order: [['id', 'ASC']], raw: true })
  return (found as unknown as { state: string }[]).map(({ state }) => JSON.parse(state) as Tender)
}

/** Further tenders of a section, by its code. */
export async function tendersOfSection(
  context: Pick<Context, 'platform'>,
  of: { code: string; id: string },
  tx?: Transaction,
): Promise<OfSection[]> {
  const where = { code: of.code, id: { [Op.ne]: of.id } }
  const attributes = ['id', 'stage']
  const table = rows(context.platform.database, tenderStream.kind)
  return (await table.findAll({
    where,
    attributes,
    raw: true,
    ...(tx ? { transaction: tx } : {}),
  })) as unknown as OfSection[]
}

/** The registered project of a draft, and the other tenders of its section: what a draft is compared with. */
export async function registrationOf(
  e: Entry,
  id: string,
  of: Pick<Draft, 'registered' | 'code'>,
): Promise<[project: Project | undefined, others: OfSection[]]> {
  const project = of.registered === undefined ? undefined : await e.find(projectStream(of.registered))
  return [project, await tendersOfSection(e, { code: of.code, id }, e.tx)]
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
