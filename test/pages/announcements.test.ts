import { expect } from 'chai'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { park } from '../../server/cli/demo/tender.ts'
import { categoryOf, partsOf, STAGES } from '../../server/pages/announcements/announcing.ts'
import { INDUSTRIES } from '../../server/projects/catalogue.ts'
import type { Project } from '../../server/projects/project.ts'
import { planFields } from '../../server/projects/rules.ts'
import { noticesBody } from '../../templates/pages/notices.ts'
import { type TestWorld, world } from '../world/world.ts'

describe('the categories of Guangxi', () => {
  it('are six stages of five industries', () => {
    const all = Object.keys(INDUSTRIES).flatMap((industry) =>
      Object.keys(STAGES).map((stage) => categoryOf({ industry, stage })),
    )
    expect(new Set(all).size).to.equal(30)
    expect(all).to.include('001001002005')
    for (const one of all) expect(partsOf(one), one).to.deep.equal({ industry: one.slice(6, 9), stage: one.slice(9) })
  })

  it('are read from their beginning on, and nothing else is read', () => {
    expect(partsOf('001001')).to.deep.equal({})
    expect(partsOf('001001002')).to.deep.equal({ industry: '002' })
    for (const wrong of ['001002', '001001006', '001001001007', '0010010010', ''])
      expect(partsOf(wrong), wrong).to.equal(undefined)
  })
})

describe('what is announced, on the public pages', function () {
  this.timeout(90_000)
  let test: TestWorld
  const page = async (path: string) => {
    const answer = await fetch(`${test.world.origins.public}${path}`)
    return { status: answer.status, text: await answer.text() }
  }
  const shown = (path: string, words: string) =>
    test.world.until(`${words} at ${path}`, async () => (await page(path)).text.includes(words))

  before(async () => {
    test = await world()
    await publishNotice(test.world)
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    await test.stop()
  })

  it('a notice is found by stage, industry and centre, and under no other', async () => {
    await shown('/announcements', park.name)
    await shown('/announcements?category=001001001002', park.name)
    await shown('/announcements?stage=002&industry=001&centre=5301', park.name)
    for (const other of ['stage=005', 'industry=002', 'centre=4501', 'category=001001001001'])
      expect((await page(`/announcements?${other}`)).text, other).not.to.include(park.name)
  })

  it('a plan and the control price are announced with pages of their own', async () => {
    const agent = test.world.as('agent')
    const { items } = await agent.get<{ items: Project[] }>('/projects')
    const project = items[0]?.id ?? ''
    expect((await page(`/plans/${project}`)).status).to.equal(404)
    const plan = { sections: [{ code: park.code, month: '2026-05' }], remark: '' }
    await agent.post(`/projects/${project}/plan`, {
      plan,
      cms: await agent.sign('project.publishPlan', planFields(project, plan)),
    })
    await shown('/announcements?stage=001', park.project.name)
    await shown(`/plans/${project}`, '2026-05')
    const fields = { tender: test.world.tender, price: park.ceiling, basis: '概算批复与市场询价' }
    const cms = await agent.sign('tender.publishControlPrice', fields)
    const { tender: _t, ...body } = fields
    await agent.post(`/tenders/${test.world.tender}/control-price`, { ...body, cms })
    await shown('/announcements?category=001001001004', park.name)
    await shown('/announcements.rss?stage=004', '控制价公示')
  })

  it('whatever is asked for, a page answers', async () => {
    for (const asked of ['stage=999', 'centre=abcd', 'page=-1', 'category=%00', 'industry[]=1'])
      expect((await page(`/announcements?${asked}`)).status, asked).to.equal(200)
  })
})

describe('the search of notices', () => {
  it('leads to plans and control prices, of the region that was asked for', () => {
    const none = { items: [], more: false, parties: [] }
    const body = (region?: string): string =>
      String(noticesBody({ page: 1, ...(region ? { region } : {}) }, none, STAGES).body)
    for (const [stage, zh] of Object.entries(STAGES))
      expect(body()).to.include(`<a href="/announcements?stage=${stage}">${zh}</a>`)
    expect(body('45')).to.include('/announcements?stage=001&amp;centre=4500')
    expect(body('450103')).to.include('/announcements?stage=004&amp;centre=4501')
  })
})
