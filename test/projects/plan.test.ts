import { expect } from 'chai'
import { instantOf, shippedCalendar } from '../../server/law/periods.ts'
import { rulebookFor } from '../../server/law/rulebook.ts'
import { earliestDates, type PlanTerms, timetable } from '../../server/projects/plan.ts'

const T = rulebookFor('T', '2026-11-01')
const G = rulebookFor('G', '2026-11-01')
const terms = (changes: Partial<PlanTerms> = {}): PlanTerms => ({
  ...{ publishedAt: instantOf('2026-11-02T09:00'), documentsFrom: instantOf('2026-11-02T09:00') },
  ...{ documentsUntil: instantOf('2026-11-09T17:00'), deadline: instantOf('2026-12-01T09:30') },
  ...{ validityDays: 90, reportOn: '2026-12-02', deposit: 0n, estimate: 1n, kind: 'works' },
  ...changes,
})
const dates = (of = terms(), law = T) => timetable(of, law, shippedCalendar)
const day = (id: string, of = terms(), law = T): string => {
  const found = dates(of, law).find((one) => one.id === id)
  return found?.at ? new Date(found.at + 8 * 3_600_000).toISOString().slice(0, 10) : `pending ${found?.pending}`
}
const conflicts = (of: PlanTerms, law = T) =>
  dates(of, law).flatMap(({ id, conflicts: list }) => list.map(({ code, article }) => [id, code, article]))

describe('the timetable of a tender', () => {
  it('counts the vectors of the brief: addenda until 11-16, objections until 11-21 for a deadline on 12-01', () => {
    expect(day('addendum')).to.equal('2026-11-16')
    expect(day('objection')).to.equal('2026-11-21')
    expect(conflicts(terms())).to.deep.equal([])
  })

  it('《政府采购货物和服务招标投标管理办法》第十六条: a purchase\u2019s notice of 11-02 has stood on 11-09', () => {
    expect(day('noticeEnds', terms(), G)).to.equal('2026-11-09')
    expect(dates().some(({ id }) => id === 'noticeEnds')).to.equal(false)
  })

  it('quotes the rule of every date', () => {
    for (const law of [T, G])
      for (const one of dates(terms(), law)) expect(one.by.article, one.id).to.match(/^《.+》第.+条/)
  })

  it('《招标投标法》第二十四条: a deadline a day too early is in conflict, and says from when it would be lawful', () => {
    const early = terms({ deadline: instantOf('2026-11-21T23:59') })
    expect(conflicts(early)).to.deep.equal([['deadline', 'PREPARATION_TOO_SHORT', '《招标投标法》第二十四条']])
    const found = dates(early).find(({ id }) => id === 'deadline')
    expect(found?.earliest).to.equal(instantOf('2026-11-22'))
    expect(conflicts(terms({ deadline: instantOf('2026-11-22') }))).to.deep.equal([])
  })

  it('《招标投标法实施条例》第十六条: documents offered a day too short are in conflict', () => {
    expect(conflicts(terms({ documentsUntil: instantOf('2026-11-06T17:00') }))).to.deep.equal([
      ['documentsUntil', 'DOCUMENTS_TOO_SHORT', '《招标投标法实施条例》第十六条'],
    ])
    expect(conflicts(terms({ documentsUntil: instantOf('2026-11-09') }))).to.deep.equal([])
  })

  it('a date beyond the calendar is pending and never guessed', () => {
    const late = terms({ deadline: instantOf('2026-12-28T09:00'), reportOn: '2026-12-30' })
    expect(day('publicityEnds', late)).to.equal('pending 2027-01-02')
    expect(dates(late).find(({ id }) => id === 'contract')?.at).to.equal(null)
  })

  it('bids that run out before the contract are in conflict', () => {
    const of = terms({ validityDays: 10, deadline: instantOf('2026-10-12T09:00'), reportOn: '2026-10-13' })
    const early = { ...of, publishedAt: instantOf('2026-09-07'), documentsFrom: instantOf('2026-09-07') }
    expect(conflicts({ ...early, documentsUntil: instantOf('2026-09-20') })).to.deep.equal([
      ['validity', 'AWARD_AFTER_VALIDITY', '《招标投标法实施条例》第二十五条'],
    ])
  })

  it('the earliest lawful dates are in conflict with nothing, in both tracks, whatever the day', () => {
    for (const law of [T, G])
      for (const from of ['2026-02-06T10:00', '2026-04-28T10:00', '2026-09-15T10:00', '2026-11-02T16:59']) {
        const publishedAt = instantOf(from)
        const found = earliestDates(publishedAt, law, shippedCalendar)
        if ('pending' in found) throw new Error(from)
        expect(conflicts(terms({ publishedAt, ...found }), law), `${law.id} ${from}`).to.deep.equal([])
        expect(found.deadline % 86_400_000, 'nine in the morning').to.equal(3_600_000)
      }
  })

  it('and pending where the year is not out', () =>
    expect(earliestDates(instantOf('2026-12-20'), T, shippedCalendar)).to.deep.equal({ pending: '2027-01-09' }))
})
