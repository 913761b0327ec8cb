import { expect } from 'chai'
import { validBids } from '../../server/evaluation/evaluation.ts'
import { purchaseRemarks } from '../../server/evaluation/purchaseRemarks.ts'
import { ranking, rulesOf } from '../../server/evaluation/ranking.ts'
import { reopenEvaluation } from '../../server/evaluation/reopening.ts'
import { lockSheet } from '../../server/evaluation/scoring.ts'
import { askForLot, BRAND_LOT, chooseEqual, lotAsked, settleByLot } from '../../server/evaluation/settling.ts'
import { drawnLot, lotEntries, lotRules } from '../../server/experts/lot.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import type { Criteria } from '../../server/tenders/criteria.ts'
import { criteriaProblems } from '../../server/tenders/criteriaRules.ts'
import { aTender } from '../deposits/tender.ts'
import { purchase } from '../tenders/criteria.ts'
import { code, open, refusal, save } from './deeds.ts'
import { bidA, bidB, bidC, bidD, bidderEye, expertEye, hostEye, m1, Panel, sees } from './example.ts'

const G = rulebook('G-2026-02')
const article = '《政府采购货物和服务招标投标管理办法》第三十一条'
const signature = { statement: '{}', cms: 'AA==', certificate: '00' }
const alone = { price: { formula: 'price-alone' as const }, factors: [] }
const brands: readonly string[] = ['甲', '甲', '乙', '丙']

/** Four bids; the first two offer one brand, at these prices. */
const offered = (more: Partial<Criteria>, prices = ['90000000', '90000000', '92000000', '93000000']) => ({
  ...{ rulebook: G.id, criteria: purchase({ coreProduct: '投影机', ...more }) },
  bids: [bidA, bidB, bidC, bidD].map((tag, i) => ({ tag, price: prices[i]!, claims: { brand: brands[i]! } })),
})
const tied = (more: Partial<Criteria> = alone) => new Panel(offered(more)).elect().review()
const drawn = (panel: Panel, chosen: string, draw = 't1.b1') =>
  panel.take(settleByLot(panel.state, { draw, chosen, transcript: '{}' }, G))
const asked = (panel: Panel) => {
  panel.take(lotAsked(panel.state, askForLot(panel.state, undefined, G)))
  return panel
}

describe('bids of one brand at the same price, where the lowest price is first', () => {
  it('hold the ranking up: one of them has to be chosen, by the article', () => {
    const { state } = tied()
    expect([state.stage, state.ranking]).to.deep.equal(['ties', null])
    expect(state.ties).to.deep.equal({ groups: [[bidA, bidB]], article })
  })

  it('are told apart by lot where the document says nothing', () => {
    const panel = tied()
    const choice = { chosen: bidA, reason: '交货更快', signature }
    expect(refusal(() => chooseEqual(panel.state, choice, G))).to.include({ code: 'TIE_BY_LOT', article })
    asked(panel)
    drawn(panel, bidB)
    expect(panel.state.stage).to.equal('opinions')
    expect(panel.state.ranking?.rows.map(({ tag }) => tag)).to.deep.equal([bidB, bidC, bidD])
    expect(panel.state.ranking?.outdone).to.deep.equal([{ bid: bidA, by: bidB }])
    const remarks = purchaseRemarks(panel.state, { member: String, bidder: (tag) => tag.slice(0, 1) }).join('')
    expect(remarks).to.include('随机抽取（抽取编号 t1.b1').and.include('其投标无效')
  })

  it('are chosen from by the purchaser where the document says so, with its reason', () => {
    const panel = tied({ ...alone, ties: { by: [], last: 'purchaser' } })
    expect(refusal(() => askForLot(panel.state, undefined, G))).to.include({ code: 'TIE_BY_PURCHASER', article })
    const choice = { chosen: bidA, reason: '交货更快', signature }
    expect(code(() => chooseEqual(panel.state, { ...choice, chosen: bidC }, G))).to.equal('TIE_UNKNOWN')
    panel.take(chooseEqual(panel.state, choice, G))
    expect(panel.state.ranking?.rows[0]?.tag).to.equal(bidA)
    expect(panel.state.settled?.[0]).to.deep.include({ how: 'purchaser', reason: '交货更快' })
  })

  it('are not drawn twice: a lot that runs stays, one that failed takes the next number', () => {
    const panel = asked(tied())
    expect(code(() => askForLot(panel.state, { stage: 'committing' }, G))).to.equal('LOT_RUNS')
    expect(askForLot(panel.state, { stage: 'failed' }, G).lot.draw).to.equal('t1.b2')
    drawn(panel, bidA)
    expect(settleByLot(panel.state, { draw: 't1.b1', chosen: bidB, transcript: '{}' }, G)).to.deep.equal([])
    expect(settleByLot(panel.state, { draw: 'other', chosen: bidB, transcript: '{}' }, G)).to.deep.equal([])
  })

  it('stay as they were drawn when the evaluation is done again', () => {
    const panel = asked(tied())
    drawn(panel, bidB)
    panel.state = { ...panel.state, stage: 'finished' }
    const order = { ground: 'sumWrong', by: 'samePanel' as const, from: 'review' as const, reason: '…', order: 'x' }
    panel.take(reopenEvaluation(panel.state, order, { reEvaluation: G.reportRecheck }))
    panel.review()
    expect([panel.state.stage, panel.state.ranking?.rows[0]?.tag]).to.deep.equal(['opinions', bidB])
  })

  it('are known to the panel and the purchaser, not to the bidders', () => {
    const fact = tied().facts.at(-1)!
    expect([expertEye(m1), hostEye].every((eye) => sees(eye, fact))).to.equal(true)
    expect(sees(bidderEye(bidA), fact)).to.equal(false)
  })

  it('that are not equal need nobody’s choice', () => {
    const apart = new Panel(offered(alone, ['90000000', '90000001', '92000000', '93000000'])).elect().review()
    expect(apart.state.stage).to.equal('opinions')
  })
})

