import { expect } from 'chai'
import holidays from '../../server/law/holidays.json' with { type: 'json' }
import { calendarOf, instantOf, lastMomentOf, shippedCalendar } from '../../server/law/periods.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import type { ObjectionFact } from '../../server/questions/events.ts'
import type { Holder } from '../../server/questions/holder.ts'
import {
  answerDatedAnew,
  answerObjection,
  evolve,
  noteOverdue,
  type Objection,
  objectionUntil,
  objectToDocuments,
  settleObjection,
} from '../../server/questions/objection.ts'
import { objectionStream } from '../../server/questions/store.ts'
import type { Stage, Tender } from '../../server/tenders/tender.ts'
import { aTender, now, refused, signature } from '../tenders/world.ts'

const T = rulebook('T-2025')
const G = rulebook('G-2017')
const said = {
  ...{ objection: 'o1', tag: 'a'.repeat(64), version: 1, text: '资格条件过高', request: '请降低', objector: 'sealed' },
}
const object = (tender: Tender, at = now, law = T, holder?: Holder) =>
  objectToDocuments({ tender, holder, open: false }, said, law, at, shippedCalendar)
const made = (tender: Tender, at = now, law = T): Objection => written(undefined, object(tender, at, law), at)
const written = (before: Objection | undefined, happenings: { type: string; data: unknown }[], at: number) =>
  happenings.reduce<Objection | undefined>(
    (state, one) => evolve(state, { ...one, at } as ObjectionFact),
    before,
  ) as Objection

describe('an objection to the tender document', () => {
  const tender = aTender()

  for (const stage of ['draft', 'opening', 'evaluating', 'failed', 'terminated'] as Stage[])
    it(`is not taken while the tender is ${stage}`, () => {
      expect(refused(() => object(aTender({ stage }))).code).to.equal('OBJECTION_STAGE')
    })

  it('is in time until the end of the tenth day before the deadline: 《招标投标法实施条例》第二十二条', () => {
    const last = lastMomentOf('2026-03-21')
    expect(objectionUntil(tender, { version: 1, holder: undefined }, T, shippedCalendar)).to.equal(last)
    expect([made(tender, last).late, made(tender, last + 1).late]).to.deep.equal([false, true])
    expect(made(tender).article).to.equal('《招标投标法实施条例》第二十二条')
  })

  it('that comes late is registered with the article, has no clock, and is still answered', () => {
    const late = made(tender, lastMomentOf('2026-03-21') + 1)
    expect([late.late, late.answerBy]).to.deep.equal([true, null])
    const of = { text: '逾期提出，仍予说明。', outcome: 'dismissed' as const, signature }
    expect(written(late, answerObjection(late, of, now), now).answer?.inTime).to.equal(true)
  })

  it('is answered within three days, and a last day of rest moves to the next working day', () => {
    expect(made(tender, instantOf('2026-03-10T10:00')).answerBy).to.equal(lastMomentOf('2026-03-13'))
    expect(made(tender, instantOf('2026-03-11T10:00')).answerBy).to.equal(lastMomentOf('2026-03-16'))
  })

  it('of a version that there is not is refused', () => {
    const of = { ...said, version: 2 }
    expect(
      refused(() => objectToDocuments({ tender, holder: undefined, open: false }, of, T, now, shippedCalendar)).code,
    ).to.equal('OBJECTION_VERSION')
  })

  it('waits while the objector has others open', () => {
    expect(
      refused(() => objectToDocuments({ tender, holder: undefined, open: true }, said, T, now, shippedCalendar)).code,
    ).to.equal('OBJECTIONS_MANY')
  })

  it('falls due the millisecond after its last moment, is noted once, and not if it was answered', () => {
    const one = made(tender)
    const due = one.answerBy! + 1
    expect(objectionStream.kind.timetable?.(one, '')).to.deep.equal([{ at: due, deed: 'objection.overdue' }])
    expect(noteOverdue(one, T, due - 1)).to.deep.equal([])
    const noted = written(one, noteOverdue(one, T, due), due)
    expect(noted.overdueAt).to.equal(due)
    expect(noteOverdue(noted, T, due)).to.deep.equal([])
    expect(objectionStream.kind.timetable?.(noted, '')).to.deep.equal([])
    const of = { text: '不成立，理由如下。', outcome: 'dismissed' as const, signature }
    const late = written(noted, answerObjection(noted, of, due), due)
    expect(late.answer?.inTime).to.equal(false)
    const answered = written(one, answerObjection(one, of, due - 1), due - 1)
    expect(answered.answer?.inTime).to.equal(true)
    expect(noteOverdue(answered, T, due)).to.deep.equal([])
    expect(refused(() => answerObjection(answered, of, due)).code).to.equal('OBJECTION_ANSWERED')
  })

  describe('whose answer is due beyond the calendar', () => {
    const at = instantOf('2026-12-30T10:00')
    const far = aTender({ deadline: instantOf('2027-02-20T09:00') })
    const pending = made(far, at)
    const out = calendarOf({ ...holidays, 2027: { notice: '示范', rest: [['2027-01-01', '2027-01-03']], work: [] } })
    const last = lastMomentOf('2027-01-04') // the third day, 2 January, is a holiday

    it('is pending: in time, without a clock, and answered in time whenever it is answered', () => {
      expect([pending.late, pending.answerBy]).to.deep.equal([false, null])
      expect(objectionStream.kind.timetable?.(pending, '')).to.deep.equal([])
      expect(noteOverdue(pending, T, at + 90 * 86_400_000)).to.deep.equal([])
      expect(answerDatedAnew(pending, T, shippedCalendar)).to.deep.equal([])
    })

    it('is dated once the calendar is out, from when it was made; then it falls due as any other', () => {
      const dated = written(pending, answerDatedAnew(pending, T, out), at)
      expect(dated.answerBy).to.equal(last)
      expect(objectionStream.kind.timetable?.(dated, '')).to.deep.equal([{ at: last + 1, deed: 'objection.overdue' }])
      expect([noteOverdue(dated, T, last).length, noteOverdue(dated, T, last + 1).length]).to.deep.equal([0, 1])
      expect(answerDatedAnew(dated, T, out)).to.deep.equal([])
    })

    it('is not dated where it was late, or is answered', () => {
      const late = made(aTender({ deadline: instantOf('2027-01-05T09:00') }), at)
      expect([late.late, answerDatedAnew(late, T, out)]).to.deep.equal([true, []])
      const of = { text: '不成立，理由如下。', outcome: 'dismissed' as const, signature }
      expect(answerDatedAnew(written(pending, answerObjection(pending, of, at), at), T, out)).to.deep.equal([])
    })
  })

  it('is settled by an addendum only if it was upheld, and once', () => {
    const one = made(tender)
    const answered = (outcome: 'upheld' | 'dismissed') =>
      written(one, answerObjection(one, { text: '答复如下。', outcome, signature }, now), now)
    expect(refused(() => settleObjection(undefined, 2)).code).to.equal('OBJECTION_NOT_UPHELD')
    expect(refused(() => settleObjection(one, 2)).code).to.equal('OBJECTION_NOT_UPHELD')
    expect(refused(() => settleObjection(answered('dismissed'), 2)).code).to.equal('OBJECTION_NOT_UPHELD')
    const settled = written(answered('upheld'), settleObjection(answered('upheld'), 2), now)
    expect(settled.settledBy).to.equal(2)
    expect(refused(() => settleObjection(settled, 3)).code).to.equal('OBJECTION_NOT_UPHELD')
  })
})

