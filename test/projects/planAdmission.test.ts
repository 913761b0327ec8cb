import { expect } from 'chai'
import { instantOf, shippedCalendar } from '../../server/law/periods.ts'
import { rulebookFor } from '../../server/law/rulebook.ts'
import { type PlanTerms, timetable } from '../../server/projects/plan.ts'
import type { PlannedAdmission } from '../../server/projects/planAdmission.ts'

const T = rulebookFor('T', '2026-03-01')
const G = rulebookFor('G', '2026-03-01')
const at = instantOf
const terms = (changes: Partial<PlannedAdmission> = {}, tender: Partial<PlanTerms> = {}): PlanTerms => ({
  ...{ publishedAt: at('2026-04-02T09:00'), documentsFrom: at('2026-04-02T09:00') },
  ...{ documentsUntil: at('2026-04-13T17:00'), deadline: at('2026-04-27T09:30') },
  ...{ validityDays: 90, reportOn: '2026-04-28', deposit: 0n, estimate: 1n, kind: 'works' },
  ...tender,
  prequalification: {
    ...{ publishedAt: at('2026-03-16T09:00'), documentsFrom: at('2026-03-16T09:00') },
    ...{ documentsUntil: at('2026-03-23T17:00'), deadline: at('2026-03-30T09:00'), reviewOn: '2026-04-01' },
    ...changes,
  },
})
const dates = (of = terms(), law = T) => timetable(of, law, shippedCalendar)
const one = (id: string, of = terms(), law = T) => dates(of, law).find((each) => each.id === id)
const day = (id: string, of = terms(), law = T) => {
  const found = one(id, of, law)?.at
  return found && new Date(found + 8 * 3_600_000).toISOString().slice(0, 10)
}
const conflicts = (of: PlanTerms, law = T) =>
  dates(of, law).flatMap(({ id, conflicts: list }) => list.map(({ code, article }) => [id, code, article]))

describe('The timetable of a prequalification', () => {
  it('is lawful in both tracks with these dates, each of which quotes its rule', () => {
    for (const law of [T, G]) {
      expect(conflicts(terms(), law), law.id).to.deep.equal([])
      for (const each of dates(terms(), law)) expect(each.by.article, each.id).to.match(/^《.+》第.+条/)
    }
  })

  it('《招标投标法实施条例》第二十一条、第二十二条: addenda until three days, objections until two days before 3-30, answered in three', () => {
    expect([day('prequal.addendum'), day('prequal.objection'), day('prequal.reply')]).to.deep.equal([
      ...['2026-03-27', '2026-03-28', '2026-03-31'],
    ])
    expect(one('prequal.noticeEnds') ?? one('prequal.challenge')).to.equal(undefined)
  })

  it('a purchase: its notice stands five working days, document and result are challenged within seven', () => {
    const found = ['prequal.noticeEnds', 'prequal.objection', 'prequal.challenge'].map((id) => day(id, terms(), G))
    expect(found).to.deep.equal(['2026-03-23', '2026-03-25', '2026-04-13'])
  })

  it('《招标投标法实施条例》第十六条: its document on offer a day too short, or before its notice', () => {
    const article = '《招标投标法实施条例》第十六条'
    const short = terms({ documentsUntil: at('2026-03-20T23:59') })
    expect(conflicts(short)).to.deep.equal([['prequal.documentsUntil', 'PREQUAL_OFFER_SHORT', article]])
    expect(conflicts(terms({ documentsUntil: at('2026-03-23') }))).to.deep.equal([])
    const early = terms({ documentsFrom: at('2026-03-16T09:00') - 1 })
    expect(conflicts(early)).to.deep.equal([['prequal.documentsFrom', 'PREQUAL_BEFORE_NOTICE', article]])
  })

  it('《招标投标法实施条例》第十七条: applications less than five days after the sale; it says from when they would be lawful', () => {
    const article = '《招标投标法实施条例》第十七条'
    const short = terms({ deadline: at('2026-03-28') - 1 })
    expect(conflicts(short)).to.deep.equal([['prequal.deadline', 'APPLICATION_TIME_SHORT', article]])
    expect(one('prequal.deadline', short)?.earliest).to.equal(at('2026-03-28'))
    expect(conflicts(terms({ deadline: at('2026-03-28') }))).to.deep.equal([])
  })

  it('《政府采购法实施条例》第二十一条: a purchase counts five working days from the notice', () => {
    const short = terms({ documentsUntil: at('2026-03-23'), deadline: at('2026-03-23') - 1 })
    const article = '《政府采购法实施条例》第二十一条'
    expect(conflicts(short, G)).to.deep.equal([['prequal.deadline', 'APPLICATION_TIME_SHORT', article]])
    const lawful = terms({ documentsUntil: at('2026-03-23'), deadline: at('2026-03-23') })
    expect(conflicts(lawful, G)).to.deep.equal([])
  })

  it('no review is over before the applications can be opened', () => {
    const article = '《电子招标投标办法》第三十八条'
    const early = terms({ reviewOn: '2026-03-29' })
    expect(conflicts(early)).to.deep.equal([['prequal.review', 'REVIEW_BEFORE_DEADLINE', article]])
    expect(one('prequal.review', early)?.earliest).to.equal(at('2026-03-30T09:00'))
    expect(conflicts(terms({ reviewOn: '2026-03-30' }))).to.deep.equal([])
  })

  it('bids are called for, and the tender document goes out, when the result is there: not a millisecond before', () => {
    const result = at('2026-04-01')
    const planned = (moment: number) => terms({}, { publishedAt: moment, documentsFrom: moment })
    for (const law of [T, G]) {
      const found = conflicts(planned(result - 1), law)
      expect(found).to.deep.equal(
        ['notice', 'documentsFrom'].map((id) => [id, 'TENDER_BEFORE_RESULT', law.passersOnly.article]),
      )
      expect(conflicts(planned(result), law)).to.deep.equal([])
    }
  })

  it('what lies beyond the calendar is pending, and stands against the date that would need it', () => {
    const late = terms({
      documentsFrom: at('2026-12-30'),
      documentsUntil: at('2027-01-06'),
      deadline: at('2027-01-12'),
    })
    expect(one('prequal.documentsUntil', late)?.conflicts.map(({ code }) => code)).to.deep.equal([
      'PREQUAL_CALENDAR_PENDING',
    ])
  })

  it('an invitation is dated by its letters, an open tender by its notice', () => {
    expect(one('notice', terms())?.by.article).to.equal(T.passersOnly.article)
    const invited = { ...terms(), method: 'invited' as const }
    expect(one('notice', invited, G)?.by.article).to.equal('《政府采购货物和服务招标投标管理办法》第十四条')
    expect(one('noticeEnds', invited, G)).to.equal(undefined)
  })
})
