import { expect } from 'chai'
import { buildClient } from '../../server/cli/demo/build.ts'
import { electChair } from '../../server/cli/demo/steps/evaluation.ts'
import { expertsDomain } from '../../server/experts/domain.ts'
import type { Criteria } from '../../server/tenders/criteria.ts'
import { criteria } from '../evaluation/example.ts'
import { type Sitting, sitting } from '../evaluation/sitting.ts'
import { chromiumHere, picture, type Watched, type Window, watchedBrowser } from './chromium.ts'
import { enter } from './pages/door.ts'

/** Prices alone, with deviations counted in money (经评审的最低投标价法). */
const counted: Criteria = {
  ...{ ...criteria, factors: [], price: { formula: 'price-alone' } },
  deviations: [
    { id: 'payment', zh: '付款条件', unit: '提前一个月付款', adds: { amount: '10000000' } },
    { id: 'missing', zh: '缺漏项', unit: '一项', adds: { share: 50 } },
    { id: 'early', zh: '提前完工', unit: '提前一天', adds: { amount: '-200000' } },
  ],
}

describe('A panel counts deviations in money, and a member leaves it, in a browser', function () {
  this.timeout(240_000)
  this.bail(true)
  const chromium = chromiumHere()
  let panel: Sitting
  let browser: Watched
  let chair: Window
  let chairman = ''
  const seen = () => panel.room.world.as('supervisor').get<{ stage: string; chair: string }>(panel.path)

  before(async function () {
    if (!chromium) return this.skip()
    await buildClient(() => undefined)
    panel = await sitting([{ ...expertsDomain, reactions: [], dues: {} }], counted)
    await electChair(panel.room.world, panel.members)
    await panel.review()
    browser = await watchedBrowser(chromium)
  })
  after(async () => {
    await browser?.close()
    await panel?.stop()
  })

  it('the chair enters what deviates, and nothing is ranked before it says how much, where and why', async () => {
    const { room, members } = panel
    const { stage, chair: tag } = await seen()
    expect(stage).to.equal('adjusting')
    const views = await Promise.all(members.map(({ look }) => look()))
    chairman = members[views.findIndex(({ me }) => me === tag)]?.client.person.id ?? ''
    chair = await enter(browser, room.world, chairman, `/e/${room.tender.id}`)
    const { page } = chair
    await page.getByRole('heading', { name: '商务偏差价格调整' }).waitFor()
    const look = page.getByRole('button', { name: '核对评标价…' })
    await page.getByLabel('投标文件 1 付款条件 数量').fill('1.5')
    expect(await look.isEnabled(), 'page and reason are missing').to.equal(false)
    await page.getByLabel('所在页').fill('8')
    await page.getByLabel('说明（写入标价比较表）').fill('见商务偏差表：要求提前一个半月付款')
    await picture(chair, 'deviations')
    await look.click()
    await page.getByRole('table', { name: '各份投标的评标价' }).getByText('付款条件 × 1.5').waitFor()
    await picture(chair, 'deviations-totals')
    await page.getByRole('button', { name: '记录价格调整并排序' }).click()
    await page.getByRole('heading', { name: '商务偏差价格调整' }).waitFor({ state: 'detached' })
    await picture(chair, 'deviations-ranked')
    expect((await seen()).stage).to.equal('opinions')
  })

  it('the tenderer says how long, the chair finds it too short; the second to say so makes it due, and it is made longer', async () => {
    const { world, tender } = panel.room
    const tenderer = await enter(browser, world, 'tenderer', `/t/${tender.id}`)
    const time = tenderer.page.locator('section', { has: tenderer.page.getByRole('heading', { name: '评标时间' }) })
    await time.getByLabel('事实和理由').fill('按规模和技术复杂程度确定')
    await time.getByRole('button', { name: '签名并确定评标时间' }).click()
    await time.getByText('现定至').waitFor()
    await picture(tenderer, 'time-set')
    await chair.page.getByRole('button', { name: '时间不够，提请延长…' }).click()
    await chair.page.getByLabel('事实和理由').fill('投标文件篇幅大')
    await picture(chair, 'time-ask')
    await chair.page.getByRole('button', { name: '签名并提请延长评标时间' }).click()
    await chair.page.getByText('您已提请延长').waitFor()
    const other = panel.members.find(({ client }) => client.person.id !== chairman)
    await panel.signed(other?.client.person.id ?? '', 'askTime', '/time/request', { reason: '须查验业绩原件' })
    await chair.page.getByText('招标人（采购人）应当延长').waitFor()
    await picture(chair, 'time-due')
    await tenderer.page.reload()
    await time.getByRole('alert').waitFor()
    await picture(tenderer, 'time-longer')
    await tenderer.context.close()
  })

  it('the chair leaves by its signature and keeps a receipt, also among its invitations', async () => {
    const { page } = chair
    await page.getByRole('button', { name: '本人不能继续评标…' }).click()
    await page.getByRole('radio', { name: /健康/ }).check()
    await page.getByLabel('事实和理由').fill('突发心脏不适，需就医')
    await picture(chair, 'leaving')
    await page.getByRole('button', { name: '签名并离席' }).click()
    await page.getByRole('heading', { name: '离席回执' }).waitFor()
    await page.getByRole('button', { name: '核验' }).click()
    await page.getByText('已核验').waitFor()
    await picture(chair, 'leaving-receipt')
    await page.goto(`${chair.origin}/e`)
    await page.getByRole('heading', { name: '离席回执' }).waitFor()
    expect(browser.errors).to.deep.equal([])
  })
})
