import { expect } from 'chai'
import { buildClient } from '../../server/cli/demo/build.ts'
import { people } from '../../server/cli/demo/people.ts'
import { publishNotice, tenderNow } from '../../server/cli/demo/steps/notice.ts'
import type { World } from '../../server/cli/demo/world.ts'
import { COLUMNS } from '../../server/deposits/statement.ts'
import { world as startWorld, type TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched, watchedBrowser } from './chromium.ts'
import { enter } from './pages/door.ts'
import { guaranteesFor } from './pages/guarantees.ts'

const DAY = 86_400_000
const ACCOUNT = '6222020000000000017'

/** What the platform may decline while people wait: rooms and proofs that are not there yet. */
const EXPECTED = ['PREPARER_APPROVES', 'GUARANTEE_UNSIGNED']

describe('The money of a tender by hand, in a browser', function () {
  this.timeout(360_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let world: World
  let browser: Watched
  const page = (): string => `/b/${world.tender}/deposit`
  const nameOf = (id: string): string => people.find((one) => one.id === id)?.organisation?.name ?? ''
  const file = (name: string, text: string) => ({ name, mimeType: 'text/plain', buffer: Buffer.from(text) })
  let messages = 0
  /** The bank says that money came on the account that a bidder has. */
  async function pays(bidder: string, amount: string, payerName = nameOf(bidder)): Promise<void> {
    const bank = world.as('bank')
    const { account } = await world.as(bidder).get<{ account: string }>(`/tenders/${world.tender}/deposit`)
    const fields = {
      ...{ message: `j-${++messages}`, account, amount, payerName, payerAccount: ACCOUNT },
      ...{ paidAt: await world.now(), reference: '保证金' },
    }
    await bank.post('/bank/payments', { ...fields, cms: await bank.sign('bank.pay', fields) })
  }

  before(async function () {
    if (!chromium) return this.skip()
    await buildClient(() => undefined)
    running = await startWorld()
    world = running.world
    browser = await watchedBrowser(chromium)
    await publishNotice(world)
  })
  after(async () => {
    await browser?.close()
    await running?.stop()
  })

  it('a bidder names its basic account, gets an account to pay to, and sees money come in without reloading', async () => {
    const bidder = await enter(browser, world, 'bidder-1', page())
    await bidder.page.getByLabel('本单位基本账户账号').waitFor()
    await picture(bidder, 'deposit-none')
    await bidder.page.getByLabel('本单位基本账户账号').fill(ACCOUNT)
    await bidder.page.getByRole('button', { name: '生成我的收款子账号' }).click()
    await bidder.page.getByText('壹拾万元整').first().waitFor()
    await picture(bidder, 'deposit-pay')
    await pays('bidder-1', '6000000')
    await bidder.page.getByText('还差40,000.00元').first().waitFor()
    await bidder.page.getByText('肆万元整').waitFor() // what is missing, in capitals
    await picture(bidder, 'deposit-short')
    await pays('bidder-1', '4000000', '某代付公司')
    await bidder.page.getByText('付款户名与投标人数字证书上的单位名称不一致').first().waitFor()
    await pays('bidder-1', '4000000')
    await bidder.page.getByText('已足额到账').first().waitFor()
    await picture(bidder, 'deposit-held')
    await pays('bidder-1', '10000000')
    await bidder.page.getByRole('heading', { name: '重复缴纳的款项' }).waitFor()
    await picture(bidder, 'deposit-twice')
    await bidder.page.getByRole('button', { name: '签名并申请退回' }).click()
    await bidder.page.getByRole('heading', { name: '重复缴纳的款项' }).waitFor({ state: 'detached' })
    await bidder.page.getByText('原路退回：已列入待退').nth(1).waitFor()
    await picture(bidder, 'deposit-twice-asked')
    await bidder.context.close()
  })

  it('a bidder hands in a guarantee as its issuer signed it; a copy without the signature is refused in words', async () => {
    const { bare, signed } = await guaranteesFor(world, 'bidder-5')
    const bidder = await enter(browser, world, 'bidder-5', page())
    const drop = bidder.page.getByLabel('电子保函或年度保证金文件')
    await drop.setInputFiles(bare)
    await bidder.page.getByText('没有出具机构的电子签章').waitFor()
    await picture(bidder, 'deposit-guarantee-refused')
    await drop.setInputFiles(signed)
    await bidder.page.getByText('担保金额').waitFor()
    await picture(bidder, 'deposit-guarantee')
    await bidder.context.close()
  })

  it('money of another payer is not counted, and the page says why and what to do', async () => {
    await world.as('bidder-2').post(`/tenders/${world.tender}/deposit`, { basicAccount: ACCOUNT })
    const bidder = await enter(browser, world, 'bidder-2', page())
    await bidder.page.getByText('转账信息').waitFor()
    await pays('bidder-2', '10000000', '某代付公司')
    await bidder.page.getByText('从本单位账户重新足额转账').waitFor()
    await picture(bidder, 'deposit-mismatch')
    await bidder.context.close()
  })

  it('a bidder takes half by a policy with its evidence; another hands in a deposit for the year', async () => {
    const small = await enter(browser, world, 'bidder-3', page())
    await small.page.getByText('中小微企业减半缴纳投标保证金').click()
    await small.page.getByLabel('选择《中小企业声明函》').setInputFiles(file('声明函.pdf', '本单位为小型企业'))
    await picture(small, 'deposit-policy')
    await small.page.getByRole('button', { name: '签名并登记减免' }).click()
    await small.page.getByText('伍万元整').first().waitFor()
    await small.context.close()
    const tender = await tenderNow(world)
    const annual = {
      ...{
        number: 'ND-4',
        issuer: nameOf('bank'),
        applicant: people.find(({ id }) => id === 'bidder-4')?.organisation?.code,
      },
      ...{ amount: tender?.deposit, validFrom: '2026-01-01', validUntil: '2026-12-31' },
    }
    const cms = await world.as('bank').sign('annual.issue', annual)
    const year = await enter(browser, world, 'bidder-4', page())
    const drop = year.page.getByLabel('电子保函或年度保证金文件')
    await drop.setInputFiles(file('a.json', '{"annual":1}'))
    await year.page.getByText('不是出具机构签名的文件').waitFor()
    await drop.setInputFiles(file('annual.json', JSON.stringify({ annual, cms })))
    await year.page.getByText('担保金额').waitFor()
    await picture(year, 'deposit-annual')
    await year.context.close()
  })

  it('the bank looks at a statement row by row, mends what cannot be read, signs and books it', async () => {
    const bank = await enter(browser, world, 'bank', '/bank')
    const drop = bank.page.getByLabel('选择对账单文件')
    const at = new Date(await world.now()).toISOString()
    const { account } = await world.as('bidder-2').get<{ account: string }>(`/tenders/${world.tender}/deposit`)
    const rows = (amount: string) =>
      [
        COLUMNS.join(),
        `J-101,收,${account},"${amount}",${nameOf('bidder-2')},${ACCOUNT},${at},保证金,,`,
        `J-102,收,95599871000000000000,5000.00,某公司,6222020000000009999,${at},,,`,
      ].join('\r\n')
    await drop.setInputFiles(file('bad.csv', `${rows('100,000.005')}\r\nJ-103,转,,,,,,,,`))
    await bank.page.getByText('2 处无法读取').waitFor()
    expect(await bank.page.getByRole('button', { name: '签名并入账' }).isDisabled()).to.equal(true)
    await picture(bank, 'bank-errors')
    await drop.setInputFiles(file('good.csv', rows('100,000.00')))
    await bank.page.getByText('共 2 行，全部可以读取').waitFor()
    await picture(bank, 'bank-preview')
    await bank.page.getByRole('button', { name: '签名并入账' }).click()
    await bank.page.getByText('已处理 2 行').waitFor()
    await bank.page.getByText('挂账', { exact: true }).waitFor()
    await picture(bank, 'bank-imported')
    await bank.context.close()
    const { status } = await world.as('bidder-2').get<{ status: string }>(`/tenders/${world.tender}/deposit`)
    expect(status).to.equal('held')
  })

  it('after a postponement a bidder declines, and its deposit goes back', async () => {
    const { deadline = 0 } = (await tenderNow(world)) ?? {}
    const fields = { deadline: deadline + 30 * DAY, reason: '招标文件修改内容较多' }
    const cms = await world.as('agent').sign('tender.postpone', { tender: world.tender, ...fields })
    await world.as('agent').post(`/tenders/${world.tender}/postpone`, { ...fields, cms })
    const bidder = await enter(browser, world, 'bidder-1', page())
    await bidder.page.getByRole('checkbox', { name: '我单位不接受延期' }).check()
    await picture(bidder, 'deposit-decline')
    await bidder.page.getByRole('button', { name: '签名并要求退还' }).click()
    await bidder.page.getByText('待交易中心两人审批').waitFor()
    await picture(bidder, 'deposit-releasing')
    await bidder.context.close()
  })

  it('the centre sees that money waits, of whom it does not see; one prepares, and cannot approve', async () => {
    const clerk = await enter(browser, world, 'centre-3', '/money')
    await clerk.page.getByRole('heading', { name: '未匹配款项' }).waitFor()
    await clerk.page.getByText('挂账款项，付款人与金额不公开').first().waitFor()
    await picture(clerk, 'money-waiting')
    await clerk.page.getByRole('button', { name: '编制退款批次' }).click()
    await clerk.page.getByRole('button', { name: '查看' }).click()
    await clerk.page.getByRole('button', { name: '核对无误，签名审批' }).click()
    await clerk.page.getByText('编制批次的人不得审批该批次').waitFor()
    expect(await clerk.page.content())
      .to.not.include(nameOf('bidder-1'))
      .and.not.include(world.tender)
    await picture(clerk, 'money-batch')
    await clerk.context.close()
    for (const person of ['centre', 'centre-2']) {
      const window = await enter(browser, world, person, '/money')
      await window.page.getByRole('button', { name: '查看' }).click()
      await window.page.getByRole('button', { name: '核对无误，签名审批' }).click()
      await window.page.getByText(`已签署 ${people.find(({ id }) => id === person)?.name}`).waitFor()
      if (person === 'centre-2') await picture(window, 'money-approved')
      await window.context.close()
    }
  })

  it('the supervisor is told of a refund whose last day has passed, still without a name', async () => {
    await world.moveTo((await world.now()) + 10 * DAY)
    const supervisor = await enter(browser, world, 'supervisor', '/s')
    await supervisor.page.getByText('笔超过法定退还期限').waitFor()
    await supervisor.page.getByText('笔新的逾期提醒').waitFor()
    await picture(supervisor, 'alarm')
    await supervisor.page.getByRole('button', { name: '已知悉' }).click()
    await supervisor.page.getByText('笔新的逾期提醒').waitFor({ state: 'detached' })
    await supervisor.page.getByRole('link', { name: '导出表格（xlsx）' }).waitFor()
    await picture(supervisor, 'overdue')
    expect(await supervisor.page.content()).to.not.include(nameOf('bidder-1'))
    await supervisor.context.close()
  })

  it('the centre enters an insurer into the register, by two people; a bidder reads whose guarantee is taken', async () => {
    const clerk = await enter(browser, world, 'centre', '/issuers')
    await clerk.page.getByText('还没有登记机构。').waitFor()
    await picture(clerk, 'issuers-none')
    await clerk.page.getByRole('button', { name: '登记机构' }).click()
    await clerk.page
      .getByLabel('统一社会信用代码')
      .fill(people.find(({ id }) => id === 'bidder-9')?.organisation?.code ?? '')
    await clerk.page.getByLabel('机构名称（与数字证书一致）').fill(nameOf('bidder-9'))
    await clerk.page.getByLabel('许可证编号').fill('000102530000')
    await picture(clerk, 'issuers-enter')
    await clerk.page.getByRole('button', { name: '签名提出' }).click()
    await clerk.page.getByText('待复核：登记机构').waitFor()
    await clerk.context.close()
    const second = await enter(browser, world, 'centre-2', '/issuers')
    await second.page.getByText('须由另一人复核').waitFor()
    await picture(second, 'issuers-waits')
    await second.page.getByRole('button', { name: '核对无误，签名同意' }).click()
    await second.page.getByText('受理', { exact: true }).waitFor()
    await second.context.close()
    const bidder = await enter(browser, world, 'bidder-1', '/issuers')
    await bidder.page.getByText('000102530000').waitFor()
    expect(await bidder.page.getByRole('button', { name: '登记机构' }).count()).to.equal(0)
    await picture(bidder, 'issuers')
    await bidder.context.close()
  })

  it('no page failed, and nothing was declined but what had to be', () => {
    expect(browser.errors).to.deep.equal([])
    expect([...browser.declined].filter((code) => !EXPECTED.includes(code))).to.deep.equal([])
    expect(running.errors()).to.deep.equal([])
  })
})
