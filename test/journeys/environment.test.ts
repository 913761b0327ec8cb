import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { reportFile, sealReport } from '../../client/src/environment/report.ts'
import { buildClient } from '../../server/cli/demo/build.ts'
import { startTurn, type Turn } from '../world/turn.ts'
import { world as startWorld, type TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window, watchedBrowser } from './chromium.ts'
import { enter, openKeyFile } from './pages/door.ts'

const SECRET = 'shared with the relay'
const PLAYED = ['--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream']

describe('A machine is looked at before it is needed, in a browser', function () {
  this.timeout(240_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let turn: Turn
  const browsers: Watched[] = []

  before(async function () {
    if (!chromium) return this.skip()
    await buildClient(() => undefined)
    running = await startWorld()
    turn = await startTurn(SECRET)
    running.platform.relay = { urls: [turn.url], secret: SECRET }
  })
  after(async () => {
    await Promise.all(browsers.map((one) => one.close()))
    await turn?.stop()
    await running?.stop()
  })
  /** A window of a bidder on the page, in a browser with these devices. */
  async function looking(more: string[], person = 'bidder-1'): Promise<Window> {
    const browser = await watchedBrowser(chromium ?? '', more)
    browsers.push(browser)
    const window = await enter(browser, running.world, person, '/env-check')
    await window.page.getByText(/可以投标|本机无碍|需要处理/).waitFor()
    return window
  }
  const lineOf = ({ page }: Window, title: string) => page.locator('article').filter({ hasText: title })

  it('has camera, microphone, live connections and the relay: each is tried, not guessed', async () => {
    const window = await looking(PLAYED)
    await window.page.getByRole('button', { name: '检测音视频' }).click()
    await lineOf(window, '中继服务器（TURN）').getByText('可达').waitFor()
    expect(turn.allocated(), 'the relay was really asked').to.be.greaterThan(0)
    for (const title of ['摄像头', '麦克风', '实时音视频（WebRTC）'])
      expect(await lineOf(window, title).getByText('正常').count(), title).to.equal(1)
    expect(await lineOf(window, '麦克风').innerText()).to.include('有声音')
    await window.page.getByRole('button', { name: '播放测试音' }).click()
    await window.page.getByRole('button', { name: '听到了', exact: true }).click()
    await window.page.getByText('听到了测试音').waitFor()
    await picture(window, 'environment-rooms')
  })

  it('signs its report with its own key; the help desk sees whose it is and that it is whole', async () => {
    const window = await looking(PLAYED, 'bidder-2')
    const { page } = window
    await page.getByRole('button', { name: '签名并下载报告' }).click()
    await page.getByText('已签名并下载').waitFor()
    await picture(window, 'environment-report')
    const file = join(running.world.folder, 'report.json')
    const report = { at: '2026-03-16 16:58:08', organisation: null, agent: 'Chrome/156', findings: [] }
    const made = await sealReport(report, (what, fields) => running.world.as('bidder-1').sign(what, fields))
    await page.getByText('核对收到的报告（技术支持）').click()
    const choose = async (content: string): Promise<void> => {
      await writeFile(file, content)
      await page.locator('input[aria-label="选择检测报告"]').setInputFiles(file)
    }
    await choose(reportFile(made))
    await page.getByText(/由 滇示甲建建设工程有限公司（证书尾号 .{6}）签名，未被改动/).waitFor()
    await choose(reportFile(made).replace('Chrome/156', 'Chrome/157'))
    await page.getByText('内容与指纹不符：报告被改动过').waitFor()
  })

  it('lacks permission, and is blocked from the relay: each says how to mend it', async () => {
    running.platform.relay = { urls: [turn.url], secret: 'another one' }
    const window = await looking(['--deny-permission-prompts'], 'bidder-3')
    await window.page.getByRole('button', { name: '检测音视频' }).click()
    await lineOf(window, '中继服务器（TURN）').getByText('没有应答').waitFor()
    expect(await lineOf(window, '中继服务器（TURN）').innerText()).to.include('请网络管理员放行')
    for (const title of ['摄像头', '麦克风']) {
      const text = await lineOf(window, title).innerText()
      expect(text, title).to.include('需处理')
      expect(text, title).to.match(/改为“允许”|请接好设备/)
    }
    await picture(window, 'environment-rooms-bad')
  })

  it('may be looked at by whoever has not signed in; the report is then hashed and not signed', async () => {
    const [browser] = browsers
    const window = await browser!.open(running.world.origins.trading)
    const { page } = window
    await page.goto(`${window.origin}/env-check`)
    await page.getByText(/可以投标|本机无碍|需要处理/).waitFor()
    await page.getByRole('button', { name: '下载报告（未签名）' }).click()
    await page.getByText('电话核对时可报出指纹前八位').waitFor()
    await page.getByRole('button', { name: '打开密钥' }).click()
    await openKeyFile(window, join(running.world.folder, 'keys', 'bidder-1.p12'))
    await page.getByRole('button', { name: '签名并下载报告' }).waitFor()
  })

  it('nothing went wrong on the way', () => {
    const lines = browsers.flatMap(({ errors }) => errors).filter((line) => !line.includes('ws://127.0.0.1'))
    expect(lines).to.deep.equal([])
    expect(running.errors()).to.deep.equal([])
  })
})
