import { expect } from 'chai'
import { draftReport, opine, signReport } from '../../server/evaluation/conclusion.ts'
import { closing, reviewBid, voteForChair } from '../../server/evaluation/review.ts'
import { fillVacancies, giveUpPanel, leaveSeat, seatsOf } from '../../server/evaluation/vacancy.ts'
import type { SeatedLeaving } from '../../server/experts/panel.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { code, lock, marked, refusal, save } from './deeds.ts'
import { bidders, expertEye, law, m1, m2, m3, m4, members, Panel, sees, sheet, T0, tag, vote } from './example.ts'

const joined = tag('6')
const votes = [vote('qualification'), vote('signature')]
const purchase = rulebook('G-2017')

const leave = (panel: Panel, member: string, ground: SeatedLeaving = 'health') =>
  panel.take(leaveSeat(panel.state, { member, ground, sealed: 'sealed', order: null }, law), T0)
const fill = (panel: Panel, ...seated: string[]) => panel.take(fillVacancies(panel.state, seated))

/** Everybody agreed and the report is drawn up. */
function drafted(): Panel {
  const panel = marked()
  for (const member of members) panel.take(opine(panel.state, { member, agree: true, reason: null }))
  panel.take(draftReport(panel.state, { file: 'f0', sha256: 'a'.repeat(64) }))
  return panel
}

describe('a member who leaves its seat', () => {
  it('takes with it what it concluded and what was concluded together', () => {
    const panel = drafted()
    leave(panel, m3, 'avoidance')
    expect(panel.state).to.deep.include({ stage: 'review', scores: null, ranking: null, opinions: {}, report: null })
    expect(panel.state.members).not.to.include(m3)
    expect(panel.state.sheets).not.to.have.any.keys(m3)
    for (const bid of bidders) expect(panel.state.votes[bid]).not.to.have.any.keys(m3)
    expect(panel.facts.at(-1)?.data).to.deep.include({ ground: 'avoidance', article: law.replacedMember.article })
  })

  it('keeps its number until somebody takes the seat; nobody else is called by another number', () => {
    const panel = new Panel()
    leave(panel, m3)
    expect(seatsOf(panel.state)).to.deep.equal(members)
    fill(panel, ...members.filter((one) => one !== m3), tag('0'))
    expect(seatsOf(panel.state)).to.deep.equal([m1, m2, tag('0'), m4, tag('5')])
    // who came in that place leaves as well, with another beside it
    leave(panel, tag('0'))
    leave(panel, m1)
    expect(seatsOf(panel.state)).to.deep.equal([m1, m2, tag('0'), m4, tag('5')])
    fill(panel, ...panel.state.members, tag('8'))
    fill(panel, ...panel.state.members, tag('7'))
    expect(seatsOf(panel.state)).to.deep.equal([tag('7'), m2, tag('8'), m4, tag('5')])
  })

  it('is replaced by one who begins from zero, and the sheets of the others count again', () => {
    const panel = drafted()
    leave(panel, m3)
    fill(panel, ...members.filter((one) => one !== m3), joined)
    expect(panel.state.replaced).to.deep.equal([{ left: m3, joined, reason: '因健康等原因不能继续评标' }])
    for (const bid of bidders) panel.take(reviewBid(panel.state, { member: joined, bid, votes }, law), T0)
    save(panel, joined, sheet(bidders, 2500, 600))
    lock(panel, joined)
    expect(panel.state.stage).to.equal('opinions')
    expect(Object.keys(panel.state.scores ?? {}))
      .to.include(joined)
      .and.not.include(m3)
  })

  it('holds everything up until the seat is filled', () => {
    const panel = new Panel().elect()
    leave(panel, m4, 'absent')
    const deed = () => reviewBid(panel.state, { member: m1, bid: bidders[0] ?? '', votes }, law)
    expect(code(deed)).to.equal('SEAT_VACANT')
    fill(panel, m1, m2, m3, tag('5'), joined)
    expect(code(deed)).to.equal('done')
  })

  it('does not let four votes close a review of five', () => {
    const panel = new Panel().elect()
    for (const bid of bidders)
      for (const member of members.filter((one) => one !== m4))
        panel.take(reviewBid(panel.state, { member, bid, votes }, law))
    leave(panel, m4)
    expect(closing(panel.state, law)).to.deep.equal([])
  })

  it('leaves the panel without a chair if it was the chair: another is elected', () => {
    const panel = drafted()
    leave(panel, m1)
    expect(panel.state).to.deep.include({ stage: 'chair', chair: null, round: 2 })
    fill(panel, m2, m3, m4, tag('5'), joined)
    for (const member of panel.state.members) panel.take(voteForChair(panel.state, member, m2))
    expect(panel.state).to.deep.include({ stage: 'review', chair: m2 })
  })

  it('may go with another: each seat is filled, and only then the evaluation goes on', () => {
    const panel = new Panel().elect()
    leave(panel, m2)
    leave(panel, m3)
    fill(panel, m1, m4, tag('5'), joined)
    expect(panel.state.vacant).to.have.length(1)
    fill(panel, m1, m4, tag('5'), joined, tag('7'))
    expect(panel.state.vacant).to.deep.equal([])
    expect(panel.state.members).to.deep.equal([m1, m4, tag('5'), joined, tag('7')].sort())
    expect(fillVacancies(panel.state, panel.state.members)).to.deep.equal([])
  })

  it('is a member, and the evaluation is not over', () => {
    const panel = drafted()
    const of = { ground: 'health' as const, sealed: null, order: null }
    expect(code(() => leaveSeat(panel.state, { member: joined, ...of }, law))).to.equal('NOT_A_MEMBER')
    let base = 'a'.repeat(64)
    members.forEach((member, i) => {
      const next = String(i).repeat(64)
      panel.take(signReport(panel.state, { member, base, file: `f${i}`, sha256: next }))
      base = next
    })
    expect(code(() => leaveSeat(panel.state, { member: m1, ...of }, law))).to.equal('EVALUATION_STAGE')
  })

  it('is known by its seat to the room, and to no other expert', () => {
    const panel = new Panel().elect()
    leave(panel, m3)
    const fact = panel.facts.at(-1)
    expect(fact && sees(expertEye(m1), fact)).to.equal(true)
    expect(fact && sees(expertEye(joined), fact)).to.equal(false)
  })
})

describe('a panel that cannot be filled up', () => {
  const order = { reason: '该专业专家已抽尽，无法及时补足', signature: { statement: '', cms: '', certificate: '' } }

  it('is given up with all its opinions, and another begins from the start', () => {
    const panel = drafted()
    expect(code(() => giveUpPanel(panel.state, order, purchase))).to.equal('EVALUATION_STAGE')
    leave(panel, m3)
    panel.take(giveUpPanel(panel.state, order, purchase), T0)
    const { state } = panel
    expect(state).to.deep.include({
      awaitsPanel: true,
      members: [],
      votes: {},
      sheets: {},
      valid: null,
      stage: 'chair',
    })
    expect(state.past).to.have.length(1)
    expect(state.past?.[0]?.article).to.equal('《政府采购货物和服务招标投标管理办法》第四十九条')
  })

  it('has nobody who could still act', () => {
    const panel = drafted()
    leave(panel, m3)
    panel.take(giveUpPanel(panel.state, order, purchase), T0)
    const again = () => leaveSeat(panel.state, { member: m1, ground: 'health', sealed: null, order: null }, purchase)
    expect(refusal(again).code).to.equal('EVALUATION_STAGE')
  })
})
