import { expect } from 'chai'
import { expireQuestions } from '../../server/evaluation/clarification.ts'
import { resultOf } from '../../server/evaluation/conclusion.ts'
import { boundItems } from '../../server/evaluation/prices.ts'
import { answerCorrection, correctBid, dropCorrection } from '../../server/evaluation/repricing.ts'
import { closing } from '../../server/evaluation/review.ts'
import { evaluationStream } from '../../server/evaluation/store.ts'
import { leaveSeat } from '../../server/evaluation/vacancy.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { purchase } from '../tenders/criteria.ts'
import { code } from './deeds.ts'
import { bidA, bidB, bidderEye, expertEye, hostEye, m1, m2, Panel, sees, T0, tag } from './example.ts'

const signature = { statement: '{}', cms: 'AA==', certificate: '00' }
const G = rulebook('G-2026-02')
const article = '《政府采购货物和服务招标投标管理办法》第五十九条'
const until = T0 + 30 * 60_000

/** A purchase by the lowest price, elected, whose chair has found other words than figures in the first bid. */
function found(words = '94000000', panel = new Panel(ofPurchase()).elect()): Panel {
  const of = { member: m1, id: 'r1', bid: bidA, page: 3, found: { words }, minutes: 30 }
  panel.take(correctBid(panel.state, of, G, T0))
  return panel
}
const ofPurchase = () => ({
  ...{ rulebook: G.id, criteria: purchase({ price: { formula: 'price-alone' }, factors: [] }), ceiling: '100000000' },
  bids: ['95000000', '95100000', '95200000', '95300000'].map((price, i) => ({ tag: tag('abcd'[i]!), price })),
})
const say = (panel: Panel, confirmed: boolean, now = until - 1) => {
  panel.take(answerCorrection(panel.state, { repricing: 'r1', bid: bidA, confirmed, signature }, now), now)
  if (panel.state.stage === 'review') panel.take(closing(panel.state, G), now)
  return panel
}
const row = (panel: Panel, bid: string) => panel.state.ranking?.rows.find((one) => one.tag === bid)

