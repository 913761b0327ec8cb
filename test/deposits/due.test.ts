import { expect } from 'chai'
import { declineFacts } from '../../server/deposits/declining.ts'
import { type Deposit, standing, waiting } from '../../server/deposits/deposit.ts'
import { dueFacts, dueOf, overdueFacts } from '../../server/deposits/dues.ts'
import type { ReleaseReason } from '../../server/deposits/events.ts'
import { releaseFacts } from '../../server/deposits/refunds.ts'
import holidays from '../../server/law/holidays.json' with { type: 'json' }
import { calendarOf, type HolidayNotice, instantOf, shippedCalendar } from '../../server/law/periods.ts'
import { demoRegion, regional } from '../../server/law/regional.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { yuan } from '../../server/law/units.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { refused } from '../tenders/world.ts'
import { aTender, deadline } from './tender.ts'
import { anAccount, becomes, money, paid } from './world.ts'

type Track = 'T-2025' | 'G-2017'
const full = (): Deposit => paid(anAccount(), money('100000', { paidAt: instantOf('2026-03-20T15:00') }))
const refund = (track: Track, reason: ReleaseReason, at: string) => {
  const now = instantOf(at)
  const facts = releaseFacts(
    full(),
    { reason, at: now, order: 'order-0', table: shippedCalendar },
    rulebook(track),
    demoRegion,
    now,
  )
  return waiting(becomes(full(), facts, now))
}
/** The last moment of a day: the first of the next less one ms. */
const endOfDay = (day: string): number => instantOf(day) + 86_400_000 - 1

describe('a deposit is back by the day that the law of its track names', () => {
  // in 2026: 4 to 6 April are holidays, 1 to 5 May too, 9 May (a Saturday) is worked
  const cases: [event: string, ReleaseReason, at: string, Record<Track, [day: string, article: string]>][] = [
    [
      'after a withdrawal before the deadline',
      'withdrawn',
      '2026-03-30T16:00',
      {
        'T-2025': ['2026-04-07', '《招标投标法实施条例》第三十五条'], // five days end on 4 April
        'G-2017': ['2026-04-07', '《政府采购货物和服务招标投标管理办法》第三十八条'], // 31, 1, 2, 3, 7
      },
    ],
    [
      'after a postponement was declined, as if withdrawn',
      'declined',
      '2026-03-26T09:00',
      {
        'T-2025': ['2026-03-31', '《招标投标法实施条例》第三十五条'],
        'G-2017': ['2026-04-02', '《政府采购货物和服务招标投标管理办法》第三十八条'],
      },
    ],
    [
      'of a loser: after the contract in tendering, after the award notice in procurement',
      'lost',
      '2026-04-28T23:59:59',
      {
        'T-2025': ['2026-05-06', '《招标投标法实施条例》第五十七条'], // 3 May is a holiday
        'G-2017': ['2026-05-08', '《政府采购法实施条例》第三十三条'], // 29, 30, 6, 7, 8
      },
    ],
    [
      'of the winner, after the contract',
      'won-and-signed',
      '2026-05-04T10:00',
      {
        'T-2025': ['2026-05-09', '《招标投标法实施条例》第五十七条'], // a Saturday that is worked
        'G-2017': ['2026-05-11', '《政府采购法实施条例》第三十三条'], // 6, 7, 8, 9, 11
      },
    ],
  ]
  for (const [event, reason, at, tracks] of cases)
    for (const track of ['T-2025', 'G-2017'] as const)
      it(`${event} (${track[0]})`, () => {
        const [day, article] = tracks[track]
        expect(refund(track, reason, at)).to.include({ reason, dueBy: endOfDay(day), article })
      })

  it('after a termination promptly in tendering: within the days that the region calls so, with interest', () => {
    const found = refund('T-2025', 'terminated', '2026-04-09T10:00')
    expect(found).to.include({ dueBy: endOfDay('2026-04-14'), article: '《招标投标法实施条例》第三十一条' })
    const unsaid = regional('未设定', { depositInterestRate: 5, interestYear: 360 })
    const at = instantOf('2026-04-09T10:00')
    expect(dueOf({ reason: 'terminated', at }, rulebook('T-2025'), unsaid, shippedCalendar)).to.deep.equal({
      dueBy: at,
    })
    expect(found?.interest).to.equal('277') // 100,000.00 × 0.05 % × 20 nights / 360 = 2.777… yuan
  })

  it('after a termination within five working days in procurement, with what it bore at the bank', () => {
    const found = refund('G-2017', 'terminated', '2026-04-09T10:00')
    expect(found).to.include({
      ...{ dueBy: endOfDay('2026-04-16'), interest: '277' },
      article: '《政府采购货物和服务招标投标管理办法》第二十九条',
    })
  })

  it('without interest where a purchase fails, which is no termination', () => {
    expect(refund('G-2017', 'failed', '2026-04-09T10:00')).to.include({ interest: '0' })
    expect(refund('T-2025', 'failed', '2026-04-09T10:00')).to.include({ interest: '277' })
  })

  it('and is overdue from the next millisecond on', () => {
    const now = instantOf('2026-03-26T09:00')
    const facts = releaseFacts(
      full(),
      { reason: 'declined', at: now, order: 'order-0', table: shippedCalendar },
      rulebook('G-2017'),
      demoRegion,
      now,
    )
    const ordered = becomes(full(), facts, now)
    expect(overdueFacts(ordered, endOfDay('2026-04-02'))).to.deep.equal([])
    expect(overdueFacts(ordered, endOfDay('2026-04-02') + 1)).to.have.length(1)
  })
})

