import type { Rulebook } from '../law/rulebook.ts'
import { centipoints, fen, plus, type Ratio, ratio, roundHalfUp } from '../law/units.ts'
import type { Criteria } from '../tenders/criteria.ts'
import { byPrice, type Chosen, chosenAmong, equals, outdone } from './brands.ts'
import type { Sheet } from './contract.ts'
import { type Evaluated, evaluated, inFen, type Offered } from './evaluationPrice.ts'
import { benchmarkOf, benchmarkScores, lowestOf, lowestPriceScores, mean } from './price.ts'
import type { Ranked, Ranking } from './result.ts'
import { byVolumes } from './volumePoints.ts'

/** What a ranking is made of: the valid bids and every member's final sheet. Everything in it is a fact. */
export interface RankingInputs {
  bids: readonly Offered[]
  sheets: Readonly<Record<string, Sheet>>
  /** whom the lot or the purchaser chose among equal bids of one brand; absent: nobody */
  settled?: readonly Chosen[]
  /** bids that are valid no longer: they stay compared, their place among the candidates goes to the next; absent: none */
  lapsed?: readonly string[]
}

/** The published rules: formula, factors, deductions, tie rule, and how many candidates there may be. */
export interface RankingRules {
  criteria: Criteria
  mostCandidates: number
  /** whether the document's way to tell equal bids apart makes ranks; otherwise they share theirs, and it only chooses the winner */
  tieRanks?: boolean
}

/** The rules of an evaluation: its criteria, under its law. */
export const rulesOf = (
  criteria: Criteria,
  law: Pick<Rulebook, 'mostCandidates' | 'tiedCandidates'>,
): RankingRules => ({
  criteria,
  mostCandidates: candidateLimit(criteria, law),
  tieRanks: law.tiedCandidates.value === 'panel',
})

type Line = Omit<Ranked, 'rank'>

/** How many candidates there may be: what the law says, within it the document; where neither says, all who are ranked. */
export function candidateLimit({ candidates }: Criteria, law: Pick<Rulebook, 'mostCandidates'>): number {
  const most = law.mostCandidates.value
  const stated = candidates ?? Number.MAX_SAFE_INTEGER
  return typeof most === 'number' ? Math.min(most, stated) : stated
}

/**
 * Ranks the valid bids: by points, the total down, on equal totals the lower price first; or by the evaluation price
 * alone. Equal in all of it is the same rank. Bids of one brand are one bidder: one of them stands for it.
 *
 * Exact throughout; each published figure is rounded half up to two digits on its own. Totals and evaluation prices
 * are compared as published, so that anyone can repeat the order from the table. The order of the inputs does not matter.
 */
export function ranking({ bids, sheets, settled = [], lapsed = [] }: RankingInputs, rules: RankingRules): Ranking {
  if (!bids.length) return { benchmark: null, rows: [], candidates: [], undecided: [] }
  const { criteria, mostCandidates } = rules
  const alone = criteria.price.formula === 'price-alone'
  const brands = alone ? outdone(bids, criteria, { order: byPrice, settled }) : []
  const compared = bids.filter(({ tag }) => !brands.some(({ bid }) => bid === tag))
  const { benchmark, lines } = scored(evaluated(compared, criteria), sheets, criteria)
  const rows = ranked(lines, orderOf(rules))
  const behind = alone ? brands : outdone(bids, criteria, { order: bestOfBrand(rows, criteria), settled })
  const standing = rows.filter(({ tag }) => !behind.some(({ bid }) => bid === tag) && !lapsed.includes(tag))
  const { candidates, undecided } = chosen(standing, mostCandidates)
  const equal = behind.flatMap(({ bid, by }) => (by ? [] : [bid]))
  return {
    ...{ benchmark: benchmark && inFen(benchmark), rows, candidates, undecided: [...undecided, ...equal] },
    ...(behind.length ? { outdone: behind } : {}),
    ...(lapsed.length ? { lapsed: [...lapsed] } : {}),
  }
}

/** Bids of one brand that are equally good and among which nobody has chosen yet. */
export function equalBrands({ bids, sheets, settled = [] }: RankingInputs, rules: RankingRules): string[][] {
  const { criteria } = rules
  const order =
    criteria.price.formula === 'price-alone' ? byPrice : bestOfBrand(ranking({ bids, sheets }, rules).rows, criteria)
  return equals(bids, criteria, { order }).filter((among) => chosenAmong(settled, among) === undefined)
}

