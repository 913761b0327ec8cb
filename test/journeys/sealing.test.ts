import { appendFile, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { buildClient } from '../../server/cli/demo/build.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { offers } from '../../server/cli/demo/tender.ts'
import type { World } from '../../server/cli/demo/world.ts'
import { world as startWorld, type TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window, watchedBrowser, watchMemory } from './chromium.ts'
import { chooseVolumes, fillForm, signAndSubmit, volumesOf } from './pages/bidding.ts'
import { enter, openKeyFile } from './pages/door.ts'

/** `BID_MEGABYTES=2048 npx mocha test/journeys/sealing.test.ts` plays it with a bid of 2 GB. */
const MEGABYTES = Number(process.env['BID_MEGABYTES'] ?? 10)
/** The most that the tab may take beyond what it had before the bid, however long the bid is. */
const MOST_MB = 400
const PERSON = 'bidder-1'
const PIECES = '**/api/v1/uploads/*/pieces/*'

/** Makes a PDF as long as is wanted, by comments: where its index is stands at its end again. */
async function makeLarge(file: string, megabytes: number): Promise<void> {
  const [index] = /startxref\s+\d+\s+%%EOF\s*$/.exec((await readFile(file)).toString('latin1')) ?? []
  const padding = Buffer.alloc(1_000_000, '%ballast\n')
  for (let n = 0; n < megabytes; n++) await appendFile(file, padding)
  await appendFile(file, `\n${index}`)
}

describe(`A bid of ${MEGABYTES} MB on a bad day, in a browser`, function () {
  this.timeout(120_000 + MEGABYTES * 1000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let world: World
  let browser: Watched
  let bidder: Window
  let files: Record<string, string>
  let memory: { most(): number; stop(): void }
  const sent: number[] = []

  before(async function () {
    if (!chromium) return this.skip()
    await buildClient(() => undefined)
    running = await startWorld()
    world = running.world
    browser = await watchedBrowser(chromium)
    await publishNotice(world)
    await deposits(world)
    await world.moveTo('2026-04-07T09:00:00+08:00')
    files = await volumesOf(world, PERSON)
    await makeLarge(files['technical'] ?? '', MEGABYTES)
    bidder = await enter(browser, world, PERSON, `/b/${world.tender}/seal`)
    bidder.page.setDefaultTimeout(30_000 + MEGABYTES * 500)
    memory = await watchMemory(browser)
    bidder.page.on('dialog', (dialog) => dialog.accept())
  })
  after(async () => {
    memory?.stop()
    await browser?.close()
    await running?.stop()
  })
  /** Lets pieces with a number below this pass, and holds the others as a line does that went dead. */
  const letThrough = async (below: number, after: 'hold' | 'abort'): Promise<void> => {
    await bidder.context.unroute(PIECES)
    await bidder.context.route(PIECES, async (route) => {
      const n = Number(/pieces\/(\d+)/.exec(route.request().url())?.[1])
      if (n < below) {
        sent.push(n)
        return route.continue()
      }
      return after === 'abort' ? route.abort('internetdisconnected') : undefined
    })
  }
  const mine = () => world.as(PERSON).get<{ stage: string }>(`/tenders/${world.tender}/bid`)

  it('stops when the line goes dead, and says that nothing is submitted', async () => {
    await letThrough(1, 'hold')
    const { page } = bidder
    await chooseVolumes(bidder, files)
    await fillForm(bidder, PERSON)
    const arrived = bidder.context.waitForEvent('response', {
      predicate: (answer) => /pieces\/0\b/.test(answer.url()),
      timeout: 30_000 + MEGABYTES * 60, // a large bid is looked through first
    })
    await page.getByRole('button', { name: '检查、加密并上传' }).click()
    await arrived // the others are held, so it rests here
    await page.getByRole('button', { name: '暂停' }).click()
    await page.getByText('尚未递交').first().waitFor()
    await page.getByText('MB / ', { exact: false }).first().waitFor()
    await picture(bidder, 'seal-paused')
    expect(await page.getByRole('button', { name: '继续' }).isVisible()).to.equal(true)
  })

  it('goes on after a reload with the same files, and sends no piece twice', async () => {
    const { page } = bidder
    await page.reload()
    await page.getByText('上次封装没有完成').waitFor()
    expect(await page.getByLabel('项目负责人').inputValue()).to.equal(offers[PERSON]?.leader)
    await chooseVolumes(bidder, files)
    await page.getByText('文件一致，可以从中断处继续').waitFor()
    await picture(bidder, 'seal-again')
    await letThrough(2, 'abort')
    sent.length = 0
    await page.getByRole('button', { name: '检查并从中断处继续' }).click()
  })

  it('asks for the key in place, and says what is wrong with a wrong PIN and with the key of another', async () => {
    const { page } = bidder
    const dialog = page.getByRole('dialog')
    await dialog.locator('input[type=file]').setInputFiles(join(world.folder, 'keys', `${PERSON}.p12`))
    await dialog.getByLabel('密钥口令', { exact: true }).fill('000000')
    await dialog.getByRole('button', { name: '打开密钥文件' }).click()
    await dialog.getByText('口令不正确').waitFor()
    await openKeyFile(bidder, join(world.folder, 'keys', 'bidder-3.p12'))
    await dialog.getByText('与当前登录主体不一致').waitFor()
    await picture(bidder, 'seal-wrong-key')
    await openKeyFile(bidder, join(world.folder, 'keys', `${PERSON}.p12`))
  })

  it('says that the line is cut, keeps what it has, and goes on when it is back', async () => {
    const { page } = bidder
    await page.getByText('网络中断').waitFor()
    await picture(bidder, 'seal-cut')
    expect(sent, 'the first piece had arrived before the reload').not.to.include(0)
    await letThrough(1_000_000, 'abort')
    await page.getByRole('button', { name: '继续' }).click()
    await page.getByRole('button', { name: '签名并递交' }).waitFor()
    expect((await mine()).stage, 'uploaded is not submitted').to.equal('none')
  })

  it('is submitted by the signature, and opens', async () => {
    const { page } = bidder
    await signAndSubmit(page)
    await page.getByText('递交成功', { exact: true }).waitFor()
    expect((await mine()).stage).to.equal('sealed')
    await page.getByRole('button', { name: '试解密', exact: true }).click()
    await page.getByText('可以打开：商务标、技术标、报价').waitFor()
    expect(browser.errors).to.deep.equal([])
  })

  it(`took no more than ${MOST_MB} MB of memory in the tab`, () => {
    if (MEGABYTES >= 100) console.log(`      the tab took ${memory.most()} MB more at the most`)
    expect(memory.most()).to.be.below(MOST_MB)
  })

  it('leaves nothing to go on with once the receipt is there', async () => {
    await bidder.page.goto(`${bidder.origin}/b/${world.tender}/seal`)
    await bidder.page.getByRole('button', { name: '检查、加密并上传' }).waitFor()
    expect(await bidder.page.getByText('上次封装没有完成').count()).to.equal(0)
  })
})
