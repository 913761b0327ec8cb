import { expect } from 'chai'
import type { Offered } from '../../server/evaluation/evaluationPrice.ts'
import { candidateLimit, ranking } from '../../server/evaluation/ranking.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { yuan } from '../../server/law/units.ts'
import type { Criteria } from '../../server/tenders/criteria.ts'
import { purchase } from '../tenders/criteria.ts'
import { m1, tag } from './example.ts'

const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(tag) as [string, string, string, string]
const bid = (of: string, price: number, claims?: Offered['claims']): Offered => ({
  tag: of,
  price: String(yuan(String(price))),
  claims,
})
const ranked = (bids: Offered[], more: Partial<Criteria> = {}, marks: Record<string, number> = {}) => {
  const criteria = purchase(more)
  const sheet = Object.fromEntries(bids.map((one) => [one.tag, { service: { score: marks[one.tag] ?? 5000 } }]))
  return ranking({ bids, sheets: { [m1]: sheet } }, { criteria, mostCandidates: 3 })
}
const alone = { price: { formula: 'price-alone' as const }, factors: [] }
const ofTag = (found: ReturnType<typeof ranked>, of: string) => found.rows.find((row) => row.tag === of)

describe('综合评分法, ranked', () => {
  const three = [bid(a, 960_000), bid(b, 1_000_000), bid(c, 1_200_000)]

  it('scores prices 30.00, 28.80 and 24.00', () => {
    const found = ranked(three)
    expect([a, b, c].map((of) => ofTag(found, of)?.priceScore)).to.deep.equal([3000, 2880, 2400])
    expect(found.benchmark).to.equal('96000000')
    expect(found.rows.every((row) => row.deviation === undefined)).to.equal(true)
  })

  it('lifts a micro enterprise with a deduction of 20 % to the lowest evaluation price, and not what it is paid', () => {
    const found = ranked([...three.slice(0, 2), bid(c, 1_200_000, { small: 'whole' })], { policy: { small: 2000 } })
    expect(ofTag(found, c)).to.deep.include({ priceScore: 3000, evaluationPrice: '96000000', price: '120000000' })
    expect(ofTag(found, c)?.deductions).to.deep.equal([
      { policy: 'small', rate: 2000, base: '120000000', amount: '24000000' },
    ])
    expect(ofTag(found, a)?.priceScore).to.equal(3000)
  })

  it('counts the domestic and the small deduction on the original price: 700,000, not 720,000', () => {
    const both = bid(a, 1_000_000, { small: 'whole', domestic: true })
    const found = ranked([both, bid(b, 1_000_000), bid(c, 1_000_000)], { policy: { small: 1000, domestic: 2000 } })
    expect(ofTag(found, a)?.evaluationPrice).to.equal('70000000')
    expect(ofTag(found, a)?.deductions).to.have.length(2)
    expect(found.benchmark).to.equal('70000000')
  })

  it('prefers no domestic product where all are domestic', () => {
    const found = ranked(
      [a, b, c].map((of) => bid(of, 1_000_000, { domestic: true })),
      { policy: { domestic: 2000 } },
    )
    expect(found.rows.map(({ evaluationPrice }) => evaluationPrice)).to.deep.equal([
      '100000000',
      '100000000',
      '100000000',
    ])
  })

  it('deducts for a share of small enterprises what the document says for it', () => {
    const found = ranked([bid(a, 1_000_000, { small: 'share' }), ...three.slice(1)], {
      policy: { small: 2000, smallShare: 600 },
    })
    expect(ofTag(found, a)?.evaluationPrice).to.equal('94000000')
  })

  it('deducts nothing that the document does not offer, however it is claimed', () => {
    const found = ranked([bid(a, 1_000_000, { small: 'whole', domestic: true }), ...three.slice(1)])
    expect(ofTag(found, a)).to.deep.include({ evaluationPrice: '100000000', deductions: [] })
  })

  it('ranks by score, on equal scores by the lower price bid, and equal in both together', () => {
    const equal = [bid(a, 1_000_000, { small: 'whole' }), bid(b, 900_000), bid(c, 900_000)]
    const found = ranked(equal, { policy: { small: 1000 } })
    expect(found.rows.map(({ tag: of, rank }) => [of, rank])).to.deep.equal([
      [b, 1],
      [c, 1],
      [a, 3],
    ])
  })

  it('lets the best score of a brand stand for it; the others are no candidates', () => {
    const brand = (of: string, price: number) => bid(of, price, { brand: '甲' })
    const bids = [brand(a, 960_000), brand(b, 1_000_000), bid(c, 1_200_000, { brand: '乙' }), bid(d, 1_300_000)]
    const found = ranked(bids, { coreProduct: '投影机' }, { [b]: 6000 })
    expect(found.rows[0]?.tag).to.equal(b)
    expect(found.outdone).to.deep.equal([{ bid: a, by: b }])
    expect(found.candidates).to.deep.equal([b, c, d])
  })

  it('leaves it open who stands for a brand when the scores are equal', () => {
    const bids = [bid(a, 900_000, { brand: '甲' }), bid(b, 900_000, { brand: '甲 ' }), bid(c, 1_200_000)]
    const found = ranked(bids, { coreProduct: '投影机' })
    expect([found.candidates, found.undecided]).to.deep.equal([[c], [a, b]])
  })
})

describe('最低评标价法, ranked', () => {
  it('ranks by the evaluation price, equal ones together', () => {
    const bids = [bid(a, 1_000_000, { small: 'whole' }), bid(b, 900_000), bid(c, 950_000), bid(d, 880_000)]
    const found = ranked(bids, { ...alone, policy: { small: 1000 } })
    expect(found.rows.map(({ tag: of, rank }) => [of, rank])).to.deep.equal([
      [d, 1],
      [a, 2],
      [b, 2],
      [c, 4],
    ])
    expect([found.candidates, found.undecided, found.benchmark]).to.deep.equal([[d, a, b], [], '88000000'])
  })

  it('admits of a brand only the lowest price', () => {
    const bids = [bid(a, 900_000, { brand: '甲' }), bid(b, 899_999, { brand: '甲' }), bid(c, 950_000)]
    const found = ranked(bids, { ...alone, coreProduct: '投影机' })
    expect(found.rows.map((row) => row.tag)).to.deep.equal([b, c])
    expect(found.outdone).to.deep.equal([{ bid: a, by: b }])
  })
})

describe('how many candidates there are', () => {
  const of = (book: string, candidates?: number) =>
    candidateLimit(purchase(candidates ? { candidates } : {}), rulebook(book))
  it('says the document of a purchase; in a works tender three at most', () => {
    expect([of('G-2026-02', 1), of('G-2026-02', 5)]).to.deep.equal([1, 5])
    expect([of('T-2025'), of('T-2025', 2), of('T-2025', 5)]).to.deep.equal([3, 2, 3])
  })
})
