import { expect } from 'chai'
import {
  begin,
  contractPublicity,
  type Duties,
  done,
  drop,
  dutiesOf,
  evolve,
  overdue,
  overdueCount,
  resume,
  stop,
  timetable,
} from '../../server/award/duty.ts'
import type { DutyFact, DutyHappening } from '../../server/award/dutyEvents.ts'
import { calendarOf, instantOf, lastMomentOf } from '../../server/law/periods.ts'
import { demoRegion, unsetRegion } from '../../server/law/regional.ts'
import { rulebook } from '../../server/law/rulebook.ts'

const T = rulebook('T-2025')
const G = rulebook('G-2017')
const start = instantOf('2026-04-09T10:00')
const DAY = 86_400_000

function becoming(before: Duties | undefined, happenings: DutyHappening[], at = start): Duties {
  const facts = happenings.map(
    (one, i) => ({ ...one, id: `f${i}`, stream: '', version: i, at, actor: { role: '' }, via: '' }) as DutyFact,
  )
  return facts.reduce<Duties | undefined>(evolve, before) ?? { tender: 't', duties: [], stoppedAt: null }
}
const limits = (happenings: DutyHappening[]) =>
  becoming(undefined, happenings).duties.map(({ duty, until, article }) => [duty, until, article])

describe('the limits after an evaluation', () => {
  it('works: publicity by the third day, the report by the fifteenth, the contract by the thirtieth', () => {
    const regulations = '《招标投标法实施条例》第五十四条'
    expect(limits(dutiesOf.report('t', start, T, false))).to.deep.equal([
      ['publicise', lastMomentOf('2026-04-13'), regulations],
    ])
    expect(limits(dutiesOf.awarded('t', start, T))).to.deep.equal([
      ['report', lastMomentOf('2026-04-24'), '《招标投标法》第四十七条'],
    ])
    // the thirtieth day, 9 May, is a Saturday that is worked
    expect(limits(dutiesOf.noticed('t', start, T))).to.deep.equal([
      ['contract', lastMomentOf('2026-05-09'), '《招标投标法》第四十六条'],
    ])
    expect(limits(dutiesOf.objected('t', 'o', start, T))).to.deep.equal([
      ['answer:o', lastMomentOf('2026-04-13'), regulations],
    ])
  })

  it('purchases: report 2, winner 5, announcement 2, contract public 2, copy 7 working days', () => {
    const order = (n: string) => `《政府采购货物和服务招标投标管理办法》第${n}条`
    expect(limits(dutiesOf.report('t', start, G, true))).to.deep.equal([
      ['deliver', lastMomentOf('2026-04-13'), order('六十八')],
    ])
    expect(limits(dutiesOf.report('t', start, G, false))).to.deep.equal([
      ['fix', lastMomentOf('2026-04-16'), order('六十八')],
    ])
    expect(limits(dutiesOf.delivered('t', start, G))).to.deep.equal([
      ['fix', lastMomentOf('2026-04-16'), order('六十八')],
    ])
    expect(limits(dutiesOf.fixed('t', start, G))).to.deep.equal([
      ['announce', lastMomentOf('2026-04-13'), order('六十九')],
    ])
    expect(limits(dutiesOf.awarded('t', start, G))).to.deep.equal([])
    expect(limits(dutiesOf.contracted('t', start, G))).to.deep.equal([
      ['publishContract', lastMomentOf('2026-04-13'), '《政府采购法实施条例》第五十条'],
      ['report', lastMomentOf('2026-04-20'), '《政府采购法》第四十七条'],
    ])
  })

  it('a works contract is published within what the region has set, and no limit runs where it has set none', () => {
    const law = (region: typeof demoRegion) => ({ ...T, contractPublishedWithin: contractPublicity(T, region) })
    expect(
      limits(dutiesOf.contracted('t', start, law(demoRegion))).map(([duty, until]) => [duty, until]),
    ).to.deep.equal([
      ['publishContract', lastMomentOf('2026-04-20')], // the tenth day is a Sunday
    ])
    expect(dutiesOf.contracted('t', start, law(unsetRegion))).to.deep.equal([])
  })

  it('is pending where the calendar of its last day is not out', () => {
    const [fact] = begin('t', 'contract', start, T.contractWithin, calendarOf({}))
    expect(fact?.data).to.include({ until: null })
  })
})

describe('a limit that runs', () => {
  const running = becoming(undefined, dutiesOf.report('t', start, T, false))
  const last = lastMomentOf('2026-04-13')

  it('is done in time in its last millisecond, and too late in the next', () => {
    expect(done(running, 'publicise', last)[0]?.data).to.include({ inTime: true })
    expect(done(running, 'publicise', last + 1)[0]?.data).to.include({ inTime: false })
    expect(done(running, 'contract', last)).to.deep.equal([])
  })

  it('alarms the supervisor a millisecond after its last, once', () => {
    expect(timetable(running)).to.deep.equal([{ at: last + 1, deed: 'duty.overdue' }])
    expect(overdue(running, last)).to.deep.equal([])
    const alarmed = becoming(running, overdue(running, last + 1), last + 1)
    expect(overdueCount(alarmed)).to.equal(1)
    expect([timetable(alarmed), overdue(alarmed, last + 2)]).to.deep.equal([[], []])
    const late = becoming(alarmed, done(alarmed, 'publicise', last + 2), last + 2)
    expect(overdueCount(late)).to.equal(0)
  })

  it('stands while the tender rests, and ends as much later as it rested; an answer runs on', () => {
    const both = becoming(running, dutiesOf.objected('t', 'o', start, T))
    const stopped = becoming(both, stop(both, start))
    expect(timetable(stopped)).to.deep.equal([{ at: last + 1, deed: 'duty.overdue' }]) // the answer
    expect(overdue(stopped, last + 1).map(({ data }) => 'duty' in data && data.duty)).to.deep.equal(['answer:o'])
    expect(done(stopped, 'publicise', last + DAY)[0]?.data).to.include({ inTime: true })
    const on = becoming(stopped, resume(stopped, { stoppedAt: start, by: 2 * DAY }))
    expect(on.duties.map(({ until }) => until)).to.deep.equal([last + 2 * DAY, last])
    expect([resume(on, { stoppedAt: start, by: DAY }), stop(undefined, start)]).to.deep.equal([[], []])
  })

  it('ends with what it belongs to', () => {
    const gone = becoming(
      running,
      drop(running, (duty) => !duty.startsWith('answer:')),
    )
    expect(gone.duties).to.deep.equal([])
  })
})
