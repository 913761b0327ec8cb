import { expect } from 'chai'
import type { EarlierObjection } from '../../server/complaints/clocks.ts'
import { type Complaint, evolve } from '../../server/complaints/complaint.ts'
import type { ComplaintFact, ComplaintHappening } from '../../server/complaints/events.ts'
import * as rules from '../../server/complaints/rules.ts'
import holidays from '../../server/law/holidays.json' with { type: 'json' }
import { calendarOf, dayAfter, dayOf, instantOf, lastMomentOf, shippedCalendar } from '../../server/law/periods.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import type { Stage, Tender } from '../../server/tenders/tender.ts'
import { refused } from '../award/world.ts'
import { aTender } from '../deposits/tender.ts'

const works = rulebook('T-2025')
const purchase = rulebook('G-2017')
const tag = 'a'.repeat(64)
const signature = { statement: '{}', cms: '', certificate: '' }
const tender = (stage: Stage = 'publicised'): Tender => aTender({ stage })
/** Thursday. */
const now = instantOf('2026-11-05T10:00')

const becomes = (before: Complaint | undefined, facts: ComplaintHappening[], at = now): Complaint =>
  facts.reduce<Complaint | undefined>(
    (state, one, i) =>
      evolve(state, { ...one, id: `f${i}`, stream: '', version: i, at, actor: { role: '' }, via: '' } as ComplaintFact),
    before,
  )!

const objection = (change: Partial<EarlierObjection> = {}): EarlierObjection => ({
  ...{ id: 'o1', matter: 'result', at: instantOf('2026-11-02T09:00') },
  ...{ answerBy: lastMomentOf('2026-11-05'), answeredAt: instantOf('2026-11-04T16:00') },
  ...change,
})
interface Wish {
  law?: typeof works
  at?: number
  stage?: Stage
  files?: []
}
const file = (change: Record<string, unknown> = {}, { law = works, at = now, stage = 'publicised' }: Wish = {}) =>
  rules.fileComplaint(
    {
      ...{ tender: tender(stage), id: 'c1', tag, matter: 'result', objection: objection(), named: true },
      ...{ knownAt: instantOf('2026-11-02T08:00'), files: [], sealed: 'sealed' },
      ...change,
    } as Parameters<typeof rules.fileComplaint>[0],
    law,
    at,
    shippedCalendar,
  )
const code = (deed: () => unknown) => refused(deed).code

describe('a complaint', () => {
  it('comes after an objection on documents, opening and result; on anything else it needs none', () => {
    for (const matter of ['documents', 'opening', 'result']) {
      const deed = () => file({ matter, objection: undefined, named: false })
      expect(refused(deed)).to.include({ code: 'OBJECTION_FIRST', article: '《招标投标法实施条例》第六十条' })
    }
    expect(code(() => file({ matter: 'other', objection: undefined, named: false }))).to.equal('done')
  })

  it('waits until the objection is answered or the time for the answer is over, to the millisecond', () => {
    const open = { objection: objection({ answeredAt: null }) }
    const end = lastMomentOf('2026-11-05')
    expect(code(() => file(open, { at: end }))).to.equal('OBJECTION_FIRST')
    expect(code(() => file(open, { at: end + 1 }))).to.equal('done')
  })

  it('follows an objection of its own, on its own matter', () => {
    expect(code(() => file({ objection: objection({ matter: 'opening' }) }))).to.equal('OBJECTION_OTHER')
    expect(code(() => file({ objection: undefined }))).to.equal('OBJECTION_OTHER')
  })

  it('is made in ten days of knowing, the days of the objection not counted; later it is registered as late', () => {
    // known on 2 November, two days for the objection: until 14 November, a Saturday, and so until Monday the 16th
    const end = lastMomentOf('2026-11-16')
    expect(becomes(undefined, file({}, { at: end }))).to.deep.include({ until: end, late: false, stage: 'filed' })
    expect(becomes(undefined, file({}, { at: end + 1 }), end + 1)).to.deep.include({ until: end, late: true })
  })

  it('in a purchase is made in fifteen working days after the time for the answer', () => {
    const of = { objection: objection({ answerBy: lastMomentOf('2026-11-06') }) }
    const { until } = becomes(undefined, file(of, { law: purchase, at: instantOf('2026-11-09T09:00') }))
    expect(until).to.equal(lastMomentOf('2026-11-27'))
  })

  it('cannot tell its end where the calendar is not out, and then is not late', () => {
    const of = { knownAt: instantOf('2026-12-28T08:00'), matter: 'other', objection: undefined, named: false }
    const made = becomes(undefined, file(of, { at: instantOf('2026-12-30T08:00') }))
    expect(made).to.deep.include({ until: null, late: false })
  })

  it('keeps no files before the opening, since they could name a bidder', () => {
    const files = [{ title: '证据', file: 'u', bytes: 1, sha256: tag }]
    const of = { files, matter: 'other', objection: undefined, named: false }
    expect(code(() => file(of, { stage: 'bidding' }))).to.equal('FILES_LATER')
    expect(code(() => file(of))).to.equal('done')
  })

  it('is not known before it is made, and has no place in a draft or an archive', () => {
    expect(code(() => file({ knownAt: now + 1 }))).to.equal('KNOWN_LATER')
    expect(code(() => file({}, { stage: 'draft' }))).to.equal('COMPLAINT_STAGE')
    expect(code(() => file({}, { stage: 'archived' }))).to.equal('COMPLAINT_STAGE')
  })
})

