import type { z } from 'zod'
import { hex } from '../../crypto/bytes.ts'
import { canonicalBytes } from '../../crypto/canonical.ts'
import { sha256 } from '../../crypto/digest.ts'
import { type Refusal, refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'

import { type PublishPlan, Registration, type Sketch } from './contract.ts'
import { PlanPublished, type ProjectHappening, ProjectRegistered, ProjectSaved } from './events.ts'
import { gateProblems } from './gates.ts'
import type { Project, Registered } from './project.ts'
import { divisionHints, type Part, threshold } from './threshold.ts'

const refuse = refusals({
  PROJECT_REGISTERED: { status: 409, zh: '项目已登记，不能再修改', en: 'the project is registered and stays as it is' },
  PROJECT_NOT_REGISTERED: { status: 409, zh: '项目尚未进场登记', en: 'the project is not registered' },
  PROJECT_INCOMPLETE: {
    status: 422,
    zh: '登记内容不完整或格式不符',
    en: 'the registration is not complete, or something in it has the wrong form',
  },
  CENTRE_OTHER: {
    status: 422,
    zh: '项目所在地不属于所选交易中心',
    en: 'the place does not belong to the centre that was chosen',
  },
  APPROVAL_MISSING: {
    status: 422,
    zh: '依法必须招标的项目应当先取得审批、核准或备案，并登记文号',
    en: 'a project that must be tendered is approved first',
  },
  APPROVED_OTHERWISE: {
    status: 422,
    zh: '招标组织形式与审批、核准的不一致',
    en: 'the tender is organised in another way than was approved',
  },
  FUNDS_UNSETTLED: {
    status: 422,
    zh: '资金或者资金来源尚未落实',
    en: 'neither the money nor its source is settled',
  },
  MANDATE_MISSING: {
    status: 422,
    zh: '委托代理机构的，应当签订书面委托合同并登记',
    en: 'an agent acts by a written contract, which is registered',
  },
  SELF_FILING_MISSING: {
    status: 422,
    zh: '依法必须招标的项目自行招标的，应当向行政监督部门备案并登记备案号',
    en: 'a tenderer that tenders by itself files that first',
  },
  MANDATORY_BY_SIZE: {
    status: 422,
    zh: '该标段达到必须招标的规模标准，不能登记为非依法必须招标',
    en: 'this tender reaches the limit from which on it must be tendered',
  },
  OPEN_BY_SIZE: {
    status: 422,
    zh: '采购预算达到公开招标数额标准，应当登记为公开招标',
    en: 'this budget reaches the limit from which on the tender is open',
  },
  DIVISION_UNEXPLAINED: {
    status: 422,
    zh: '多个同类部分均低于标准而合计达到标准，请说明分别实施的理由',
    en: 'several parts of a sort are below the limit and reach it together: say why the project is divided',
  },
  CODE_TAKEN: { status: 409, zh: '该项目编号已登记', en: 'a project of this code is registered already' },
  PROJECT_ALIKE: {
    status: 409,
    zh: '同一招标人已登记同名项目，请说明两者的区别',
    en: 'a project of this name and owner is registered: say in what they differ',
  },
  PLAN_SECTION_UNKNOWN: {
    status: 422,
    zh: '招标计划所列标段不属于该项目',
    en: 'the plan names a tender that is not of this project',
  },
})

/** A registered project that may be the same: same code, or same name and owner. */
export interface Alike {
  readonly id: string
  readonly code: string
  readonly name: string
  readonly owner: string
  readonly registeredAt: number
}

/** What a registration is judged by beside itself. */
export interface Around {
  readonly alike: readonly Alike[]
  /** what the same owner registered of the same type this year without a mandatory tender */
  readonly earlier?: readonly Part[]
  readonly law: Rulebook
}

/** Saves a registration on its way. */
export function saveProject(before: Project | undefined, of: { id: string; by: string; content: Sketch }) {
  if (before?.stage === 'registered') throw refuse('PROJECT_REGISTERED', { project: of.id })
  return [ProjectSaved({ project: of.id, by: before?.by ?? of.by, content: of.content })]
}

/** The registration that a sketch has become. Refuses, with what is missing by its path, while it is none. */
export function complete(sketch: Sketch): Registration {
  const parsed = Registration.safeParse({ ...EMPTY, ...sketch })
  if (parsed.success) return parsed.data
  const missing = [...new Set(parsed.error.issues.map(({ path }) => path.join('.')))]
  throw refuse('PROJECT_INCOMPLETE', { missing })
}

/** What may be left out: nothing was said about it. */
const EMPTY = {
  ...{ code: null, agent: null, mandate: null, selfFiling: null, approval: null },
  ...{ licence: null, differs: null, division: null },
}

/** Everything that stands against a registration, each with its article; empty when it may be registered. */
export function registrationProblems(of: Registration, around: Around): Refusal[] {
  return [
    ...gateProblems(of),
    ...placeProblems(of),
    ...approvalProblems(of, around.law),
    ...agencyProblems(of, around.law),
    ...sizeProblems(of, around),
    ...alikeProblems(of, around.alike),
  ]
}

function placeProblems({ region, centre }: Registration): Refusal[] {
  const own = centre.endsWith('00') ? centre.slice(0, 2) : centre
  return region.startsWith(own) ? [] : [refuse('CENTRE_OTHER', { region, centre })]
}

function approvalProblems(of: Registration, law: Rulebook): Refusal[] {
  const problems: Refusal[] = []
  const needed = of.mandatory && law.approvalFirst.value === 'whereMandatory'
  if (needed && !of.approval) problems.push(refuse('APPROVAL_MISSING', {}, law.approvalFirst))
  const organised = of.agent ? 'agent' : 'self'
  if (needed && of.approval && of.approval.organisation !== organised)
    problems.push(refuse('APPROVED_OTHERWISE', { approved: of.approval.organisation, organised }, law.approvedScope))
  if (law.fundsSettled.value && !of.fundsSettled) problems.push(refuse('FUNDS_UNSETTLED', {}, law.fundsSettled))
  return problems
}

function agencyProblems({ agent, mandate, mandatory, selfFiling }: Registration, law: Rulebook): Refusal[] {
  if (agent) return mandate ? [] : [refuse('MANDATE_MISSING', {}, law.agencyContract)]
  const filed = !mandatory || law.selfOrganised.value === 'free' || selfFiling !== null
  return filed ? [] : [refuse('SELF_FILING_MISSING', {}, law.selfOrganised)]
}

function sizeProblems(of: Registration, { law, earlier = [] }: Around): Refusal[] {
  if (!of.stateFunded) return []
  const item = of.budgetItem ? { budgetItem: of.budgetItem } : {}
  const parts = of.sections.map(({ name, kind, estimate }) => ({ name, kind, estimate: BigInt(estimate), ...item }))
  const must = parts.map((part) => ({ part, found: threshold(part, law) })).filter((one) => one.found.answer === 'must')
  const denied = of.mandatory ? [] : must
  const bySize = law.track === 'G' ? 'OPEN_BY_SIZE' : 'MANDATORY_BY_SIZE'
  const hints = of.mandatory || of.division ? [] : divisionHints(parts, earlier, law)
  return [
    ...denied.map(({ part, found }) =>
      refuse(bySize, { section: part.name, estimate: part.estimate, limit: found.limit }, found.by),
    ),
    ...hints.map(({ sort, names, sum, limit, by }) => refuse('DIVISION_UNEXPLAINED', { sort, names, sum, limit }, by)),
  ]
}

function alikeProblems(of: Registration, alike: readonly Alike[]): Refusal[] {
  const same = alike.find(({ code }) => code === of.code)
  if (same) return [refuse('CODE_TAKEN', { project: same.id, code: same.code })]
  const [named] = alike
  return named && !of.differs ? [refuse('PROJECT_ALIKE', { alike })] : []
}

const hashed = (value: unknown): string => hex(sha256(canonicalBytes(value)))

/** What is signed to register a project: all that the registration says, by its hash. */
export const registrationFields = (project: string, content: Registration) => ({
  ...{ project, name: content.name, owner: content.owner.code, content: hashed(content) },
})

/** What is signed to publish a plan. */
export const planFields = (project: string, plan: z.infer<typeof PublishPlan>['plan']) => ({
  project,
  plan: hashed(plan),
})

/** Registers a project whose papers the law asks for are there. */
export function registerProject(
  project: Project,
  of: Pick<Registered, 'code' | 'tendering' | 'sections'> & {
    content: Registration
    signature: { statement: string; cms: string; certificate: string }
  },
  around: Around,
  now: number,
): ProjectHappening[] {
  if (project.stage === 'registered') throw refuse('PROJECT_REGISTERED', { project: project.id })
  const [first] = registrationProblems(of.content, around)
  if (first) throw first
  return [ProjectRegistered({ project: project.id, ...of, registeredAt: now })]
}

/** The registration of a project; refuses while it has none. */
export function registered(project: Project): Registered {
  if (!project.registered) throw refuse('PROJECT_NOT_REGISTERED', { project: project.id })
  return project.registered
}

/** Publishes a plan of coming tenders, or a later version of it. */
export function publishPlan(
  project: Project,
  of: { plan: z.infer<typeof PublishPlan>['plan']; signature: { statement: string; cms: string; certificate: string } },
  now: number,
): ProjectHappening[] {
  const { content, code, sections } = registered(project)
  const planned = of.plan.sections.map((one) => sections.find((section) => section.code === one.code))
  if (planned.some((one) => !one)) throw refuse('PLAN_SECTION_UNKNOWN', { project: project.id })
  const { name, owner, type, region, centre } = content
  return [
    PlanPublished({
      ...{ project: project.id, version: (project.plan?.version ?? 0) + 1, code, name, owner: owner.name },
      ...{ type, region, centre, plan: of.plan, sections: planned.flatMap((one) => (one ? [one] : [])) },
      ...{ publishedAt: now, signature: of.signature },
    }),
  ]
}
