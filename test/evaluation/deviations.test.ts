import { expect } from 'chai'
import type { BidAdjustments } from '../../server/evaluation/deviations.ts'
import { priceRemarks } from '../../server/evaluation/priceRemarks.ts'
import { countDeviations } from '../../server/evaluation/repricing.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import type { Criteria } from '../../server/tenders/criteria.ts'
import { criteriaProblems } from '../../server/tenders/criteriaRules.ts'
import { aTender } from '../deposits/tender.ts'
import { purchase } from '../tenders/criteria.ts'
import { code, refusal } from './deeds.ts'
import { bidA, bidB, bidC, bidD, bidders, criteria, law, m1, m2, Panel, tag } from './example.ts'

const counted: Criteria = {
  ...{ ...criteria, factors: [], price: { formula: 'price-alone' } },
  deviations: [
    { id: 'payment', zh: '付款条件', unit: '提前一个月付款', adds: { amount: '100000' } },
    { id: 'missing', zh: '缺漏项', unit: '一项', adds: { share: 50 } },
    { id: 'early', zh: '提前完工', unit: '提前一天', adds: { amount: '-2000' } },
  ],
}
const adjusting = () => new Panel({ criteria: counted }).elect().review()
const item = (deviation: string, quantity: string) => ({ deviation, quantity, page: 8, reason: '见商务偏差表' })
const of = (some: Record<string, BidAdjustments['counted']>): BidAdjustments[] =>
  bidders.map((bid) => ({ bid, counted: some[bid] ?? [] }))
const count = (panel: Panel, bids: BidAdjustments[], member = m1) => countDeviations(panel.state, { member, bids }, law)
const article = '《评标委员会和评标方法暂行规定》第三十二条'

describe('commercial deviations counted in money (经评审的最低投标价法)', () => {
  it('come after the review and before anything is ranked', () => {
    expect([adjusting().state.stage, adjusting().state.ranking]).to.deep.equal(['adjusting', null])
  })

  it('make the evaluated price, exactly: so much each, or a share of the bid’s own price', () => {
    const panel = adjusting()
    panel.take(count(panel, of({ [bidA]: [item('payment', '1.5'), item('missing', '2'), item('early', '3')] })))
    // 950000 + 150000 + 9500 − 6000
    expect(panel.state.ranking?.rows.map((row) => [row.tag, row.evaluationPrice, row.rank])).to.deep.equal([
      [bidB, '980000', 1],
      [bidC, '1000000', 2],
      [bidD, '1010000', 3],
      [bidA, '1103500', 4],
    ])
    expect(panel.state.ranking?.rows[3]).to.deep.include({
      price: '950000',
      adjustments: [
        { deviation: 'payment', quantity: '1.5', amount: '150000' },
        { deviation: 'missing', quantity: '2', amount: '9500' },
        { deviation: 'early', quantity: '3', amount: '-6000' },
      ],
    })
    expect(priceRemarks(panel.state, { bidder: (bid) => bid.slice(0, 1) }).at(-1)).to.include('11,035.00 元')
  })

  it('among equal evaluated prices put the lower price first', () => {
    const panel = adjusting()
    panel.take(count(panel, of({ [bidB]: [item('payment', '0.2')] })))
    expect(panel.state.ranking?.rows.slice(0, 3).map(({ tag: bid, rank }) => [bid, rank])).to.deep.equal([
      [bidA, 1],
      [bidB, 2],
      [bidC, 3],
    ])
  })

  it('are counted of every bid that is compared, each once, as the document lists them', () => {
    const panel = adjusting()
    const wrong = (bids: BidAdjustments[]) => refusal(() => count(panel, bids))
    expect(wrong(of({}).slice(1))).to.include({ code: 'BIDS_DIFFER', article })
    expect(wrong([...of({}), { bid: tag('9'), counted: [] }]).code).to.equal('BIDS_DIFFER')
    expect(wrong(of({ [bidA]: [item('payment', '1'), item('payment', '2')] })).code).to.equal('DEVIATION_TWICE')
    expect(wrong(of({ [bidA]: [item('payment', '0.00')] })).code).to.equal('DEVIATION_EMPTY')
    expect(wrong(of({ [bidA]: [item('wish', '1')] }))).to.include({ code: 'DEVIATION_UNKNOWN', article })
    expect(wrong(of({ [bidA]: [item('early', '475')] })).code).to.equal('PRICE_OUT_OF_RANGE')
    expect(code(() => count(panel, of({}), m2))).to.equal('NOT_THE_CHAIR')
    panel.take(count(panel, of({})))
    expect(code(() => count(panel, of({})))).to.equal('EVALUATION_STAGE')
  })

  it('stand in the document of a works tender by the lowest evaluated price, and nowhere else', () => {
    const problems = (of: Criteria, track: 'T' | 'G') =>
      criteriaProblems(aTender({ criteria: of }), rulebook(track === 'T' ? 'T-2025' : 'G-2026-02')).map((one) => [
        one.code,
        one.article,
      ])
    const unlawful = (of: Criteria, track: 'T' | 'G') =>
      problems(of, track).find(([one]) => one === 'DEVIATIONS_UNLAWFUL')
    expect(unlawful(counted, 'T')).to.equal(undefined)
    expect(unlawful({ ...criteria, deviations: counted.deviations }, 'T')?.[1]).to.equal(article)
    const bought = purchase({ ...{ price: counted.price, factors: [] }, deviations: counted.deviations })
    expect(unlawful(bought, 'G')?.[1]).to.equal('《政府采购货物和服务招标投标管理办法》第五十四条')
  })
})
