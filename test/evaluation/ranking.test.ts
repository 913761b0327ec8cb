import { expect } from 'chai'
import fc from 'fast-check'
import { ranking } from '../../server/evaluation/ranking.ts'
import { bidders, criteria, m1, m2, m3, sheet, tag } from './example.ts'

const rules = { criteria, mostCandidates: 3 }
const flat = { ...rules, criteria: { ...criteria, price: { ...criteria.price, above: 0, below: 0 } } }
const [a, b, c, d] = bidders as [string, string, string, string]
const bid = (of: string, price: number) => ({ tag: of, price: String(price) })

describe('ranking', () => {
  it('adds the mean of the members to the price score, and rounds only the published figures', () => {
    const bids = [bid(a, 950_000), bid(b, 980_000), bid(c, 1_010_000)]
    const plans: [string, number][] = [
      [m1, 2500],
      [m2, 2550],
      [m3, 2550],
    ]
    const sheets = Object.fromEntries(plans.map(([member, plan]) => [member, sheet([a, b, c], plan, 800)]))
    const { rows, benchmark } = ranking({ bids, sheets }, rules)
    expect(benchmark).to.equal('980000')
    const top = rows[0]
    expect(top).to.deep.include({ tag: b, rank: 1, quality: 3333, priceScore: 6000, total: 9333, deviation: 0 })
    expect(rows.map((row) => [row.tag, row.priceScore])).to.deep.equal([
      [b, 6000],
      [a, 5847],
      [c, 5694],
    ])
  })

  it('puts the lower price first when the totals are equal', () => {
    const bids = [bid(a, 1_000_000), bid(b, 999_999), bid(c, 1_000_001)]
    const { rows } = ranking({ bids, sheets: { [m1]: sheet([a, b, c], 2000, 600) } }, flat)
    expect(rows.map((row) => [row.tag, row.rank])).to.deep.equal([
      [b, 1],
      [a, 2],
      [c, 3],
    ])
  })

  it('gives equal total and equal price the same rank, and the next rank is skipped', () => {
    const bids = [bid(a, 100), bid(b, 100), bid(c, 101)]
    const { rows, candidates } = ranking({ bids, sheets: { [m1]: sheet([a, b, c], 2000, 600) } }, flat)
    expect(rows.map((row) => row.rank)).to.deep.equal([1, 1, 3])
    expect(candidates).to.have.length(3)
  })

  it('recommends at most three candidates', () => {
    const bids = [bid(a, 100), bid(b, 101), bid(c, 102), bid(d, 103)]
    const { candidates, undecided } = ranking({ bids, sheets: { [m1]: sheet(bidders, 2000, 600) } }, flat)
    expect(candidates).to.deep.equal([a, b, c])
    expect(undecided).to.deep.equal([])
  })

  it('leaves it to the tenderer when two share the last rank of the candidates', () => {
    const bids = [bid(a, 100), bid(b, 101), bid(c, 102), bid(d, 102)]
    const { candidates, undecided } = ranking({ bids, sheets: { [m1]: sheet(bidders, 2000, 600) } }, flat)
    expect(candidates).to.deep.equal([a, b])
    expect(undecided).to.have.members([c, d])
  })

  it('does not rank a bid that a member has not marked', () => {
    const bids = [bid(a, 100), bid(b, 101)]
    expect(() => ranking({ bids, sheets: { [m1]: sheet([a], 2000, 600) } }, rules)).to.throw(RangeError)
  })

  it('comes out the same in whatever order bids and sheets come', () => {
    const tags = ['0', '1', '2', '3', '4', '5', '6'].map(tag)
    const marks = fc.array(fc.integer({ min: 0, max: 60 }), { minLength: 7, maxLength: 7 })
    const inputs = fc.record({
      prices: fc.array(fc.integer({ min: 90, max: 110 }), { minLength: 7, maxLength: 7 }),
      plans: fc.array(marks, { minLength: 3, maxLength: 5 }),
      order: fc.shuffledSubarray(tags, { minLength: 7, maxLength: 7 }),
    })
    fc.assert(
      fc.property(inputs, ({ prices, plans, order }) => {
        const bids = tags.map((of, i) => bid(of, (prices[i] ?? 0) * 10_000))
        const sheets = plans.map((plan, m): [string, ReturnType<typeof sheet>] => [
          tag(String(m)),
          Object.fromEntries(
            tags.map((of, i) => [of, { plan: { score: (plan[i] ?? 0) * 50 }, record: { score: 600 } }]),
          ),
        ])
        const straight = ranking({ bids, sheets: Object.fromEntries(sheets) }, rules)
        const shuffled = [...bids].sort((x, y) => order.indexOf(x.tag) - order.indexOf(y.tag))
        const turned = ranking({ bids: shuffled, sheets: Object.fromEntries([...sheets].reverse()) }, rules)
        expect(turned).to.deep.equal(straight)
      }),
      { numRuns: 200 },
    )
  })
})
