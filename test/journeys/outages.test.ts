import { expect } from 'chai'
import { hex, random } from '../../crypto/bytes.ts'
import { tenderNow } from '../../server/cli/demo/steps/notice.ts'
import { DEADLINE } from '../../server/cli/demo/tender.ts'
import type { OwnReport } from '../../server/outages/views.ts'
import type { TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window } from './chromium.ts'
import { begin, end, signHere } from './pages/begin.ts'
import { enter } from './pages/door.ts'

const SAID = '上传第 12 片时平台没有应答，重试三次均超时，十分钟后恢复'

describe('A failure of the platform is reported and decided, in a browser', function () {
  this.timeout(240_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let browser: Watched

  before(async function () {
    if (!chromium) return this.skip()
    ;({ running, browser } = await begin(chromium))
    await running.world.moveTo('2026-03-20T10:00:00+08:00')
  })
  after(() => end({ running, browser }))

  const sign = (window: Window, person: string, button: string, then: string): Promise<void> => {
    const { page } = window
    const done = () => page.getByText(then).first().waitFor()
    return signHere(running, window, person, page.getByRole('button', { name: button }).first(), done)
  }

  it('a bidder reports it within a tender and gets its receipt', async () => {
    const bidder = await enter(browser, running.world, 'bidder-1', `/outages?tender=${running.world.tender}`)
    const { page } = bidder

    await page.getByText('涉及标段').waitFor()
    await page.getByRole('textbox', { name: '做了什么、看到了什么' }).fill(SAID)
    await picture(bidder, 'outage-report')
    await sign(bidder, 'bidder-1', '签名并报告', '本单位的报告')
    await page.getByText('待交易中心或监督部门认定').waitFor()
    await picture(bidder, 'outage-own')
    const { items } = await running.world.as('bidder-1').get<{ items: OwnReport[] }>('/account/outages')
    expect(items.map(({ account }) => account)).to.deep.equal([SAID])
  })

  it('the centre sees when and of what kind, not who or where, and decides with its signature', async () => {
    const centre = await enter(browser, running.world, 'centre', '/outages')
    const { page } = centre
    await page.getByText('报告人、标段和内容在该标段投标人名单公开前保密').waitFor()
    expect(await page.getByText(SAID).count()).to.equal(0)
    await page.getByRole('radio', { name: '不是平台中断' }).check()
    await page.getByRole('textbox', { name: '事实和理由' }).fill('平台日志连续出拍，未见异常')
    await picture(centre, 'outage-desk')
    await sign(centre, 'centre', '签名认定', '没有待认定的报告。')
  })

  it('supervision overrules the centre’s no, and the reporter reads both with the reasons', async () => {
    const supervisor = await enter(browser, running.world, 'supervisor', '/outages')
    const { page } = supervisor
    await page.getByText('未认定为平台中断').waitFor()
    await page.getByRole('radio', { name: '是平台中断：开标计时对全体停走', exact: true }).check()
    await page.getByRole('textbox', { name: '事实和理由' }).fill('上传通道在该时段不可用，经核属实')
    await picture(supervisor, 'outage-supervision')
    await sign(supervisor, 'supervisor', '签名认定', '没有待认定的报告。')
    const bidder = await enter(browser, running.world, 'bidder-1', '/outages')
    await bidder.page.getByText('上传通道在该时段不可用，经核属实').waitFor()
    await bidder.page.getByText('平台日志连续出拍，未见异常').waitFor()
    await picture(bidder, 'outage-decided')
    expect(browser.errors).to.deep.equal([])
  })

  it('one shortly before the deadline is the host’s task: bidding ends a day later, by its signature', async () => {
    const { world } = running
    await world.moveTo(new Date(Date.parse(DEADLINE) - 2 * 3_600_000).toISOString())
    const now = await world.now()
    const told = {
      ...{ report: `outage-${hex(random(16))}`, kind: 'upload', from: now - 120_000, to: now - 60_000 },
      ...{ account: SAID, attempts: [], evidence: null },
    }
    await world
      .as('bidder-4')
      .post('/outages', { ...told, cms: await world.as('bidder-4').sign('outage.report', told) })
    const { report, from, to } = told
    const decision = { outage: true, from, to, reason: '与平台运行记录核对后认定' }
    const cms = await world.as('centre').sign('outage.decide', { report, ...decision })
    await world.as('centre').post(`/outages/${report}/decision`, { ...decision, cms })
    await world.until('it rests', async () => ((await tenderNow(world))?.suspensions?.length ? true : undefined), 90)
    const agent = await enter(browser, world, 'agent', `/t/${world.tender}`)
    const { page } = agent
    await page.getByRole('heading', { name: '平台中断后恢复并顺延' }).waitFor()
    await page.getByText('已暂停计时').waitFor()
    await picture(agent, 'outage-task')
    await page.getByLabel('事实和理由').first().fill('平台已恢复，按规定顺延')
    const button = page.getByRole('button', { name: '签名恢复并顺延' })
    const done = () => page.getByRole('heading', { name: '平台中断后恢复并顺延' }).waitFor({ state: 'detached' })
    await signHere(running, agent, 'agent', button, done)
    expect((await tenderNow(world))?.deadline).to.equal(Date.parse(DEADLINE) + 86_400_000)
    await picture(agent, 'outage-over')
    await agent.context.close()
  })
})