describe('a refund whose last day lies in a year without a calendar', () => {
  const law = rulebook('T-2025')
  const at = instantOf('2026-12-29T10:00')
  const ordered = becomes(
    full(),
    releaseFacts(full(), { reason: 'withdrawn', at, order: 'order-0', table: shippedCalendar }, law, demoRegion, at),
    at,
  )
  const out = (notices: Record<string, HolidayNotice>) => calendarOf({ ...holidays, ...notices })
  const newYear = { notice: '测试', rest: [['2027-01-01', '2027-01-03']], work: [] }

  it('is pending, never guessed: it is not overdue, and no day is named while no calendar is out', () => {
    expect(waiting(ordered)).to.include({ dueBy: null, pending: '2027-01-03' })
    expect(overdueFacts(ordered, instantOf('2027-03-01'))).to.deep.equal([])
    expect(dueFacts(ordered, law, demoRegion, shippedCalendar)).to.deep.equal([])
  })

  it('gets its day from the calendar once that is out, counted from what it was counted from; once', () => {
    const facts = dueFacts(ordered, law, demoRegion, out({ 2027: newYear }))
    const named = becomes(ordered, facts, instantOf('2027-01-02'))
    expect(waiting(named)).to.include({ dueBy: endOfDay('2027-01-04'), pending: null }) // the 3rd is a holiday
    expect(dueFacts(named, law, demoRegion, out({ 2027: newYear }))).to.deep.equal([])
    expect(overdueFacts(named, endOfDay('2027-01-04'))).to.deep.equal([])
    expect(overdueFacts(named, endOfDay('2027-01-04') + 1)).to.have.length(1)
  })
})

describe('a bidder that does not go along with a postponement', () => {
  const later = deadline + 7 * 86_400_000
  const postponed = aTender({ deadline: later, noticed: { documentsUntil: 0, deadline } })
  const decline = (
    changes: { tender?: Tender; deposit?: Deposit | undefined; sealed?: boolean } = {},
    now = deadline,
    track: Track = 'T-2025',
  ) =>
    declineFacts(
      {
        tender: postponed,
        deposit: full(),
        sealed: false,
        order: 'order-0',
        table: shippedCalendar,
        evidence: 'sealed',
        ...changes,
      },
      rulebook(track),
      demoRegion,
      now,
    )

  it('gets everything back, with the day counted from when it said so', () => {
    for (const track of ['T-2025', 'G-2017'] as const) {
      const facts = decline({}, instantOf('2026-04-01T10:00'), track)
      expect(facts[0]).to.deep.include({ type: 'deposit.declined' })
      const back = becomes(full(), facts, instantOf('2026-04-01T10:00'))
      expect(standing(back)).to.equal('releasing')
      expect(waiting(back)).to.include({
        ...{ reason: 'declined', principal: String(yuan('100000')) },
        dueBy: endOfDay(track === 'T-2025' ? '2026-04-07' : '2026-04-09'), // 2, 3, 7, 8, 9: the 4th to the 6th are holidays
      })
    }
  })

  it('says so before the new deadline: one millisecond before is in time', () => {
    expect(decline({}, later - 1)).to.not.deep.equal([])
    expect(refused(() => decline({}, later)).code).to.equal('DECLINE_LATE')
  })

  it('is not heard where nothing was postponed, where its bid stands, where it gave nothing, twice, and after the opening', () => {
    expect(refused(() => decline({ tender: aTender() })).code).to.equal('NOT_POSTPONED')
    expect(refused(() => decline({ sealed: true })).code).to.equal('BID_STANDS')
    expect(refused(() => decline({ deposit: undefined })).code).to.equal('NOTHING_TO_RETURN')
    expect(refused(() => decline({ deposit: anAccount() })).code).to.equal('NOTHING_TO_RETURN')
    const once = becomes(full(), decline())
    expect(refused(() => decline({ deposit: once })).code).to.equal('NOTHING_TO_RETURN')
    expect(refused(() => decline({ tender: { ...postponed, stage: 'opening' } })).code).to.equal('STAGE_WRONG')
  })
})
