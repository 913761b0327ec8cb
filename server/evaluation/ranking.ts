import { centipoints, fen, plus, type Ratio, ratio, roundHalfUp } from '../law/units.ts'
import type { Criteria } from '../tenders/contract.ts'
import type { Sheet } from './contract.ts'
import { benchmarkOf, benchmarkScores, mean } from './price.ts'
import type { Ranked, Ranking } from './result.ts'

/** What a ranking is made of: the valid bids and every member's final sheet. Everything in it is a fact. */
export interface RankingInputs {
  /** price in fen, decimal digits */
  bids: readonly { tag: string; price: string }[]
  sheets: Readonly<Record<string, Sheet>>
}

/** The published rules: formula, factors, tie rule, and how many candidates there may be. */
export interface RankingRules {
  criteria: Criteria
  mostCandidates: number
}

type Line = Omit<Ranked, 'rank'>

/**
 * Ranks the valid bids: total down, on equal totals the lower price first, equal in both the same rank.
 *
 * Exact throughout; each published figure is rounded half up to two digits on its own. Totals are compared
 * as published, so that anyone can repeat the order from the table. The order of the inputs does not matter.
 */
export function ranking({ bids, sheets }: RankingInputs, { criteria, mostCandidates }: RankingRules): Ranking {
  if (!bids.length) return { benchmark: null, rows: [], candidates: [], undecided: [] }
  const prices = bids.map(({ tag, price }) => ({ tag, price: fen(price) }))
  const scores = new Map(benchmarkScores(prices, criteria.price).map((one) => [one.tag, one]))
  const benchmark = benchmarkOf(
    prices.map((bid) => bid.price),
    criteria.price,
  )
  const lines = bids.map(({ tag, price }): Line => {
    const { deviation, score } = scores.get(tag)!
    const factors = criteria.factors.map(({ id }): [string, Ratio] => [id, mean(marksOf(sheets, tag, id))])
    const quality = factors.reduce((sum, [, value]) => plus(sum, value), ratio(0n))
    return {
      tag,
      price,
      factors: Object.fromEntries(factors.map(([id, value]) => [id, whole(value)])),
      quality: whole(quality),
      deviation: centipoints(deviation),
      priceScore: whole(score),
      total: whole(plus(quality, score)),
    }
  })
  const rows = ranked(lines)
  return {
    benchmark: roundHalfUp(benchmark.numerator, benchmark.denominator, 0).toString(),
    rows,
    ...chosen(rows, mostCandidates),
  }
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

const order = (a: Line, b: Line): number => {
  if (a.total !== b.total) return b.total - a.total
  const difference = fen(a.price) - fen(b.price)
  return difference < 0n ? -1 : difference > 0n ? 1 : 0
}

function ranked(lines: Line[]): Ranked[] {
  const sorted = [...lines].sort((a, b) => order(a, b) || (a.tag < b.tag ? -1 : 1))
  return sorted.map((line) => ({ ...line, rank: sorted.findIndex((other) => order(other, line) === 0) + 1 }))
}

/** The candidates: whole ranks as long as they fit; those who share the rank at the limit wait for the tenderer. */
function chosen(rows: readonly Ranked[], most: number): Pick<Ranking, 'candidates' | 'undecided'> {
  const sharing = (rank: number) => rows.filter((row) => row.rank === rank)
  const fits = (row: Ranked) => row.rank - 1 + sharing(row.rank).length <= most
  const candidates = rows.filter(fits).map((row) => row.tag)
  const undecided = rows.filter((row) => !fits(row) && row.rank <= most).map((row) => row.tag)
  return { candidates, undecided }
}
