import { Input } from 'antd'
import { useState } from 'react'
import { benchmarkOf, benchmarkScore, benchmarkScores, lowestPriceScores } from '../../../server/evaluation/price.ts'
import { formatDecimal, formatYuan, type Ratio, ratio, roundHalfUp, yuan } from '../../../server/law/units.ts'
import type { PriceRule } from '../../../server/tenders/criteria.ts'
import { say } from '../app/words.ts'
import { RankingTable } from '../pieces/RankingTable.tsx'

interface Scored {
  price: bigint
  score: Ratio
}

const whole = (exact: Ratio): bigint => roundHalfUp(exact.numerator, exact.denominator, 0)
const points = (exact: Ratio): string => formatDecimal(whole(exact), 2)

/** Scores of sample prices by the very functions of the evaluation. */
function scores(prices: readonly bigint[], rule: PriceRule): Scored[] {
  const bids = prices.map((price, i) => ({ tag: String(i), price, exact: ratio(price) }))
  if (rule.formula === 'price-alone') return []
  const found = rule.formula === 'benchmark-average' ? benchmarkScores(bids, rule) : lowestPriceScores(bids, rule.full)
  return found.map(({ tag, score }) => ({ price: prices[Number(tag)] ?? 0n, score }))
}

/** What a price would earn beside the samples, the benchmark staying where it is. */
function curve(prices: readonly bigint[], rule: PriceRule): Scored[] {
  const [low, high] = [min(prices), max(prices)]
  const [from, to] = [(low * 85n) / 100n, (high * 115n) / 100n]
  const step = (to - from) / 60n || 1n
  const at = Array.from({ length: 61 }, (_, i) => from + step * BigInt(i))
  if (rule.formula === 'benchmark-average') {
    const benchmark = benchmarkOf(prices, rule)
    return at.map((price) => ({ price, score: benchmarkScore(price, benchmark, rule).score }))
  }
  if (rule.formula === 'price-alone') return []
  return at
    .filter((price) => price >= low)
    .map((price) => {
      const two = [low, price].map((one, i) => ({ tag: String(i), exact: ratio(one) }))
      return { price, score: lowestPriceScores(two, rule.full)[1]?.score ?? ratio(0n) }
    })
}

const min = (all: readonly bigint[]): bigint => all.reduce((a, b) => (b < a ? b : a))
const max = (all: readonly bigint[]): bigint => all.reduce((a, b) => (b > a ? b : a))

/** Sample prices to begin with: around the ceiling. */
const samples = (ceiling: string): string =>
  [99, 97, 96, 94, 92, 90, 88]
    .map((share) => formatYuan((BigInt(ceiling) * BigInt(share)) / 100n).replaceAll(',', ''))
    .join('\n')

/** A bench for the price formula: sample prices in, a table and a curve out. Nothing of it is kept. */
export function Bench({ price: rule, ceiling }: { price: PriceRule; ceiling: string }) {
  const [text, setText] = useState(() => samples(ceiling))
  const lines = text.split(/\n/).map((line) => line.trim().replaceAll(',', ''))
  const prices = lines
    .filter((line) => /^\d{1,14}(\.\d{1,2})?$/.test(line))
    .map(yuan)
    .filter((one) => one > 0n)
  const table = prices.length ? scores(prices, rule) : []
  const benchmark = prices.length && rule.formula === 'benchmark-average' ? benchmarkOf(prices, rule) : undefined
  return (
    <div className="stack">
      <h3>{say('试算', 'Test bench')}</h3>
      <div className="two even">
        <div className="stack-tight">
          <label htmlFor="samples">
            {say('样本报价（元，每行一个，不保存）', 'Sample prices in yuan, one a line; not kept')}
          </label>
          <Input.TextArea
            id="samples"
            rows={8}
            className="digits"
            value={text}
            onChange={(e) => setText(e.target.value)}
          />
          {benchmark && (
            <div className="digits quiet">
              {say('评标基准价', 'Benchmark')} {formatYuan(whole(benchmark))} {say('元', 'yuan')}
            </div>
          )}
        </div>
        <div className="stack-tight">
          {table.length > 0 && <Curve points={curve(prices, rule)} marks={table} />}
          <RankingTable
            rows={table.map((one, i) => ({
              key: String(i),
              price: String(one.price),
              priceScore: Number(whole(one.score)),
            }))}
          />
        </div>
      </div>
    </div>
  )
}

function Curve({ points: line, marks }: { points: readonly Scored[]; marks: readonly Scored[] }) {
  const all = [...line, ...marks]
  const [low, high] = [min(all.map(({ price }) => price)), max(all.map(({ price }) => price))]
  const top = Math.max(...all.map(({ score }) => Number(whole(score))), 1)
  const x = (price: bigint): number => 4 + (Number(price - low) / Math.max(Number(high - low), 1)) * 92
  const y = (score: Ratio): number => 36 - (Number(whole(score)) / top) * 32
  return (
    <svg viewBox="0 0 100 40" className="curve" role="img" aria-label={say('报价与得分的曲线', 'score by price')}>
      <line x1="4" y1="36" x2="96" y2="36" stroke="var(--line)" strokeWidth="0.4" />
      <polyline
        fill="none"
        stroke="var(--action)"
        strokeWidth="0.6"
        points={line.map((one) => `${x(one.price)},${y(one.score)}`).join(' ')}
      />
      {marks.map((one, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: two samples may be equal
        <circle key={i} cx={x(one.price)} cy={y(one.score)} r="1" fill="var(--ink)">
          <title>{`${formatYuan(one.price)}: ${points(one.score)}`}</title>
        </circle>
      ))}
    </svg>
  )
}
