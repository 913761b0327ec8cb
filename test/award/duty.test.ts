import { expect } from 'chai'
import {
  type Duties,
  type DutyTime,
  dateAnew,
  done,
  drop,
  dutiesOf,
  dutyLaw,
  evolve,
  overdue,
  overdueCount,
  resume,
  stop,
  timetable,
} from '../../server/award/duty.ts'
import type { DutyFact, DutyHappening } from '../../server/award/dutyEvents.ts'
import holidays from '../../server/law/holidays.json' with { type: 'json' }
import { type Calendar, calendarOf, instantOf, lastMomentOf, shippedCalendar } from '../../server/law/periods.ts'
import { demoRegion, unsetRegion } from '../../server/law/regional.ts'
import { rulebook } from '../../server/law/rulebook.ts'

const counted = (id: string, table: Calendar = shippedCalendar, region = unsetRegion): DutyTime => ({
  law: dutyLaw(rulebook(id), region),
  table,
})
const T = counted('T-2025')
const G = counted('G-2017')
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
    const on = (region: typeof demoRegion) => counted('T-2025', shippedCalendar, region)
    expect(limits(dutiesOf.contracted('t', start, on(demoRegion))).map(([duty, until]) => [duty, until])).to.deep.equal(
      [
        ['publishContract', lastMomentOf('2026-04-20')], // the tenth day is a Sunday
      ],
    )
    expect(dutiesOf.contracted('t', start, on(unsetRegion))).to.deep.equal([])
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

describe('a limit whose last day lies beyond the calendar', () => {
  const december = instantOf('2026-12-10T10:00')
  const next = calendarOf({
    ...holidays,
    '2027': { notice: '国办发明电〔2026〕9号', rest: [['2027-01-01', '2027-01-10', '元旦']], work: [] },
  })
  const pending = becoming(undefined, dutiesOf.noticed('t', december, T), december)
  const day = instantOf('2026-12-15')

  it('is pending: it has no date, no alarm, and is done in time', () => {
    expect(pending.duties).to.deep.include.members([{ ...pending.duties[0]!, duty: 'contract', until: null }])
    expect([timetable(pending), overdue(pending, Number.MAX_SAFE_INTEGER)]).to.deep.equal([[], []])
    expect(done(pending, 'contract', december + 60 * DAY)[0]?.data).to.include({ inTime: true })
  })

  it('is not told by a calendar that still does not cover the day', () => {
    expect(dateAnew(pending, T)).to.deep.equal([])
  })

  it('is dated from where it began once the calendar is out: the thirtieth day, 9 January, rests until the eleventh', () => {
    const told = becoming(pending, dateAnew(pending, counted('T-2025', next)), day)
    const last = lastMomentOf('2027-01-11')
    expect(told.duties.map(({ until }) => until)).to.deep.equal([last])
    expect(timetable(told)).to.deep.equal([{ at: last + 1, deed: 'duty.overdue' }])
    expect([overdue(told, last).length, overdue(told, last + 1).length]).to.deep.equal([0, 1])
    expect(dateAnew(told, counted('T-2025', next))).to.deep.equal([]) // once
  })

  it('ends as much later as the tender rested while it was pending, and after', () => {
    const rested = becoming(pending, [
      ...stop(pending, day),
      ...resume({ ...pending, stoppedAt: day }, { stoppedAt: day, by: 2 * DAY }),
    ])
    const told = becoming(rested, dateAnew(rested, counted('T-2025', next)))
    expect(told.duties[0]?.until).to.equal(lastMomentOf('2027-01-13'))
    const again = becoming(told, resume({ ...told, stoppedAt: day }, { stoppedAt: day, by: DAY }))
    expect(again.duties[0]?.until).to.equal(lastMomentOf('2027-01-14'))
  })

  it('is not dated where it is done or has ended, nor where nobody set a limit', () => {
    const finished = becoming(pending, done(pending, 'contract', day), day)
    expect(dateAnew(finished, counted('T-2025', next))).to.deep.equal([])
    const region = becoming(
      undefined,
      dutiesOf.contracted('t', december, counted('T-2025', calendarOf({}), demoRegion)),
    )
    expect(region.duties[0]?.until).to.equal(null)
    expect(dateAnew(region, counted('T-2025', next, unsetRegion))).to.deep.equal([])
    expect(dateAnew(region, counted('T-2025', next, demoRegion))[0]?.data).to.include({ duty: 'publishContract' })
  })

  it('every limit, an answer too, is dated by the rule that began it', () => {
    const course = (on: DutyTime) => [
      ...dutiesOf.report('t', start, on, true),
      ...dutiesOf.delivered('t', start, on),
      ...dutiesOf.fixed('t', start, on),
      ...dutiesOf.awarded('t', start, on),
      ...dutiesOf.noticed('t', start, on),
      ...dutiesOf.contracted('t', start, on),
      ...dutiesOf.objected('t', 'o', start, on),
    ]
    for (const on of [T, G]) {
      const all = becoming(undefined, course({ ...on, table: calendarOf({}) }))
      expect(all.duties.map(({ until }) => until)).to.deep.equal(all.duties.map(() => null))
      expect(becoming(all, dateAnew(all, on))).to.deep.equal(becoming(undefined, course(on)))
    }
  })
})
