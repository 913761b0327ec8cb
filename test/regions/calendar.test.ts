import { expect } from 'chai'
import { dutiesOf } from '../../server/award/duty.ts'
import { AnswerDueTold, CandidatesPublicised, type Placed, ResultObjected } from '../../server/award/events.ts'
import { awardOf, awardStream, dutiesOfTender, dutyStream } from '../../server/award/store.ts'
import type { Client } from '../../server/cli/client.ts'
import { park } from '../../server/cli/demo/tender.ts'
import { DepositOpened, DepositReleaseOrdered } from '../../server/deposits/events.ts'
import { depositId, depositStream, findDeposit } from '../../server/deposits/store.ts'
import type { Person } from '../../server/identity/person.ts'
import { instantOf, lastMomentOf } from '../../server/law/periods.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { entry } from '../../server/ledger/entry.ts'
import { factsOf } from '../../server/ledger/store.ts'
import { objectToDocuments } from '../../server/questions/objection.ts'
import { objectionOf, objectionsOf } from '../../server/questions/store.ts'
import {
  checkTable,
  confirmTable,
  evolveCalendar,
  type HolidayCalendar,
  noticesOf,
  noYears,
  proposeTable,
  rejectTable,
} from '../../server/regions/calendar.ts'
import type { CalendarFact, CalendarHappening } from '../../server/regions/calendarEvents.ts'
import { TenderDrafted, TenderPublished } from '../../server/tenders/events.ts'
import { tenderStream } from '../../server/tenders/store.ts'
import { invented } from '../law/invented.ts'
import { aTender, refused } from '../tenders/world.ts'
import { codeOf } from '../world/codes.ts'
import { type TestWorld, world } from '../world/world.ts'

const signature = { statement: '{}', cms: '', certificate: 'c1' }
const wei: Person = { name: '韦国栋', number: null, certificate: 'c1' }
const qin: Person = { name: '覃雪松', number: null, certificate: 'c2' }
const on = { now: 0, today: '2026-11-26' }
const of = { year: '2027', table: invented }

const becomes = (calendar: HolidayCalendar, facts: CalendarHappening[]): HolidayCalendar =>
  facts.reduce((before, one) => evolveCalendar(before, one as unknown as CalendarFact), calendar)
const proposed = (calendar = noYears, what = of): HolidayCalendar =>
  becomes(calendar, proposeTable(calendar, { ...what, id: 'p1', by: wei, signature }, on))
const confirmed = (calendar: HolidayCalendar, by = qin, today = on.today): HolidayCalendar =>
  becomes(calendar, confirmTable(calendar, { id: 'p1', by, signature }, { now: 0, today }))

describe('A year of the calendar', () => {
  it('counts once two people have published it', () => {
    expect(Object.keys(noticesOf(proposed()))).to.deep.equal(['2025', '2026'])
    expect(Object.keys(noticesOf(confirmed(proposed())))).to.deep.equal(['2025', '2026', '2027'])
  })

  it('is not confirmed by the one who proposed it', () => {
    for (const by of [wei, { ...wei, certificate: 'c9' }])
      expect(refused(() => confirmed(proposed(), by)).code).to.equal('CALENDAR_SAME_PERSON')
  })

  it('is one at a time, can be given up, and is refused where it is implausible', () => {
    expect(refused(() => proposed(proposed())).code).to.equal('CALENDAR_OPEN')
    const why = { id: 'p1', by: qin, reason: '文号有误', rejectedAt: 0, signature }
    const given = becomes(proposed(), rejectTable(proposed(), why))
    expect([given.proposal, given.years]).to.deep.equal([null, {}])
    expect(refused(() => confirmed(given)).code).to.equal('CALENDAR_ABSENT')
    const table = { ...invented, work: [] }
    expect(refused(() => proposed(noYears, { year: '2027', table }))).to.deep.include({
      code: 'HOLIDAY_SUM',
      article: '《全国年节及纪念日放假办法》第二条',
    })
  })

  it('may be corrected for days to come, never for days that are over, and not by the same again', () => {
    const out = confirmed(proposed())
    expect(refused(() => proposed(out)).code).to.equal('CALENDAR_UNCHANGED')
    const later = { ...invented, work: invented.work.map((day) => (day === '2027-10-09' ? '2027-10-10' : day)) }
    expect(checkTable(out, { year: '2027', table: later }, '2027-10-08').map(({ key }) => key)).to.deep.equal(['work'])
    for (const today of ['2027-10-09', '2027-10-10'])
      expect(refused(() => checkTable(out, { year: '2027', table: later }, today)).code).to.equal('CALENDAR_PAST')
  })
})

