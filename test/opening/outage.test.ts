import { expect } from 'chai'
import { beats } from '../../server/audit/store.ts'
import { submitBid } from '../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { DEADLINE } from '../../server/cli/demo/tender.ts'
import type { Opening } from '../../server/opening/opening.ts'
import { isDark, outageAfter, outagesIn } from '../../server/opening/outage.ts'
import { type TestWorld, world } from '../world/world.ts'

const EVERY = 5000
const at = (...times: number[]) => times.map((time, beat) => ({ beat, at: time }))

describe('An outage of the platform', () => {
  it('is a beat of the public log that came four beats late, or fifteen seconds, to the millisecond', () => {
    expect(outageAfter(EVERY)).to.equal(20_000)
    expect(outageAfter(500)).to.equal(15_000)
    expect(outagesIn(at(0, 5000, 24_999), EVERY)).to.deep.equal([])
    expect(outagesIn(at(0, 5000, 25_000, 30_000), EVERY)).to.deep.equal([{ after: 1, from: 5000, to: 25_000 }])
  })

  it('may come more than once, and none is seen in a log that has not begun', () => {
    expect(outagesIn(at(0, 30_000, 35_000, 80_000), EVERY).map(({ after }) => after)).to.deep.equal([0, 2])
    expect(outagesIn([], EVERY)).to.deep.equal([])
    expect(isDark(undefined, 1_000_000, EVERY)).to.equal(false)
  })

  it('lasts until the log beats again', () => {
    expect(isDark({ beat: 7, at: 1000 }, 20_999, EVERY)).to.equal(false)
    expect(isDark({ beat: 7, at: 1000 }, 21_000, EVERY)).to.equal(true)
  })
})

describe('The unlocking of bids during an outage', function () {
  this.timeout(240_000)
  let running: TestWorld

  before(async () => {
    running = await world()
    await publishNotice(running.world)
    await deposits(running.world)
    for (const person of ['bidder-1', 'bidder-4', 'bidder-5']) await submitBid(running.world, person)
    await running.world.moveTo(Date.parse(DEADLINE) + 3000)
  })
  after(() => running.stop())

  const hall = () =>
    running.world
      .as('agent')
      .get<Opening>(`/tenders/${running.world.tender}/opening`)
      .catch(() => undefined)

  it('stands still for everybody by as much as the log did, and the record says why', async () => {
    await running.world.until('the hall', async () => (await hall())?.epoch)
    const [{ beat } = { beat: 0 }] = (await beats(running.platform.database).findAll({
      order: [['beat', 'DESC']],
      limit: 1,
      raw: true,
    })) as unknown as { beat: number }[]
    // as if nothing had been there for a minute before the next beat: all earlier ones are a minute older
    await running.platform.database.query(`UPDATE beats SET at = at - 60000 WHERE beat <= ${Number(beat)}`)
    const pause = await running.world.until('the outage', async () =>
      (await hall())?.pauses?.find(({ kind }) => kind === 'outage'),
    )
    expect(pause.reason).to.include('平台中断')
    expect(pause.until).to.be.a('number')
    await new Promise((done) => setTimeout(done, 1500))
    expect((await hall())?.pauses?.filter(({ kind }) => kind === 'outage')).to.have.lengthOf(1)
  })
})
