import { expect } from 'chai'
import { publishNotice, tenderNow } from '../../server/cli/demo/steps/notice.ts'
import { park } from '../../server/cli/demo/tender.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { codeOf } from '../world/codes.ts'
import { type TestWorld, world } from '../world/world.ts'
import { DAY } from './world.ts'

describe('what may befall a published tender, over HTTP', function () {
  this.timeout(60_000)
  let test: TestWorld
  const path = '/tenders/test-tender'
  const signed = async (person: string, what: string, to: string, fields: Record<string, unknown>) => {
    const client = test.world.as(person)
    const cms = await client.sign(what, { tender: 'test-tender', ...fields })
    return client.post<{ deadline?: number; stage?: string }>(`${path}${to}`, { ...fields, cms })
  }
  const tender = async (): Promise<Tender> => (await tenderNow(test.world)) as Tender
  const paper = (title: string) =>
    test.world.until(title, async () => (await tender()).papers?.find((one) => one.title === title))
  const suspend = (person: string, suspension: string) =>
    signed(person, 'tender.suspend', '/suspensions', { suspension, reason: '接到举报，正在核查' })
  const lift = (person: string, suspension: string) => {
    const fields = { suspension, reason: '核查完毕，未发现问题' }
    return signed(person, 'tender.liftSuspension', `/suspensions/${suspension}/lift`, fields)
  }

  before(async () => {
    test = await world({ tender: 'test-tender' })
    await publishNotice(test.world)
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    await test.stop()
  })

  it('rests on the supervisor\u2019s order, which nobody else lifts, and goes on with its clocks moved', async () => {
    await suspend('supervisor', 'order-1')
    expect(await codeOf(test.world.as('bidder-1').post(`${path}/deposit`, {}))).to.equal('TENDER_SUSPENDED')
    expect(await codeOf(lift('centre', 'order-1'))).to.equal('SUSPENSION_OTHER')
    expect(await codeOf(suspend('tenderer', 'order-2'))).to.equal('FORBIDDEN')
    const { deadline } = await lift('supervisor', 'order-1')
    expect(deadline).to.equal(park.deadline + DAY)
  })

  it('tells each of it in a stamped paper that everybody may fetch', async () => {
    for (const title of ['暂停通知', '恢复通知']) {
      const { sha256 } = await paper(title)
      const answer = await fetch(`${test.world.origins.public}/api/v1${path}/papers/${sha256}`)
      expect((await answer.text()).slice(0, 5)).to.equal('%PDF-')
    }
  })

  it('is postponed by who runs it', async () => {
    const deadline = park.deadline + 3 * DAY
    const fields = { deadline, reason: '答疑工作量较大' }
    expect(await codeOf(signed('bidder-1', 'tender.postpone', '/postpone', fields))).to.equal('FORBIDDEN')
    await signed('agent', 'tender.postpone', '/postpone', fields)
    expect((await tender()).deadline).to.equal(deadline)
    await paper('延期公告')
  })

  it('is terminated by the tenderer itself, and repeated once as a round linked to it', async () => {
    const fields = { ground: 'other', reason: '规划调整，项目取消' }
    expect(await codeOf(signed('agent', 'tender.terminate', '/terminate', fields))).to.equal('FORBIDDEN')
    expect((await signed('tenderer', 'tender.terminate', '/terminate', fields)).stage).to.equal('terminated')
    await paper('终止公告')
    const repeat = (next: string) => test.world.as('agent').post(`${path}/repeat`, { next })
    expect(await repeat('second-round')).to.deep.equal({ tender: 'second-round', round: 2 })
    expect(await codeOf(repeat('third-round'))).to.equal('REPEATED_ALREADY')
    const next = await test.world.as('agent').get<Tender>('/tenders/second-round')
    expect([next.previous, next.round, next.stage]).to.deep.equal(['test-tender', 2, 'draft'])
  })
})
