import { expect } from 'chai'
import { buildClient } from '../../server/cli/demo/build.ts'
import { draftNotice, publishNotice } from '../../server/cli/demo/steps/notice.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { world as startWorld, type TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window, watchedBrowser } from './chromium.ts'
import { enter } from './pages/door.ts'

describe('The tender document by hand, in a browser', function () {
  this.timeout(300_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let browser: Watched
  let bidder: Window
  let agent: Window
  const at = (letter: string, rest: string): string => `/${letter}/${running.world.tender}/${rest}`

  before(async function () {
    if (!chromium) return this.skip()
    await buildClient(() => undefined)
    running = await startWorld()
    browser = await watchedBrowser(chromium)
  })
  after(async () => {
    if (browser) expect(browser.errors).to.deep.equal([])
    await browser?.close()
    await running?.stop()
  })

  it('a draft has a page of its own with its check, before any rulebook is fixed', async () => {
    await draftNotice(running.world)
    agent = await enter(browser, running.world, 'agent', `/t/${running.world.tender}`)
    await agent.page.getByRole('heading', { name: '发布前体检' }).waitFor()
    await agent.page.getByText('全部开标人公布密钥后才能发布').waitFor()
    await picture(agent, 'draft')
    await agent.context.close()
    await publishNotice(running.world)
  })

  it('a bidder confirms what it read, and asks without its name', async () => {
    bidder = await enter(browser, running.world, 'bidder-1', at('b', 'docs'))
    const { page } = bidder
    await page.getByText('请确认收到并阅读招标文件第 1 版').waitFor()
    await picture(bidder, 'docs-first')
    await page.getByRole('checkbox', { name: /我已阅读/ }).check()
    await page.getByRole('button', { name: '签名确认' }).click()
    await page.getByText('已确认收到并阅读第 1 版').waitFor()
    const { name = '' } = running.world.as('bidder-1').person.organisation ?? {}
    await page.getByLabel('问题', { exact: true }).fill(`${name}想问：工期自何时起算？`)
    await page.getByText('内容中出现了本单位的名称或代码').waitFor()
    await picture(bidder, 'docs-named')
    await page.getByLabel('问题', { exact: true }).fill('工期自何时起算？')
    await page.getByRole('button', { name: '签名并匿名提交' }).click()
    await page.getByText('已收到，编号').waitFor()
    await picture(bidder, 'docs-asked')
  })

  it('the agent answers in an addendum that it sees in red-line, late enough to postpone the deadline', async () => {
    await running.world.moveTo('2026-03-27T10:00:00+08:00')
    agent = await enter(browser, running.world, 'agent', at('t', 'questions'))
    const { page } = agent
    await page.getByText('工期自何时起算？').first().waitFor()
    await picture(agent, 'inbox')
    await page.getByLabel('标题', { exact: true }).fill('澄清文件（一）')
    await page.getByLabel('澄清或修改的内容').fill('工期调整，自开工令载明的日期起算。')
    await page.getByLabel('修改公告条款').click()
    await page.getByTitle('工期（交货期）').click()
    await page.getByRole('spinbutton', { name: '工期（交货期）' }).fill('300')
    await page.getByLabel('在本文件中答复').fill('自开工令载明的日期起算。')
    await page.getByText('须顺延投标截止时间').waitFor()
    await page.getByRole('button', { name: '生成新版招标文件预览' }).click() // the platform made the document of its terms
    await page.getByRole('button', { name: '重新生成预览' }).waitFor()
    await page.locator('ins').first().waitFor()
    await picture(agent, 'addendum')
    await page.getByRole('button', { name: '签名并发布澄清或修改文件' }).click()
    await page.getByText('编制澄清或修改文件（第 3 版）').waitFor()
    await page.getByText('没有待答复的提问').waitFor()
    await picture(agent, 'inbox-after')
    const { published, durationDays, deadline } = await running.world
      .as('agent')
      .get<Tender>(`/tenders/${running.world.tender}`)
    expect([published?.version, durationDays]).to.deep.equal([2, 300])
    expect(new Date(deadline).toISOString().slice(0, 10)).to.equal('2026-04-13')
  })

  it('the bidder finds the new version, what changed, and the answer; and objects', async () => {
    bidder = await enter(browser, running.world, 'bidder-1', at('b', 'docs')) // eleven days later it signs in again
    const { page } = bidder
    await page.getByText('请确认收到并阅读招标文件第 2 版').waitFor()
    await page.getByText('自开工令载明的日期起算。', { exact: true }).waitFor()
    await page.locator('del').first().waitFor()
    await picture(bidder, 'docs-second')
    await page.getByLabel('事实与依据').fill('调整后的工期与定额工期不符。')
    await page.getByLabel('请求', { exact: true }).fill('请恢复原工期。')
    await page.getByRole('button', { name: '签名并提出异议' }).click()
    if (await page.getByLabel('密钥口令', { exact: true }).isVisible()) throw new Error('the key was asked for again')
    await page.getByText('距答复期限').waitFor()
    await picture(bidder, 'docs-objected')
  })

  it('the tenderer reads and answers the objection without a name', async () => {
    const tenderer = await enter(browser, running.world, 'tenderer', at('t', 'questions'))
    const { page } = tenderer
    await page.getByText('调整后的工期与定额工期不符。').waitFor()
    await page.getByText('提出人开标前保密').waitFor()
    await page.getByText('招标活动已暂停').waitFor()
    await picture(tenderer, 'objection')
    await page.getByRole('radio', { name: /^成立/ }).check()
    await page.getByLabel('答复', { exact: true }).fill('异议成立，将恢复原工期。')
    await page.getByRole('button', { name: '签名并答复' }).click()
    await page.getByText('尚待以澄清或修改文件落实').waitFor()
    await picture(tenderer, 'objection-answered')
  })

  it('everybody reads versions, red-line and answers on a page without a script', async () => {
    const open = await browser.open(running.world.origins.public)
    await open.page.route('**/*.js', (route) => route.abort())
    await open.page.goto(`${open.origin}/notices/${running.world.tender}/versions`)
    expect(await open.page.locator('#compare del').count()).to.be.greaterThan(0)
    expect(await open.page.locator('.answers').innerText()).to.include('自开工令载明的日期起算。')
    await picture(open, 'public-versions')
    await open.page.goto(`${open.origin}/notices/${running.world.tender}`)
    await open.page.getByText('招标文件已澄清或修改').waitFor()
    await picture(open, 'public-notice')
    await open.context.close()
  })
})
