import { expect } from 'chai'
import { packed } from '../bids/packed.ts'
import type { TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window } from './chromium.ts'
import { begin, end, signHere } from './pages/begin.ts'
import { volumesOf } from './pages/bidding.ts'
import { enter } from './pages/door.ts'
import * as keyboard from './pages/keyboard.ts'

const PERSON = 'bidder-1'

describe('A bid is taken back, and handed in again by the keyboard alone, in a browser', function () {
  this.timeout(240_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let browser: Watched
  let bidder: Window

  before(async function () {
    if (!chromium) return this.skip()
    ;({ running, browser } = await begin(chromium, true))
    const one = await packed(running.world, PERSON)
    await one.send()
    await one.handIn()
    bidder = await enter(browser, running.world, PERSON, `/b/${running.world.tender}/receipt`)
  })
  after(() => end({ running, browser }))

  it('with a signature, and its receipt stands where that of the bid stood: time, fact, stamp, and files to keep', async () => {
    const { page } = bidder
    await page.getByRole('button', { name: '撤回…' }).click()
    await page.getByRole('checkbox').check()
    const done = () => page.getByRole('heading', { name: '撤回回执' }).waitFor()
    await signHere(running, bidder, PERSON, page.getByRole('button', { name: '签名并撤回' }), done)
    await page.getByText('尚未递交').first().waitFor()
    await running.world.until('the stamp', async () => {
      const mine = await running.world
        .as(PERSON)
        .get<{ withdrawal: { token: string | null } | null }>(`/tenders/${running.world.tender}/bid`)
      return mine.withdrawal?.token ?? undefined
    })
    await page.reload()
    await page.getByText('可信时间戳已加盖').waitFor()
    await picture(bidder, 'withdrawn')
    expect(await page.getByRole('link', { name: '撤回回执PDF' }).getAttribute('href')).to.match(
      /\/bid\/withdrawal\.pdf$/,
    )
    expect(browser.errors).to.deep.equal([])
  })

  it('is handed in again without a mouse: files, form, sealing, the check of every line, the signature', async () => {
    const files = await volumesOf(running.world, PERSON)
    const { page } = await enter(browser, running.world, PERSON, `/b/${running.world.tender}/seal`)
    await page.getByText('选择PDF（可多个），或拖到这里').first().waitFor()
    await keyboard.chooseFile(page, /^商务标$/, files.business)
    await keyboard.chooseFile(page, /^技术标$/, files.technical)
    await keyboard.chooseFile(page, /^报价$/, files.price)
    await keyboard.typeInto(page, /^投标报价/, '18936000')
    await keyboard.typeInto(page, /^工期/, '98')
    await keyboard.typeInto(page, /^质量承诺/, '合格')
    await keyboard.typeInto(page, /^项目负责人/, '沈国栋')
    await keyboard.typeInto(page, /^资质及等级/, '建筑工程施工总承包壹级')
    await keyboard.typeInto(page, /^单位负责人/, '李国华')
    await keyboard.press(page, /^同意采集并密封/, 'Space')
    await keyboard.press(page, /^检查、加密并上传/)
    await page.getByRole('heading', { name: '核对后签名递交' }).waitFor({ timeout: 90_000 })
    await keyboard.press(page, /^我已逐项核对/, 'Space')
    await keyboard.press(page, /^签名并递交/)
    await page.getByText('递交成功', { exact: true }).waitFor()
    const mine = await running.world.as(PERSON).get<{ sequence: number }>(`/tenders/${running.world.tender}/bid`)
    expect(mine.sequence).to.equal(2)
    expect(browser.errors).to.deep.equal([])
  })
})
