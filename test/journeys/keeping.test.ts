import { expect } from 'chai'
import { checkPdf } from '../../crypto/pdf/signatures.ts'
import { people } from '../../server/cli/demo/people.ts'
import { submitBids } from '../../server/cli/demo/steps/bids.ts'
import { openBids } from '../../server/cli/demo/steps/opening.ts'
import type { World } from '../../server/cli/demo/world.ts'
import type { TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched } from './chromium.ts'
import { begin, end } from './pages/begin.ts'
import { enter } from './pages/door.ts'

describe('The money of a tender after its opening, in a browser', function () {
  this.timeout(360_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let world: World
  let browser: Watched
  const nameOf = (id: string): string => people.find((one) => one.id === id)?.organisation?.name ?? ''
  const path = (): string => `/t/${world.tender}/deposits`

  before(async function () {
    if (!chromium) return this.skip()
    ;({ running, browser } = await begin(chromium, true))
    world = running.world
    await confirmDocument('bidder-1')
    const bank = world.as('bank')
    const { account } = await world.as('bidder-3').get<{ account: string }>(`/tenders/${world.tender}/deposit`)
    const stray = {
      ...{ message: 'k-1', account, amount: '500000', payerName: '某代付公司', payerAccount: '6222020000000000777' },
      ...{ paidAt: await world.now(), reference: '代付' },
    }
    await bank.post('/bank/payments', { ...stray, cms: await bank.sign('bank.pay', stray) })
    await submitBids(world)
    await openBids(world)
  })
  after(() => end({ running, browser }))
  const confirmDocument = async (person: string): Promise<void> => {
    const bidder = world.as(person)
    const cms = await bidder.sign('documents.confirm', { tender: world.tender, version: 1 })
    await bidder.post(`/tenders/${world.tender}/my-documents/confirm`, { version: 1, cms })
  }

  it('the centre sees each section with its money, and what did not count, by name', async () => {
    const centre = await enter(browser, world, 'centre', '/money')
    await centre.page.getByText('标段（已开标）').waitFor()
    const row = centre.page.getByRole('row').filter({ hasText: nameOf('bidder-3') })
    await row.getByText('付款户名与投标人数字证书上的单位名称不一致').waitFor()
    await row.getByText('5,000.00 元').waitFor()
    await picture(centre, 'money-opened')
    await centre.context.close()
  })

  it('the tenderer keeps one deposit: the ground, the decision, the evidence, the account; grounds not arisen are shut', async () => {
    const tenderer = await enter(browser, world, 'tenderer', path())
    const { page } = tenderer
    await page.getByText(nameOf('bidder-1')).waitFor()
    const document = page.getByRole('link', { name: '保函原件（PDF）' })
    const file = await world.as('tenderer').bytes(((await document.getAttribute('href')) ?? '').replace('/api/v1', ''))
    expect((await checkPdf(file)).length).to.equal(1)
    await picture(tenderer, 'section')
    await page.getByRole('button', { name: '不予退还…' }).first().click()
    expect(await page.getByRole('radio', { name: /中标人无正当理由不与招标人订立合同/ }).isDisabled()).to.equal(true)
    await page.getByRole('radio', { name: /投标截止后投标人撤销投标文件/ }).check()
    await page.getByLabel('决定（不少于十个字）').fill('投标截止后书面撤销投标文件，依法不予退还。')
    await page
      .getByLabel('选择证据文件')
      .setInputFiles({ name: '撤销函.pdf', mimeType: 'application/pdf', buffer: Buffer.from('撤销函') })
    await page.getByLabel(/^收款账号/).fill('530501234567890123')
    await picture(tenderer, 'section-keep')
    const decide = page.getByRole('button', { name: '签名并作出决定' })
    await decide.click()
    await decide.waitFor({ state: 'detached' }) // until then the words stand in the form only
    await page.getByText('投标截止后书面撤销投标文件，依法不予退还。').waitFor()
    await picture(tenderer, 'section-kept')
    await tenderer.context.close()
  })

  it('now that the bids are read out the tenderer sees by name who fetched the document and confirmed it', async () => {
    const tenderer = await enter(browser, world, 'tenderer', `/t/${world.tender}/questions`)
    const receipts = tenderer.page.locator('section', {
      has: tenderer.page.getByRole('heading', { name: '文件获取与阅读回执' }),
    })
    await receipts.getByText(nameOf('bidder-1')).waitFor()
    expect(await receipts.getByText('第 1 版').count()).to.equal(1)
    await picture(tenderer, 'read-receipts')
    await tenderer.context.close()
  })

  it('the supervisor sees the decision, and keeps nothing itself', async () => {
    const supervisor = await enter(browser, world, 'supervisor', path())
    await supervisor.page.getByText('投标截止后书面撤销投标文件，依法不予退还。').waitFor()
    expect(await supervisor.page.getByRole('button', { name: '不予退还…' }).count()).to.equal(0)
    await supervisor.context.close()
    expect(browser.errors).to.deep.equal([])
    expect([...browser.declined]).to.deep.equal([])
    expect(running.errors()).to.deep.equal([])
  })
})
