import { expect } from 'chai'
import { buildClient } from '../../server/cli/demo/build.ts'
import { purchasePlayed } from '../../server/cli/demo/purchase.ts'
import { draftNotice } from '../../server/cli/demo/steps/notice.ts'
import { parkPlayed } from '../../server/cli/demo/tender.ts'
import type { World } from '../../server/cli/demo/world.ts'
import { dayAfter } from '../../server/law/periods.ts'
import type { Project } from '../../server/projects/project.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { world as startWorld, type TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window, watchedBrowser } from './chromium.ts'
import { another } from './lifecycle/course.ts'
import { enter } from './pages/door.ts'

describe('A tender is written by hand, in a browser', function () {
  this.timeout(300_000)
  this.bail(true)
  const chromium = chromiumHere()
  let works: TestWorld
  let purchase: TestWorld
  let browser: Watched

  before(async function () {
    if (!chromium) return this.skip()
    await buildClient(() => undefined)
    works = await startWorld()
    purchase = await startWorld({ tender: 'purchase', played: purchasePlayed })
    browser = await watchedBrowser(chromium)
    await draftNotice(works.world)
    await draftNotice(purchase.world)
  })
  after(async () => {
    if (browser) expect(browser.errors).to.deep.equal([])
    await browser?.close()
    await works?.stop()
    await purchase?.stop()
  })
  const draftOf = (world: World): Promise<Tender> => world.as('agent').get<Tender>(`/tenders/${world.tender}`)
  const save = async ({ page }: Window): Promise<void> => {
    await page.getByRole('button', { name: '保存草稿' }).click()
    await page.getByText('草稿已保存，不公开').waitFor()
  }

  it('a project’s place and centre are chosen by name, and what the organisation registered is filled in', async () => {
    const window = await enter(browser, works.world, 'agent', '/t/new')
    const { page } = window
    await page.getByLabel('项目名称').fill('南宁市示例道路工程')
    await page.getByLabel('所在地', { exact: true }).fill('青秀')
    await page.getByText('南宁市 450100 / 青秀区 450103', { exact: true }).click()
    await page.getByText('南宁市公共资源交易中心 4501').waitFor()
    await picture(window, 'wizard-project')
    await page.getByRole('button', { name: '保存并继续' }).click()
    await page.getByRole('button', { name: '填入本单位的登记信息' }).click()
    const { name = '' } = works.world.as('agent').person.organisation ?? {}
    expect(await page.getByLabel('招标代理机构', { exact: true }).inputValue()).to.equal(name)
    await picture(window, 'wizard-parties')
    await page.getByRole('button', { name: '保存并继续' }).click()
    await page.getByLabel('标段名称').waitFor()
    await picture(window, 'wizard-sections')
    expect(await page.getByText('估算价', { exact: true }).count()).to.equal(1)
    const { items } = await works.world.as('agent').get<{ items: Project[] }>('/projects')
    const made = items.find(({ content }) => content.name === '南宁市示例道路工程')
    expect([made?.content.region, made?.content.centre]).to.deep.equal(['450103', '4501'])
    await window.context.close()
  })

  it('of a purchase the item of the budget is asked for, and what it is for is said', async () => {
    const window = await enter(browser, purchase.world, 'purchase-agent', '/t/new')
    const { page } = window
    await page.getByLabel('交易类型').click()
    await page.locator('.ant-select-item-option', { hasText: '政府采购' }).first().click()
    await page.getByLabel('预算项目（编号或名称）').fill('2026-教育信息化-03')
    await page.getByText('累计超过公开招标数额标准的，登记时须说明').waitFor()
    await page.getByLabel('达到公开招标数额标准').waitFor()
    expect(await page.getByText('依法必须招标').count(), 'tenders are demanded of works').to.equal(0)
    await picture(window, 'wizard-budget')
    await page.getByRole('button', { name: '保存并继续' }).click()
    await page.getByLabel('采购人', { exact: true }).waitFor()
    expect(await page.getByText('招标人').count(), 'whoever buys is a purchaser').to.equal(0)
    await picture(window, 'wizard-purchase-parties')
    await page.getByRole('button', { name: '保存并继续' }).click()
    await page.getByLabel('采购包名称').waitFor()
    await page.getByLabel('类别').click()
    expect(await page.locator('.ant-select-item-option').allInnerTexts(), 'kinds of the trade').to.deep.equal(['货物'])
    await picture(window, 'wizard-purchase-packages')
    await window.context.close()
  })

  it('a tender that no law demands says so on every step of its draft', async () => {
    const its = another(parkPlayed, 1, 0)
    const of = works.beside('voluntary', { ...its, draft: { ...its.draft, mandatory: false, stateFunded: false } })
    await draftNotice(of)
    const window = await enter(browser, works.world, 'agent', '/t/voluntary/document')
    await window.page.getByText('非依法必须招标（按项目登记）').waitFor()
    await picture(window, 'draft-voluntary')
    await window.context.close()
  })

  it('states how its highest price is computed: what may not be drawn is said, not left out in silence', async () => {
    const window = await enter(browser, works.world, 'agent', `/t/${works.world.tender}/document`)
    const { page } = window
    await page.getByLabel('最高投标限价的载明方式').click()
    await page.locator('.ant-select-item-option', { hasText: '载明计算方法' }).click()
    const values = page.getByLabel('下浮系数 k 的备选值')
    await values.fill('4.5 60 ')
    await page.getByText('“60”不能作为备选值').waitFor()
    await picture(window, 'draft-ceiling-refused')
    await values.fill('3.5 ')
    await page.getByText('“60”不能作为备选值').waitFor({ state: 'detached' })
    await page.getByText('据此最高投标限价在').waitFor()
    await picture(window, 'draft-ceiling')
    await save(window)
    const { ceiling, ceilingMethod } = await draftOf(works.world)
    expect(ceiling).to.equal(undefined)
    expect(ceilingMethod?.values).to.deep.equal([300, 350, 400, 450, 500])
    await page.getByLabel('最高投标限价的载明方式').click()
    await page.locator('.ant-select-item-option', { hasText: '载明金额' }).click()
    await save(window)
    await window.context.close()
  })

  it('of a building work: clauses with their grounds, and a panel whose seats add up', async () => {
    const window = await enter(browser, works.world, 'agent', `/t/${works.world.tender}/criteria`)
    const { page } = window
    await page.getByRole('button', { name: '增加条款' }).click()
    await page.getByLabel('条款', { exact: true }).last().fill('投标有效期满足招标文件要求')
    await page.getByLabel('不合格的法定情形').last().fill('投标文件没有对招标文件的实质性要求和条件作出响应')
    expect(await page.getByText('政策功能与评审规则').count(), 'that is a matter of purchases').to.equal(0)
    await page.getByText('席位合计 5，与人数一致').waitFor()
    await page.getByRole('button', { name: '增加一类专家' }).click()
    await page.getByText('席位合计 6，与人数 5 不符').waitFor()
    await page.getByLabel('专家所在地').last().fill('玉溪')
    await page.getByLabel('席位', { exact: true }).first().fill('2')
    await page.getByText('席位合计 5，与人数一致').waitFor()
    await picture(window, 'criteria-works')
    await save(window)
    const { criteria, panel } = await draftOf(works.world)
    expect(criteria.clauses.at(-1)).to.include({ zh: '投标有效期满足招标文件要求' })
    expect(panel.strata.map(({ region, seats }) => [region, seats])).to.deep.equal([
      ['昆明', 2],
      ['大理', 1],
      ['曲靖', 1],
      ['玉溪', 1],
    ])
    await page.getByRole('radio', { name: '最低价（不评分）' }).check()
    await page.getByRole('button', { name: '增加偏差' }).click()
    await page.getByLabel('偏差', { exact: true }).fill('付款条件')
    await page.getByLabel('每', { exact: true }).fill('提前一个月付款')
    await page.getByText('《评标委员会和评标方法暂行规定》第三十二条').waitFor()
    await picture(window, 'criteria-deviations')
    await window.context.close()
  })

  it('of a purchase: who judges a clause, the deductions within the law, the core product and the low prices', async () => {
    const window = await enter(browser, purchase.world, 'purchase-agent', '/t/purchase/criteria')
    const { page } = window
    await page.getByText('资格：采购人审查').first().waitFor()
    await page.getByRole('checkbox', { name: '本国产品价格扣除（与非本国产品竞争时）' }).uncheck()
    await page.getByLabel('核心产品（相同品牌按一家计算；没有则留空）').fill('')
    await page.getByLabel('推荐中标候选人数').fill('2')
    await picture(window, 'criteria-purchase')
    await save(window)
    const { criteria } = await draftOf(purchase.world)
    expect(criteria.policy).to.deep.equal({ small: 1000, smallShare: 400 })
    expect(criteria).to.include({ candidates: 2 }).and.not.have.property('coreProduct')
    await window.context.close()
  })

  it('asks for a performance bond and a blind volume and grants a remedy; all can be taken back', async () => {
    const window = await enter(browser, works.world, 'agent', `/t/${works.world.tender}/document`)
    const { page } = window
    await page.getByLabel('%', { exact: true }).fill('10')
    await page.getByRole('checkbox', { name: /投标人可另设补救码/ }).check()
    await page.getByLabel('投标有效期（天）').fill('120')
    await page.getByRole('checkbox', { name: /采用暗标/ }).check()
    await page.getByLabel('暗标最多页数（0 为不限）').fill('80')
    await picture(window, 'document-fields')
    await save(window)
    expect(await draftOf(works.world)).to.deep.include({
      ...{ performanceBond: { share: 1000 }, remedy: 'code', validityDays: 120, blind: { pages: 80 } },
    })
    await page.getByRole('checkbox', { name: /采用暗标/ }).uncheck()
    await page.getByLabel('%', { exact: true }).fill('0')
    await page.getByRole('checkbox', { name: /投标人可另设补救码/ }).uncheck()
    await save(window)
    expect(await draftOf(works.world)).not.to.have.any.keys('performanceBond', 'remedy', 'blind')
    await window.context.close()
  })

  it('is looked at as the paper that it will be, before anybody signs', async () => {
    const window = await enter(browser, works.world, 'agent', `/t/${works.world.tender}`)
    const { page } = window
    await page.getByRole('button', { name: '预览招标公告（成文）' }).click()
    await page.getByText('发布后由平台加盖电子印章', { exact: false }).waitFor()
    await page.locator('canvas').first().waitFor()
    await page.waitForTimeout(1000)
    await picture(window, 'notice-preview')
    const bytes = await works.world.as('agent').bytes(`/tenders/${works.world.tender}/notice-preview.pdf`)
    expect(new TextDecoder('latin1').decode(bytes.slice(0, 5))).to.equal('%PDF-')
    await window.context.close()
  })

  it('a region shows what nobody has set, what comes, and who changed what', async () => {
    const { world } = works
    const today = (await world.as('gx-centre').get<{ today: string }>('/regions/450000')).today
    const wanted = { unsealingMinutes: null, drawWindowHours: 48 }
    const change = { from: dayAfter(today, 1), instrument: '桂公管办〔2026〕1号', wanted }
    const { fields } = await world
      .as('gx-centre')
      .post<{ fields: Record<string, unknown> }>('/regions/450000/difference', { change })
    const cms = await world.as('gx-centre').signAsPerson('region.propose', fields)
    await world.as('gx-centre').post('/regions/450000/proposals', { change, cms })
    const waits = await enter(browser, world, 'gx-centre-2', '/settings/450000')
    await waits.page.getByText('待确认的变更').waitFor()
    await picture(waits, 'settings-waiting')
    await waits.page.getByRole('button', { name: '核对无误，签名确认' }).click()
    await waits.page.getByText('确认生效').waitFor()
    await waits.context.close()
    const read = await world.as('gx-centre').get<{ changes: { type: string }[] }>('/regions/450000')
    expect(read.changes[0]?.type).to.equal('region.changeConfirmed')
    await world.moveTo((await world.now()) + 2 * 86_400_000)
    const anybody = await browser.open(world.origins.public)
    await anybody.page.goto(`${anybody.origin}/settings/450000`)
    await anybody.page.getByText('1 项未设定').waitFor()
    await anybody.page.getByText('使用时将被拒绝').first().waitFor()
    await anybody.page.getByText('确认生效').waitFor()
    await picture(anybody, 'settings-unset')
    await anybody.context.close()
  })

  it('anybody finds the way in by role, the counties of a city, how the platform runs and how it is used', async () => {
    const anybody = await browser.open(works.world.origins.public)
    const { page, origin } = anybody
    for (const [path, words] of [
      ['/', '办事入口'],
      ['/status', '运行正常'],
      ['/help', '无障碍声明'],
    ] as const) {
      await page.goto(`${origin}${path}`)
      await page.getByText(words, { exact: false }).first().waitFor()
      await picture(anybody, `public${path === '/' ? '-home' : path.replace('/', '-')}`)
    }
    await page.goto(`${origin}/notices?region=4501`)
    await page.getByRole('navigation', { name: '按区县 By county' }).getByRole('link', { name: '青秀区' }).click()
    expect(new URL(page.url()).searchParams.get('region')).to.equal('450103')
    await picture(anybody, 'public-counties')
    await anybody.context.close()
  })
})
