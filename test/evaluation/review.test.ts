import { expect } from 'chai'
import { validBids } from '../../server/evaluation/evaluation.ts'
import { argueCompetition, beginEvaluation, reviewBid, voteForChair } from '../../server/evaluation/review.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { code, refusal } from './deeds.ts'
import {
  bidA,
  bidB,
  bidC,
  bidD,
  bidderEye,
  bidders,
  criteria,
  expertEye,
  hostEye,
  law,
  m1,
  m2,
  m3,
  m5,
  members,
  Panel,
  sees,
  supervisorEye,
  tag,
  vote,
} from './example.ts'

const votes = (pass = true) => [vote('qualification', pass), vote('signature')]

describe('beginning an evaluation', () => {
  const of = { tender: 't1', rulebook: law.id, criteria, seated: true, members, bids: [{ tag: bidA, price: '1' }] }

  it('waits until the whole panel is seated', () => {
    expect(code(() => beginEvaluation({ ...of, seated: false }, undefined))).to.equal('PANEL_NOT_SEATED')
  })

  it('needs a bid, and happens once', () => {
    expect(code(() => beginEvaluation({ ...of, bids: [] }, undefined))).to.equal('NO_BIDS')
    expect(code(() => beginEvaluation(of, new Panel().state))).to.equal('EVALUATION_BEGUN')
  })
})

describe('what the law itself asks about a bid', () => {
  const twice = {
    id: 'law-member',
    zh: 'B公司另见于D公司的投标',
    ground: '联合体各方又单独投标（《招标投标法实施条例》第三十七条）',
  }
  const short = { id: 'law-small-share', zh: '份额 29%', ground: '不符合价格扣除的条件', denies: 'small' as const }
  const bids = bidders.map((bidder, i) => ({
    ...{ tag: bidder, price: String(950_000 + i) },
    ...([bidB, bidD].includes(bidder) ? { byLaw: [twice] } : {}),
    ...(bidder === bidC ? { byLaw: [short], claims: { small: 'share' as const } } : {}),
  }))

  it('is voted on for the bids it is about and no other', () => {
    const panel = new Panel({ bids }).elect()
    for (const bid of [bidB, bidD])
      expect(code(() => reviewBid(panel.state, { member: m1, bid, votes: votes() }, law))).to.equal('CLAUSES_DIFFER')
    expect(reviewBid(panel.state, { member: m1, bid: bidA, votes: votes() }, law)).to.have.length(1)
  })

  it('rejects every bid on which the majority confirms it, with its clause and fact', () => {
    const all = { 'law-member': 5 }
    const panel = new Panel({ bids }).elect().review({ [bidB]: all, [bidD]: all })
    expect(panel.state.valid).to.deep.equal([bidA, bidC])
    expect(panel.state.rejections.map(({ bid, clause, zh }) => [bid, clause, zh])).to.deep.equal([
      [bidB, 'law-member', twice.zh],
      [bidD, 'law-member', twice.zh],
    ])
  })

  it('leaves a bid alone on which it is not confirmed, and only denies a deduction where it is about that', () => {
    const panel = new Panel({ bids }).elect().review({ [bidB]: { 'law-member': 2 }, [bidC]: { 'law-small-share': 5 } })
    expect(panel.state.valid).to.deep.equal(bidders)
    expect(panel.state.denied?.map(({ bid, clause }) => [bid, clause])).to.deep.equal([[bidC, 'law-small-share']])
    expect(validBids(panel.state).find(({ tag }) => tag === bidC)?.claims).to.deep.equal({})
  })
})

describe('electing the chair', () => {
  it('takes more than half of all members', () => {
    const panel = new Panel().elect(m3)
    expect(panel.state).to.include({ chair: m3, stage: 'review' })
  })

  it('votes again when nobody has a majority', () => {
    const panel = new Panel()
    const choices = [m1, m1, m2, m2, m3]
    for (const [i, choice] of choices.entries()) panel.take(voteForChair(panel.state, members[i] ?? '', choice))
    expect(panel.state).to.include({ chair: null, stage: 'chair', round: 2 })
    expect(panel.state.ballots).to.deep.equal({})
  })

  it('is never the purchaser’s representative (《政府采购货物和服务招标投标管理办法》第四十五条), who votes like all others', () => {
    const panel = new Panel({ representatives: [m2] })
    const G = rulebook('G-2026-02')
    expect(refusal(() => voteForChair(panel.state, m1, m2, G))).to.include({
      code: 'REPRESENTATIVE_AS_CHAIR',
      article: G.chair.article,
    })
    expect(voteForChair(panel.state, m2, m1, G)).to.have.length(1)
    expect(voteForChair(panel.state, m1, m2, law), 'in works it may be').to.have.length(1)
  })

  it('cannot elect somebody from outside', () => {
    const panel = new Panel()
    expect(code(() => voteForChair(panel.state, m1, tag('9')))).to.equal('NOT_A_MEMBER')
  })
})

