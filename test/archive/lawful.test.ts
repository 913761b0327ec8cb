import { expect } from 'chai'
import { judge, requirements } from '../../server/archive/verify/lawful/judge.ts'
import { ResultFixed } from '../../server/award/acceptanceEvents.ts'
import { ObjectionAnswered } from '../../server/award/events.ts'
import { PanelSeated } from '../../server/experts/panelEvents.ts'
import holidays from '../../server/law/holidays.json' with { type: 'json' }
import { calendar, calendarOf } from '../../server/law/periods.ts'
import { change, type Doctor, drop, type Log } from './doctors.ts'
import { lawful, members } from './lawfulLog.ts'
import { lawfulPurchase } from './lawfulPurchase.ts'
import { purchaseWrongs } from './purchaseWrongs.ts'
import { amended, wrongs } from './wrongs.ts'

const brokenIn = (log: Log): string[] =>
  judge(log, calendar)
    .checks.filter(({ verdict }) => verdict === 'invalid')
    .map(({ id }) => id)

/** Each way of breaking a requirement is found, and breaks no other. */
const breaks = (log: Log, ways: Record<string, [title: string, doctor: Doctor][]>): void => {
  const also: Record<string, string[]> = {
    // what goes together by its nature
    'contract.within': ['refund.within'],
    'challenge.holds': ['objection.answered'],
    'award.fixed': ['report.delivered'],
    'award.inOrder': ['award.notices', 'refund.within'],
    'announcement.starts': ['award.notices', 'refund.within'],
  }
  for (const [id, each] of Object.entries(ways))
    for (const [title, doctor] of each)
      it(`finds by ${id} that ${title}`, () => {
        const found = brokenIn(doctor(log))
        expect(found).to.include(id)
        expect(found.filter((one) => one !== id && !also[id]?.includes(one))).to.deep.equal([])
      })
}

describe('The course of a tender, judged by the law from its facts', () => {
  it('is lawful where every step is, and each requirement names its article', () => {
    const { verdict, checks } = judge(lawful, calendar)
    expect(checks.filter((one) => one.verdict !== 'valid')).to.deep.equal([])
    expect(verdict).to.equal('valid')
    for (const { id, title } of checks) expect(title, id).to.match(/《.+》第.+条/)
  })

  breaks(lawful, wrongs)

  it('finds a panel of four, and one of three, by its size and number', () => {
    const panel = (n: number): Doctor => change(PanelSeated, () => ({ members: members.slice(0, n) }))
    expect(brokenIn(panel(4)(lawful))).to.include.members(['panel.size', 'panel.odd'])
    expect(brokenIn(panel(3)(lawful)))
      .to.include('panel.size')
      .and.not.include('panel.odd')
  })

  it('finds an award while an objection waited for its answer', () => {
    expect(brokenIn(drop(ObjectionAnswered)(lawful))).to.include.members(['objection.suspends', 'objection.answered'])
  })

  it('lets an addendum pass on the last day, one that does not affect bids, and one that postpones', () => {
    expect(brokenIn(amended('2026-03-24T23:59:59.999', true)(lawful))).to.deep.equal([])
    expect(brokenIn(amended('2026-04-07T10:00', false)(lawful))).to.deep.equal([])
  })

  it('does not decide what ends beyond the calendar', () => {
    const known = calendarOf({ '2025': holidays['2025'] })
    const { verdict, checks } = judge(lawful, known)
    expect(verdict).to.equal('indeterminate')
    expect(checks.find(({ id }) => id === 'publicity.lasts')?.verdict).to.equal('indeterminate')
    expect(checks.find(({ id }) => id === 'award.firstRank')?.verdict).to.equal('valid')
  })

  it('has a way to be broken for every requirement', () => {
    const tried = new Set([...Object.keys(wrongs), 'panel.size', 'panel.odd', 'objection.suspends'])
    expect(requirements.T.map(({ id }) => id).filter((id) => !tried.has(id))).to.deep.equal([])
  })
})

describe('The course of a purchase, judged by its own law', () => {
  it('is lawful where every step is, without a publicity of candidates, and each requirement names its article', () => {
    const { verdict, checks } = judge(lawfulPurchase, calendar)
    expect(checks.filter((one) => one.verdict !== 'valid')).to.deep.equal([])
    expect(verdict).to.equal('valid')
    for (const { id, title } of checks) expect(title, id).to.match(/《.+》(第.+条|（.+〕\d+号）)/)
    const cited = checks.map(({ title }) => title).join()
    for (const other of ['《招标投标法》', '《招标投标法实施条例》']) expect(cited).not.to.include(other)
  })

  breaks(lawfulPurchase, purchaseWrongs)

  it('takes the first in rank as fixed where the purchaser was silent, unsigned and after its days', () => {
    const silent = change(ResultFixed, () => ({ how: 'deemed' as const, signature: undefined }))
    expect(brokenIn(silent(lawfulPurchase))).to.deep.equal([])
  })

  it('has a way to be broken for every requirement of its own', () => {
    const own = requirements.G.filter((one) => !requirements.T.includes(one)).map(({ id }) => id)
    expect(own.filter((id) => !purchaseWrongs[id])).to.deep.equal([])
  })
})
