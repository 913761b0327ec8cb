import { latestBefore } from '../law/periods.ts'
import { type Refusal, refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { days, type Instant } from '../law/units.ts'
import type { FrozenRegion } from '../regions/values.ts'

const refuse = refusals({
  PLAN_TOO_LATE: {
    status: 422,
    zh: '招标计划（采购意向）公布距发布公告的天数不足',
    en: 'the plan of the tender was not public long enough before its notice',
  },
  PLAN_MISSING: {
    status: 422,
    zh: '未公布本标段的招标计划，而本地区要求提前公布',
    en: 'no plan of this tender is public, and its region asks for one',
  },
})

/** A plan as far as it counts: when it was published, and the codes of the tenders it names. */
export interface Planned {
  readonly at: Instant
  readonly sections: readonly { readonly code: string }[]
}

/** What a plan is held against: the tender, its notice, and what law and region say. */
export interface PlanAsked {
  readonly code: string
  readonly publishedAt: Instant
  readonly law: Pick<Rulebook, 'planLead' | 'planRequired'>
  readonly regional: Pick<FrozenRegion, 'values' | 'example'> | undefined
}

/** Days that a region in authority asks for; an example binds nobody. */
const regionalDays = ({ regional }: PlanAsked): number | undefined =>
  regional && !regional.example ? regional.values.planDays : undefined

/**
 * Whether a tender was planned in public as long before its notice as it must be: nothing stands against it, or a refusal
 * with its article. The first plan that names the tender counts; later versions may change its month.
 */
export function planProblem(plans: readonly Planned[], of: PlanAsked): Refusal | undefined {
  const { law, publishedAt } = of
  const [first] = plans
    .filter(({ sections }) => sections.some(({ code }) => code === of.code))
    .toSorted((a, b) => a.at - b.at)
  const lead = law.planLead.value === 'regional' ? regionalDays(of) : law.planLead.value.days
  const asked = law.planRequired.value === 'none' ? undefined : lead
  if (!first) {
    const missing = law.planRequired.value === 'whereRegional' && asked
    return missing ? refuse('PLAN_MISSING', { days: asked }, law.planRequired) : undefined
  }
  const latest = asked === undefined ? publishedAt - 1 : latestBefore(publishedAt, days(asked))
  return first.at > latest
    ? refuse('PLAN_TOO_LATE', { published: first.at, latest, days: asked ?? 0 }, law.planLead)
    : undefined
}
