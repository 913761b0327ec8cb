import { expect } from 'chai'
import { buildClient } from '../../server/cli/demo/build.ts'
import { classrooms, purchasePlayed } from '../../server/cli/demo/purchase.ts'
import { publishNotice, tenderNow } from '../../server/cli/demo/steps/notice.ts'
import { world as startWorld, type TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched, watchedBrowser } from './chromium.ts'
import { enter } from './pages/door.ts'

describe('Another way of buying after a purchase without bidders, by hand, in a browser', function () {
  this.timeout(360_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let browser: Watched
  const asked = async () => (await tenderNow(running.world))?.methodChange

  before(async function () {
    if (!chromium) return this.skip()
    await buildClient(() => undefined)
    running = await startWorld({ tender: 'few-in-the-browser', played: purchasePlayed })
    browser = await watchedBrowser(chromium)
    await publishNotice(running.world)
    await running.world.moveTo(classrooms.deadline + 60_000)
    await running.world.until('it has failed', async () => (await tenderNow(running.world))?.stage === 'failed')
  })
  after(async () => {
    await browser?.close()
    await running?.stop()
  })

  it('the purchaser applies with three opinions', async () => {
    const window = await enter(browser, running.world, 'purchaser', '/t/few-in-the-browser')
    const { page } = window
    await page.getByRole('button', { name: '申请变更采购方式' }).click()
    await page.getByLabel('拟采用的采购方式', { exact: true }).click()
    await page.getByTitle('竞争性谈判').click()
    await page.getByLabel('质疑情况').fill('公告期间没有收到质疑')
    await page.getByLabel('后续采购').fill('广西政府采购网，项目编号 GXZC2026-J1')
    await page.getByLabel('事实和理由').fill('投标截止时没有供应商投标，教学急需')
    for (const n of [1, 2, 3]) {
      await page.getByLabel(`专家 ${n} 姓名`).fill(['韦大川', '蒙小溪', '农知远'][n - 1] ?? '')
      await page.getByLabel(`专家 ${n} 单位`).fill('广西示例大学信息工程学院')
      await page.getByLabel(`专家 ${n} 意见`).fill('资格条件和技术要求与项目相称，没有不合理条款。')
      await page
        .getByLabel('认为没有不合理条款')
        .nth(n - 1)
        .check()
    }
    await picture(window, 'method-ask')
    await page.getByRole('button', { name: '签名并报财政部门批准' }).click()
    await page.getByText('等待财政部门决定').waitFor()
    await picture(window, 'method-asked')
    expect((await asked())?.method).to.equal('negotiation')
    await window.context.close()
  })

  it('the finance department reads it and approves; the purchaser has no next round', async () => {
    const window = await enter(browser, running.world, 'finance', '/s/few-in-the-browser')
    const { page } = window
    await page.getByText('农知远', { exact: true }).waitFor()
    await page.getByRole('radio', { name: '批准', exact: true }).check()
    await page.getByLabel('批准文号').fill('南财采〔2026〕12号')
    await page.locator('#method').getByLabel('事实和理由').fill('符合规定，同意')
    await picture(window, 'method-decide')
    await page.getByRole('button', { name: '签名并作出决定' }).click()
    await running.world.until('it is approved', async () => (await asked())?.approved)
    await window.context.close()
    const after = await enter(browser, running.world, 'purchaser', '/t/few-in-the-browser')
    await after.page.getByText('批准文号 南财采〔2026〕12号').waitFor()
    expect(await after.page.getByRole('button', { name: '建立下一轮' }).count()).to.equal(0)
    await picture(after, 'method-approved')
    await after.context.close()
  })
})
