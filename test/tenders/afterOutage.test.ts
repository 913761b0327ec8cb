import { expect } from 'chai'
import { rulebook } from '../../server/law/rulebook.ts'
import { afterStop, liftSuspension, restForOutage } from '../../server/tenders/suspension.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { aTender, becomes, DAY } from './world.ts'

const HOUR = 3_600_000

describe('An outage of the platform before the deadline', () => {
  const tender: Tender = aTender()
  const law = rulebook('T-2025')
  const { deadline } = tender
  const rests = (from: number, to: number, decided = true, of = tender) =>
    restForOutage(of, { id: 'outage-1', reason: '平台中断', from, to, decided }, law, to)

  it('stops the tender if it reaches into the last 24 hours, to the millisecond', () => {
    const begins = deadline - 24 * HOUR
    expect(rests(begins - HOUR, begins)).to.have.length(0)
    expect(rests(begins - HOUR, begins + 1)).to.have.length(1)
    expect(rests(deadline - 1, deadline + HOUR)).to.have.length(1)
    expect(rests(deadline, deadline + HOUR)).to.have.length(0)
  })

  it('counts however short if it was decided; what the log alone shows must have lasted a minute', () => {
    const from = deadline - HOUR
    expect(rests(from, from + 1)).to.have.length(1)
    expect(rests(from, from + 59_999, false)).to.have.length(0)
    expect(rests(from, from + 60_000, false)).to.have.length(1)
  })

  it('touches no tender that takes no bids', () => {
    for (const stage of ['draft', 'opening', 'evaluating', 'awarded', 'failed'] as const)
      expect(rests(deadline - HOUR, deadline - 1, true, { ...tender, stage }), stage).to.have.length(0)
  })

  it('stands once, and its deadline moves by the whole days since it began, so by no less than was lost', () => {
    const from = deadline - 30 * HOUR
    const to = deadline - HOUR
    const stopped = becomes(tender, rests(from, to), to)
    expect(stopped.stoppedAt).to.equal(from)
    expect(rests(from, to, true, stopped)).to.have.length(0)
    const of = { id: 'outage-1', reason: '平台已恢复，继续招标' }
    const after = becomes(stopped, liftSuspension(stopped, of, law, to + HOUR), to + HOUR)
    expect(after.deadline).to.equal(deadline + 2 * DAY)
    expect(after.deadline - deadline).to.be.at.least(to - from)
    expect(after.deadline).to.equal(afterStop(deadline, from, to + HOUR))
  })
})
