import { expect } from 'chai'
import { buildClient } from '../../server/cli/demo/build.ts'
import { drawTogether } from '../../server/cli/demo/steps/draws.ts'
import { fillPool } from '../../server/cli/demo/steps/panel.ts'
import { committeePlay } from '../prequalification/committeePlay.ts'
import { playing, prequalified } from '../prequalification/playing.ts'
import { world as startWorld, type TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window, watchedBrowser } from './chromium.ts'
import { enter } from './pages/door.ts'

/** What the platform may decline while people wait: what is not there yet, and what a member may not see yet. */
const EXPECTED = ['PREQUAL_ABSENT', 'TENDER_UNKNOWN', 'MEMBER_UNDECLARED', 'NOT_ON_COMMITTEE']

describe('A committee and a complaint by hand, in a browser', function () {
  this.timeout(360_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let browser: Watched
  let expert = ''
  const play = playing(() => running)
  const committee = committeePlay(() => running)
  const people = ['bidder-1', 'bidder-2', 'bidder-3', 'bidder-4']
  const to = (letter: string, rest = '') => `/${letter}/${running.world.tender}${rest}`
  const at = (person: string, path: string): Promise<Window> => enter(browser, running.world, person, path)

  before(async function () {
    if (!chromium) return this.skip()
    await buildClient(() => undefined)
    running = await startWorld({ tender: 'by-committee' })
    browser = await watchedBrowser(chromium)
    await fillPool(running.world)
    await play.prepareDraft({ ...prequalified, stateFunded: true })
    await play.publish()
  })
  after(async () => {
    await browser?.close()
    await running?.stop()
  })

  it('the agent amends the document, and its deadline moves', async () => {
    const agent = await at('agent', to('t'))
    const { page } = agent
    await page.getByRole('button', { name: '澄清或修改资格预审文件' }).click()
    await page.getByLabel('标题').fill('澄清一')
    await page.getByLabel('内容').fill('业绩以竣工验收备案表为准，其余不变。')
    await picture(agent, 'committee-amend')
    await page.getByRole('button', { name: '签名发布' }).click()
    await running.world.until('version 2', async () => (await play.tender()).prequal?.versions.length === 2)
    await agent.context.close()
    for (const person of people) await play.apply(person)
    await play.openAfter()
    for (const person of people) await play.unlock(person)
  })

  it('the agent asks for the draw and sees how it and the committee come along', async () => {
    const agent = await at('agent', to('t'))
    const { page } = agent
    await page.getByRole('button', { name: '签名申请抽取委员会' }).waitFor()
    await picture(agent, 'committee-ask')
    await page.getByRole('button', { name: '签名申请抽取委员会' }).click()
    await page.getByText('招标人', { exact: true }).first().waitFor()
    await running.world.until('the draw', async () => (await drawOf()) !== undefined)
    await picture(agent, 'committee-draw')
    await drawTogether(running.world, (await drawOf()) ?? '', ['tenderer', 'centre', 'supervisor'])
    await running.world.until('the committee is asked', async () => (await committee.seated()).length === 5)
    await page.reload()
    await page.getByText('资格审查委员会组成中').waitFor()
    await picture(agent, 'committee-coming')
    await agent.context.close()
  })

  it('an expert accepts, promises and declares; only then it sees the applications', async () => {
    expert = (await committee.seated())[0] ?? ''
    const member = await at(expert, '/e')
    const { page } = member
    await page.getByText('您被随机抽取为资格审查委员会成员').waitFor()
    await picture(member, 'committee-asked')
    await page.getByRole('button', { name: '确认参加' }).click()
    await page.getByRole('checkbox').check()
    await picture(member, 'committee-promise')
    await page.getByRole('button', { name: '签署承诺并签到' }).click()
    await page.getByText('回避声明').waitFor()
    for (const choice of await page.getByRole('radio', { name: '无利害关系' }).all()) await choice.check()
    await picture(member, 'committee-declare')
    await page.getByRole('button', { name: '签署声明并入席' }).click()
    await page.getByRole('button', { name: '进入审查' }).waitFor()
    await committee.form()
    await page.getByRole('button', { name: '进入审查' }).click()
    await page.getByRole('button', { name: '签署本份结论' }).first().waitFor()
    await picture(member, 'committee-review')
    expect(
      await page.getByRole('button', { name: '签署本份结论' }).first().isEnabled(),
      'nothing is taken for granted',
    ).to.equal(false)
    for (const one of await page.getByRole('radio', { name: '符合', exact: true }).all()) await one.check()
    for (const n of [0, 1, 2, 3]) {
      const button = page.getByRole('button', { name: '签署本份结论' }).first()
      if (n === 3) {
        await page.getByRole('radio', { name: '不符合' }).nth(6).check()
        await page.getByLabel('不符合的理由').fill('资质等级证书显示为三级')
      }
      await button.click()
      await page.getByText('我已签署结论').nth(n).waitFor()
    }
    await page.reload()
    await page.getByText('我已签署结论').nth(3).waitFor()
    expect(await page.getByRole('radio', { name: '不符合' }).nth(6).isChecked(), 'what was signed stands').to.equal(
      true,
    )
    await member.context.close()
  })

  it('the members sign their report, one of them in its page, and the tenderer concludes', async () => {
    const last = play.as('bidder-4').person.organisation?.code
    for (const other of (await committee.seated()).filter((one) => one !== expert))
      for (const person of people) await play.review(person, play.as(person).person.organisation?.code !== last, other)
    const member = await at(expert, to('t'))
    const { page } = member
    await page.getByRole('button', { name: '生成资格审查报告' }).click()
    await page.getByRole('button', { name: '签署审查报告' }).waitFor()
    await picture(member, 'committee-report')
    await page.getByRole('button', { name: '签署审查报告' }).click()
    await page.getByText('我已签署', { exact: true }).waitFor()
    await member.context.close()
    for (const other of (await committee.seated()).filter((one) => one !== expert)) await committee.signReport(other)
    const tenderer = await at('tenderer', to('t'))
    await tenderer.page.getByRole('button', { name: '签名结束资格预审' }).waitFor()
    await picture(tenderer, 'committee-conclude')
    await tenderer.page.getByRole('button', { name: '签名结束资格预审' }).click()
    await play.until('prequalified')
    await tenderer.context.close()
    await play.settled()
  })

  it('one that did not pass complains; the supervisor orders another review', async () => {
    const bidder = await at('bidder-4', to('b', '/apply'))
    await bidder.page.getByText('未通过资格预审，不具有投标资格').waitFor()
    await picture(bidder, 'committee-failed')
    await bidder.page.getByRole('link', { name: '向行政监督部门投诉' }).click()
    await bidder.page.getByText('资格预审结果', { exact: true }).click()
    await bidder.page.getByLabel('知道或者应当知道之日').fill('2026-03-30')
    await bidder.page.getByLabel('请求', { exact: true }).fill('请求责令重新审查资格预审申请文件')
    await bidder.page.getByLabel('事实与理由').fill('招标人认定我单位资质等级为三级，与所附证书载明的二级不符。')
    await picture(bidder, 'committee-complaint')
    await bidder.page.getByRole('button', { name: '签名并提交投诉' }).click()
    await bidder.page.getByText('待受理').waitFor()
    await bidder.context.close()
    const supervisor = await at('supervisor', to('s', '/complaints'))
    const { page } = supervisor
    await page.getByText('受理决定', { exact: true }).click()
    await page.getByText('予以受理').click()
    await page.getByRole('textbox').fill('符合受理条件')
    await page.getByRole('button', { name: '签名并作出受理决定' }).click()
    await page.getByText('处理决定', { exact: true }).click()
    await page.getByText('投诉成立').click()
    await page.getByLabel('处理', { exact: true }).click()
    await page.getByTitle('责令重新审查资格预审申请文件').click()
    await page.getByRole('textbox').fill('经查，申请人所附资质证书载明二级，原审查认定事实错误，责令重新审查。')
    await picture(supervisor, 'committee-ruling')
    await page.getByRole('button', { name: '签名并公布处理决定' }).click()
    await play.until('prequalifying')
    await supervisor.context.close()
    const agent = await at('agent', to('t'))
    await agent.page.getByText('申请文件审查').waitFor()
    await picture(agent, 'committee-again')
    await agent.context.close()
  })

  it('nothing went wrong in any page', () => {
    expect(browser.errors).to.deep.equal([])
    expect([...browser.declined].filter((code) => !EXPECTED.includes(code))).to.deep.equal([])
    expect(running.errors()).to.deep.equal([])
  })

  const drawOf = async (): Promise<string | undefined> =>
    (await play.as('agent').get<{ committee: { draw: string } | null }>(play.path('/prequalification'))).committee?.draw
})
