import { DataTypes, Op, type Transaction } from 'sequelize'
import { dayOf, instantOf } from '../law/periods.ts'
import type { Context } from '../ledger/command.ts'
import { rows } from '../ledger/store.ts'
import { defineStream } from '../ledger/stream.ts'
import { trackOf } from './catalogue.ts'
import { codePrefix, serialOf } from './codes.ts'
import type { ProjectFact } from './events.ts'
import { evolve, type Project } from './project.ts'
import type { Alike } from './rules.ts'
import type { Part } from './threshold.ts'

/** How names are compared: without spaces, whatever their width. */
const bare = (name: string): string => name.normalize('NFKC').replace(/\s/g, '').slice(0, 200)

/** The stream of one project. */
export const projectStream = defineStream<Project, ProjectFact>({
  name: 'project',
  table: 'projects',
  evolve,
  columns: {
    stage: { type: DataTypes.STRING(12), of: ({ stage }) => stage },
    begun_by: { type: DataTypes.STRING(18), of: ({ by }) => by },
    code: { type: DataTypes.STRING(17), of: ({ registered }) => registered?.code ?? null },
    title: { type: DataTypes.STRING(200), of: ({ content }) => bare(content.name ?? '') },
    owner: { type: DataTypes.STRING(18), of: ({ content }) => content.owner?.code ?? null },
    agent: { type: DataTypes.STRING(18), of: ({ content }) => content.agent?.code ?? null },
    registered_at: { type: DataTypes.BIGINT, of: ({ registered }) => registered?.registeredAt ?? null },
  },
})

type Asking = Pick<Context, 'platform'>
const table = ({ platform }: Asking) => rows(platform.database, projectStream.kind)
const stateOf = (row: unknown): Project => JSON.parse((row as { state: string }).state) as Project

/** A project by its id, outside a deed. */
export async function projectById(context: Asking, id: string): Promise<Project | undefined> {
  const row = await table(context).findByPk(id, { raw: true })
  return row ? stateOf(row) : undefined
}

/** Registered projects with a code, or with a name and an owner. */
export async function projectsLike(
  context: Asking,
  of: { id: string; code: string | null; name: string; owner: string },
  tx?: Transaction,
): Promise<Alike[]> {
  const named = { title: bare(of.name), owner: of.owner }
  const found = await table(context).findAll({
    where: {
      stage: 'registered',
      id: { [Op.ne]: of.id },
      [Op.or]: [named, ...(of.code ? [{ code: of.code }] : [])],
    },
    limit: 20,
    raw: true,
    ...(tx ? { transaction: tx } : {}),
  })
  return found.map(stateOf).flatMap(({ id, registered }) => {
    if (!registered) return []
    const { code, content, registeredAt } = registered
    return [{ id, code, name: content.name, owner: content.owner.name, registeredAt }]
  })
}

/** The parts of what an owner registered since the year began, whose tender is not mandatory: works of a type, or purchases. */
export async function earlierParts(
  context: Asking,
  of: { id: string; owner: string; type: string | undefined; now: number },
  tx?: Transaction,
): Promise<Part[]> {
  const since = instantOf(`${dayOf(of.now).slice(0, 4)}-01-01`)
  const found = await table(context).findAll({
    where: { stage: 'registered', owner: of.owner, id: { [Op.ne]: of.id }, registered_at: { [Op.gte]: since } },
    limit: 500,
    raw: true,
    ...(tx ? { transaction: tx } : {}),
  })
  return found.map(stateOf).flatMap(({ registered }) => {
    const { content } = registered ?? {}
    const purchase = trackOf(of.type) === 'G'
    const alike = purchase ? trackOf(content?.type) === 'G' : content?.type === of.type
    if (!content || content.mandatory || !content.stateFunded || !alike) return []
    return content.sections.map(({ name, kind, estimate }) => ({
      ...{ name: `${content.name} ${name}`, kind, estimate: BigInt(estimate), ...budgeted(content) },
    }))
  })
}

/** The item of the budget that pays for the parts of a project. */
export const budgeted = ({ budgetItem }: { budgetItem?: string | null | undefined }) =>
  budgetItem ? { budgetItem } : {}

/** The next number for a project's code in a region. */
export async function nextSerial(context: Asking, region: string, tx: Transaction): Promise<number> {
  const prefix = codePrefix(region)
  const last = (await table(context).max('code', {
    where: { code: { [Op.between]: [`${prefix}000000`, `${prefix}999999`] } }, // a range of the index: LIKE reads it all
    transaction: tx,
  })) as string | null
  return last ? serialOf(last) + 1 : 1
}

/** Projects that an organisation began, owns or is the agent of; all of them for those who watch. Newest first. */
export async function projectsOf(
  context: Asking,
  organisation: string | undefined,
  { page, size }: { page: number; size: number },
): Promise<Project[]> {
  const mine =
    organisation === undefined
      ? undefined
      : {
          [Op.or]: [
            { stage: 'draft', begun_by: organisation },
            { stage: 'registered', [Op.or]: [{ owner: organisation }, { agent: organisation }] },
          ],
        }
  const found = await table(context).findAll({
    where: mine ?? { stage: 'registered' },
    order: [['id', 'DESC']],
    limit: size,
    offset: (page - 1) * size,
    raw: true,
  })
  return found.map(stateOf)
}
