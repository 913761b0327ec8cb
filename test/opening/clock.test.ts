import { expect } from 'chai'
import fc from 'fast-check'
import { rulebook } from '../../server/law/rulebook.ts'
import { questionClock, runClock, type Stop, stopsOf, unlockClock } from '../../server/opening/clock.ts'
import { pauseHall, pausesOf, resumeHall } from '../../server/opening/pausing.ts'
import { releaseByRemedy } from '../../server/opening/remedyRules.ts'
import { releaseAsBidder } from '../../server/opening/rules.ts'
import { liftSuspension, suspendTender } from '../../server/tenders/suspension.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { aTender, becomes, refused } from '../tenders/world.ts'
import { began, ends, hall, letter, readHall, signature, tag, written } from './hall.ts'

const law = rulebook('T-2025')
const of = { from: 0, length: 1000 }
const release = { tag, epoch: 1, letter, signature }
const why = { reason: '网络中断，查明原因', kinds: ['host'] as const }
const paused = (from: number, to?: number, before = hall()) => {
  const after = written(before, pauseHall(before, { id: `p${from}`, kind: 'host', ...why }, from), from)
  return to === undefined ? after : written(after, resumeHall(after, { id: `p${from}`, ...why }, to), to)
}

describe('a clock of the hall', () => {
  it('runs out to the millisecond when nothing stops it', () => {
    expect(runClock(of, [], 999)).to.deep.equal({ endsAt: 1000, left: 1, stood: 0, over: false })
    expect(runClock(of, [], 1000)).to.deep.equal({ endsAt: 1000, left: 0, stood: 0, over: true })
  })

  it('stands in a stop, and goes on by exactly what was left', () => {
    expect(runClock(of, [{ from: 400, to: null }], 700)).to.deep.equal({
      endsAt: null,
      left: 600,
      stood: 300,
      over: false,
    })
    expect(runClock(of, [{ from: 400, to: 701 }], 1300).over).to.equal(false)
    expect(runClock(of, [{ from: 400, to: 701 }], 1301)).to.include({ endsAt: 1301, over: true, stood: 301 })
  })

  it('adds once what two reasons stopped at once', () => {
    const stops = [
      { from: 100, to: 300 },
      { from: 200, to: 400 },
      { from: 250, to: 260 },
    ]
    expect(runClock(of, stops, 0)).to.include({ endsAt: 1300, stood: 300 })
  })

  it('is not woken by a stop at or after its end, nor moved by one before its beginning', () => {
    expect(runClock(of, [{ from: 1000, to: 5000 }], 6000).endsAt).to.equal(1000)
    expect(runClock(of, [{ from: 1000, to: null }], 6000).over).to.equal(true)
    expect(runClock(of, [{ from: 999, to: 5000 }], 5000)).to.include({ left: 1, over: false })
    expect(runClock({ from: 500, length: 1000 }, [{ from: 100, to: 400 }], 0).endsAt).to.equal(1500)
    expect(runClock({ from: 500, length: 1000 }, [{ from: 100, to: 600 }], 0).endsAt).to.equal(1600)
  })

  it('agrees with a count of its milliseconds, whatever stops it', () => {
    const stop = fc.tuple(fc.nat(80), fc.nat(30)).map(([from, length]): Stop => ({ from, to: from + length }))
    fc.assert(
      fc.property(
        fc.array(stop, { maxLength: 6 }),
        fc.nat(20),
        fc.integer({ min: 1, max: 40 }),
        (stops, from, length) => {
          let left = length
          let at = from
          for (; left > 0; at++) if (!stops.some((one) => one.from <= at && at < (one.to ?? 0))) left--
          expect(runClock({ from, length }, stops, 0).endsAt).to.equal(at)
        },
      ),
      { numRuns: 500 },
    )
  })
})

