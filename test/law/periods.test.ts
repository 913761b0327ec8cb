import { expect } from 'chai'
import fc from 'fast-check'
import {
  dayAfter,
  dayOf,
  daysBetween,
  earliestAfter,
  endOf,
  instantOf,
  isPending,
  isWorkingDay,
  lastMomentOf,
  latestBefore,
  shippedCalendar,
} from '../../server/law/periods.ts'
import { type Day, days, type Period, workingDays } from '../../server/law/units.ts'
import { slowEnd } from './slowCount.ts'

const at = instantOf('2026-11-04T10:00')
const lastDay = (day: string, period: Period): Day | { pending: Day } => {
  const end = endOf(instantOf(day), period, shippedCalendar)
  return isPending(end) ? end : dayOf(end)
}

describe('days in Shanghai', () => {
  it('begin and end at midnight in Shanghai, wherever the computer stands', () => {
    expect(instantOf('2026-04-08T09:00')).to.equal(Date.UTC(2026, 3, 8, 1, 0))
    expect(dayOf(Date.UTC(2026, 3, 7, 15, 59, 59, 999))).to.equal('2026-04-07')
    expect(dayOf(Date.UTC(2026, 3, 7, 16))).to.equal('2026-04-08')
    expect(lastMomentOf('2026-04-08')).to.equal(instantOf('2026-04-08T23:59:59.999'))
  })

  it('follow one another over months and years', () => {
    expect(dayAfter('2026-12-31', 1)).to.equal('2027-01-01')
    expect(dayAfter('2028-03-01', -1)).to.equal('2028-02-29')
    expect(daysBetween('2026-02-27', '2026-03-02')).to.equal(3)
  })

  for (const text of ['2026-02-30', '2026-13-01', '2026-4-8', '2026-04-08T25:00', 'today']) {
    it(`knows no moment "${text}"`, () => {
      expect(() => instantOf(text)).to.throw(RangeError)
    })
  }
})

describe('working days of 2026', () => {
  it('leave out weekends and holidays', () => {
    for (const day of ['2026-01-02', '2026-02-23', '2026-10-07', '2026-11-07', '2026-11-08']) {
      expect(isWorkingDay(day, shippedCalendar), day).to.equal(false)
    }
  })

  it('take in the make-up days of the notice', () => {
    for (const day of ['2026-01-04', '2026-02-14', '2026-02-28', '2026-05-09', '2026-09-20', '2026-10-10']) {
      expect(new Date(`${day}T00:00Z`).getUTCDay() % 6, day).to.equal(0)
      expect(isWorkingDay(day, shippedCalendar), day).to.equal(true)
    }
  })

  it('are not told for a year without a notice', () => {
    expect(() => isWorkingDay('2027-01-04', shippedCalendar)).to.throw(RangeError)
  })
})

describe('the end of a period', () => {
  const ends: [string, Period, Day][] = [
    ['2026-11-04', days(3), '2026-11-09'],
    ['2026-10-29', days(3), '2026-11-02'],
    ['2026-09-28', days(3), '2026-10-08'],
    ['2026-11-02', workingDays(5), '2026-11-09'],
    ['2026-11-02', workingDays(30), '2026-12-14'],
    ['2026-02-13', workingDays(1), '2026-02-14'],
    ['2026-09-30', workingDays(3), '2026-10-10'],
    ['2025-12-30', days(3), '2026-01-04'],
    ['2025-09-27', workingDays(3), '2025-09-30'],
  ]
  for (const [start, period, end] of ends) {
    it(`${JSON.stringify(period)} from ${start} end on ${end}`, () => {
      expect(lastDay(start, period)).to.equal(end)
    })
  }

  it('is the last moment of the last day, whenever on its day it began', () => {
    for (const time of ['00:00', '10:00', '23:59:59.999']) {
      expect(endOf(instantOf(`2026-11-04T${time}`), days(3), shippedCalendar)).to.equal(
        instantOf('2026-11-09T23:59:59.999'),
      )
    }
  })

  it('is pending once the count leaves the years whose notice is out', () => {
    expect(lastDay('2026-12-29', days(3))).to.deep.equal({ pending: '2027-01-01' })
    expect(lastDay('2026-12-29', workingDays(2))).to.equal('2026-12-31')
    expect(lastDay('2026-12-29', workingDays(3))).to.deep.equal({ pending: '2027-01-01' })
  })

  it('refuses a number that is no period', () => {
    expect(() => endOf(at, days(-1), shippedCalendar)).to.throw(RangeError)
    expect(() => endOf(at, days(1.5), shippedCalendar)).to.throw(RangeError)
  })

  it('agrees with someone who counts slowly, with other arithmetic and tables of his own', () => {
    const day = fc.integer({ min: 0, max: 729 })
    const clock = fc.integer({ min: 0, max: 86_399_999 })
    fc.assert(
      fc.property(day, clock, fc.integer({ min: 1, max: 60 }), fc.boolean(), (n, time, count, working) => {
        const from = Date.UTC(2025, 0, 1) + n * 86_400_000
        const [year = 0, month = 0, date = 0] = new Date(from).toISOString().slice(0, 10).split('-').map(Number)
        const end = endOf(from - 8 * 3_600_000 + time, working ? workingDays(count) : days(count), shippedCalendar)
        const slow = slowEnd([year, month, date], count, working)
        return JSON.stringify(isPending(end) ? end : dayOf(end)) === JSON.stringify(slow)
      }),
      { numRuns: 5000 },
    )
  })
})

describe('the latest day before a deadline', () => {
  const deadline = instantOf('2026-12-01T09:30')

  it('for an addendum to a deadline of 2026-12-01 is 11-16', () => {
    expect(latestBefore(deadline, days(15))).to.equal(instantOf('2026-11-16T23:59:59.999'))
  })

  it('for an objection to it is 11-21, a Saturday, and does not move', () => {
    expect(latestBefore(deadline, days(10))).to.equal(instantOf('2026-11-21T23:59:59.999'))
  })
})

describe('the earliest deadline after a start', () => {
  it('lies twenty days on, at any hour of that day, weekend or not', () => {
    expect(earliestAfter(instantOf('2026-11-02T17:00'), days(20))).to.equal(instantOf('2026-11-22'))
  })
})
