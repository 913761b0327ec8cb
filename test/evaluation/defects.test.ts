import { expect } from 'chai'
import { answerStop, raiseDefect, voteOnDefect } from '../../server/evaluation/defects.ts'
import { voteForChair } from '../../server/evaluation/review.ts'
import { leaveSeat } from '../../server/evaluation/vacancy.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { code, marked, refusal } from './deeds.ts'
import { law, m1, m2, m3, m4, members, Panel } from './example.ts'

const purchase = rulebook('G-2017')
const defect = { clause: '评分标准“优良酌情给分”', offends: '没有量化，无法据以评分' }
const signature = { statement: '{}', cms: '', certificate: '' }
const sealed = 'sealed'
const m5 = members[4] ?? ''

const raise = (panel: Panel, member = m1, ground = 'defective', by = purchase) =>
  panel.take(raiseDefect(panel.state, { member, ground, defect, sealed }, by))
const votes = (panel: Panel, member: string, agree = true, reason: string | null = agree ? null : '可以据以评分') =>
  panel.take(voteOnDefect(panel.state, { member, agree, reason, sealed }, purchase))

/** A panel of five of which three found the document defective. */
function stopped(panel = new Panel()): Panel {
  raise(panel)
  votes(panel, m2)
  votes(panel, m3)
  return panel
}

describe('a tender document that the panel cannot judge by', () => {
  it('stops the evaluation with the third vote of five, by article 65 of order 87', () => {
    const panel = new Panel()
    raise(panel)
    votes(panel, m2)
    expect(panel.state.stage).to.not.equal('stopped')
    votes(panel, m3)
    expect(panel.state.stage).to.equal('stopped')
    expect(panel.facts.at(-1)?.data).to.deep.include({
      ...{ agreed: 3, defect, ground: 'defective' },
      article: '《政府采购货物和服务招标投标管理办法》第六十五条',
    })
  })

  it('and then nobody votes, evaluates or leaves until the tenderer has answered', () => {
    const panel = stopped()
    for (const deed of [
      () => votes(panel, m4),
      () => raise(panel, m4),
      () => panel.take(voteForChair(panel.state, m4, m1)),
      () => panel.take(leaveSeat(panel.state, { member: m4, ground: 'health', sealed, order: null }, law)),
    ])
      expect(code(deed)).to.equal('EVALUATION_STAGE')
  })

  it('is not found where three of five do not: the evaluation goes on, and it may be raised anew', () => {
    const panel = new Panel()
    raise(panel)
    for (const member of [m2, m3, m4]) votes(panel, member, false)
    expect(panel.state.defect).to.equal(undefined)
    raise(panel, m5, 'mandatory')
    expect(panel.state.defect?.ground).to.equal('mandatory')
  })

  it('is voted on by each member once, with reasons for a dissent; one at a time', () => {
    const panel = new Panel()
    expect(code(() => votes(panel, m2))).to.equal('DEFECT_NONE')
    raise(panel)
    expect(code(() => raise(panel, m2))).to.equal('DEFECT_OPEN')
    expect(code(() => votes(panel, m1))).to.equal('DEFECT_VOTED')
    expect(code(() => votes(panel, m2, false, ' '))).to.equal('DISSENT_WITHOUT_REASON')
  })

  it('stops works only where it breaks the law: that it is ambiguous names no article there', () => {
    const found = refusal(() => raise(new Panel(), m1, 'defective', law))
    expect([found.code, found.article]).to.deep.equal(['DEFECT_GROUND', '《招标投标法实施条例》第二十三条'])
    expect(code(() => raise(new Panel(), m1, 'mandatory', law))).to.not.equal('DEFECT_GROUND')
  })

  it('is confirmed by the tenderer, or the evaluation goes on in the stage where it stopped', () => {
    const open = marked()
    const { stage } = open.state
    stopped(open)
    const answer = (panel: Panel, confirmed: boolean) =>
      panel.take(answerStop(panel.state, { confirmed, reason: '已核对招标文件', signature }))
    answer(open, false)
    expect([open.state.stage, open.state.defect]).to.deep.equal([stage, undefined])
    expect(code(() => answer(open, true))).to.equal('EVALUATION_NOT_STOPPED')
    const ended = stopped()
    answer(ended, true)
    expect(ended.state.stage).to.equal('stopped')
  })

  it('is no longer voted on when a member leaves: the panel is another', () => {
    const panel = new Panel()
    raise(panel)
    panel.take(leaveSeat(panel.state, { member: m4, ground: 'health', sealed, order: null }, law))
    expect(panel.state.defect).to.equal(undefined)
    expect(code(() => raise(panel, m2))).to.equal('SEAT_VACANT')
  })
})
