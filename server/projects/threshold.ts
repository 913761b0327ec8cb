import type { TenderKind } from '../law/projectTenders.ts'
import { type Rule, rule } from '../law/rule.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Fen } from '../law/units.ts'
import type { FrozenRegion } from '../regions/values.ts'

/** Works, goods and services have limits of their own; survey and design are services. */
export type Sort = 'works' | 'goods' | 'services'

/** The sort that a kind of tender belongs to. */
export const sortOf = (kind: TenderKind): Sort =>
  kind === 'works' || kind === 'designBuild' ? 'works' : kind === 'goods' ? 'goods' : 'services'

type Limits = Pick<Rulebook, 'mandatoryWorks' | 'mandatoryGoods' | 'mandatoryServices'>

/** From which contract estimate on a sort is tendered. */
export const limitOf = (sort: Sort, law: Limits): Rule<Fen | 'regional'> =>
  ({ works: law.mandatoryWorks, goods: law.mandatoryGoods, services: law.mandatoryServices })[sort]

/** The limits with what the region has set for purchases; an example binds nobody. */
export function withRegionalLimit<L extends Limits>(
  law: L,
  regional: Pick<FrozenRegion, 'values' | 'example'> | undefined,
): L {
  const yuan = regional?.example ? undefined : regional?.values.openTenderYuan
  if (yuan === undefined || law.mandatoryGoods.value !== 'regional') return law
  const limit = rule<Fen | 'regional'>(BigInt(yuan) * 100n, law.mandatoryGoods.article, 'own', 'fen')
  return { ...law, mandatoryWorks: limit, mandatoryGoods: limit, mandatoryServices: limit }
}

/** Whether something must be tendered, and by which rule that is so. `regional`: the region's catalogue says. */
export interface Threshold {
  readonly answer: 'must' | 'below' | 'regional'
  readonly limit: Fen | null
  readonly by: Rule<Fen | 'regional'>
}

/** Whether an estimate of a kind reaches the limit; the limit itself is included. */
export function threshold(of: { kind: TenderKind; estimate: Fen }, law: Limits): Threshold {
  const by = limitOf(sortOf(of.kind), law)
  if (by.value === 'regional') return { answer: 'regional', limit: null, by }
  return { answer: of.estimate >= by.value ? 'must' : 'below', limit: by.value, by }
}

/** A part of a project, or an earlier project of the same owner. */
export interface Part {
  readonly name: string
  readonly kind: TenderKind
  readonly estimate: Fen
  /** of a purchase: the item of the budget that pays for it */
  readonly budgetItem?: string | undefined
}

/** Parts of one sort, each below the limit, that reach it together: 化整为零 may be meant. */
export interface SplittingHint {
  readonly sort: Sort
  readonly names: readonly string[]
  readonly sum: Fen
  readonly limit: Fen
  readonly by: Rule<unknown>
}

/** Hints that a project is divided to stay below a limit. Hints only: nobody is accused by arithmetic. */
export function splittingHints(parts: readonly Part[], law: Limits & Pick<Rulebook, 'splitting'>): SplittingHint[] {
  return (['works', 'goods', 'services'] as const).flatMap((sort) => {
    const limit = limitOf(sort, law).value
    if (limit === 'regional') return []
    const below = parts.filter((part) => sortOf(part.kind) === sort && part.estimate < limit)
    const sum = below.reduce((all, { estimate }) => all + estimate, 0n)
    if (below.length < 2 || sum < limit) return []
    return [{ sort, names: below.map(({ name }) => name), sum, limit, by: law.splitting }]
  })
}

/**
 * Hints that a project is divided: of its own parts, or with what the same owner registered of the same type in the same
 * year without a tender that is mandatory.
 */
export function divisionHints(
  parts: readonly Part[],
  earlier: readonly Part[],
  law: Limits & Pick<Rulebook, 'splitting' | 'dividing' | 'track'>,
): SplittingHint[] {
  if (law.track === 'G') return purchaseHints(parts, earlier, law)
  const own = splittingHints(parts, law)
  if (own.length || !earlier.length) return own
  const names = new Set(parts.map(({ name }) => name))
  return splittingHints([...earlier, ...parts], law)
    .filter((hint) => hint.names.some((name) => names.has(name)))
    .map((hint) => ({ ...hint, by: law.dividing }))
}

/**
 * Hints that a purchase is divided: goods or services of one item of the budget, bought several times in a budget year by
 * other ways than an open tender, above its limit in all.
 */
function purchaseHints(
  parts: readonly Part[],
  earlier: readonly Part[],
  law: Limits & Pick<Rulebook, 'dividing'>,
): SplittingHint[] {
  const groups = new Set(parts.map((part) => groupOf(part)))
  return [...groups].flatMap((group) => {
    const all = [...earlier, ...parts].filter((part) => groupOf(part) === group)
    const sort = sortOf(all[0]?.kind ?? 'goods')
    const limit = limitOf(sort, law).value
    const below = all.filter(({ estimate }) => limit !== 'regional' && estimate < limit)
    const sum = below.reduce((total, { estimate }) => total + estimate, 0n)
    if (limit === 'regional' || below.length < 2 || sum <= limit) return []
    return [{ sort, names: below.map(({ name }) => name), sum, limit, by: law.dividing }]
  })
}

/** What the law takes together: an item of the budget, and goods or services. */
const groupOf = ({ kind, budgetItem }: Part): string => `${sortOf(kind)} ${budgetItem?.trim() ?? ''}`
