import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect } from 'chai'
import { buildClient } from '../../server/cli/demo/build.ts'
import { publish as publishTender } from '../../server/cli/demo/steps/notice.ts'
import { playing, prequalified, times } from '../prequalification/playing.ts'
import { world as startWorld, type TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window, watchedBrowser } from './chromium.ts'
import { chooseVolumes, fillForm, signAndSubmit, volumesOf } from './pages/bidding.ts'
import { enter } from './pages/door.ts'

/** What the platform may decline while people wait: what is not there yet. */
const EXPECTED = ['PREQUAL_ABSENT', 'TENDER_UNKNOWN']

describe('A prequalification and an invitation by hand, in a browser', function () {
  this.timeout(360_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let browser: Watched
  const play = playing(() => running)
  const to = (letter: string, rest = '') => `/${letter}/${running.world.tender}${rest}`
  const partner = () => play.as('bidder-5').person.organisation ?? { name: '', code: '' }
  const at = (person: string, path: string): Promise<Window> => enter(browser, running.world, person, path)

  before(async function () {
    if (!chromium) return this.skip()
    await buildClient(() => undefined)
    running = await startWorld({ tender: 'in-the-browser' })
    browser = await watchedBrowser(chromium)
    const { prequalification: _later, ...open } = prequalified
    await play.prepareDraft(open)
  })
  after(async () => {
    await browser?.close()
    await running?.stop()
  })

  it('the agent chooses the method, looks at the document and publishes the notice', async () => {
    const agent = await at('agent', to('t', '/document'))
    const { page } = agent
    await page.getByText('公开招标＋资格预审').click()
    await page.getByLabel('资格预审文件开始提供').fill('2026-03-16T17:00')
    await page.getByLabel('资格预审文件提供截止').fill('2026-03-23T17:00')
    await page.getByLabel('申请截止', { exact: true }).fill('2026-03-30T09:00')
    await picture(agent, 'prequal-method')
    await page.getByRole('button', { name: '保存草稿' }).click()
    await page.getByText('草稿已保存，不公开').waitFor()
    await planned(agent, to('t', '/plan'))
    await page.goto(`${agent.origin}${to('t')}`)
    await page.getByRole('button', { name: '生成资格预审文件预览' }).click()
    await page.getByText(/SHA-256 [0-9a-f]{64}/).waitFor()
    await picture(agent, 'prequal-publish')
    await sign(running, agent, 'agent', '签名并发布资格预审公告')
    await page.getByText('资格预审申请进行中').waitFor()
    await picture(agent, 'prequal-open')
    expect((await play.tender()).stage).to.equal('prequalifying')
    await agent.context.close()
  })

  it('an applicant seals its application in the page; others apply by programs', async () => {
    const bidder = await at('bidder-1', to('b', '/apply'))
    const { page } = bidder
    const file = join(running.world.folder, '资质证书.pdf')
    await writeFile(file, `%PDF-1.7\n${'x'.repeat(200_000)}\n%%EOF\n`)
    await page.getByLabel('联系人与电话').fill('张三 0871-60000000')
    await page.locator('input[type=file][aria-label="证明材料"]').setInputFiles(file)
    await page.getByText('以联合体申请（本单位为牵头人）').click()
    await page.getByLabel('其他成员，每行：名称 统一社会信用代码').fill(`${partner().name} ${partner().code}`)
    await picture(bidder, 'prequal-apply')
    await sign(running, bidder, 'bidder-1', '加密、签名并递交')
    await page.getByText(/已递交第 1 版/).waitFor()
    await picture(bidder, 'prequal-applied')
    await page.getByRole('link', { name: '提问与异议' }).click()
    await page.getByText('匿名提问').waitFor()
    await picture(bidder, 'prequal-questions')
    await bidder.context.close()
    for (const person of ['bidder-2', 'bidder-3']) await play.apply(person)
  })

  it('two officers release in their pages, the applicant unlocks in its own', async () => {
    await running.world.moveTo(times.deadline + 2500)
    await running.world.until('the applications are closed', () => play.board().catch(() => undefined))
    for (const [person, path] of [
      ['tenderer', to('t')],
      ['supervisor', to('s')],
    ] as const) {
      const officer = await at(person, path)
      await sign(running, officer, person, '签名释放我的份额')
      await officer.page.getByText('您的份额已释放。').waitFor()
      if (person === 'supervisor') await picture(officer, 'prequal-supervisor')
      await officer.context.close()
    }
    const bidder = await at('bidder-1', to('b', '/apply'))
    await sign(running, bidder, 'bidder-1', '解密我的申请文件')
    await bidder.page.getByText('申请文件已开启，等待审查结果').waitFor()
    await bidder.context.close()
    for (const person of ['bidder-2', 'bidder-3']) await play.unlock(person)
  })

  it('the tenderer reviews and concludes; the applicant reads that it passed', async () => {
    const tenderer = await at('tenderer', to('t'))
    const { page } = tenderer
    await page.getByText('资质证书.pdf').waitFor()
    await picture(tenderer, 'prequal-review')
    for (const one of await page.getByRole('radio', { name: '符合', exact: true }).all()) await one.check()
    for (const n of [0, 1, 2]) {
      await page.getByRole('button', { name: '签署本份结论' }).first().click()
      await keysIfAsked(running, tenderer, 'tenderer')
      await page.getByText('我已签署结论').nth(n).waitFor()
    }
    await page.getByRole('button', { name: '签名结束资格预审' }).click()
    await running.world.until('it is concluded', async () => (await play.tender()).stage === 'prequalified')
    await tenderer.context.close()
    await running.world.until('the notices are out', async () => (await play.mine('bidder-1')).result?.notice)
    const bidder = await at('bidder-1', to('b', '/apply'))
    await bidder.page.getByText('通过资格预审', { exact: true }).waitFor()
    await picture(bidder, 'prequal-passed')
    await bidder.page.goto(`${bidder.origin}${to('b')}`)
    await bidder.page.getByText('资格预审文件与申请').waitFor()
    await picture(bidder, 'prequal-tasks')
    await bidder.context.close()
  })

  it('the consortium bids as it was prequalified, and says what has changed of it since', async () => {
    await running.world.moveTo(prequalified.documentsFrom - 60_000)
    await publishTender(running.world)
    await running.world.moveTo(prequalified.deadline - 86_400_000)
    const files = await volumesOf(running.world, 'bidder-1')
    const bidder = await at('bidder-1', to('b', '/seal'))
    const { page } = bidder
    await chooseVolumes(bidder, files)
    await fillForm(bidder, 'bidder-1')
    await page.getByLabel('其他成员').fill(`${partner().name} ${partner().code} 30%`)
    await page.getByLabel('合并、分立、破产').fill('法定代表人变更，已办理变更登记')
    await page.getByText('资格预审合格且没有变化的，开标后不再审查资格').waitFor()
    await picture(bidder, 'prequal-seal-members')
    await page.getByRole('button', { name: '检查、加密并上传' }).click()
    await page.getByRole('button', { name: '签名并递交' }).waitFor({ timeout: 120_000 })
    await picture(bidder, 'prequal-seal-ready')
    await signAndSubmit(page)
    await page.getByText('递交成功').waitFor()
    await bidder.context.close()
  })

  it('a tenderer names its invitees, publishes, and an invitee finds its letter', async () => {
    await running.stop()
    running = await startWorld({ tender: 'invited-in-the-browser' })
    const { prequalification: _none, ...open } = prequalified
    const invitation = { ground: 'cost', reason: '公开招标费用占合同金额的比例过大，已经审批部门认定' }
    await play.prepareDraft({ ...open, method: 'invited', invitation })
    const agent = await at('agent', to('t', '/document'))
    const { page } = agent
    await page.getByText('采用公开招标方式的费用占项目合同金额的比例过大').waitFor()
    await picture(agent, 'invited-method')
    await page.goto(`${agent.origin}${to('t')}`)
    const lines = ['bidder-1', 'bidder-2', 'bidder-3'].map((person) => {
      const { name, code } = play.as(person).person.organisation ?? {}
      return `${name} ${code}`
    })
    await page.getByLabel('名单，每行：名称 统一社会信用代码').fill(lines.join('\n'))
    await picture(agent, 'invited-list')
    await sign(running, agent, 'agent', '签名确定受邀请人')
    await page.getByText('受邀请', { exact: true }).first().waitFor()
    await picture(agent, 'invited-fixed')
    await agent.context.close()
    await running.world.moveTo(prequalified.documentsFrom - 60_000)
    await publishTender(running.world)
    const invited = async () =>
      (await play.as('bidder-1').get<{ invited: boolean }>(play.path('/invitation/mine'))).invited
    await running.world.until('the letters are sent', invited)
    for (const [person, words] of [
      ['bidder-1', '贵单位受邀请参加本标段投标。'],
      ['bidder-4', '仅限收到投标邀请书者'],
    ] as const) {
      const bidder = await at(person, to('b'))
      await bidder.page.getByText(words).waitFor()
      await picture(bidder, `invited-${person}`)
      await bidder.context.close()
    }
  })

  it('nothing went wrong in any page', () => {
    expect(browser.errors).to.deep.equal([])
    expect([...browser.declined].filter((code) => !EXPECTED.includes(code))).to.deep.equal([])
    expect(running.errors()).to.deep.equal([])
  })
})

/** The timetable: a deadline for applications that the law does not allow is blocked with its article, and moves where it would be. */
async function planned(agent: Window, path: string): Promise<void> {
  const { page } = agent
  await page.goto(`${agent.origin}${path}`)
  await page.getByText('发布资格预审公告').first().waitFor()
  await page.getByText('各日期符合所列规则。').waitFor()
  await picture(agent, 'prequal-plan')
  await page.getByLabel('资格预审申请截止', { exact: true }).fill('2026-03-27T09:00')
  await page.getByText('提交资格预审申请文件的时间短于法定期限（《招标投标法实施条例》第十七条）').waitFor()
  await page.getByText('1 个日期不合法，不能据此发布').waitFor()
  await picture(agent, 'prequal-plan-blocked')
  await page.getByRole('button', { name: '改为最早合法日期' }).click()
  await page.getByText('各日期符合所列规则。').waitFor()
}

/** Clicks a button that signs; a page that was loaded anew asks for the keys first. */
async function sign(of: TestWorld, window: Window, person: string, name: string): Promise<void> {
  await window.page.getByRole('button', { name }).click()
  await keysIfAsked(of, window, person)
}

async function keysIfAsked(of: TestWorld, { page }: Window, person: string): Promise<void> {
  const dialog = page.locator('input[type=file][aria-label="选择密钥文件"]')
  await page.waitForTimeout(400)
  if (!(await dialog.count())) return
  const { openKeyFile } = await import('./pages/door.ts')
  await openKeyFile({ page } as Window, join(of.world.folder, 'keys', `${person}.p12`))
}
