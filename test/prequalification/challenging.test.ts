import { expect } from 'chai'
import { type Calendar, instantOf, lastMomentOf, shippedCalendar } from '../../server/law/periods.ts'
import { answerChallenge, challengeResult } from '../../server/prequalification/challenging.ts'
import type { ReviewFact } from '../../server/prequalification/events.ts'
import { evolve, type Prequalification } from '../../server/prequalification/prequalification.ts'
import { refused, signature } from '../tenders/world.ts'
import { G, hash, T } from './example.ts'

const concludedAt = instantOf('2026-04-07T10:00')
const table: Calendar = shippedCalendar
const state: Prequalification = {
  ...{ tender: 'tender-1', stage: 'concluded', needed: 2, minutes: 30, applications: [hash('1'), hash('2')], epoch: 1 },
  ...{ spki: 'AAAA', officers: {}, refused: {}, windowFrom: null, namedAt: concludedAt, reviews: {}, committee: null },
  ...{ report: null, passed: [hash('2')], failed: [hash('1')], unopened: [], concludedAt },
}
const said = { challenge: 'c1', tag: hash('e'), applicant: hash('1'), waits: false, sealed: 's' }
const by = (now: number, of: Partial<typeof said> = {}, before: Prequalification = state, law = G) =>
  challengeResult(before, { ...said, ...of }, law, { now, table })
const then = (facts: ReturnType<typeof by>, before = state): Prequalification =>
  facts.reduce((so, one) => evolve(so, { ...one, id: 'f', at: 1 } as unknown as ReviewFact), before)

describe('a challenge of a prequalification’s result (《政府采购法》第五十二、五十三条)', () => {
  it('is in time until the last millisecond of the seventh working day, then registered as late without a clock', () => {
    const last = lastMomentOf('2026-04-16') // 8, 9, 10, 13, 14, 15 and 16 April
    expect(by(last)[0]?.data).to.deep.include({ late: false, article: '《政府采购法》第五十二条' })
    expect(by(last + 1)[0]?.data).to.deep.include({ late: true, answerBy: null })
  })

  it('is answered within seven working days of its receipt, once', () => {
    const now = instantOf('2026-04-08T09:00')
    const made = then(by(now))
    const answerBy = made.challenges?.[0]?.answerBy ?? 0
    expect(answerBy).to.equal(lastMomentOf('2026-04-17'))
    const answer = (at: number, before = made, challenge = 'c1') =>
      answerChallenge(before, { challenge, text: '审查符合资格预审文件', outcome: 'dismissed', signature }, at)
    expect(answer(answerBy)[0]?.data).to.deep.include({ inTime: true })
    expect(answer(answerBy + 1)[0]?.data).to.deep.include({ inTime: false })
    expect(refused(() => answer(now, made, 'c2')).code).to.equal('CHALLENGE_UNKNOWN')
    expect(refused(() => answer(now, then(answer(now), made))).code).to.equal('CHALLENGE_ANSWERED')
  })

  it('is an applicant’s, one at a time, once there is a result, and only where the law wants one before a complaint', () => {
    const now = concludedAt + 1
    expect(refused(() => by(now, { applicant: hash('7') })).code).to.equal('CHALLENGE_OF_APPLICANTS')
    expect(refused(() => by(now, { waits: true })).code).to.equal('CHALLENGE_OPEN')
    expect(refused(() => by(now, {}, { ...state, stage: 'unlocking', concludedAt: null })).code).to.equal(
      'CHALLENGE_STEP',
    )
    expect(refused(() => by(now, {}, state, T)).code).to.equal('CHALLENGE_NOT_HERE')
    expect([T, G].map((law) => law.objectionFirst.value.includes('prequalification'))).to.deep.equal([false, true])
  })
})