describe('the time for unlocking', () => {
  it('stands while the host pauses, refuses every release, and afterwards is in time to the last millisecond', () => {
    const standing = paused(ends - 1)
    expect(refused(() => releaseAsBidder(standing, release, ends - 1)).code).to.equal('OPENING_PAUSED')
    const back = paused(ends - 1, ends + 60_000)
    expect(unlockClock(back, {}, ends + 60_000)).to.include({ endsAt: ends + 60_001, left: 1 })
    expect(releaseAsBidder(back, release, ends + 60_000)[0]?.type).to.equal('opening.bidderReleased')
    expect(refused(() => releaseAsBidder(back, release, ends + 60_001)).code).to.equal('UNLOCK_WINDOW_OVER')
    const remedy = { tender: { remedy: 'code' as const }, law }
    expect(refused(() => releaseByRemedy(standing, release, remedy, ends - 1)).code).to.equal('OPENING_PAUSED')
    expect(refused(() => releaseByRemedy(back, release, remedy, ends + 60_000)).code).to.equal('done')
  })

  it('is not given back by a pause that begins when it is over', () => {
    const back = paused(ends, ends + 60_000)
    expect(refused(() => releaseAsBidder(back, release, ends + 60_000)).code).to.equal('UNLOCK_WINDOW_OVER')
  })

  it('stands while supervision has stopped the tender, beside a pause of the host, and adds each millisecond once', () => {
    const order = { id: 's', kind: 'supervision' as const, reason: '接到监督指令' }
    const opening = (stage: Partial<Tender> = {}) => aTender({ stage: 'opening', ...stage })
    const stopped = becomes(opening(), suspendTender(opening(), order, law, began + 100), began + 100)
    expect(unlockClock(hall(), stopped, began + 500)).to.include({ endsAt: null, left: ends - began - 100 })
    const lifted = liftSuspension(stopped, { id: 's', reason: '原因消除' }, law, began + 700)
    const on = becomes(stopped, lifted, began + 700)
    expect(on.stops).to.deep.equal([{ from: began + 100, to: began + 700 }])
    expect(unlockClock(hall(), on, began + 700)?.endsAt).to.equal(ends + 600)
    expect(unlockClock(paused(began + 50, began + 200), on, began + 700)?.endsAt).to.equal(ends + 650)
    expect(releaseAsBidder(hall(), release, ends + 599, on)[0]?.type).to.equal('opening.bidderReleased')
    expect(refused(() => releaseAsBidder(hall(), release, ends + 600, on)).code).to.equal('UNLOCK_WINDOW_OVER')
  })

  it('before the deadline a suspension moves the deadline and leaves no stop behind', () => {
    const tender = aTender()
    const at = tender.deadline - 10
    const stopped = becomes(
      tender,
      suspendTender(tender, { id: 's', kind: 'incident', reason: '平台故障' }, law, at),
      at,
    )
    expect(becomes(stopped, liftSuspension(stopped, { id: 's', reason: '恢复' }, law, at + 5), at + 5).stops).to.equal(
      undefined,
    )
  })

  it('is counted apart from the time for objections, which stands as well', () => {
    const asking = readHall({ questions: { from: ends + 1000, minutes: 5 } })
    expect(questionClock(asking, {}, ends + 1000)?.endsAt).to.equal(ends + 301_000)
    const back = paused(ends + 2000, ends + 9000, asking)
    expect(questionClock(back, {}, ends + 9000)?.endsAt).to.equal(ends + 308_000)
    expect(unlockClock(back, {}, ends + 9000)?.endsAt).to.equal(ends)
    expect(questionClock(hall(), {}, 0)).to.equal(undefined)
  })
})

describe('a pause of the hall', () => {
  it('goes on when the last of several ends, and each is ended by whom it belongs to', () => {
    const one = paused(began + 1)
    const two = written(one, pauseHall(one, { id: 'x', kind: 'incident', reason: '平台故障' }, began + 2), began + 2)
    expect(refused(() => resumeHall(two, { id: 'x', ...why }, began + 3)).code).to.equal('PAUSE_OTHER')
    expect(refused(() => resumeHall(two, { id: 'nothing', ...why }, began + 3)).code).to.equal('PAUSE_UNKNOWN')
    const back = written(two, resumeHall(two, { id: `p${began + 1}`, ...why }, began + 3), began + 3)
    expect(pausesOf(back).map(({ id }) => id)).to.deep.equal(['x'])
    expect(refused(() => releaseAsBidder(back, release, began + 4)).code).to.equal('OPENING_PAUSED')
    expect(stopsOf(back, {})).to.deep.equal([
      { from: began + 1, to: began + 3 },
      { from: began + 2, to: null },
    ])
  })

  it('is written once, is possible at every step but the last, and may name when it goes on', () => {
    const before = paused(began + 1)
    expect(pauseHall(before, { id: `p${began + 1}`, kind: 'host', reason: '再次' }, began + 2)).to.deep.equal([])
    for (const stage of ['unsealing', 'read', 'recorded', 'finished'] as const)
      expect(refused(() => pauseHall(hall({ stage }), { id: 'x', kind: 'host', reason: '休会' }, began)).code).to.equal(
        stage === 'finished' ? 'PAUSE_STAGE' : 'done',
      )
    const until = (resumesAt: number) => () =>
      pauseHall(hall(), { id: 'x', kind: 'host', reason: '休会', resumesAt }, began)
    expect(refused(until(began)).code).to.equal('PAUSE_RESUMES')
    expect(refused(until(began + 1)).code).to.equal('done')
  })

  it('that was noticed later begins when it began, but never before the hall', () => {
    const since = (at: number) => pauseHall(hall(), { id: 'x', kind: 'outage', reason: '平台中断', since: at }, ends)
    expect(since(began + 7)[0]?.data.since).to.equal(began + 7)
    expect(since(began - 7)[0]?.data.since).to.equal(began)
  })
})
