import { fen } from '../law/units.ts'
import type { Criteria } from '../tenders/criteria.ts'
import type { Offered } from './evaluationPrice.ts'

const brandOf = ({ tag, claims }: Offered): string => claims?.brand?.trim().toLowerCase() || tag

/** The bids by the brand of the core product; without a core product each bid stands alone. */
export function byBrand<B extends Offered>(bids: readonly B[], { coreProduct }: Pick<Criteria, 'coreProduct'>): B[][] {
  if (!coreProduct) return bids.map((bid) => [bid])
  const groups = new Map<string, B[]>()
  for (const bid of bids) groups.set(brandOf(bid), [...(groups.get(brandOf(bid)) ?? []), bid])
  return [...groups.values()]
}

/** How many bidders the bids count as: those of one brand are one. */
export const biddersIn = (bids: readonly Offered[], criteria: Pick<Criteria, 'coreProduct'>): number =>
  byBrand(bids, criteria).length

/** Who stands for a brand: the first of the best; nobody while several are equal in what decides. */
export interface Stand {
  bid: string
  /** whose bid stands for the brand; null: several are equal, and it is decided outside the evaluation */
  by: string | null
}

/** How bids of one brand stand to each other, best first. */
export interface BrandOrder<B> {
  order: (a: B, b: B) => number
  /** whom the lot or the purchaser chose among equal bids */
  settled?: readonly Chosen[]
}

/** One of several equal bids that was chosen. */
export interface Chosen {
  among: readonly string[]
  chosen: string
}

/** Whom somebody chose among just these bids. */
export const chosenAmong = (settled: readonly Chosen[], among: readonly string[]): string | undefined =>
  settled.find((one) => String([...one.among].sort()) === String([...among].sort()))?.chosen

/** The best of each brand with several bids, where several are equally good. */
export const equals = <B extends Offered>(
  bids: readonly B[],
  criteria: Pick<Criteria, 'coreProduct'>,
  { order }: BrandOrder<B>,
): string[][] =>
  byBrand(bids, criteria).flatMap((group) => {
    const [first] = [...group].sort(order)
    const equal = group.filter((bid) => first && order(bid, first) === 0).map(({ tag }) => tag)
    return equal.length > 1 ? [equal.sort()] : []
  })

/** Of each brand with several bids, the bids that do not stand for it, and who does. */
export function outdone<B extends Offered>(
  bids: readonly B[],
  criteria: Pick<Criteria, 'coreProduct'>,
  { order, settled = [] }: BrandOrder<B>,
): Stand[] {
  return byBrand(bids, criteria).flatMap((group) => {
    const sorted = [...group].sort((a, b) => order(a, b) || (a.tag < b.tag ? -1 : 1))
    const [first, second] = sorted
    if (!first || !second) return []
    if (order(first, second) !== 0) return sorted.slice(1).map(({ tag }) => ({ bid: tag, by: first.tag }))
    const equal = sorted.filter((bid) => order(bid, first) === 0)
    const by = chosenAmong(
      settled,
      equal.map(({ tag }) => tag),
    )
    if (by !== undefined) return sorted.filter(({ tag }) => tag !== by).map(({ tag }) => ({ bid: tag, by }))
    return sorted.map((bid) => ({ bid: bid.tag, by: equal.includes(bid) ? null : first.tag }))
  })
}

/** Lower prices first. */
export const byPrice = (a: Pick<Offered, 'price'>, b: Pick<Offered, 'price'>): number => {
  const difference = fen(a.price) - fen(b.price)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}