describe('a challenge of a government purchase’s document', () => {
  // published on Monday 2026-03-02: the notice stands until Monday 03-09
  const tender = aTender({ track: 'G' })
  const holder = (at: string): Holder => ({
    ...{ tender: tender.id, tag: '', name: '', read: [] },
    fetchedAt: instantOf(at),
  })
  const until = (one: Holder | undefined, version = 1, of = tender) =>
    objectionUntil(of, { version, holder: one }, G, shippedCalendar)

  it('is made within 7 working days of the end of the notice: 《政府采购法》第五十二条', () => {
    expect(until(undefined)).to.equal(lastMomentOf('2026-03-18'))
    expect(made(tender, lastMomentOf('2026-03-18'), G).late).to.equal(false)
    expect(made(tender, lastMomentOf('2026-03-18') + 1, G).late).to.equal(true)
  })

  it('or of the receipt, where that is later: 《政府采购法实施条例》第五十三条', () => {
    expect(until(holder('2026-03-03T09:00'))).to.equal(lastMomentOf('2026-03-18'))
    expect(until(holder('2026-03-12T09:00'))).to.equal(lastMomentOf('2026-03-23'))
  })

  it('of a later version within 7 working days of that', () => {
    const at = instantOf('2026-03-16T09:00')
    const versions = [1, 2].map((version) => ({ version, document: '', documents: [], affects: true, at }))
    const of = { ...tender, published: { ...tender.published!, version: 2, versions } }
    expect(until(undefined, 2, of)).to.equal(lastMomentOf('2026-03-25'))
  })

  it('is answered within 7 working days: 《政府采购法》第五十三条', () => {
    expect(made(tender, instantOf('2026-03-10T10:00'), G).answerBy).to.equal(lastMomentOf('2026-03-19'))
  })
})