/** Everybody gives the bids of one brand the same points, but for a business factor. */
function scored(more: Partial<Criteria>, business: Record<string, number> = {}): Panel {
  const factors = [
    {
      ...{ id: 'plan', zh: '方案', guidance: '', full: 4000, step: 50 },
      objective: false,
      volume: 'technical' as const,
    },
    {
      ...{ id: 'record', zh: '业绩', guidance: '', full: 3000, step: 50 },
      objective: false,
      volume: 'business' as const,
    },
  ]
  const panel = new Panel(offered({ factors, ...more })).elect().review()
  for (const member of panel.state.members) {
    const marks = panel.state.bids.map(({ tag }): [string, Record<string, { score: number }>] => {
      const record = business[tag] ?? 2000
      return [tag, { plan: { score: 5000 - record }, record: { score: record } }]
    })
    save(panel, member, Object.fromEntries(marks))
    panel.take(lockSheet(panel.state, { member, version: 1, sealedSignature: 'sealed', open }, G))
  }
  return panel
}

describe('bids of one brand with the same score', () => {
  it('are told apart by the order that the document gives, without anybody’s choice', () => {
    const panel = scored({ ties: { by: ['business'] } }, { [bidB]: 2050 })
    expect(panel.state.stage).to.equal('opinions')
    expect(panel.state.ranking?.outdone).to.deep.equal([{ bid: bidA, by: bidB }])
    // the law lets them share their rank: the document’s way chooses, it does not rank
    expect(panel.state.ranking?.rows.map(({ rank }) => rank)).to.deep.equal([1, 1, 3, 4])
  })

  it('go to the lot where that leaves them equal; the others are no candidates', () => {
    const panel = asked(scored({ ties: { by: ['technical', 'business'], last: 'lot' } }))
    expect(panel.state.stage).to.equal('ties')
    drawn(panel, bidA)
    expect(panel.state.ranking?.candidates).to.deep.equal([bidA, bidC, bidD])
    expect(panel.state.ranking?.rows).to.have.lengthOf(4)
    const again = ranking(
      { bids: validBids(panel.state), sheets: panel.state.scores!, settled: panel.state.settled! },
      rulesOf(panel.state.criteria, G),
    )
    expect(again).to.deep.equal(panel.state.ranking)
  })
})

describe('a works tender whose document tells equal bids apart', () => {
  const bids = [bidB, bidA].map((tag) => ({ tag, price: '90000000' }))
  const criteria = purchase({
    ...{ clauses: [{ id: 'response', zh: '响应', ground: '' }], price: { formula: 'lowest-price', full: 3000 } },
    factors: [
      { ...{ id: 'plan', zh: '方案', guidance: '', full: 4000, step: 50 }, objective: false, volume: 'technical' },
      { ...{ id: 'record', zh: '业绩', guidance: '', full: 3000, step: 50 }, objective: false, volume: 'business' },
    ],
    ties: { by: ['technical'] },
  })
  const sheets = {
    [m1]: {
      [bidA]: { plan: { score: 3000 }, record: { score: 2000 } },
      [bidB]: { plan: { score: 3050 }, record: { score: 1950 } },
    },
  }

  it('ranks them by it, for the panel’s list has an order (《招标投标法实施条例》第五十三条)', () => {
    const ranks = (book: string) =>
      ranking({ bids, sheets }, rulesOf(criteria, rulebook(book))).rows.map(({ tag, rank }) => [tag, rank])
    expect(ranks('T-2025')).to.deep.equal([
      [bidB, 1],
      [bidA, 2],
    ])
    expect(ranks('G-2026-02').map(([, rank]) => rank)).to.deep.equal([1, 1])
  })

  it('leaves nothing to the lot or to choice', () => {
    const found = (last: 'lot' | 'purchaser') =>
      criteriaProblems(aTender({ criteria: { ...criteria, ties: { by: [], last } } }), rulebook('T-2025'))
    for (const last of ['lot', 'purchaser'] as const)
      expect(found(last).find((one) => one.code === 'TIE_RULE_UNLAWFUL')?.article).to.equal(
        '《招标投标法实施条例》第五十三条',
      )
  })
})

describe('the lot between equal bids', () => {
  const lot = { ...BRAND_LOT, draw: 't1.b1', among: [bidA, bidB, bidC] }

  it('may draw any of them, each as likely as the next, and shows how', () => {
    const entries = lotEntries(lot)
    const found = Array.from({ length: 300 }, (_, i) =>
      drawnLot({ id: lot.draw, seed: i.toString(16).padStart(64, '0'), entries }, BRAND_LOT),
    )
    const times = lot.among.map((bid) => found.filter(({ value }) => value === bid).length)
    expect(
      times.every((n) => n > 60 && n < 140),
      String(times),
    ).to.equal(true)
    expect(found[0]?.opened[0]?.id).to.equal(found[0]?.value)
  })

  it('names nobody in its rules, which its parties read', () => {
    const rules = JSON.stringify(lotRules(lot, { tender: 't1', purpose: 'brand', equal: 3 }, lot.among))
    expect(lot.among.some((bid) => rules.includes(bid))).to.equal(false)
  })
})
