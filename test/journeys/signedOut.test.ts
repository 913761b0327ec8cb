import { expect } from 'chai'
import type { TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window } from './chromium.ts'
import { begin, end } from './pages/begin.ts'
import { enter } from './pages/door.ts'

const QUESTION = '工程量清单第 12 项的计量单位与图纸不一致，请予明确。'

describe('A sign-in ends while somebody writes, in a browser', function () {
  this.timeout(240_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let browser: Watched
  let bidder: Window

  before(async function () {
    if (!chromium) return this.skip()
    ;({ running, browser } = await begin(chromium))
    await running.world.moveTo('2026-03-20T08:00:00+08:00')
    bidder = await enter(browser, running.world, 'bidder-1', `/b/${running.world.tender}/docs`)
  })
  after(() => end({ running, browser }))

  const write = () => bidder.page.getByLabel('问题', { exact: true })
  /** The page compares its clock again, as it does when it comes back to the front. */
  const seen = () => bidder.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))

  it('is told ten minutes before, and stays signed in by one more signature where it is', async () => {
    const { page } = bidder
    await write().fill(QUESTION)
    await running.world.moveTo('2026-03-20T19:55:00+08:00')
    await seen()
    await page.getByText('登录将于 20:00 到期').waitFor()
    await picture(bidder, 'sign-in-ending')
    await page.getByRole('button', { name: '延长登录…' }).click()
    await page.getByRole('button', { name: '签名并继续' }).click()
    await page.getByText('登录将于 20:00 到期').waitFor({ state: 'detached' })
    expect(await write().inputValue()).to.equal(QUESTION)
  })

  it('comes back after a night: the page is as it was, and goes on once its own certificate has signed', async () => {
    const { page } = bidder
    await running.world.moveTo('2026-03-21T09:00:00+08:00')
    await page.getByRole('button', { name: '签名并匿名提交' }).click()
    await page.getByText('登录已失效，请重新登录').waitFor()
    await picture(bidder, 'signed-out')
    await page.getByRole('button', { name: '签名并继续' }).click()
    await page.getByText('登录已失效，请重新登录').waitFor({ state: 'hidden' })
    expect(await write().inputValue()).to.equal(QUESTION)
    await page.getByRole('button', { name: '签名并匿名提交' }).click()
    await page.getByText('已收到，编号').waitFor()
    expect([...browser.declined]).to.deep.equal(['SIGN_IN_FIRST'])
  })

  it('who leaves it is signed out and asked at the door', async () => {
    const { page, origin } = bidder
    await running.world.moveTo('2026-03-22T09:00:00+08:00')
    await seen()
    await page.getByText('登录已失效，请重新登录').waitFor()
    await page.getByRole('button', { name: '不再继续，退出' }).click()
    await page.getByRole('heading', { name: '用数字证书登录' }).waitFor()
    expect(page.url()).to.match(new RegExp(`^${origin}/login`))
    expect(browser.errors).to.deep.equal([])
  })
})
