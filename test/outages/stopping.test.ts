import { expect } from 'chai'
import { QueryTypes } from 'sequelize'
import { hex, random } from '../../crypto/bytes.ts'
import { tenderNow } from '../../server/cli/demo/steps/notice.ts'
import { DEADLINE } from '../../server/cli/demo/tender.ts'
import { ownRecord } from '../../server/outages/record.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { playing } from '../opening/playing.ts'
import { codeOf } from '../world/codes.ts'
import { type TestWorld, world } from '../world/world.ts'

const DAY = 86_400_000
const HOUR = 3_600_000

describe('An outage of the platform shortly before a deadline, over HTTP', function () {
  this.timeout(240_000)
  let running: TestWorld
  const play = playing(() => running)
  const as = (person: string) => running.world.as(person)
  const tender = async (): Promise<Tender> => (await tenderNow(running.world)) as Tender
  const moveTo = (at: number) => running.world.moveTo(new Date(at).toISOString())
  const rests = () =>
    running.world.until('the tender rests', async () =>
      (await tender()).suspensions?.find(({ id }) => id.startsWith('outage-')),
    )
  const resume = async (person: string, suspension: string) => {
    const fields = { suspension, reason: '平台已恢复，按规定顺延' }
    const about = { tender: running.world.tender }
    const cms = await as(person).sign('tender.resumeAfterOutage', { ...about, ...fields })
    const path = `/tenders/${running.world.tender}/suspensions/${suspension}/resume`
    return as(person).post<{ deadline: number }>(path, { reason: fields.reason, cms })
  }

  before(async () => {
    running = await world()
    await play.bid(['bidder-1', 'bidder-4', 'bidder-5'])
  })
  after(async () => {
    expect(running.errors()).to.deep.equal([])
    await running.stop()
  })

  it('that was decided stops the tender until its host sets it going again, a whole day later', async () => {
    await moveTo(Date.parse(DEADLINE) - 2 * HOUR)
    const now = await running.world.now()
    const report = `outage-${hex(random(16))}`
    const told = { report, kind: 'upload', from: now - 120_000, to: now - 60_000, attempts: [], evidence: null }
    const account = '上传时平台没有应答，重试三次均超时'
    const reported = { ...told, account, cms: await as('bidder-4').sign('outage.report', { ...told, account }) }
    await as('bidder-4').post('/outages', reported)
    const decision = { outage: true, from: told.from, to: told.to, reason: '与平台运行记录核对后认定' }
    const cms = await as('centre').sign('outage.decide', { report, ...decision })
    await as('centre').post(`/outages/${report}/decision`, { ...decision, cms })
    const found = await rests()
    expect(found).to.include({
      id: report,
      kind: 'incident',
      since: told.from,
      article: '《电子招标投标办法》第二十七条',
    })
    await moveTo(Date.parse(DEADLINE) + 60_000)
    await running.settled()
    expect((await tender()).stage).to.equal('bidding')
    for (const person of ['bidder-1', 'supervisor', 'centre'])
      expect(await codeOf(resume(person, report)), person).to.equal('FORBIDDEN')
    expect((await resume('agent', report)).deadline).to.equal(Date.parse(DEADLINE) + DAY)
    expect(await codeOf(resume('agent', report))).to.equal('SUSPENSION_UNKNOWN')
  })

  it('that the log alone shows is found before bidding ends, once', async () => {
    const { database, beat } = running.platform
    const [{ last } = { last: 0 }] = await database.query<{ last: number }>('SELECT MAX(beat) AS last FROM beats', {
      type: QueryTypes.SELECT,
    })
    await database.query('UPDATE beats SET at = at - :gap WHERE beat <= :last', {
      replacements: { gap: 2 * HOUR, last },
    })
    const { deadline } = await tender()
    await moveTo(deadline + 1000)
    const found = await rests()
    expect(found?.reason).to.include('公开日志')
    expect((await tender()).stage).to.equal('bidding')
    expect(beat).to.be.lessThan(HOUR)
    const { deadline: later } = await resume('tenderer', found!.id)
    expect(later).to.equal(deadline + DAY)
    await moveTo(later)
    await running.world.until('the hall opens', async () => (await tender()).stage === 'opening')
  })

  it('is found in a log of more beats than one looks at in a piece', async () => {
    const { database, clock } = running.platform
    const from = clock.real() - 3 * DAY
    const ahead = clock.now() - clock.real()
    const rows = Array.from(
      { length: 12_000 },
      (_, i) => `(${-20_000 + i}, ${from + i * 5000 + (i > 11_000 ? 30_000 : 0)})`,
    )
    for (let i = 0; i < rows.length; i += 1000)
      await database.query(
        `INSERT INTO beats (beat, at, slots, root, from_seq, to_seq) VALUES ${rows
          .slice(i, i + 1000)
          .map((row) => row.replace(')', ", 64, '', 0, 0)"))
          .join()}`,
      )
    const found = await ownRecord(running.platform, { from: from + ahead, to: from + 12_000 * 5000 + ahead })
    expect(found.beats).to.be.within(11_990, 12_000)
    const gap = { from: from + 11_000 * 5000 + ahead, to: from + 11_001 * 5000 + 30_000 + ahead }
    expect(found.outages.map(({ from: a, to: b }) => [Math.round(a / 100), Math.round(b / 100)])).to.deep.include([
      Math.round(gap.from / 100),
      Math.round(gap.to / 100),
    ])
  })
})
