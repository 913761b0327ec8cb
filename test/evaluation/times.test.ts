import { expect } from 'chai'
import { opine, refuseToSign, signable } from '../../server/evaluation/conclusion.ts'
import { reopenEvaluation } from '../../server/evaluation/reopening.ts'
import { askTime, enoughAsk, setTime, timeDue } from '../../server/evaluation/times.ts'
import { leaveSeat } from '../../server/evaluation/vacancy.ts'
import { seen } from '../../server/evaluation/views.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { code, refusal } from './deeds.ts'
import { bidderEye, expertEye, hostEye, law, m1, m2, m3, members, Panel, sees, supervisorEye, T0 } from './example.ts'

const signature = { statement: '{}', cms: '', certificate: '' }
const HOUR = 3_600_000
const until = T0 + 3 * HOUR
const give = (panel: Panel, to = until, at = T0) =>
  panel.take(setTime(panel.state, { until: to, reason: '按规模和技术复杂程度确定', signature }, at))
const ask = (panel: Panel, member: string, by = law) =>
  panel.take(askTime(panel.state, { member, reason: '投标文件篇幅大', sealed: 's' }, by))
const given = (): Panel => {
  const panel = new Panel()
  give(panel)
  return panel
}
const at = (panel: Panel, stage: 'opinions' | 'signing'): Panel => {
  panel.state = { ...panel.state, stage, report: { file: 'f', sha256: 'a'.repeat(64), signed: [] } }
  return panel
}

describe('the time for evaluating', () => {
  it('《招标投标法实施条例》第四十八条: more than a third: two of five, three of seven; a third of nine is not enough', () => {
    const enough = (asked: number, of: number) => enoughAsk(asked, of, law)
    expect([enough(1, 5), enough(2, 5), enough(2, 7), enough(3, 7), enough(3, 9), enough(4, 9)]).to.deep.equal([
      ...[false, true, false, true, false, true],
    ])
    expect(law.moreTime.article).to.equal('《招标投标法实施条例》第四十八条')
  })

  it('must be made longer with the second of five: told once, without who asked', () => {
    const panel = given()
    ask(panel, m1)
    expect(timeDue(panel.state)).to.equal(false)
    ask(panel, m2)
    expect(timeDue(panel.state)).to.equal(true)
    const short = panel.facts.at(-1)!
    expect([short.type, short.data]).to.deep.equal([
      'evaluation.timeShort',
      { tender: 't1', panel: members, asked: 2, until, article: '《招标投标法实施条例》第四十八条' },
    ])
    ask(panel, m3)
    expect(panel.facts.filter(({ type }) => type === 'evaluation.timeShort')).to.have.length(1)
    expect(sees(hostEye, short)).to.equal(true)
    expect(sees(bidderEye('a'.repeat(64)), short)).to.equal(false)
    const asked = panel.facts.find(({ type }) => type === 'evaluation.timeAsked')!
    expect([sees(hostEye, asked), sees(expertEye(m3), asked), sees(supervisorEye, asked)]).to.deep.equal([
      ...[false, true, true],
    ])
    expect(seen(panel.state, hostEye, null)).to.deep.include({ time: { until, due: true, mine: null } })
    expect(seen(panel.state, bidderEye('a'.repeat(64)), null)).to.not.have.property('time')
  })

  it('nothing is concluded before it is longer: no opinion, no signature, no note that one refused', () => {
    const panel = given()
    ask(panel, m1)
    ask(panel, m2)
    const held = [
      () => opine(at(panel, 'opinions').state, { member: m1, agree: true, reason: null }),
      () => signable(at(panel, 'signing').state, m1),
      () => refuseToSign(at(panel, 'signing').state, { member: m1, notedBy: m1, reason: null }),
    ]
    for (const deed of held)
      expect(refusal(deed)).to.deep.include({ code: 'MORE_TIME_DUE', article: '《招标投标法实施条例》第四十八条' })
    give(panel, until + 1)
    for (const deed of held) expect(code(deed)).to.not.equal('MORE_TIME_DUE')
    expect(panel.facts.at(-1)?.data).to.include({ asked: true, before: until })
    ask(panel, m1) // it may still be too short
    expect(timeDue(panel.state)).to.equal(false)
  })

  it('is only made longer, and ends later than now', () => {
    const panel = given()
    expect(code(() => give(panel, until))).to.equal('TIME_ONLY_LONGER')
    expect(code(() => give(new Panel(), T0))).to.equal('TIME_PAST')
    expect(code(() => give(new Panel(), T0 + 1))).to.equal('done')
  })

  it('is asked for once by each, where one was set and while the evaluation lasts', () => {
    const panel = given()
    ask(panel, m1)
    expect(code(() => ask(panel, m1))).to.equal('TIME_ASKED')
    expect(code(() => ask(new Panel(), m1))).to.equal('TIME_UNSET')
    panel.state = { ...panel.state, stage: 'finished' }
    expect(code(() => ask(panel, m2))).to.equal('TIME_CLOSED')
    expect(code(() => give(panel, until + HOUR))).to.equal('TIME_CLOSED')
  })

  it('《政府采购货物和服务招标投标管理办法》第四十六条: the law of purchases has no such rule', () => {
    expect(refusal(() => ask(given(), m1, rulebook('G-2017')))).to.deep.include({ code: 'TIME_NO_RULE' })
  })

  it('who left no longer counts', () => {
    const panel = given()
    ask(panel, m1)
    ask(panel, m2)
    panel.take(leaveSeat(panel.state, { member: m1, ground: 'health', sealed: 's', order: null }, law))
    expect(timeDue(panel.state)).to.equal(false)
  })

  it('begins anew with an evaluation that is done again', () => {
    const panel = given()
    panel.state = { ...panel.state, stage: 'finished' }
    const again = {
      ground: 'standardMisapplied',
      by: 'samePanel',
      from: 'review',
      reason: '复核',
      order: 'o1',
    } as const
    panel.take(reopenEvaluation(panel.state, again, law))
    expect(panel.state.time).to.equal(undefined)
    expect(code(() => give(panel, T0 + 1))).to.equal('done')
  })
})