/** Each bid's figures, and the benchmark that its price was scored against. */
function scored(
  bids: readonly Evaluated[],
  sheets: RankingInputs['sheets'],
  criteria: Criteria,
): { benchmark: Ratio | null; lines: Line[] } {
  const { benchmark, of } = priceScores(bids, criteria)
  const lines = bids.map(({ tag, price, exact, deductions, adjustments, readOut }): Line => {
    const { deviation, score } = of(tag)
    const factors = criteria.factors.map(({ id }): [string, Ratio] => [id, mean(marksOf(sheets, tag, id))])
    const quality = factors.reduce((sum, [, value]) => plus(sum, value), ratio(0n))
    return {
      tag,
      price,
      factors: Object.fromEntries(factors.map(([id, value]) => [id, whole(value)])),
      quality: whole(quality),
      ...(deviation ? { deviation: centipoints(deviation) } : { evaluationPrice: inFen(exact), deductions }),
      ...(adjustments.length ? { adjustments } : {}),
      ...(readOut === undefined ? {} : { readOut }),
      priceScore: whole(score),
      total: whole(plus(quality, score)),
    }
  })
  return { benchmark, lines }
}

/** What the published formula gives each bid; where nothing is scored, zero. */
function priceScores(bids: readonly Evaluated[], { price }: Criteria) {
  const zero: { tag: string; score: Ratio; deviation?: Ratio }[] = bids.map(({ tag }) => ({ tag, score: ratio(0n) }))
  const prices = bids.map((bid) => ({ tag: bid.tag, price: fen(bid.price) }))
  const benchmark =
    price.formula === 'benchmark-average'
      ? benchmarkOf(
          prices.map((bid) => bid.price),
          price,
        )
      : (lowestOf(bids) ?? null)
  const scores =
    price.formula === 'benchmark-average'
      ? benchmarkScores(prices, price)
      : price.formula === 'lowest-price'
        ? lowestPriceScores(bids, price.full)
        : zero
  const byTag = new Map<string, (typeof zero)[number]>(scores.map((one) => [one.tag, one]))
  return { benchmark, of: (tag: string) => byTag.get(tag)! }
}

/** Rounds an exact number of centipoints to a whole one. */
const whole = (exact: Ratio): number => Number(roundHalfUp(exact.numerator, exact.denominator, 0))

function marksOf(sheets: RankingInputs['sheets'], bid: string, factor: string): number[] {
  return Object.values(sheets).map((sheet) => {
    const mark = sheet[bid]?.[factor]
    if (!mark) throw new RangeError(`a sheet lacks ${factor}`)
    return mark.score
  })
}

type Order = (a: Line, b: Line) => number
const byTotal: Order = (a, b) => b.total - a.total || byPrice(a, b)
const byEvaluationPrice: Order = (a, b) =>
  byPrice({ price: a.evaluationPrice ?? a.price }, { price: b.evaluationPrice ?? b.price })

/** By what bids are ranked: with deviations counted the lower price goes first among equal ones, then what the document says. */
function orderOf({ criteria, tieRanks }: RankingRules): Order {
  const apart = tieRanks ? byVolumes(criteria) : () => 0
  if (criteria.price.formula !== 'price-alone') return (a, b) => byTotal(a, b) || apart(a, b)
  return criteria.deviations ? (a, b) => byEvaluationPrice(a, b) || byPrice(a, b) : byEvaluationPrice
}

/** Which bid stands for its brand: the better score, then what the document says. */
function bestOfBrand(rows: readonly Ranked[], criteria: Criteria): (a: Offered, b: Offered) => number {
  const row = ({ tag }: Offered) => rows.find((one) => one.tag === tag)
  return (a, b) => {
    const [one, other] = [row(a), row(b)]
    return one && other ? other.total - one.total || byVolumes(criteria)(one, other) : 0
  }
}

function ranked(lines: Line[], order: Order): Ranked[] {
  const sorted = [...lines].sort((a, b) => order(a, b) || (a.tag < b.tag ? -1 : 1))
  return sorted.map((line) => ({ ...line, rank: sorted.findIndex((other) => order(other, line) === 0) + 1 }))
}

/** The candidates: whole ranks as long as they fit; those who share the rank at the limit wait for the tenderer. */
function chosen(rows: readonly Ranked[], most: number): Pick<Ranking, 'candidates' | 'undecided'> {
  const ahead = (row: Ranked) => rows.filter(({ rank }) => rank < row.rank).length
  const sharing = (rank: number) => rows.filter((row) => row.rank === rank)
  const fits = (row: Ranked) => ahead(row) + sharing(row.rank).length <= most
  const candidates = rows.filter(fits).map((row) => row.tag)
  const undecided = rows.filter((row) => !fits(row) && ahead(row) < most).map((row) => row.tag)
  return { candidates, undecided }
}