describe('the supervisor and a complaint', () => {
  const filed = becomes(undefined, file())
  const decide = (accepted: boolean, at = now, law = works, of = filed) =>
    becomes(
      of,
      rules.decideComplaint(of, { accepted, reason: '符合受理条件', signature }, law, at, shippedCalendar),
      at,
    )
  const accepted = decide(true)
  const ruling = { outcome: 'upheld' as const, text: '经查', remedy: 'none' as const, ground: null, signature }
  const rule = (change: Record<string, unknown> = {}, stage: Stage = 'publicised', of = accepted, at = now) =>
    rules.ruleOn({ complaint: of, tender: tender(stage), ruling: { ...ruling, ...change } }, works, at, shippedCalendar)

  it('says in three working days whether it is taken up', () => {
    const end = lastMomentOf('2026-11-10')
    expect(filed.acceptBy).to.equal(end)
    expect(decide(true, end).decision?.inTime).to.equal(true)
    expect(decide(true, end + 1).decision?.inTime).to.equal(false)
    expect(
      code(() =>
        rules.decideComplaint(accepted, { accepted: true, reason: '', signature }, works, now, shippedCalendar),
      ),
    ).to.equal('COMPLAINT_NOT_OPEN')
  })

  it('rules in thirty working days: from taking it up, in a purchase from its receipt', () => {
    const at = instantOf('2026-11-02T09:00')
    expect(decide(true, at).ruleBy).to.equal(lastMomentOf('2026-12-14'))
    const answered = objection({ answeredAt: at - 1 })
    const bought = becomes(undefined, file({ objection: answered, knownAt: at - 1 }, { law: purchase, at }), at)
    expect(bought.ruleBy).to.equal(lastMomentOf('2026-12-14'))
    expect(decide(true, at + 86_400_000, purchase, bought).ruleBy).to.equal(lastMomentOf('2026-12-14'))
  })

  it('has as many working days left after an inspection as before it', () => {
    const at = instantOf('2026-11-02T09:00')
    const running = decide(true, at)
    const stoppedAt = instantOf('2026-11-09T09:00')
    const stopped = becomes(running, rules.stopClock(running, { reason: '送检', signature }, stoppedAt), stoppedAt)
    const again = instantOf('2026-11-20T09:00')
    const resumed = becomes(stopped, rules.resumeClock(stopped, signature, works, again, shippedCalendar), again)
    // five working days were used (3 to 9 November): 25 are left from 20 November on
    expect(resumed.counts).to.deep.equal({ from: again, left: 25 })
    expect(resumed.ruleBy).to.equal(lastMomentOf('2026-12-25'))
    expect(code(() => rules.stopClock(stopped, { reason: '再检', signature }, again))).to.equal('CLOCK_STOPPED')
    expect(code(() => rules.resumeClock(resumed, signature, works, again, shippedCalendar))).to.equal('CLOCK_RUNNING')
  })

  it('is told its last day when the calendar of the next year is out', () => {
    const at = instantOf('2026-12-10T09:00')
    const pending = decide(true, at)
    expect(pending.ruleBy).to.equal(null)
    const table = calendarOf({ ...holidays, 2027: { notice: '示范', rest: [['2027-01-01', '2027-01-03']], work: [] } })
    expect(rules.ruleByOf(pending, works, table)).to.equal(lastMomentOf('2027-01-22'))
    expect(rules.ruleByOf(pending, works, shippedCalendar)).to.equal(null)
    const [fact] = rules.ruleOn(
      { complaint: pending, tender: tender(), ruling },
      works,
      lastMomentOf('2027-01-22') + 1,
      table,
    )
    expect(fact?.data.inTime).to.equal(false)
  })

  it('is told until when it is taken up as soon as that year’s calendar is out', () => {
    const at = instantOf('2026-12-30T09:00')
    const of = { knownAt: at - 1, matter: 'other', objection: undefined, named: false }
    const pending = becomes(undefined, file(of, { at }), at)
    expect(pending.acceptBy).to.equal(null)
    const table = calendarOf({ ...holidays, 2027: { notice: '示范', rest: [['2027-01-01', '2027-01-03']], work: [] } })
    const last = lastMomentOf('2027-01-05') // 31 December, 4 and 5 January
    expect([rules.acceptByOf(pending, works, shippedCalendar), rules.acceptByOf(pending, works, table)]).to.deep.equal([
      null,
      last,
    ])
    const inTime = (when: number): boolean | undefined => {
      const [fact] = rules.decideComplaint(
        pending,
        { accepted: true, reason: '符合受理条件', signature },
        works,
        when,
        table,
      )
      return (fact?.data as { inTime?: boolean } | undefined)?.inTime
    }
    expect([inTime(last), inTime(last + 1)]).to.deep.equal([true, false])
  })

  it('is not late while the clock stands', () => {
    const stopped = becomes(accepted, rules.stopClock(accepted, { reason: '鉴定', signature }, now))
    const [fact] = rule({}, 'publicised', stopped, now + 200 * 86_400_000)
    expect(fact?.data.inTime).to.equal(true)
  })

  it('lets a purchase rest for thirty days at most; a works tender until it is lifted', () => {
    const longest = rules.orderRest(accepted, 's', purchase, now)[0]
    expect(longest?.data).to.include({
      until: lastMomentOf(dayAfter(dayOf(now), 30)),
      article: '《政府采购法》第五十七条',
    })
    const resting = becomes(accepted, rules.orderRest(accepted, 's', works, now))
    expect(resting.rest).to.deep.equal({ suspension: 's', until: null })
    expect(code(() => rules.orderRest(resting, 't', works, now))).to.equal('RESTS_ALREADY')
    expect(becomes(resting, rules.liftRest(resting, 'order')).rest).to.equal(null)
    expect(code(() => rules.liftRest(accepted, 'order'))).to.equal('RESTS_NOT')
  })

  it('orders something only where the complaint is right, and says on which ground', () => {
    expect(code(() => rule({ outcome: 'unfounded', remedy: 'correct' }))).to.equal('REMEDY_WITHOUT_REASON')
    expect(code(() => rule({ remedy: 'reEvaluate' }))).to.equal('REMEDY_INCOMPLETE')
    expect(code(() => rule({ remedy: 'none', ground: 'unfair' }))).to.equal('REMEDY_INCOMPLETE')
    expect(code(() => rule({ remedy: 'retender' }))).to.equal('done')
    for (const stage of ['contracted', 'failed', 'terminated'] as const)
      expect(code(() => rule({ remedy: 'retender' }, stage))).to.equal('RETENDER_STAGE')
  })

  it('dismisses what was invented, by its own article', () => {
    expect(rule({ outcome: 'abusive' })[0]?.data.article).to.equal('《招标投标法实施条例》第六十一条')
  })

  it('rules once, and not on what was not taken up or was withdrawn', () => {
    const done = becomes(accepted, rule())
    const gone = becomes(accepted, rules.withdrawComplaint(accepted, 'sealed'))
    for (const of of [filed, done, gone, decide(false)])
      expect(code(() => rule({}, 'publicised', of))).to.equal('COMPLAINT_NOT_OPEN')
    expect(code(() => rules.withdrawComplaint(done, ''))).to.equal('COMPLAINT_NOT_OPEN')
  })

  it('hears the other side once, when it is taken up', () => {
    const of = { text: '情况说明', signature }
    expect(code(() => rules.stateCase(filed, of))).to.equal('COMPLAINT_NOT_OPEN')
    const stated = becomes(accepted, rules.stateCase(accepted, of))
    expect(code(() => rules.stateCase(stated, of))).to.equal('COMPLAINT_NOT_OPEN')
  })
})
