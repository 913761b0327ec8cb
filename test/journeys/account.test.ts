import { expect } from 'chai'
import { buildClient } from '../../server/cli/demo/build.ts'
import { submitBid } from '../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { type TestWorld, world } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window, watchedBrowser } from './chromium.ts'
import { badKeyFile } from './pages/badKeys.ts'
import { enter, openKeyFile } from './pages/door.ts'

describe('A bidder looks after its keys, in a browser', function () {
  this.timeout(360_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let browser: Watched
  let bidder: Window

  before(async function () {
    if (!chromium) return this.skip()
    await buildClient(() => undefined)
    running = await world()
    browser = await watchedBrowser(chromium)
    await publishNotice(running.world)
    await deposits(running.world)
    await submitBid(running.world, 'bidder-1')
    bidder = await enter(browser, running.world, 'bidder-1', '/account/certs')
  })
  after(async () => {
    await browser?.close()
    await running?.stop()
  })

  it('is told that a submitted bid is locked to a certificate that is not bound here', async () => {
    await bidder.page.getByText('加密所用的证书未在此绑定').waitFor()
    await picture(bidder, 'certificates-empty')
  })

  it('binds the certificates of its key file, and is told which of them opens the bid', async () => {
    const { page } = bidder
    await page.getByRole('button', { name: '选择要绑定的证书' }).click()
    await page.getByRole('button', { name: '签名并绑定' }).click()
    await page.getByText('打开的密钥都已绑定').waitFor()
    await page.reload()
    await page.getByText(/用加密证书.*解密/).waitFor()
    expect(await page.getByText('有效', { exact: true }).count()).to.equal(3)
    await picture(bidder, 'certificates')
  })

  it('ends one, and the account says so', async () => {
    const { page } = bidder
    await page.getByRole('button', { name: '停用或挂失…' }).first().click()
    await page.getByText('遗失或被盗').click()
    await picture(bidder, 'certificates-lost')
    await page.getByRole('button', { name: '取消' }).click()
    expect(await page.getByText('已挂失').count()).to.equal(0)
  })

  it('sees what its machine lacks and how to mend it', async () => {
    const { page, origin } = bidder
    await page.goto(`${origin}/env-check`)
    await page.getByText('加密速度').waitFor()
    await page.getByText(/本机无碍|需要处理/).waitFor()
    await picture(bidder, 'environment')
    await page.getByText(/下行.*上行/).waitFor()
    for (const title of ['浏览器', '时钟偏差', '密钥', '本机助手（USB Key）', '浏览器存储'])
      expect(await page.getByText(title, { exact: true }).count(), title).to.equal(1)
  })

  for (const [kind, said] of [
    ['expired', '所用证书已过期'],
    ['revoked', '所用证书已被签发机构吊销'],
  ] as const)
    it(`is not let in with a certificate that is ${kind}, and is told so in plain words`, async () => {
      const { page, origin } = await browser.open(running.world.origins.trading)
      await page.goto(`${origin}/login`)
      await openKeyFile({ page, origin, context: page.context() }, await badKeyFile(running, 'bidder-1', kind))
      await page.getByRole('button', { name: /^签名并以/ }).click()
      await page.getByText(said).waitFor()
      await picture({ page, origin, context: page.context() }, `login-${kind}`)
      await page.context().close()
    })

  it('nothing went wrong on the way', () => {
    expect(browser.errors.filter((line) => !line.includes('ws://127.0.0.1'))).to.deep.equal([])
    expect(running.errors()).to.deep.equal([])
  })
})
