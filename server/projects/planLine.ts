import { isPending, type Pending } from '../law/periods.ts'
import type { Refusal } from '../law/refusal.ts'
import type { Rule } from '../law/rule.ts'
import type { Day, Instant } from '../law/units.ts'

/** A date of a timetable: chosen by the tenderer, or following from the law. */
export interface PlanDate {
  readonly id: string
  readonly zh: string
  readonly en: string
  /** null: it cannot be told, because the calendar of that day's year is not out */
  readonly at: Instant | null
  readonly pending: Day | null
  readonly chosen: boolean
  /** chosen dates: not before this moment */
  readonly earliest: Instant | null
  readonly by: { readonly article: string; readonly source: string }
  readonly conflicts: readonly Refusal[]
}

/** A moment of a timetable. */
export type When = Instant | Pending
/** A date before it is told. */
export interface Line {
  id: string
  zh: string
  en: string
  at: When
  rule: Rule<unknown>
  earliest?: When
  chosen?: boolean
  conflicts?: Refusal[]
}

/** A date as it is told. */
export const dated = ({ id, zh, en, at, rule, earliest, chosen, conflicts }: Line): PlanDate => ({
  ...{ id, zh, en, chosen: chosen ?? false, conflicts: conflicts ?? [] },
  at: isPending(at) ? null : at,
  pending: isPending(at) ? at.pending : null,
  earliest: earliest === undefined || isPending(earliest) ? null : earliest,
  by: { article: rule.article, source: rule.source },
})

/** A period after something that may itself be pending. */
export const after = (start: When, then: (at: Instant) => When): When => (isPending(start) ? start : then(start))
