import { DataTypes } from 'sequelize'
import type { Context } from '../ledger/command.ts'
import { rows } from '../ledger/store.ts'
import { type AnyStreamKind, defineStream } from '../ledger/stream.ts'
import type { Platform } from '../platform/platform.ts'
import type { Tender } from '../tenders/tender.ts'
import { type Application, evolveApplication } from './application.ts'
import { nextLapse } from './committee.ts'
import type { ApplicationForm } from './contract.ts'
import type { ApplicationFact, ReviewFact } from './events.ts'
import { evolve, type Prequalification } from './prequalification.ts'
import type { Opened } from './review.ts'

/** One applicant's application: `application/<tender>.<tag>`. */
export const applicationStream = defineStream<Application, ApplicationFact>({
  name: 'application',
  table: 'applications',
  evolve: evolveApplication,
  columns: {
    tender: { type: DataTypes.STRING(64), of: (one) => one.tender },
    stage: { type: DataTypes.STRING(16), of: (one) => one.stage },
  },
})

/** The opening and review of a tender's applications: `prequalification/<tender>`. */
export const prequalificationStream = defineStream<Prequalification, ReviewFact>({
  name: 'prequalification',
  table: 'prequalifications',
  evolve,
  columns: { stage: { type: DataTypes.STRING(16), of: ({ stage }) => stage } },
  timetable: (state) => {
    const at = nextLapse(state)
    return at === undefined ? [] : [{ at, deed: 'prequalification.lapse' }]
  },
})

export const applicationOf = (tender: string, tag: string) => applicationStream(`${tender}.${tag}`)

/** The tag of an applicant, by its code: another one than it bids under, so that nothing ties its bid to its application. */
export const applicantTag = (platform: Pick<Platform, 'vault'>, tender: string, code: string): string =>
  platform.vault.tag('applicant', tender, code)

/** The same person, as an applicant: what it does stands in the ledger under that tag. */
export function asApplicant(context: Context): Context {
  const { platform, who } = context
  return {
    ...context,
    who: { ...who, tagFor: (tender) => applicantTag(platform, tender, who.organisation ?? '') },
  }
}

type Reads = Pick<Context, 'platform'>

async function states<S>({ platform }: Reads, kind: AnyStreamKind, where: Record<string, unknown>): Promise<S[]> {
  const found = await rows(platform.database, kind).findAll({ where, order: [['id', 'ASC']], raw: true })
  return (found as unknown as { state: string }[]).map((row) => JSON.parse(row.state) as S)
}

/** Every application of a tender, withdrawn ones too, in the order of their tags. */
export const applicationsOf = (context: Reads, tender: string): Promise<Application[]> =>
  states<Application>(context, applicationStream.kind, { tender })

/** One applicant's application, outside a deed. */
export const findApplication = async (context: Reads, tender: string, tag: string): Promise<Application | undefined> =>
  (await states<Application>(context, applicationStream.kind, { id: `${tender}.${tag}` }))[0]

/** The review of a tender, outside a deed; nothing before the deadline. */
export const prequalificationOf = async (context: Reads, tender: string): Promise<Prequalification | undefined> =>
  (await states<Prequalification>(context, prequalificationStream.kind, { id: tender }))[0]

/** Reviews that are not over. */
export const reviewsUnderWay = (context: Reads): Promise<Prequalification[]> =>
  states<Prequalification>(context, prequalificationStream.kind, { stage: 'unlocking' })

/** Who applies, once the officers released; for those who review, and for the letter to itself. */
export const applicantOf = ({ vault }: Pick<Platform, 'vault'>, one: Application): Opened['applicant'] | undefined =>
  one.applicant === null
    ? undefined
    : (JSON.parse(vault.open(`applicant/${one.tender}`, one.applicant)) as Opened['applicant'])

/** An opened application with its names; nothing while it is closed. */
export function openedOf(platform: Pick<Platform, 'vault'>, one: Application): Opened | undefined {
  const applicant = applicantOf(platform, one)
  if (one.stage !== 'opened' || !applicant || !one.form) return undefined
  const form = JSON.parse(platform.vault.open(`application/${one.tender}`, one.form)) as ApplicationForm
  return { tag: one.tag, applicant, form }
}

/** With whom each bidder was prequalified, by its code, itself among them; nothing where nobody was prequalified. */
export async function unitsThatApplied(
  context: Reads,
  tender: Pick<Tender, 'id' | 'prequalification'>,
): Promise<(code: string | undefined) => string[] | undefined> {
  if (!tender.prequalification) return () => undefined
  const opened = (await applicationsOf(context, tender.id)).flatMap((one) => openedOf(context.platform, one) ?? [])
  const units = new Map(
    opened.map(({ applicant, form }) => [applicant.code, [applicant.code, ...form.consortium.map(({ code }) => code)]]),
  )
  return (code) => units.get(code ?? '')
}
