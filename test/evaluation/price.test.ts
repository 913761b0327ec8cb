import { expect } from 'chai'
import fc from 'fast-check'
import { benchmarkOf, benchmarkScores, lowestPriceScores } from '../../server/evaluation/price.ts'
import { centipoints, formatDecimal, ratio, roundHalfUp } from '../../server/law/units.ts'

const formula = {
  formula: 'benchmark-average' as const,
  full: 6000,
  k: 10_000,
  above: 100,
  below: 50,
  trimMoreThan: 3,
  roundDeviation: 2 as number | null,
}
const priced = (...yuan: number[]) => yuan.map((price, i) => ({ tag: String(i), price: BigInt(price) * 100n }))
const published = (bids: ReturnType<typeof priced>, rule = formula): string[] =>
  benchmarkScores(bids, rule).map(({ score }) => formatDecimal(roundHalfUp(score.numerator, score.denominator, 0), 2))
const five = priced(9500, 9800, 10_000, 10_100, 10_600)

describe('the benchmark-average price method', () => {
  it('gives the published scores of five bids, one highest and one lowest price left out of the mean', () => {
    const { numerator, denominator } = benchmarkOf(
      five.map(({ price }) => price),
      formula,
    )
    expect(roundHalfUp(numerator, denominator, 0)).to.equal(996_667n)
    expect(benchmarkScores(five, formula).map(({ deviation }) => centipoints(deviation))).to.deep.equal([
      -468, -167, 33, 134, 635,
    ])
    expect(published(five)).to.deep.equal(['57.66', '59.17', '59.67', '58.66', '53.65'])
  })

  it('takes 97 % of the mean as the benchmark where the tender document says so', () => {
    expect(published(five, { ...formula, k: 9700 })).to.deep.equal(['59.14', '58.63', '56.56', '55.53', '50.36'])
  })

  it('leaves no price out of three', () => {
    expect(published(priced(9500, 9800, 10_100))).to.deep.equal(['58.47', '60.00', '56.94'])
  })

  it('rounds the deviation only where the tender document says so: otherwise 59.17 is 59.16 and 59.14 is 59.13', () => {
    const exact = { ...formula, roundDeviation: null }
    expect(published(five, exact)[1]).to.equal('59.16')
    expect(published(five, { ...exact, k: 9700 })[0]).to.equal('59.13')
  })

  it('never goes below zero', () => {
    expect(published(priced(100, 100, 1000))[2]).to.equal('0.00')
  })

  it('leaves out the extremes only with more bids than the formula says', () => {
    const four = priced(1, 100, 200, 1_000_000).map(({ price }) => price)
    const of = (trimMoreThan: number) => benchmarkOf(four, { ...formula, trimMoreThan })
    expect(of(3)).to.deep.equal({ numerator: 15_000n, denominator: 1n })
    expect(of(4).numerator / of(4).denominator > 15_000n).to.equal(true)
  })

  it('gives each bid the same score in whatever order the bids come', () => {
    const price = fc.bigInt({ min: 1n, max: 10n ** 14n })
    fc.assert(
      fc.property(fc.uniqueArray(price, { minLength: 1, maxLength: 9 }), fc.nat(), (prices, turn) => {
        const bids = prices.map((one) => ({ tag: String(one), price: one }))
        const turned = [...bids.slice(turn % bids.length), ...bids.slice(0, turn % bids.length)]
        const byTag = (list: typeof bids) => new Map(benchmarkScores(list, formula).map((one) => [one.tag, one.score]))
        expect([...byTag(turned)].sort()).to.deep.equal([...byTag(bids)].sort())
      }),
      { numRuns: 100 },
    )
  })
})

describe('the lowest-price method of government procurement', () => {
  it('scores lowest price ÷ price × weight: 30.00, 28.80, 24.00', () => {
    const bids = priced(960_000, 1_000_000, 1_200_000).map(({ tag, price }) => ({ tag, exact: ratio(price) }))
    const scores = lowestPriceScores(bids, 3000)
    expect(
      scores.map(({ score }) => formatDecimal(roundHalfUp(score.numerator, score.denominator, 0), 2)),
    ).to.deep.equal(['30.00', '28.80', '24.00'])
  })
})