describe('the preliminary review', () => {
  it('is not done before the chair is elected', () => {
    expect(code(() => reviewBid(new Panel().state, { member: m1, bid: bidA, votes: votes() }, law))).to.equal(
      'EVALUATION_STAGE',
    )
  })

  it('takes a vote on every clause of the tender document and on no other', () => {
    const { state } = new Panel().elect()
    const refused = refusal(() => reviewBid(state, { member: m1, bid: bidA, votes: [vote('signature')] }, law))
    expect(refused).to.include({ code: 'CLAUSES_DIFFER', article: law.statedCriteria.article })
    const invented = [...votes(), vote('local-office')]
    expect(code(() => reviewBid(state, { member: m1, bid: bidA, votes: invented }, law))).to.equal('CLAUSES_DIFFER')
  })

  it('takes no failure without a page and a reason', () => {
    const { state } = new Panel().elect()
    const bare = { clause: 'qualification', pass: false }
    for (const failure of [
      bare,
      { ...bare, page: 3 },
      { ...bare, reason: '不符' },
      { ...bare, page: 3, reason: ' ' },
    ]) {
      const given = [failure, vote('signature')]
      expect(code(() => reviewBid(state, { member: m1, bid: bidA, votes: given }, law))).to.equal(
        'FAILURE_WITHOUT_EVIDENCE',
      )
    }
  })

  it('closes only when every member has voted on every bid', () => {
    const panel = new Panel().elect()
    for (const bid of bidders)
      for (const member of members.slice(0, 4)) panel.take(reviewBid(panel.state, { member, bid, votes: votes() }, law))
    expect(panel.state).to.include({ stage: 'review', valid: null })
    for (const bid of bidders) panel.take(reviewBid(panel.state, { member: m5, bid, votes: votes() }, law))
    expect(panel.state.stage).to.equal('scoring')
    expect(panel.state.valid).to.deep.equal(bidders)
  })

  it('rejects by three of five, with clause, ground, pages and votes', () => {
    const panel = new Panel().elect().review({ [bidD]: { qualification: 3 } })
    expect(panel.state.valid).to.deep.equal([bidA, bidB, bidC])
    const [rejected, ...others] = panel.state.rejections
    expect(others).to.have.length(0)
    expect(rejected).to.deep.include({
      bid: bidD,
      clause: 'qualification',
      ground: criteria.clauses[0]?.ground,
      against: 3,
      members: 5,
    })
    expect(rejected?.findings.filter(({ pass }) => !pass).map(({ page }) => page)).to.deep.equal([12, 12, 12])
  })

  it('does not reject by two of five, but keeps what they said', () => {
    const panel = new Panel().elect().review({ [bidD]: { qualification: 2 } })
    expect(panel.state.valid).to.include(bidD)
    expect(panel.state.minority.map(({ bid, against }) => [bid, against])).to.deep.equal([[bidD, 2]])
    expect(panel.state.minority[0]?.findings[0]?.reason).to.equal('未见有效证明')
  })

  it('does not add up votes on different clauses', () => {
    const panel = new Panel().elect().review({ [bidD]: { qualification: 2, signature: 2 } })
    expect(panel.state.valid).to.include(bidD)
  })

  it('shows a vote to its author alone until the review is closed, the host never', () => {
    const panel = new Panel().elect().review({ [bidD]: { qualification: 3 } })
    const [first] = panel.facts.filter(({ type }) => type === 'evaluation.reviewed')
    const rejected = panel.facts.find(({ type }) => type === 'evaluation.bidRejected')
    if (!first || !rejected) throw new Error('facts missing')
    expect([expertEye(m1), expertEye(m2), supervisorEye, hostEye].map((eye) => sees(eye, first))).to.deep.equal([
      true,
      false,
      false,
      false,
    ])
    const eyes = [expertEye(m2), supervisorEye, expertEye(tag('9')), hostEye, bidderEye(bidD)]
    expect(eyes.map((eye) => sees(eye, rejected))).to.deep.equal([true, true, false, false, false])
  })

  it('does not end by itself with fewer than three valid bids: the chair argues the competition', () => {
    const panel = new Panel().elect().review({ [bidC]: { signature: 5 }, [bidD]: { qualification: 5 } })
    expect(panel.state.stage).to.equal('competition')
    const argument = { enough: true, argument: '两家投标人报价均低于限价且实质响应' }
    expect(code(() => argueCompetition(panel.state, m2, argument, law))).to.equal('NOT_THE_CHAIR')
    panel.take(argueCompetition(panel.state, m1, argument, law))
    expect(panel.state).to.deep.include({ stage: 'scoring', competition: argument })
  })

  it('leads to a report without candidates when the panel finds no competition or no valid bid', () => {
    const none = Object.fromEntries(bidders.map((bid) => [bid, { signature: 5 }]))
    expect(new Panel().elect().review(none).state.stage).to.equal('opinions')
    const panel = new Panel().elect().review({ [bidC]: { signature: 5 }, [bidD]: { qualification: 5 } })
    panel.take(
      argueCompetition(panel.state, m1, { enough: false, argument: '仅余两家且报价高度一致，明显缺乏竞争' }, law),
    )
    expect(panel.state.stage).to.equal('opinions')
  })
})
