import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { buildClient } from '../../server/cli/demo/build.ts'
import { purchasePlayed } from '../../server/cli/demo/purchase.ts'
import { submitBid } from '../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { openBids } from '../../server/cli/demo/steps/opening.ts'
import { makeVolume, type VolumeKind, volumeBytes } from '../../server/cli/demo/volumes.ts'
import type { World } from '../../server/cli/demo/world.ts'
import type { Opening } from '../../server/opening/opening.ts'
import { world as startWorld, type TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window, watchedBrowser } from './chromium.ts'
import { chooseVolumes, pasteRows, sayWhoBids, signAndSubmit } from './pages/bidding.ts'
import { enter } from './pages/door.ts'

const SUPPLIER = 'supplier-2'
const THINGS = [
  ['86英寸交互智能平板', '江潮 JC-86', '60台', '32,000.00', '免费安装调试，质保三年'],
  ['录播主机', '江潮 LB-20', '60套', '12800', '质保三年'],
]

describe('A supplier seals its bid for a purchase, in a browser', function () {
  this.timeout(360_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let world: World
  let browser: Watched
  let supplier: Window

  before(async function () {
    if (!chromium) return this.skip()
    await buildClient(() => undefined)
    running = await startWorld({ tender: 'purchase', played: purchasePlayed })
    world = running.world
    browser = await watchedBrowser(chromium)
    await publishNotice(world)
    await deposits(world)
    supplier = await enter(browser, world, SUPPLIER, `/b/${world.tender}/seal`)
  })
  after(async () => {
    await browser?.close()
    await running?.stop()
  })

  it('is asked for what this purchase counts, and told what its claims are worth', async () => {
    const { page } = supplier
    await page.getByLabel('投标报价（元）').fill('3050000')
    await page.getByLabel('合同履行期限（日历天）').fill('45')
    await page.getByLabel('质量承诺').fill('合格')
    await page.getByLabel('项目负责人').fill('蒙春燕')
    await sayWhoBids(page)
    await page.getByRole('radio', { name: '小型、微型企业，扣除 10%' }).check()
    await page.getByText('2,745,000.00').waitFor()
    await page.getByRole('checkbox', { name: /所投产品为本国产品/ }).check()
    await page.getByText('采购人开标后审查资格（2 项）', { exact: false }).waitFor()
    expect(await page.getByText('资质及等级').count(), 'that is a matter of tendering').to.equal(0)
  })

  it('is stopped while the brand and the things offered are missing', async () => {
    const { page } = supplier
    await chooseVolumes(supplier, await volumes())
    await page.getByRole('button', { name: '检查、加密并上传' }).click()
    await page.getByText('请填写所投核心产品的品牌', { exact: true }).waitFor()
    await page.getByText('请填写主要标的，中标结果公告须公布', { exact: true }).waitFor()
    await page.getByText('有 2 处需要更正').waitFor()
    expect(await page.title()).to.match(/^错误：/)
    const words = () => page.evaluate(() => document.activeElement?.textContent ?? '')
    expect(await words(), 'who sees little of the page is told first').to.include('有 2 处需要更正')
    await picture(supplier, 'seal-purchase-defects')
    await page.getByRole('link', { name: '核心产品的品牌' }).press('Enter')
    await page.keyboard.type('江潮')
    await page.getByText('有 1 处需要更正').waitFor()
  })

  it('pastes the things out of its spreadsheet and hands in', async () => {
    const { page } = supplier
    expect(await page.getByLabel('核心产品“86英寸交互智能平板”的品牌').inputValue()).to.equal('江潮')
    await pasteRows(page, '主要标的', THINGS)
    expect(await page.getByLabel('单价（元），第 2 行').inputValue()).to.equal('12800')
    await picture(supplier, 'seal-purchase')
    await page.getByRole('button', { name: '检查、加密并上传' }).click()
    await page.getByRole('button', { name: '签名并递交' }).waitFor()
    await page.getByText('小型、微型企业、本国产品').waitFor()
    await picture(supplier, 'seal-purchase-ready')
    await signAndSubmit(page)
    await page.getByText('递交成功', { exact: true }).waitFor()
    expect(browser.errors).to.deep.equal([])
  })

  it('finds at the opening what it had typed, to the fen', async () => {
    for (const { id } of purchasePlayed.bidders) if (id !== SUPPLIER) await submitBid(world, id)
    await openBids(world)
    const { bids } = await world.as('agent').get<Opening>(`/tenders/${world.tender}/opening`)
    const form = bids[await world.as(SUPPLIER).tag(world.tender)]?.form
    expect(form?.price).to.equal('305000000')
    expect(form?.claims).to.deep.equal({ small: 'whole', domestic: true, brand: '江潮' })
    expect(form?.items?.map(({ name, unitPrice }) => [name, unitPrice])).to.deep.equal([
      ['86英寸交互智能平板', '3200000'],
      ['录播主机', '1280000'],
    ])
  })

  /** The three volumes of the supplier on its disk. */
  async function volumes(): Promise<Record<string, string>> {
    const { draft } = world.played
    const bidder = world.as(SUPPLIER).person.organisation ?? { name: '', code: '' }
    const of = { bidder, tender: { name: draft.name, code: draft.code }, facts: { 投标报价: '3050000 元' } }
    const made = (['business', 'technical', 'price'] as VolumeKind[]).map(async (kind) => {
      const file = join(world.folder, `${SUPPLIER}-${kind}.pdf`)
      await writeFile(file, await volumeBytes(await makeVolume({ ...of, kind })))
      return [kind, file]
    })
    return Object.fromEntries(await Promise.all(made))
  }
})
