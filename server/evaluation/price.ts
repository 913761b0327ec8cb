import type { z } from 'zod'
import { compare, decimal, minus, over, plus, type Ratio, ratio, roundHalfUp, times } from '../law/units.ts'
import type { BenchmarkRule } from '../tenders/criteria.ts'

/** A bid's price, in fen. */
export interface Priced {
  tag: string
  price: bigint
}

/** What the formula gives a bid, exact. */
export interface PriceScore {
  tag: string
  /** how far from the benchmark, in percent, rounded as the formula says */
  deviation: Ratio
  /** centipoints, not rounded */
  score: Ratio
}

const zero = ratio(0n)
const hundred = ratio(100n)

/**
 * The benchmark (评标基准价): the mean of the valid prices times the published share, in fen, not rounded.
 *
 * With more bids than `trimMoreThan` one highest and one lowest price do not count in the mean.
 */
export function benchmarkOf(prices: readonly bigint[], rule: z.infer<typeof BenchmarkRule>): Ratio {
  if (!prices.length) throw new RangeError('no price, no benchmark')
  const sorted = [...prices].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))
  const counted = sorted.length > rule.trimMoreThan ? sorted.slice(1, -1) : sorted
  const sum = counted.reduce((all, price) => all + price, 0n)
  return times(ratio(sum, BigInt(counted.length)), ratio(BigInt(rule.k), 10_000n))
}

/** The benchmark-average price scores: points lost for each percent away from the benchmark, never below zero. */
export function benchmarkScores(bids: readonly Priced[], rule: z.infer<typeof BenchmarkRule>): PriceScore[] {
  if (!bids.length) return []
  const benchmark = benchmarkOf(
    bids.map((bid) => bid.price),
    rule,
  )
  return bids.map(({ tag, price }) => ({ tag, ...benchmarkScore(price, benchmark, rule) }))
}

/** What one price earns against a benchmark. */
export function benchmarkScore(
  price: bigint,
  benchmark: Ratio,
  rule: z.infer<typeof BenchmarkRule>,
): Omit<PriceScore, 'tag'> {
  const exact = times(over(minus(ratio(price), benchmark), benchmark), hundred)
  const deviation = rule.roundDeviation === null ? exact : rounded(exact, rule.roundDeviation)
  const above = compare(deviation, zero) >= 0
  const away = above ? deviation : minus(zero, deviation)
  const lost = times(away, ratio(BigInt(above ? rule.above : rule.below)))
  const score = minus(ratio(BigInt(rule.full)), lost)
  return { deviation, score: compare(score, zero) < 0 ? zero : score }
}

const rounded = (exact: Ratio, digits: number): Ratio =>
  ratio(roundHalfUp(exact.numerator, exact.denominator, digits), 10n ** BigInt(digits))

/**
 * The lowest-price scores of government procurement: lowest evaluation price ÷ evaluation price × full, no price left out.
 *
 * @param full centipoints of the price
 */
export function lowestPriceScores(
  bids: readonly { tag: string; exact: Ratio }[],
  full: number,
): { tag: string; score: Ratio }[] {
  const lowest = lowestOf(bids)
  return bids.map(({ tag, exact }) => ({ tag, score: times(over(lowest ?? exact, exact), ratio(BigInt(full))) }))
}

/** The lowest evaluation price, exact; nothing without bids. */
export const lowestOf = (bids: readonly { exact: Ratio }[]): Ratio | undefined =>
  bids.reduce<Ratio | undefined>((low, { exact }) => (!low || compare(exact, low) < 0 ? exact : low), undefined)

/** The exact mean of whole numbers; at least one. */
export const mean = (values: readonly number[]): Ratio =>
  over(
    values.reduce((sum, value) => plus(sum, decimal(String(value))), zero),
    ratio(BigInt(values.length)),
  )
