import { expect } from 'chai'
import type { Route } from 'playwright-core'
import { formatCheckpoint, signNote } from '../../crypto/checkpoint.ts'
import { logKey } from '../../server/audit/beat.ts'
import { buildClient } from '../../server/cli/demo/build.ts'
import { submitBid } from '../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { release } from '../../server/cli/demo/steps/opening.ts'
import { DEADLINE } from '../../server/cli/demo/tender.ts'
import { playing } from '../opening/playing.ts'
import { world as startWorld, type TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window, watchedBrowser } from './chromium.ts'
import { badKeyFile } from './pages/badKeys.ts'
import { enter, openKeyFile } from './pages/door.ts'
import * as hall from './pages/hall.ts'
import { renewedKeyFile } from './pages/renewedKeys.ts'

interface Locks {
  spki: string
  bids: { tag: string; box: { context: Record<string, unknown> } }[]
}

/** A platform that lies, and a bidder whose certificate was renewed between sealing and opening. */
describe('A client in the opening hall, in a browser', function () {
  this.timeout(360_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let browser: Watched
  let officer: Window
  let bidder: Window
  let released = 0
  const { hall: opening } = playing(() => running)
  const at = (): string => `/o/${running.world.tender}`

  before(async function () {
    if (!chromium) return this.skip()
    await buildClient(() => undefined)
    running = await startWorld()
    browser = await watchedBrowser(chromium)
    const { world } = running
    await publishNotice(world)
    await deposits(world)
    await world.moveTo('2026-04-07T09:00:00+08:00')
    for (const person of ['bidder-1', 'bidder-3', 'bidder-5']) await submitBid(world, person)
    await world.moveTo(Date.parse(DEADLINE) - 60_000)
    officer = await enter(browser, world, 'supervisor', at())
    const renewed = await renewedKeyFile(running, 'bidder-1')
    bidder = await enter(browser, world, 'bidder-1', at(), (window) => openKeyFile(window, renewed))
    officer.page.on('request', (request) => {
      if (request.method() === 'POST' && /\/(shares|unlock)$/.test(request.url())) released++
    })
  })
  after(async () => {
    await browser?.close()
    await running?.stop()
  })

  it('tells a bidder who signs in to the hall that the key at hand is not the one, and takes the old key beside the new', async () => {
    const { page } = bidder
    await page.getByRole('button', { name: '签到', exact: true }).click()
    await page.getByRole('heading', { name: '解密时须用的证书' }).waitFor()
    await page.getByText('当前证书打不开这份数据').waitFor()
    await picture(bidder, 'hall-key-other')
  })

  const lie = async (change: (locks: Locks) => void, said: string): Promise<void> => {
    const { page, context } = officer
    const answer = async (route: Route): Promise<void> => {
      const response = await route.fetch()
      const locks = (await response.json()) as Locks
      change(locks)
      await route.fulfill({ response, json: locks })
    }
    await context.route('**/opening/locks', answer)
    const answered = page.waitForResponse('**/opening/locks') // what was said before is gone by then
    await page.getByRole('button', { name: '签名并释放份额' }).click()
    await answered
    await page.getByText(said, { exact: false }).waitFor()
    expect(await page.getByRole('button', { name: '保存证据' }).isVisible()).to.equal(true)
    await context.unroute('**/opening/locks', answer)
    expect(released, 'nothing left the page').to.equal(0)
  }

  it('an officer’s page releases nothing to a key that the log does not announce', async () => {
    await running.world.moveTo(Date.parse(DEADLINE) + 2000)
    await officer.page.getByRole('button', { name: '签名并释放份额' }).waitFor()
    const { spki } = (await running.world.as('bidder-3').keys()).encryption!
    const own = Buffer.from(spki).toString('base64')
    await lie((locks) => Object.assign(locks, { spki: own }), '与公开日志中公布的不一致，已停止，没有释放任何密钥')
    await picture(officer, 'hall-release-refused')
  })

  it('nor of fewer bids than were announced, nor with the box of another', async () => {
    await lie(({ bids }) => bids.pop(), '不是公开日志中公布的那一组，已停止')
    await lie(({ bids: [one, two] }) => Object.assign(one!, { box: two!.box }), '不是公开日志中公布的那一组，已停止')
  })

  it('nor to anything while the log does not hold the opening', async () => {
    const { page, context } = officer
    const timeline = '**/api/v1/tenders/*/facts'
    await context.route(timeline, async (route) => {
      const response = await route.fetch()
      const { facts } = (await response.json()) as { facts: { type: string }[] }
      await route.fulfill({ response, json: { facts: facts.filter(({ type }) => type !== 'opening.started') } })
    })
    await page.getByRole('button', { name: '签名并释放份额' }).click()
    await page.getByText('公开日志中没有本次开启的截止、开始或密钥').waitFor()
    await context.unroute(timeline)
    expect(released).to.equal(0)
  })

  it('nor when the log does not go on from what this browser saw', async () => {
    const { page } = officer
    const kept = await page.evaluate(() => localStorage.getItem('log-known'))
    const known = JSON.parse(kept ?? '{}') as { note: string }
    expect(known.note, 'the last head is remembered').to.be.a('string')
    const key = logKey(running.platform)
    const other = formatCheckpoint({ origin: key.name, size: 3, root: new Uint8Array(32).fill(7) })
    const changed = JSON.stringify({ ...known, note: await signNote(other, key) })
    await page.evaluate((text) => localStorage.setItem('log-known', text), changed)
    await page.getByRole('button', { name: '签名并释放份额' }).click()
    await page.getByText('平台日志与本机此前见过的不一致').waitFor()
    await picture(officer, 'hall-log-rewritten')
    await page.evaluate((text) => localStorage.setItem('log-known', text ?? ''), kept)
    expect(released).to.equal(0)
  })

  it('it releases once everything is as the log says', async () => {
    await hall.releaseShares(officer)
    expect(released).to.equal(1)
    await release(running.world, 'tenderer', await opening())
  })

  it('a bid that was locked to an older key opens after the renewal: the old key opens, the new certificate signs', async () => {
    const { page } = bidder
    await page.getByRole('heading', { name: '请解密您的投标文件' }).waitFor()
    await picture(bidder, 'hall-unlock-renewed')
    await page.getByRole('button', { name: '解密', exact: true }).click()
    await page.getByText('当前证书打不开这份数据').first().waitFor()
    await page.getByRole('button', { name: '添加另一把密钥（旧证书）' }).first().click()
    await page.getByRole('dialog').getByText('旧证书过期也可以解密').waitFor()
    await picture(bidder, 'hall-add-key')
    await openKeyFile(bidder, await badKeyFile(running, 'bidder-1', 'expired'))
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await hall.unlock(bidder)
    const tag = await running.world.as('bidder-1').tag(running.world.tender)
    expect((await opening()).bids[tag]?.status).to.be.oneOf(['released', 'ready'])
    await page.getByRole('button', { name: '报告平台故障' }).click()
    await page.getByText('证据已保存到本机').waitFor()
    await picture(bidder, 'hall-unlocked-renewed')
    expect(browser.errors).to.deep.equal([])
  })
})
