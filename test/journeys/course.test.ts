import { expect } from 'chai'
import type { Tender } from '../../server/tenders/tender.ts'
import type { TestWorld } from '../world/world.ts'
import { chromiumHere, picture, type Watched, type Window } from './chromium.ts'
import { begin, end, signHere } from './pages/begin.ts'
import { enter } from './pages/door.ts'

const WEEK = 7 * 86_400_000
const CLAUSE = '投标人须在昆明市设有分支机构'

type Done = (of: Tender) => boolean

describe('A tender rests, moves, ends and begins anew, in a browser', function () {
  this.timeout(240_000)
  this.bail(true)
  const chromium = chromiumHere()
  let running: TestWorld
  let browser: Watched
  let supervisor: Window
  let centre: Window
  let tenderer: Window

  before(async function () {
    if (!chromium) return this.skip()
    ;({ running, browser } = await begin(chromium))
    const { tender } = running.world
    supervisor = await enter(browser, running.world, 'supervisor', `/s/${tender}`)
    centre = await enter(browser, running.world, 'centre', `/t/${tender}`)
    tenderer = await enter(browser, running.world, 'tenderer', `/t/${tender}`)
  })
  after(() => end({ running, browser }))

  const tender = (id = running.world.tender) => running.world.as('agent').get<Tender>(`/tenders/${id}`)

  /** Writes why and signs; done when the tender has changed. */
  async function sign(window: Window, person: string, section: string, why: string, button: string, done: Done) {
    const place = window.page.locator(section)
    await place.getByRole('textbox', { name: '事实和理由' }).fill(why)
    const changed = () => running.world.until('the tender has changed', async () => done(await tender()))
    await signHere(running, window, person, place.getByRole('button', { name: button }), changed)
  }
  const rests = ({ suspensions }: Tender): boolean => !!suspensions?.length
  const goesOn = (of: Tender): boolean => !rests(of)

  it('rests by the supervisor’s order, which the tenderer sees and the supervisor alone lifts', async () => {
    const { page } = supervisor
    await page.getByRole('button', { name: '责令暂停招标活动' }).click()
    await picture(supervisor, 'course-order')
    const why = '收到举报，需核查招标文件的资格条件'
    await sign(supervisor, 'supervisor', '#orders', why, '签名下达暂停指令', rests)
    expect((await tender()).suspensions?.map(({ kind }) => kind)).to.deep.equal(['supervision'])
    await tenderer.page.reload()
    await tenderer.page.getByText(why).first().waitFor()
    await centre.page.reload()
    await centre.page.getByText(why).first().waitFor()
    expect(await centre.page.getByRole('button', { name: '解除这项暂停' }).count()).to.equal(0)
    await page.getByRole('button', { name: '解除这项暂停' }).click()
    await sign(supervisor, 'supervisor', '#orders', '经核查未发现问题', '签名解除暂停', goesOn)
    await page.getByText('招标活动已暂停').waitFor({ state: 'detached' })
  })

  it('rests by the centre’s order for an incident', async () => {
    await centre.page.reload()
    await centre.page.getByRole('button', { name: '责令暂停招标活动' }).click()
    await sign(centre, 'centre', '#orders', '机房断电，平台无法提供服务', '签名下达暂停指令', rests)
    expect((await tender()).suspensions?.map(({ kind }) => kind)).to.deep.equal(['incident'])
    await centre.page.getByRole('button', { name: '解除这项暂停' }).click()
    await sign(centre, 'centre', '#orders', '供电已恢复', '签名解除暂停', goesOn)
  })

  it('moves its deadline later, by the tenderer’s signature', async () => {
    const { deadline } = await tender()
    await tenderer.page.reload()
    await tenderer.page.getByRole('button', { name: '顺延投标截止时间' }).click()
    await picture(tenderer, 'course-postpone')
    const why = '补充地质勘察资料，顺延一周'
    await sign(tenderer, 'tenderer', '#course', why, '签名并公告顺延', (of) => of.deadline === deadline + WEEK)
  })

  it('ends by the tenderer’s signature, and goes on in a next round that is linked with it', async () => {
    await tenderer.page.reload()
    await tenderer.page.getByRole('button', { name: '终止招标…' }).click()
    await tenderer.page.getByRole('radio', { name: '招标文件违法，修改后重新招标' }).check()
    await tenderer.page.getByLabel('招标文件的原文条款').fill(CLAUSE)
    await tenderer.page.getByLabel('违反的规定').fill('《招标投标法》第十八条')
    await picture(tenderer, 'course-terminate')
    const why = '经核查，该条款限制潜在投标人，修改后重新招标'
    await sign(tenderer, 'tenderer', '#ending', why, '签名并发布终止公告', ({ stage }) => stage === 'terminated')
    await tenderer.page.getByRole('heading', { name: '重新招标' }).waitFor()
    await tenderer.page.getByText('投标 · 已终止').waitFor()
    await tenderer.page.getByText('本轮因该条款终止，下一轮仍含有的不能发布：').waitFor()
    await picture(tenderer, 'course-repeat')
    const next = `${running.world.tender}-R`
    await tenderer.page.getByRole('button', { name: '建立下一轮' }).click()
    await tenderer.page.waitForURL(`**/t/${next}`)
    expect(await tender(next)).to.include({ stage: 'draft', round: 2 })
    await picture(tenderer, 'course-next-round')
    const anybody = await browser.open(running.world.origins.public)
    await anybody.page.goto(`${anybody.origin}/projects/${running.world.tender}`)
    await anybody.page.getByText('招标投标 · 终止').waitFor()
    await picture(anybody, 'course-public')
    await anybody.context.close()
    expect(browser.errors).to.deep.equal([])
  })
})
