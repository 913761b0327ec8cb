import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { base64, hex, random } from '../../crypto/bytes.ts'
import { readRemedyCode, remedyCode } from '../../crypto/remedy.ts'
import { buildClient } from '../../server/cli/demo/build.ts'
import { remedyFile, submitBid } from '../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { decideRemedy, handInCode } from '../../server/cli/demo/steps/remedy.ts'
import { park } from '../../server/cli/demo/tender.ts'
import { playing } from '../opening/playing.ts'
import { world as startWorld, type TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window, watchedBrowser } from './chromium.ts'
import { renewedKeyFile } from './pages/badKeys.ts'
import { chooseVolumes, fillForm, signAndSubmit, volumesOf } from './pages/bidding.ts'
import { enter, openKeyFile } from './pages/door.ts'
import { agreeOnCard, refuseOnCard } from './pages/remedyCards.ts'

const PERSON = 'bidder-1'
const PIECES = '**/api/v1/uploads/*/pieces/*'

describe('The remedy code, in a browser from the sealing to the opened bid', function () {
  this.timeout(300_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let browser: Watched
  let bidder: Window
  let officer: Window
  let late: Window
  let code = ''
  let codeFile = ''
  let files: Record<string, string>
  const said: string[] = []
  const posts: string[] = []
  const { hall, name, open, tagOf } = playing(() => running)
  const at = (letter: string, rest = ''): string => `/${letter}/${running.world.tender}${rest}`

  /** Keeps everything that a window sends or logs, to look for the code in it. */
  const listen = ({ page }: Window): void => {
    page.on('request', (request) => {
      said.push(request.url(), request.postDataBuffer()?.toString('latin1') ?? '', JSON.stringify(request.headers()))
      if (request.method() === 'POST') posts.push(new URL(request.url()).pathname)
    })
    page.on('console', (line) => said.push(line.text()))
  }
  const nameOf = (person: string): string => running.world.as(person).person.organisation?.name ?? ''
  const bidOf = async (person: string) => (await hall()).bids[await tagOf(person)]

  before(async function () {
    if (!chromium) return this.skip()
    await buildClient(() => undefined)
    running = await startWorld()
    browser = await watchedBrowser(chromium)
    await publishNotice(running.world, { ...park, remedy: 'code' })
    await deposits(running.world)
    await running.world.moveTo('2026-04-07T09:00:00+08:00')
    files = await volumesOf(running.world, PERSON)
    const keeping = { ...browser, open: (origin: string) => browser.open(origin, true) }
    bidder = await enter(keeping, running.world, PERSON, at('b', '/seal'))
    listen(bidder)
    bidder.page.on('dialog', (dialog) => dialog.accept())
  })
  after(async () => {
    await browser?.close()
    await running?.stop()
  })

  it('is explained, and the bidder must say whether it wants one', async () => {
    const { page } = bidder
    await chooseVolumes(bidder, files)
    await fillForm(bidder, PERSON)
    await page.getByRole('button', { name: '检查、加密并上传' }).click()
    await page.getByText('请选择是否生成补救码', { exact: true }).waitFor()
    await page.getByText('须与密钥分开存放', { exact: false }).waitFor()
    await picture(bidder, 'remedy-choice')
    expect(posts.filter((path) => /uploads/.test(path))).to.deep.equal([])
  })

  it('is taken before anything is encrypted, and nothing begins until it is kept apart from the key', async () => {
    const { page } = bidder
    await page.getByRole('radio', { name: '生成补救码（建议）' }).check()
    await page.getByRole('button', { name: '检查、加密并上传' }).click()
    const begin = page.getByRole('button', { name: '已妥善保存，开始加密' })
    expect(await begin.isDisabled()).to.equal(true)
    const saved = page.waitForEvent('download')
    await page.getByRole('button', { name: '保存为文件' }).click()
    const download = await saved
    codeFile = join(running.world.folder, 'code.txt')
    await download.saveAs(codeFile)
    expect(download.suggestedFilename()).to.equal(`补救码-${park.code}.txt`)
    code = (await readFile(codeFile, 'utf8')).trim()
    const groups = await page.getByRole('list', { name: '补救码' }).getByRole('listitem').allInnerTexts()
    expect(groups.join('-'), 'the file holds what the page shows').to.equal(code)
    await page.emulateMedia({ media: 'print' })
    await page.locator('.print-only').waitFor()
    expect(await page.getByRole('button', { name: '保存为文件' }).isVisible(), 'on paper').to.equal(false)
    await picture(bidder, 'remedy-print')
    await page.emulateMedia({ media: null })
    await page.getByRole('checkbox', { name: '我已取走补救码' }).check()
    const last = page.getByLabel('输入最后一组 4 个字符', { exact: false })
    await last.fill('AAA1')
    await page.getByText('与补救码最后一组不符').waitFor()
    expect(await begin.isDisabled()).to.equal(true)
    await last.fill(code.slice(-4).toLowerCase())
    await picture(bidder, 'remedy-take')
    expect(posts.filter((path) => /uploads/.test(path))).to.deep.equal([])
    await bidder.context.route(PIECES, (route) => route.abort('internetdisconnected'))
    await begin.click()
    await page.getByText('网络中断').waitFor()
  })

  it('is not asked for again after a reload: the same package goes on', async () => {
    const { page } = bidder
    await page.reload()
    await page.getByText('上次封装没有完成').waitFor()
    expect(await page.getByRole('radio', { name: '生成补救码（建议）' }).isChecked()).to.equal(true)
    await chooseVolumes(bidder, files)
    await bidder.context.unroute(PIECES)
    await page.getByRole('button', { name: '检查并从中断处继续' }).click()
    await openKeyFile(bidder, join(running.world.folder, 'keys', `${PERSON}.p12`))
  })

  it('is in the package that is handed in, and the answers say so', async () => {
    const { page } = bidder
    await page.getByText('已生成，由您取走保存').waitFor()
    await picture(bidder, 'remedy-ready')
    await signAndSubmit(page)
    await page.getByText('递交成功', { exact: true }).waitFor()
  })

  it('is tried on the receipt: a slip, a code of something else, and the file that was saved', async () => {
    const { page } = bidder
    const typed = page.getByLabel('或照纸面输入补救码')
    const compare = page.getByRole('button', { name: '核对补救码' })
    await typed.fill(`${code.slice(0, -1)}${code.endsWith('A') ? 'B' : 'A'}`)
    await compare.click()
    await page.getByText('补救码抄写有误').waitFor()
    await typed.fill(remedyCode(random(32)))
    await compare.click()
    await page.getByText('这不是本投标文件的补救码').waitFor()
    await page.locator('input[type=file][aria-label="选择补救码文件"]').setInputFiles(codeFile)
    await compare.click()
    await page.getByText('补救码正确').waitFor()
    await picture(bidder, 'remedy-trial')
    await bidder.context.close()
  })

  it('is offered in the hall to who comes with newly issued certificates, which do not open the bid', async () => {
    const { world } = running
    for (const person of ['bidder-2', 'bidder-7']) await submitBid(world, person)
    await world.moveTo(park.deadline + 2000)
    await name()
    const renewed = await renewedKeyFile(running, PERSON)
    bidder = await enter(browser, world, PERSON, at('o'), (window) => openKeyFile(window, renewed))
    listen(bidder)
    const { page } = bidder
    await page.getByRole('button', { name: '解密', exact: true }).click()
    await page.getByText('当前证书打不开这份数据').waitFor()
    await page.getByRole('button', { name: '使用补救码', exact: false }).click()
    await picture(bidder, 'remedy-hall')
    expect((await bidOf(PERSON))?.status).to.equal('waiting')
  })

  it('of another bid is refused on the spot, and is not sent', async () => {
    const { page } = bidder
    const use = page.getByRole('button', { name: '签名并申请补救解密' })
    await page.getByLabel('或照纸面输入补救码').fill(await readFile(remedyFile(running.world, 'bidder-2'), 'utf8'))
    expect(await use.isDisabled(), 'without consent').to.equal(true)
    await page.getByRole('checkbox', { name: '我单位同意以补救方式打开' }).check()
    await use.click()
    await page.getByText('这不是本投标文件的补救码').waitFor()
    await picture(bidder, 'remedy-other')
    expect(posts.filter((path) => path.endsWith('/opening/remedy'))).to.deep.equal([])
  })

  it('is handed in, and put before every officer', async () => {
    const { page } = bidder
    await page.getByLabel('或照纸面输入补救码').fill(code.replaceAll('-', ' ').toLowerCase())
    await page.getByRole('button', { name: '签名并申请补救解密' }).click()
    await page.getByText('补救码已核对，等待全体开标人决定').waitFor()
    await picture(bidder, 'remedy-waits')
    expect(posts.filter((path) => path.endsWith('/opening/remedy'))).to.have.length(1)
    expect((await bidOf(PERSON))?.remedy?.seats).to.deep.equal(['tenderer', 'centre', 'supervisor'])
  })

  it('shows each officer a card; one agrees there, after its page has found the consent in the log', async () => {
    const { world } = running
    officer = await enter(browser, world, 'centre', at('o'))
    await agreeOnCard(officer, nameOf(PERSON))
    expect((await bidOf(PERSON))?.status).to.equal('deciding')
  })

  it('opens the bid when the last officer has agreed, and the hall says by what', async () => {
    const tag = await tagOf(PERSON)
    for (const role of ['tenderer', 'supervisor'] as const) await decideRemedy(running.world, role, { tag })
    await bidder.page.getByText('已按补救方案解密').waitFor()
    await bidder.page.getByRole('table').getByText('补救解密', { exact: true }).waitFor()
    await picture(bidder, 'remedy-opened')
    expect(await bidOf(PERSON)).to.include({ by: 'remedy' })
  })

  it('is refused by one officer with a reason, which the bidder is told', async () => {
    const { world } = running
    late = await enter(browser, world, 'bidder-7', at('o'))
    await late.page.getByRole('button', { name: '使用补救码', exact: false }).waitFor()
    await handInCode(world, world.as('bidder-7'), await hall())
    await refuseOnCard(officer, nameOf('bidder-7'), '提交同意的人身份存疑')
    await late.page.getByText('开标人拒绝了补救解密').waitFor()
    await late.page.getByText('拒绝：提交同意的人身份存疑').waitFor()
    await picture(late, 'remedy-refused')
    expect((await bidOf('bidder-7'))?.status).to.equal('waiting')
  })

  it('comes too late once all was read out: who did not unlock is told so', async () => {
    const { world } = running
    await open('bidder-2')
    await world.moveTo(((await hall()).windowEnds ?? 0) + 1000)
    await world.until('all is read out', async () => (await hall()).stage === 'read')
    await late.page.getByText('解密时限已过，您的投标文件未能解密').waitFor()
    await late.page.getByText('证书和补救码都不再接收').waitFor()
    await picture(late, 'remedy-late')
    expect(
      Object.values((await hall()).bids)
        .map(({ status }) => status)
        .sort(),
    ).to.deep.equal([...['read', 'read', 'unopened']])
    expect((await bidOf(PERSON))?.form?.price).to.equal('1893600000')
    const host = await enter(browser, world, 'agent', at('o'))
    await host.page.getByText('交易中心拒绝（提交同意的人身份存疑）').waitFor()
    await picture(host, 'remedy-host')
  })

  it('never left the page and was not kept in it', async () => {
    const secret = readRemedyCode(code)
    for (const form of [code, code.replaceAll('-', ''), hex(secret), base64(secret), code.replaceAll('-', ' ')])
      expect(said.filter((text) => text.toLowerCase().includes(form.toLowerCase()))).to.deep.equal([])
    const kept = await bidder.page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }]))
    expect(kept).not.to.include(code)
    expect(browser.errors).to.deep.equal([])
    expect(running.errors()).to.deep.equal([])
  })
})
