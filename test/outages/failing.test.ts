import { expect } from 'chai'
import { hex, random } from '../../crypto/bytes.ts'
import { PlatformFailing } from '../../server/outages/events.ts'
import { evolveHour, type FailureHour, failingIn, hourOf } from '../../server/outages/failing.ts'
import { FailureWatch } from '../../server/outages/failingCommands.ts'
import { FailureCount, partOf } from '../../server/outages/failures.ts'
import { ownRecord } from '../../server/outages/record.ts'
import { type TestWorld, world } from '../world/world.ts'

const MINUTE = 60_000
const AT = Date.parse('2026-04-07T01:00:00Z')

describe('What of the platform failed', () => {
  it('is told apart by address: nothing of a tender, an upload or a person is kept', () => {
    const told: [string, string, string][] = [
      ['POST', '/api/v1/session', 'signIn'],
      ['POST', '/api/v1/session/challenge', 'signIn'],
      ['PUT', '/api/v1/uploads/01ab/pieces/3', 'upload'],
      ['POST', '/api/v1/tenders/t/bid', 'submit'],
      ['GET', '/api/v1/tenders/t/bid', 'other'],
      ['POST', '/api/v1/tenders/t/application', 'submit'],
      ['POST', '/api/v1/tenders/t/opening/unlock', 'opening'],
      ['GET', '/notices/t', 'other'],
    ]
    for (const [method, path, part] of told) expect(partOf(method, path), `${method} ${path}`).to.equal(part)
  })

  it('is kept as one of three shares, to the request, and never as a number', () => {
    const share = (failed: number, all: number) => {
      const count = new FailureCount()
      for (let n = 0; n < all; n++) count.note('upload', n < failed)
      return count.take()[0]?.share
    }
    expect([share(0, 100), share(1, 11), share(1, 10), share(49, 99), share(1, 2), share(1, 1)]).to.deep.equal([
      undefined,
      ...['some', 'many', 'many', 'most', 'most'],
    ])
    const count = new FailureCount()
    count.note('upload', true)
    expect(count.take()).to.have.length(1)
    expect(count.take()).to.have.length(0)
  })

  it('is the worst that any process saw of a minute; minutes that follow each other are one span', () => {
    const facts = [
      { minute: AT, parts: [{ part: 'upload' as const, share: 'most' as const }] },
      { minute: AT, parts: [{ part: 'upload' as const, share: 'some' as const }] },
      { minute: AT + MINUTE, parts: [{ part: 'upload' as const, share: 'most' as const }] },
      { minute: AT + 3 * MINUTE, parts: [{ part: 'upload' as const, share: 'most' as const }] },
    ]
    const hour = facts.reduce<FailureHour | undefined>(
      (before, of) => evolveHour(before, { ...PlatformFailing({ hour: hourOf(AT), ...of }) } as never),
      undefined,
    )
    const upload = { part: 'upload', share: 'most' }
    expect(failingIn([hour!], { from: AT, to: AT + 10 * MINUTE })).to.deep.equal([
      { ...upload, from: AT, to: AT + 2 * MINUTE },
      { ...upload, from: AT + 3 * MINUTE, to: AT + 4 * MINUTE },
    ])
    expect(failingIn([hour!], { from: AT + 2 * MINUTE, to: AT + 3 * MINUTE })).to.deep.equal([])
  })
})

describe('A store that takes no pieces while the log beats', function () {
  this.timeout(120_000)
  let running: TestWorld
  before(async () => {
    running = await world()
  })
  after(() => running.stop())

  it('is on record beside the reports, from the platform’s own attempt, and gone when it works', async () => {
    const { platform } = running
    const now = await running.world.now()
    const look = (files: typeof platform.files) =>
      new FailureWatch({ ...platform, files }, new FailureCount(), () => undefined).look()
    const span = { from: now - 5 * MINUTE, to: now + MINUTE }
    await look(platform.files)
    expect((await ownRecord(platform, span)).failing).to.deep.equal([])
    const broken = { ...platform.files, put: async () => Promise.reject(new Error(hex(random(4)))) }
    await look(broken as unknown as typeof platform.files)
    const { failing, outages } = await ownRecord(platform, span)
    expect(failing?.map(({ part, share }) => [part, share])).to.deep.equal([['upload', 'most']])
    expect(outages).to.deep.equal([])
    const keys = []
    for await (const key of platform.files.list('probes/')) keys.push(key)
    expect(keys).to.deep.equal([])
  })
})
