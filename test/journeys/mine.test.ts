import { expect } from 'chai'
import type { TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window } from './chromium.ts'
import { begin, end, signHere } from './pages/begin.ts'
import { enter } from './pages/door.ts'

const ME = 'bidder-1'

describe('An organisation looks after its own matters, in a browser', function () {
  this.timeout(240_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let browser: Watched
  let bidder: Window

  before(async function () {
    if (!chromium) return this.skip()
    ;({ running, browser } = await begin(chromium, true))
    await running.world.until('all is indexed', async () => (await running.platform.queue.pending()) === 0)
  })
  after(() => end({ running, browser }))
  const sign = (button: string, done: () => Promise<unknown>): Promise<void> =>
    signHere(running, bidder, ME, bidder.page.getByRole('button', { name: button }), done)
  const suspend = async (reason: string): Promise<void> => {
    const supervisor = running.world.as('supervisor')
    const fields = { suspension: 's1', reason }
    const cms = await supervisor.sign('tender.suspend', { tender: running.world.tender, ...fields })
    await supervisor.post(`/tenders/${running.world.tender}/suspensions`, { ...fields, cms })
  }

  it('who has not signed in is told what registering takes, and that nobody needs it to bid', async () => {
    const window = await browser.open(running.world.origins.trading)
    await window.page.goto(`${window.origin}/register`)
    await window.page.getByText('看公告、下载招标文件、投标都不以登记为前提', { exact: false }).waitFor()
    await picture(window, 'register-invitation')
    await window.page.goto(`${window.origin}/login`)
    await window.page.getByText('首次办事：主体登记').waitFor()
    await picture(window, 'login')
    await window.context.close()
  })

  it('registers as a tenderer by its signature; what is missing is said before', async () => {
    bidder = await enter(browser, running.world, ME, '/register')
    const { page } = bidder
    await page.getByRole('checkbox', { name: /招标人、采购人/ }).check()
    await page.getByText('所选身份须填写').first().waitFor()
    expect(await page.getByRole('button', { name: '签名并登记' }).isEnabled()).to.equal(false)
    await page.getByLabel('联系人', { exact: true }).fill('韦小兰')
    await page.getByLabel('联系电话').fill('0771-5550123')
    await page.getByLabel('所在地').fill('青秀')
    await page.getByText('南宁市 450100 / 青秀区 450103', { exact: true }).click()
    await picture(bidder, 'register')
    await page.reload()
    expect(await page.getByLabel('联系电话').inputValue(), 'the draft was kept').to.equal('0771-5550123')
    await sign('签名并登记', () => page.getByText('登记已生效').waitFor())
    const own = await running.world.as(ME).get<{ roles: string[]; profile: { region: string } }>('/organisation')
    expect([own.roles, own.profile.region]).to.deep.equal([['tenderer', 'bidder'], '450103'])
    await picture(bidder, 'registered')
  })

  it('reads what happened in its tenders; what was read stays read after a reload', async () => {
    await suspend('收到关于资格条件的举报，核查期间暂停')
    const { page } = bidder
    await page.goto(`${bidder.origin}/inbox`)
    await page.getByText('收到关于资格条件的举报，核查期间暂停').waitFor()
    await page.getByText('未读 2').waitFor()
    await picture(bidder, 'messages')
    await page.getByRole('link', { name: '保证金到账' }).click()
    await page.waitForURL(`**/b/${running.world.tender}/deposit`)
    await page.goto(`${bidder.origin}/inbox`)
    await page.getByText('未读 1').waitFor()
    await page.getByRole('link', { name: '1 条未读消息' }).waitFor()
    await page.getByRole('button', { name: '全部标为已读' }).click()
    await page.getByText('未读 0').waitFor()
    await page.reload()
    await page.getByText('未读 0').waitFor()
  })

  it('ends its session elsewhere, and this page goes on', async () => {
    const elsewhere = await enter(browser, running.world, ME, '/account/security')
    const { page } = bidder
    await page.goto(`${bidder.origin}/account/security`)
    await page.getByText('为什么没有登录记录').waitFor()
    await picture(bidder, 'security')
    await sign('签名并结束', () => page.getByText('已结束', { exact: true }).waitFor())
    await picture(bidder, 'security-ended')
    await page.reload()
    await page.getByRole('heading', { name: '本次会话' }).waitFor()
    await elsewhere.page.reload()
    await elsewhere.page.waitForURL('**/login?to=**')
    await elsewhere.context.close()
  })

  it('nothing went wrong on the way', () => {
    expect(browser.errors).to.deep.equal([])
    expect(running.errors()).to.deep.equal([])
  })
})
