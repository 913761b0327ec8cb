import { expect } from 'chai'
import { shippedCalendar } from '../../server/law/periods.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { correct, holdForCorrection, noteUncorrected, resumedDeadline } from '../../server/tenders/correction.ts'
import { terminateTender } from '../../server/tenders/endings.ts'
import { tenderStream } from '../../server/tenders/store.ts'
import { liftSuspension, suspendTender } from '../../server/tenders/suspension.ts'
import type { Stage, Tender } from '../../server/tenders/tender.ts'
import { aTender, becomes, DAY, now, refused, signature } from './world.ts'

const T = rulebook('T-2025')
const G = rulebook('G-2017')
const held = (cause = 'o', before: Tender = aTender(), law = T): Tender =>
  becomes(before, holdForCorrection(before, { cause, reason: '异议成立' }, law, now, shippedCalendar))
const following = (causes: string[], rulings: string[] = []) => ({ causes, rulings, version: 2, signature })

describe('a document that must be corrected', () => {
  it('holds the tender by the article of its law, in both tracks', () => {
    for (const [law, article] of [
      [T, '《招标投标法实施条例》第二十三条'],
      [G, '《政府采购货物和服务招标投标管理办法》第二十五条'],
    ] as const)
      expect(held('o', aTender(), law).suspensions?.map((one) => [one.id, one.kind, one.article])).to.deep.equal([
        ['o-correct', 'correction', article],
      ])
  })

  it('opens nothing at its deadline: what falls due is the correction, and after it nothing', () => {
    const tender = held()
    const { correctBy = 0 } = tender.suspensions?.[0] ?? {}
    expect(tenderStream.kind.timetable?.(tender, '')).to.deep.equal([
      { at: correctBy + 1, deed: 'tender.correctionOverdue' },
    ])
    expect(noteUncorrected(tender, correctBy)).to.deep.equal([])
    const late = becomes(tender, noteUncorrected(tender, correctBy + 1), correctBy + 1)
    expect(late.suspensions?.[0]?.overdue).to.equal(true)
    expect(tenderStream.kind.timetable?.(late, '')).to.deep.equal([])
    expect(noteUncorrected(late, correctBy + DAY)).to.deep.equal([])
  })

  for (const stage of ['opening', 'evaluating', 'publicised', 'awarded'] as Stage[])
    it(`is nothing to be amended while the tender is ${stage}`, () => {
      expect(holdForCorrection(aTender({ stage }), { cause: 'o', reason: '' }, T, now, shippedCalendar)).to.deep.equal(
        [],
      )
    })

  it('is lifted by an addendum that follows all of it, and the clocks go on with the days that were left', () => {
    const before = aTender()
    const tender = held('c', held())
    const at = before.deadline + 3 * DAY
    const open = refused(() => correct(tender, following(['o']), T, at))
    expect([open.code, open.facts?.['left']]).to.deep.equal(['CORRECTION_OPEN', ['异议成立']])
    const { lifts, after } = correct(tender, following(['o', 'c'], ['c']), T, at)
    expect(lifts.map(({ data }) => data.resumed === null)).to.deep.equal([true, false])
    expect(after.suspensions).to.deep.equal([])
    expect(after.deadline).to.equal(resumedDeadline(tender, at))
    expect(after.deadline - at).to.be.at.least(before.deadline - now)
  })

  it('is not what a ruling that orders nothing is followed by', () => {
    expect(refused(() => correct(held(), following(['o', 'x'], ['x']), T, now)).code).to.equal('CORRECTION_UNKNOWN')
  })

  it('does not lift what rests for another reason, and nobody lifts it by an order', () => {
    const order = { id: 's', kind: 'supervision' as const, reason: '监督暂停' }
    const both = becomes(held(), suspendTender(held(), order, T, now))
    expect(refused(() => correct(both, following(['o']), T, now)).code).to.equal('TENDER_SUSPENDED')
    const lift = { id: 'o-correct', reason: '恢复', kinds: ['supervision' as const] }
    expect(refused(() => liftSuspension(held(), lift, T, now)).code).to.equal('SUSPENSION_OTHER')
  })

  it('ends with the tender', () => {
    const defect = { clause: '须在本省设有分支机构', offends: '《政府采购法实施条例》第二十条' }
    const of = { ground: 'documentUnlawful' as const, defect, reason: '修改后重新招标', signature }
    expect(becomes(held(), terminateTender(held(), of, G, now)).suspensions).to.deep.equal([])
  })
})
