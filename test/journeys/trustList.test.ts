import { expect } from 'chai'
import { type Authority, createAuthority, newKey } from '../../crypto/authority.ts'
import { base64 } from '../../crypto/bytes.ts'
import { pem } from '../../crypto/certificate.ts'
import { buildClient } from '../../server/cli/demo/build.ts'
import { creditCode } from '../../server/cli/demo/people.ts'
import { BEGIN } from '../../server/cli/demo/tender.ts'
import type { TrustedAuthority } from '../../server/identity/trustList.ts'
import { answering } from '../world/listening.ts'
import { type TestWorld, world } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window, watchedBrowser } from './chromium.ts'
import { enter } from './pages/door.ts'

const AT = Date.parse(BEGIN)
const YEAR = 365 * 86_400_000
const CODE = creditCode(700001)
const NAME = '滇示第三认证中心'
interface Shown {
  authorities: TrustedAuthority[]
  proposal: { id: string } | null
}
const REASON = '该机构开业未满一月，吊销列表尚未发布'

describe('The trust list, in a browser', function () {
  this.timeout(180_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let browser: Watched
  let third: Authority
  let holder: Uint8Array
  let first: Window
  let second: Window

  before(async function () {
    if (!chromium) return this.skip()
    await buildClient(() => undefined)
    running = await world()
    third = await createAuthority({ name: NAME, at: AT - YEAR })
    browser = await watchedBrowser(chromium)
    first = await enter(browser, running.world, 'centre', '/trust')
  })
  after(async () => {
    await browser?.close()
    await running?.stop()
  })

  const file = (name: string, der: Uint8Array) => ({
    ...{ name, mimeType: 'application/x-pem-file', buffer: Buffer.from(pem(der)) },
  })
  const wider = ({ page }: Window) => page.evaluate(() => document.documentElement.scrollWidth > innerWidth)

  it('shows whom the platform trusts, and everybody may read it without signing in', async () => {
    const { page } = await browser.open(running.running.origins.public)
    await page.goto(`${running.running.origins.public}/trust`)
    await page.getByRole('heading', { name: '受理其证书的机构' }).waitFor()
    expect(await page.locator('article.authority').count()).to.equal(2)
    expect(await page.getByRole('button', { name: '提出列入机构' }).count()).to.equal(0)
    await page.close()
  })

  it('reads the certificates that a person of the centre brings, and what is missing is said', async () => {
    const { page } = first
    await page.getByRole('button', { name: '提出列入机构' }).click()
    await page.getByText('还没有根证书').waitFor()
    const { spki } = await newKey('p256')
    const subject = { commonName: '滇示第三建设有限公司', unit: `USCC@${CODE}` }
    const { der } = await third.issue({ subject, kind: 'sign', spki, notBefore: AT - YEAR, notAfter: AT + YEAR })
    holder = der
    await page.getByLabel('机构证书文件').setInputFiles(file('leaf.pem', der))
    await page.getByText('有不是机构证书的文件，请移除').waitFor()
    await page.getByRole('button', { name: '移除' }).click()
    await page.getByLabel('粘贴 PEM 文本').fill('没有证书')
    await page.getByRole('button', { name: '读取' }).click()
    await page.getByText('读不出证书').waitFor()
    await page.getByLabel('机构证书文件').setInputFiles(file('root.pem', third.root.der))
    await page.getByText(`SHA-256 ${third.root.fingerprint}`).waitFor()
    await page.getByText('没有填写吊销查询地址的，须写明').waitFor()
    await page.getByLabel('不查询吊销的理由').fill(REASON)
    await page.getByLabel('代号').fill('third')
    await page.getByLabel('对象标识符').last().fill('2.5.4.11')
    await page.getByLabel('试读用的单位证书').setInputFiles(file('leaf.pem', der))
    await page.getByText('按此规则读不出信用代码').waitFor()
    await page.getByLabel('格式（括号内为信用代码）').fill('^USCC@([0-9A-Z]{18})$')
    await page.getByText(`读出 ${CODE}`).waitFor()
    await picture(first, 'trust-enter')
  })

  it('shows the change before it is signed, and the same person cannot confirm it', async () => {
    const { page } = first
    await page.getByRole('button', { name: '核对变更' }).click()
    await page.getByRole('cell', { name: third.root.fingerprint }).waitFor()
    await page.getByRole('cell', { name: REASON }).waitFor()
    await picture(first, 'trust-look')
    await page.getByRole('button', { name: '签名提出' }).click()
    await page.getByRole('heading', { name: `待确认：列入或变更${NAME}` }).waitFor()
    await page.getByRole('button', { name: '核对无误，签名确认' }).click()
    await page.getByText('须由另一人以另一证书确认').waitFor()
    await running.world.until('the refusal', async () => browser.declined.has('TRUST_SAME_PERSON'))
  })

  it('is changed once another person has confirmed, and says who did it and that nobody can ask about revocation', async () => {
    second = await enter(browser, running.world, 'centre-2', '/trust')
    const { page } = second
    await page.getByRole('heading', { name: `待确认：列入或变更${NAME}` }).waitFor()
    await picture(second, 'trust-waiting')
    await page.getByRole('button', { name: '核对无误，签名确认' }).click()
    const card = page.locator('article.authority', { hasText: NAME })
    await card.getByText('该机构不提供吊销查询').waitFor()
    await card.getByText(REASON).waitFor()
    await card.getByText(/提出，.*确认/).waitFor()
    await card.getByRole('button', { name: '核验' }).click()
    await card.getByText('已核验').waitFor()
    await page.getByRole('button', { name: '按日志核验整张列表' }).click()
    await page.getByText('3 家机构与所示一致').waitFor()
    await picture(second, 'trust-list')
    expect(await wider(second)).to.equal(false)
    await page.setViewportSize({ width: 390, height: 844 })
    expect(await wider(second)).to.equal(false)
    await page.setViewportSize({ width: 1440, height: 900 })
  })

  it('keeps an authority whose removal was turned down, with the reason in its history', async () => {
    const { page } = second
    const card = page.locator('article.authority', { hasText: NAME })
    await card.getByRole('button', { name: '移出列表' }).click()
    await page.getByRole('button', { name: '签名提出移出' }).click()
    await page.getByRole('heading', { name: `待确认：移出${NAME}` }).waitFor()
    first = await enter(browser, running.world, 'centre', '/trust') // with the keys at hand: giving up is signed, too
    await first.page.getByLabel('退回原因').fill('理由不足')
    await first.page.getByRole('button', { name: '签名退回' }).click()
    await first.page.getByText('理由不足').waitFor()
    expect(await first.page.locator('article.authority').count()).to.equal(3)
    await picture(first, 'trust-history')
  })

  it('shows when each source was last heard, once the authority publishes its list', async () => {
    const now = await running.world.now()
    const source = await answering(await third.crl([], now - 60_000, now + 7 * 86_400_000))
    const [one, two] = [running.world.as('centre'), running.world.as('centre-2')]
    const { proposal, authorities } = await one.get<Shown>('/trust')
    expect(proposal).to.equal(null)
    const { noRevocation: _gone, ...entry } = authorities.find(({ id }) => id === 'third')!
    const change = { put: { ...entry, crls: [`${source.url}/third.crl`] } }
    const { fields } = await one.post<{ fields: Record<string, unknown> }>('/trust/difference', { change })
    const cms = await one.signAsPerson('trust.propose', fields)
    const proposed = await one.post<{ proposal: string }>('/trust/proposals', { change, cms })
    const { waiting } = await two.get<{ waiting: Record<string, unknown> }>('/trust')
    const confirmed = await two.signAsPerson('trust.confirm', waiting)
    await two.post(`/trust/proposals/${proposed.proposal}/confirm`, { cms: confirmed })

    const card = first.page.locator('article.authority', { hasText: NAME })
    await first.page.reload()
    await card.getByText('本次启动以来尚未取得').waitFor()
    const certificates = [{ certificate: base64(holder), use: 'sign', along: [] }]
    const { standings } = await running.world.as('bidder-1').post<{ standings: string[] }>('/account/standing', {
      certificates,
    })
    expect(standings).to.deep.equal(['good'])
    await first.page.reload()
    await card.getByText(/最近取得 .*距今 \d 分钟/).waitFor()
    await picture(first, 'trust-sources')
    expect(await wider(first)).to.equal(false)
    expect(browser.errors).to.deep.equal([])
    await source.close()
  })
})
