import type { z } from 'zod'
import { dayOf } from '../law/periods.ts'
import { Refusal, refusals } from '../law/refusal.ts'
import { rulebookFor } from '../law/rulebook.ts'
import { type Context, query } from '../ledger/command.ts'
import { frozenOn } from '../regions/commands.ts'
import { catalogue, trackOf } from './catalogue.ts'
import type { ListProjects, OneProject } from './contract.ts'
import type { Project } from './project.ts'
import { complete, registrationProblems } from './rules.ts'
import { budgeted, earlierParts, projectById, projectsLike, projectsOf } from './store.ts'
import { divisionHints, threshold, withRegionalLimit } from './threshold.ts'

const refuse = refusals({
  PROJECT_UNKNOWN: { status: 404, zh: '没有找到该项目', en: 'there is no such project' },
})
const none = async (): Promise<undefined> => undefined

const known = async (context: Context, input: z.infer<typeof OneProject>): Promise<Project> => {
  const project = await projectById(context, input.project)
  if (!project) throw refuse('PROJECT_UNKNOWN')
  return project
}

/** The kinds of trade there are, those that do not run here yet among them. */
export const types = query('catalogue.read', none, async () => ({ types: catalogue }))

/** A project as it stands. */
export const read = query('project.read', known, async (_context, project) => project)

const PAGE = 20

/** One's own projects, or, for those who watch, every registered one. */
export const list = query('project.list', none, async (context, _n, { page }: z.infer<typeof ListProjects>) => {
  const { role, organisation } = context.who
  const mine = role === 'tenderer' || role === 'agent' ? (organisation ?? '-') : undefined
  const found = await projectsOf(context, mine, { page, size: PAGE + 1 })
  return { items: found.slice(0, PAGE), more: found.length > PAGE, page }
})

const told = ({ code, zh, en, article, facts }: Refusal) => ({ code, zh, en, article: article ?? null, facts })

/** What stands against the registration as it is saved now, what it resembles, and which tenders reach the limit. */
export const check = query('project.read', known, async (context, project) => {
  const { type, owner, name } = project.content
  const { region } = project.content
  const regional = region ? await frozenOn(context.platform, region, dayOf(context.now)) : undefined
  const law = withRegionalLimit(rulebookFor(trackOf(type), dayOf(context.now)), regional)
  const code = project.content.code ?? null
  const alike = owner && name ? await projectsLike(context, { id: project.id, code, name, owner: owner.code }) : []
  const asked = owner && { id: project.id, owner: owner.code, type, now: context.now }
  const earlier = asked ? await earlierParts(context, asked) : []
  try {
    const content = complete(project.content)
    const parts = content.sections.map((one) => ({ ...one, estimate: BigInt(one.estimate), ...budgeted(content) }))
    return {
      problems: registrationProblems(content, { alike, earlier, law }).map(told),
      alike,
      thresholds: parts.map((part) => ({ name: part.name, ...threshold(part, law) })),
      hints: content.stateFunded ? divisionHints(parts, earlier, law) : [],
    }
  } catch (problem) {
    if (!(problem instanceof Refusal)) throw problem
    return { problems: [told(problem)], alike, thresholds: [], hints: [] }
  }
})
