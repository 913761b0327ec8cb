import { expect } from 'chai'
import { judge } from '../../server/archive/verify/lawful/judge.ts'
import { shippedCalendar } from '../../server/law/periods.ts'
import {
  changedWrongs,
  dismissedInWorks,
  foundInWorks,
  joint,
  jointlySigned,
  jointWrongs,
  lawfulJoint,
  prequalifiedOnce,
  qualified,
} from './consortiumWrongs.ts'
import { both, type Log } from './doctors.ts'
import { second, third } from './lawfulLog.ts'
import { purchase } from './lawfulPurchase.ts'
import { works } from './lawfulWorks.ts'

const brokenIn = (log: Log): string[] =>
  judge(log, shippedCalendar)
    .checks.filter(({ verdict }) => verdict === 'invalid')
    .map(({ id }) => id)

describe('Bidders who bid as one or were prequalified, judged by the law from the facts', () => {
  for (const [lawful, ways] of [
    [works, jointWrongs],
    [purchase, changedWrongs],
  ] as const)
    for (const [id, doctors] of Object.entries(ways))
      for (const [title, doctor] of doctors)
        it(`finds by ${id} alone that ${title}`, () => expect(brokenIn(doctor(lawful))).to.deep.equal([id]))

  it('lets a consortium bid and sign together, who was prequalified pass once, and all bids of one member be found invalid', () => {
    for (const doctor of [lawfulJoint, jointlySigned, prequalifiedOnce, foundInWorks])
      expect(brokenIn(doctor(works))).to.deep.equal([])
    const unqualified = qualified('law-member', { [second]: false, [third]: false })
    expect(brokenIn(both(joint([1]), unqualified)(purchase))).to.deep.equal([])
  })

  it('does not decide where those who judge did not confirm what stands in the bids', () => {
    const of = judge(dismissedInWorks(works), shippedCalendar).checks.find(({ id }) => id === 'bids.consortium')
    expect(of?.verdict).to.equal('indeterminate')
    expect(of?.title).to.include('《招标投标法实施条例》第三十七条')
  })
})
