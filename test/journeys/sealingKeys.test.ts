import { join } from 'node:path'
import { expect } from 'chai'
import { buildClient } from '../../server/cli/demo/build.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { world as startWorld, type TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window, watchedBrowser } from './chromium.ts'
import { badKeyFile } from './pages/badKeys.ts'
import { chooseVolumes, fillForm, signAndSubmit, volumesOf } from './pages/bidding.ts'
import { enter, openKeyFile } from './pages/door.ts'

const PERSON = 'bidder-1'

describe('A bid is not begun with a certificate that will not do, in a browser', function () {
  this.timeout(240_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let browser: Watched
  let bidder: Window
  let uploads = 0

  before(async function () {
    if (!chromium) return this.skip()
    await buildClient(() => undefined)
    running = await startWorld()
    browser = await watchedBrowser(chromium)
    await publishNotice(running.world)
    await deposits(running.world)
    bidder = await enter(browser, running.world, PERSON, `/b/${running.world.tender}/seal`)
    bidder.page.on('dialog', (dialog) => dialog.accept())
    bidder.page.on('request', (request) => {
      if (/\/uploads/.test(request.url())) uploads++
    })
  })
  after(async () => {
    await browser?.close()
    await running?.stop()
  })
  const keysForgotten = async (): Promise<void> => {
    await bidder.page.reload()
    await chooseVolumes(bidder, await volumesOf(running.world, PERSON))
    await fillForm(bidder, PERSON)
  }

  for (const [kind, said] of [
    ['expired', '已过期，已停止，没有加密任何内容'],
    ['revoked', '已被签发机构吊销，已停止，没有加密任何内容'],
  ] as const)
    it(`with a certificate that is ${kind} nothing is encrypted and nothing leaves; it is said which and what to do`, async () => {
      const { page } = bidder
      await keysForgotten()
      await page.getByRole('button', { name: '检查、加密并上传' }).click()
      await openKeyFile(bidder, await badKeyFile(running, PERSON, kind))
      await page.getByText(said, { exact: false }).waitFor()
      await page.getByText('尚未递交').first().waitFor()
      await picture(bidder, `seal-${kind}`)
      expect(uploads).to.equal(0)
    })

  it('with the key of another organisation it is not begun either', async () => {
    const { page } = bidder
    await page.getByRole('button', { name: '返回修改' }).click()
    await page.getByRole('button', { name: '检查、加密并上传' }).click()
    await openKeyFile(bidder, join(running.world.folder, 'keys', 'bidder-3.p12'))
    await page.getByRole('dialog').getByText('与当前登录主体不一致').waitFor()
    expect(uploads).to.equal(0)
  })

  it('the right key goes on from there, without anything typed again', async () => {
    const { page } = bidder
    await openKeyFile(bidder, join(running.world.folder, 'keys', `${PERSON}.p12`))
    await signAndSubmit(page)
    await page.getByText('递交成功', { exact: true }).waitFor()
    const mine = await running.world.as(PERSON).get<{ stage: string }>(`/tenders/${running.world.tender}/bid`)
    expect(mine.stage).to.equal('sealed')
    expect(browser.errors).to.deep.equal([])
  })
})