const TAG = 'a'.repeat(64)
const HASH = 'b'.repeat(64)
const placed: Placed = {
  ...{ rank: 1, tag: TAG, code: '91530100MA6K000001', name: '甲', leaderCertificate: '' },
  terms: { price: '1', durationDays: 1, quality: '合格', leader: '甲' },
  ...{ quality: 0, priceScore: 0, total: 0 },
}

describe('The calendar over HTTP', function () {
  this.timeout(60_000)
  let test: TestWorld
  const id = 'test-tender'
  const DAY = instantOf('2026-12-30T10:00')

  before(async () => {
    test = await world({ startAt: '2026-12-30T10:00:00+08:00' })
    await entry(test.context(), async (e) => {
      const at = instantOf('2026-03-06T09:00')
      const fixed = { version: 1, rulebook: 'T-2025', notice: HASH, ceremony: HASH, documents: [], signature }
      await e.append(tenderStream(id), [
        TenderDrafted({ tender: id, draft: { ...park, deadline: instantOf('2027-03-01T09:00') } }),
        TenderPublished({ tender: id, ...fixed, publishedAt: at }),
      ])
      const account = { account: '', accountTag: HASH, payer: '', nameTag: HASH }
      const back = { principal: '1', interest: '0', items: [{ message: HASH, amount: '1', interest: '0' }] }
      const article = '《招标投标法实施条例》第五十七条'
      const order = {
        order: 'o1',
        reason: 'won-and-signed' as const,
        dueBy: null,
        pending: '2027-01-01',
        countedFrom: DAY,
        article,
        keeper: null,
      }
      await e.append(depositStream(depositId(id, TAG)), [
        DepositOpened({ tender: id, tag: TAG, required: '1', until: DAY, ...account }),
        DepositReleaseOrdered({ tender: id, tag: TAG, ...back, ...order }),
      ])
      const publicity = { candidates: [placed], ranking: [placed], rejections: [] }
      const when = { hash: HASH, from: DAY - 1, until: DAY + 1, begunInTime: true, signature }
      await e.append(awardStream(id), [
        CandidatesPublicised({ tender: id, publicity, ...when }),
        ResultObjected({ tender: id, objection: 'j1', tag: TAG, text: '异议', late: false, answerBy: null, signature }),
      ])
      const counted = { law: rulebook('T-2025'), table: await e.platform.calendar() }
      await e.append(dutyStream(id), dutiesOf.noticed(id, e.now, counted))
      const holder = undefined
      const letter = { tag: TAG, version: 1, text: '工期过短', request: '请延长', objector: '' }
      for (const [objection, deadline] of [
        ['d1', instantOf('2027-02-20T09:00')],
        ['late', instantOf('2027-01-05T09:00')],
      ] as const) {
        const tender = aTender({ id, deadline })
        const made = objectToDocuments(
          { tender, holder, open: false },
          { objection, ...letter },
          counted.law,
          e.now,
          counted.table,
        )
        await e.append(objectionOf(id, objection), made)
      }
    })
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    await test.stop()
  })

  const as = (who: string): Client => test.world.as(who)
  const read = async () => {
    const answer = await fetch(`${test.running.origins.public}/api/v1/calendar`)
    return (await answer.json()) as { years: { year: string }[]; waiting: Record<string, unknown> | null }
  }
  async function propose(by: string, what: object): Promise<unknown> {
    const { fields } = await as(by).post<{ fields: Record<string, unknown> }>('/calendar/difference', { ...what })
    const cms = await as(by).signAsPerson('calendar.propose', fields)
    return as(by).post('/calendar/proposals', { ...what, cms })
  }
  async function confirm(by: string): Promise<unknown> {
    const { waiting } = await read()
    const cms = await as(by).signAsPerson('calendar.confirm', waiting ?? {})
    return as(by).post(`/calendar/proposals/${waiting?.['proposal']}/confirm`, { cms })
  }

  it('is kept by the centre of the network’s region alone', async () => {
    expect((await read()).years.map(({ year }) => year)).to.deep.equal(['2025', '2026'])
    for (const who of ['nn-centre', 'centre', 'tenderer'])
      expect(await codeOf(propose(who, of)), who).to.equal('FORBIDDEN')
    expect(await codeOf(propose('gx-centre', { ...of, year: '2028' }))).to.equal('HOLIDAY_YEAR_GAP')
  })

  it('tells dates that were pending as soon as two people have published the year, and they fall due', async () => {
    await propose('gx-centre', of)
    expect(await codeOf(confirm('gx-centre'))).to.equal('CALENDAR_SAME_PERSON')
    expect((await findDeposit(test.context(), id, TAG))?.releases[0]?.dueBy).to.equal(null)
    await confirm('gx-centre-2')
    expect((await read()).years.map(({ year }) => year)).to.deep.equal(['2025', '2026', '2027'])

    // five days from 2026-12-30 end on 2027-01-04, a Monday; three on 2027-01-02, in the holiday: the next working day
    const due = await test.world.until('the refund is told its day', async () => {
      const deposit = await findDeposit(test.context(), id, TAG)
      return deposit?.releases[0]?.dueBy ?? undefined
    })
    expect(due).to.equal(lastMomentOf('2027-01-04'))
    const answerBy = await test.world.until('the answer is told its day', async () => {
      const award = await awardOf(test.context(), id)
      return award?.objections[0]?.answerBy ?? undefined
    })
    expect(answerBy).to.equal(lastMomentOf('2027-01-04'))
    // thirty days from 2026-12-30 end on 2027-01-29, a Friday
    const until = await test.world.until('the limit for the contract is told', async () => {
      const duties = await dutiesOfTender(test.context(), id)
      return duties?.duties[0]?.until ?? undefined
    })
    expect(until).to.equal(lastMomentOf('2027-01-29'))
    const documents = async () => new Map((await objectionsOf(test.context(), id)).map((one) => [one.id, one.answerBy]))
    await test.world.until('the answer about the document is told its day', async () => (await documents()).get('d1'))
    expect([...(await documents())]).to.have.deep.members([
      ['d1', lastMomentOf('2027-01-04')],
      ['late', null], // what came too late has no clock
    ])
    await test.world.moveTo('2027-01-05T00:01:00+08:00')
    await test.world.until('the answer about the document is overdue', async () => {
      const found = await objectionsOf(test.context(), id)
      return found.find((one) => one.overdueAt !== null)
    })
    await test.world.until('the refund is overdue', async () => {
      const facts = await factsOf(test.platform.database, depositStream(depositId(id, TAG)).name)
      return facts.find(({ fact }) => fact.type === 'deposit.refundOverdue')
    })
    const facts = await factsOf(test.platform.database, awardStream(id).name)
    expect(facts.filter(({ fact }) => fact.type === AnswerDueTold.type)).to.have.lengthOf(1)
    const dated = await factsOf(test.platform.database, dutyStream(id).name)
    expect(dated.map(({ fact }) => fact.type)).to.deep.equal(['duty.begun', 'duty.dated'])
  })
})
