import { expect } from 'chai'
import { WebSocket } from 'ws'
import { platformItself } from '../../server/access/who.ts'
import type { Refused } from '../../server/cli/demo/client.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { carryOut, sendRefunds } from '../../server/cli/demo/steps/refunds.ts'
import { type Alarms, endFacts, evolve, noticeFacts, raiseFacts } from '../../server/deposits/alarm.ts'
import { nameDues } from '../../server/deposits/dueCommands.ts'
import type { forBidder } from '../../server/deposits/mine.ts'
import holidays from '../../server/law/holidays.json' with { type: 'json' }
import { calendarOf, instantOf } from '../../server/law/periods.ts'
import type { RoomMessage } from '../../server/rooms/protocol.ts'
import { refused } from '../tenders/world.ts'
import { eventually } from '../world/eventually.ts'
import { type RunningWorld, startWorld } from './running.ts'

type Json = Record<string, unknown>
type Mine = ReturnType<typeof forBidder>

describe('the alarm of an overdue refund', () => {
  const fact = (of: ReturnType<typeof raiseFacts>[number] | undefined, at: number) =>
    ({ ...of, at, stream: 'alarm/refunds', version: 1 }) as Parameters<typeof evolve>[1]
  const raised = evolve(undefined, fact(raiseFacts(undefined, 'one', 10)[0], 20))

  it('is raised once, noticed by name, and over when the money is back', () => {
    expect(raised.open).to.deep.equal([{ order: 'one', dueBy: 10, raisedAt: 20, noticed: null }])
    expect(raiseFacts(raised, 'one', 10)).to.deep.equal([])
    const by = { organisation: '住建局', person: '何监督' }
    const noticed = evolve(raised, fact(noticeFacts(raised, by)[0], 30))
    expect(noticed.open[0]?.noticed).to.deep.equal({ ...by, at: 30 })
    expect(evolve(noticed, fact(endFacts(noticed, 'one')[0], 40)).open).to.deep.equal([])
  })

  it('cannot be noticed where there is none, nor twice', () => {
    const by = { organisation: '住建局', person: '何监督' }
    expect(refused(() => noticeFacts(undefined, by)).code).to.equal('NO_ALARM')
    const noticed = evolve(raised, fact(noticeFacts(raised, by)[0], 30))
    expect(refused(() => noticeFacts(noticed, by)).code).to.equal('NO_ALARM')
    expect(endFacts(raised, 'another')).to.deep.equal([])
  })
})

describe('a refund that falls due in a year without a calendar and is then late, over HTTP', function () {
  this.timeout(120_000)
  let running: RunningWorld
  const at = (text: string): number => instantOf(text)
  const alarms = async (as: string) => (await running.world.as(as).get<Alarms & Json>('/refunds/alarms')).open
  const refunds = async () =>
    (await running.world.as('bidder-1').get<Mine & Json>(`/tenders/${running.world.tender}/deposit`)).refunds
  const signed = async (as: string, what: string, to: string, fields: Json) => {
    const { world } = running
    const cms = await world.as(as).sign(what, { tender: world.tender, ...fields })
    return world.as(as).post(`/tenders/${world.tender}${to}`, { ...fields, cms })
  }

  before(async () => {
    running = await startWorld()
    const { world } = running
    await publishNotice(world)
    await deposits(world)
    await signed('agent', 'tender.postpone', '/postpone', {
      deadline: at('2027-01-20T09:30'),
      reason: '答疑工作量较大',
    })
    await world.moveTo(at('2026-12-29T10:00'))
  })
  after(async () => {
    expect(running.errors).to.deep.equal([])
    await running.stop()
  })

  it('tells the bidder that its day is pending, and for which year', async () => {
    const { world } = running
    const fields = { tender: world.tender, deadline: at('2027-01-20T09:30') }
    const cms = await world.as('bidder-1').sign('deposit.decline', fields)
    await world.as('bidder-1').post(`/tenders/${world.tender}/deposit/refusal-of-postponement`, { cms })
    expect((await refunds()).at(-1)).to.deep.include({ dueBy: null, pendingYear: '2027' })
  })

  it('names the day as soon as the calendar is out', async () => {
    const newYear = { notice: '测试', rest: [['2027-01-01', '2027-01-03']], work: [] }
    const context = { platform: running.platform, who: platformItself, now: await running.world.now(), via: 'test' }
    await nameDues(context)
    expect((await refunds()).at(-1)).to.deep.include({ dueBy: null })
    await nameDues(context, calendarOf({ ...holidays, 2027: newYear }))
    expect((await refunds()).at(-1)).to.deep.include({ dueBy: at('2027-01-05') - 1, pendingYear: null })
  })

  it('alarms the supervisor in a room, the moment the day is over; nobody else but the centre listens', async () => {
    const { world } = running
    const heard: RoomMessage[] = []
    const listen = async (id: string, origin: string) => {
      await world.as(id).get('/session')
      return new WebSocket(`${origin.replace('http', 'ws')}/ws/v1/rooms/alarm/refunds`, {
        headers: { cookie: world.as(id).cookie },
      })
    }
    const barred = await listen('bidder-2', world.origins.trading)
    expect(await new Promise((done) => barred.on('close', done))).to.not.equal(1000)
    expect(await alarms('supervisor')).to.deep.equal([])
    const socket = await listen('supervisor', world.origins.supervision)
    socket.on('message', (data) => heard.push(JSON.parse(String(data)) as RoomMessage))
    await eventually(() => heard.some(({ kind }) => kind === 'welcome'))
    await world.moveTo(at('2027-01-05T00:00:03'))
    await eventually(() =>
      heard.some(
        (one) => one.kind === 'facts' && one.facts.some((seen) => 'fact' in seen && seen.fact.type === 'alarm.raised'),
      ),
    )
    socket.close()
    const [alarm, ...more] = await alarms('supervisor')
    expect([alarm?.dueBy, alarm?.noticed, more.length]).to.deep.equal([at('2027-01-05') - 1, null, 0])
    expect(JSON.stringify(alarm)).to.not.include(world.tender) // before its opening no section either
  })

  it('is noticed by the supervisor, the centre sees by whom, and ends when the money is back', async () => {
    const { world } = running
    const notice = (as: string) =>
      world
        .as(as)
        .post('/refunds/alarms/notice', {})
        .then(
          () => 'done',
          (problem: Refused) => problem.code,
        )
    expect(await notice('centre')).to.equal('FORBIDDEN')
    expect(await notice('bidder-2')).to.equal('FORBIDDEN')
    expect(await notice('supervisor')).to.equal('done')
    expect(await notice('supervisor')).to.equal('NO_ALARM')
    expect((await alarms('centre'))[0]?.noticed?.organisation).to.equal(
      world.as('supervisor').person.organisation?.name,
    )
    await sendRefunds(world)
    await carryOut(world)
    await eventually(async () => (await alarms('supervisor')).length === 0)
  })
})