describe('a price that the panel corrects', () => {
  it('is found by the chair alone, in the review, once for a bid', () => {
    const of = { member: m1, id: 'r2', bid: bidA, page: 3, found: { words: '1' }, minutes: 30 }
    const deed = (panel: Panel, change = {}) => code(() => correctBid(panel.state, { ...of, ...change }, G, T0))
    expect(deed(found())).to.equal('PRICE_CORRECTED')
    expect(deed(new Panel(ofPurchase()).elect(), { member: m2 })).to.equal('NOT_THE_CHAIR')
    expect(deed(new Panel(ofPurchase()).elect(), { bid: tag('9') })).to.equal('BID_NOT_UNDER_REVIEW')
    expect(deed(new Panel(ofPurchase()).elect().review())).to.equal('EVALUATION_STAGE')
  })

  it('is compared and paid by once its bidder has confirmed it; what was read out stays on record', () => {
    const panel = say(found('95150000').review(), true)
    expect(row(panel, bidA)).to.deep.include({ price: '95150000', readOut: '95000000', rank: 2 })
    expect(row(panel, bidB)).to.deep.include({ price: '95100000', rank: 1 })
    expect(panel.state.bids[0]?.price).to.equal('95000000')
  })

  it('leaves a corrected unit price with its item, once it is confirmed, and no other item', () => {
    const lines = [
      { name: '平板', quantity: '10', unitPrice: '95000000', lineTotal: '95000000' },
      { name: '支架', quantity: '1', unitPrice: '100' },
    ]
    const panel = new Panel(ofPurchase()).elect()
    panel.take(
      correctBid(panel.state, { member: m1, id: 'r1', bid: bidA, page: 3, found: { lines }, minutes: 30 }, G, T0),
    )
    const item = (name: string, unitPrice: string) => ({ name, spec: '—', quantity: '1', unitPrice, service: '—' })
    const items = [item('平板', '95000000'), item('支架', '100')]
    expect(boundItems(panel.state, bidA, items)).to.deep.equal(items)
    say(panel.review(), true)
    expect(boundItems(panel.state, bidA, items)).to.deep.equal([item('平板', '9500000'), item('支架', '100')])
    expect(boundItems(panel.state, bidB, items)).to.deep.equal(items)
    expect(boundItems(panel.state, bidA, [item('平板', '9500001')])).to.deep.equal([item('平板', '9500001')])
  })

  it('feeds the price score: the lowest corrected price is the benchmark', () => {
    const scored = { ...ofPurchase(), criteria: purchase() }
    const panel = say(found('90000000', new Panel(scored).elect()).review(), true)
    expect(panel.state.stage).to.equal('scoring')
    expect(panel.state.repricings?.[0]).to.deep.include({ outcome: 'confirmed', article })
  })

  it('holds the review up until its bidder has answered or its time is over', () => {
    const panel = found().review()
    expect(panel.state.stage).to.equal('review')
    expect(evaluationStream.kind.timetable?.(panel.state, 't1')).to.deep.equal([
      { at: until, deed: 'evaluation.expire' },
    ])
    expect(say(panel, true).state.stage).to.equal('opinions')
  })

  it('makes the bid invalid where its bidder does not confirm it, with the article', () => {
    const panel = say(found().review(), false)
    expect(panel.state.valid).to.not.include(bidA)
    expect(panel.state.rejections[0]?.ground).to.include('不确认修正后的报价').and.include(article)
    expect(resultOf(panel.state).rejections.map(({ bid }) => bid)).to.deep.equal([bidA])
  })

  it('makes the bid invalid where its time passes: at its very end, not a millisecond before', () => {
    const panel = found().review()
    expect(code(() => expireQuestions(panel.state, until - 1))).to.equal('CLARIFICATION_NOT_DUE')
    expect(code(() => say(found().review(), true, until))).to.equal('CORRECTION_LATE')
    panel.take(expireQuestions(panel.state, until), until)
    panel.take(closing(panel.state, G), until)
    expect(panel.state.rejections[0]?.ground).to.include('未在规定时间内确认')
    expect(code(() => say(panel, true))).to.equal('CORRECTION_ANSWERED')
  })

  it('makes the bid invalid where what was confirmed is above the highest price, by one fen', () => {
    expect(say(found('100000000').review(), true).state.valid).to.include(bidA)
    const panel = say(found('100000001').review(), true)
    expect(panel.state.rejections[0]).to.deep.include({ bid: bidA, clause: 'ceiling' })
  })

  it('can be taken back while nobody has answered, and then by nobody', () => {
    const panel = found().review()
    const of = { member: m1, repricing: 'r1', reason: '看错一位' }
    expect(code(() => dropCorrection(panel.state, { ...of, member: m2 }))).to.equal('NOT_THE_CHAIR')
    expect(code(() => dropCorrection(say(found(), true).state, of))).to.equal('CORRECTION_ANSWERED')
    panel.take(dropCorrection(panel.state, of))
    panel.take(closing(panel.state, G))
    expect([panel.state.repricings, panel.state.stage, row(panel, bidA)?.price]).to.deep.equal([
      [],
      'opinions',
      '95000000',
    ])
  })

  it('is answered by its own bidder and no other', () => {
    const other = { repricing: 'r1', bid: bidB, confirmed: true, signature }
    expect(code(() => answerCorrection(found().state, other, T0))).to.equal('CORRECTION_UNKNOWN')
  })

  it('is seen by the panel and by that bidder, not by another and not by the host', () => {
    const fact = found().facts.at(-1)!
    expect([expertEye(m2), bidderEye(bidA)].every((eye) => sees(eye, fact))).to.equal(true)
    expect([bidderEye(bidB), hostEye, expertEye(tag('9'))].some((eye) => sees(eye, fact))).to.equal(false)
  })

  it('stays confirmed when a member leaves: the bidder’s word binds the bidder', () => {
    const panel = say(found(), true)
    panel.take(leaveSeat(panel.state, { member: m2, ground: 'health', sealed: '', order: null }, G))
    expect(panel.state.repricings?.[0]?.outcome).to.equal('confirmed')
  })
})
