import { expect } from 'chai'
import { answerClarification, askBidder, expireQuestions } from '../../server/evaluation/clarification.ts'
import { closing, reviewBid } from '../../server/evaluation/review.ts'
import { code, refusal } from './deeds.ts'
import {
  bidA,
  bidB,
  bidC,
  bidD,
  bidderEye,
  bidders,
  expertEye,
  hostEye,
  law,
  m1,
  m2,
  members,
  Panel,
  sees,
  supervisorEye,
  T0,
  tag,
  vote,
} from './example.ts'

const signature = { statement: '{}', cms: 'AA==', certificate: '00' }
const votes = (pass = true) => [vote('qualification', pass), vote('signature')]

describe('clarification', () => {
  const ask = (panel: Panel, bid = bidA) =>
    panel.take(
      askBidder(
        panel.state,
        { member: m1, id: `c-${bid.slice(0, 1)}`, bid, question: '工期表述前后不一致，请说明', minutes: 30 },
        law,
        T0,
      ),
    )
  const until = T0 + 30 * 60_000
  const reply = (panel: Panel, of: Partial<{ id: string; bid: string }>, at: number) =>
    panel.take(
      answerClarification(panel.state, { id: 'c-a', bid: bidA, answer: '以投标函为准', signature, ...of }, law, at),
      at,
    )

  it('is asked by the chair only, one at a time', () => {
    const panel = new Panel().elect()
    const of = { member: m2, id: 'c', bid: bidA, question: '?', minutes: 30 }
    expect(code(() => askBidder(panel.state, of, law, T0))).to.equal('NOT_THE_CHAIR')
    ask(panel)
    expect(code(() => ask(panel))).to.equal('CLARIFICATION_OPEN')
  })

  it('is taken one millisecond before the limit and refused at the limit', () => {
    const panel = new Panel().elect()
    ask(panel)
    expect(code(() => reply(panel, {}, until))).to.equal('CLARIFICATION_LATE')
    reply(panel, {}, until - 1)
    expect(panel.state.clarifications[0]).to.include({ answer: '以投标函为准', answeredAt: until - 1 })
    expect(code(() => reply(panel, {}, until - 1))).to.equal('CLARIFICATION_ANSWERED')
  })

  it('is not taken unasked, nor from another bidder', () => {
    const panel = new Panel().elect()
    const refused = refusal(() => reply(panel, {}, T0))
    expect(refused).to.include({ code: 'CLARIFICATION_NOT_ASKED', article: law.clarification.article })
    ask(panel)
    expect(code(() => reply(panel, { bid: bidB }, T0))).to.equal('CLARIFICATION_NOT_ASKED')
  })

  it('is seen by the panel, the supervisor and the bidder it is put to', () => {
    const panel = new Panel().elect()
    ask(panel)
    const asked = panel.facts.at(-1)
    if (!asked) throw new Error('no fact')
    const eyes = [expertEye(m2), supervisorEye, bidderEye(bidA), bidderEye(bidB), hostEye, expertEye(tag('9'))]
    expect(eyes.map((eye) => sees(eye, asked))).to.deep.equal([true, true, true, false, false, false])
  })

  it('must be asked before a bid is rejected for something unclear; then the members vote again', () => {
    const panel = new Panel().elect()
    const unclear = [vote('qualification', false, { unclear: true }), vote('signature')]
    for (const bid of bidders)
      for (const member of members)
        panel.take(reviewBid(panel.state, { member, bid, votes: bid === bidA ? unclear : votes() }, law))
    expect(panel.state).to.include({ stage: 'review', valid: null })
    expect(panel.state.mustAsk).to.deep.equal({ [bidA]: ['qualification'] })
    ask(panel)
    reply(panel, {}, T0 + 1)
    expect(panel.state.votes[bidA]).to.equal(undefined)
    for (const member of members) panel.take(reviewBid(panel.state, { member, bid: bidA, votes: unclear }, law))
    expect(panel.state.valid).to.deep.equal([bidB, bidC, bidD])
  })

  it('holds the review open until it is answered or its time is over', () => {
    const panel = new Panel().elect()
    ask(panel)
    panel.review()
    expect(panel.state.stage).to.equal('review')
    expect(code(() => expireQuestions(panel.state, until - 1))).to.equal('CLARIFICATION_NOT_DUE')
    panel.take(expireQuestions(panel.state, until), until)
    expect(closing(panel.state, law)).to.deep.equal([])
    for (const member of members) panel.take(reviewBid(panel.state, { member, bid: bidA, votes: votes() }, law))
    expect(panel.state.stage).to.equal('scoring')
  })
})
