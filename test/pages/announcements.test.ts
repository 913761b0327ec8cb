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

  it('the search finds plans and control prices with the notices, by name, and each stage by itself', async () => {
    await shown('/notices?announced=001', park.project.name)
    await shown('/notices?announced=004', park.name)
    await shown('/notices?announced=002', park.name)
    const { items } = await test.world.as('agent').get<{ items: Project[] }>('/projects')
    const plan = `/plans/${items[0]?.id}`
    const notice = `/notices/${test.world.tender}`
    const both = (await page(`/notices?text=${encodeURIComponent(park.project.name)}`)).text
    expect(both).to.include(plan).and.include(notice)
    expect((await page('/notices?announced=001')).text)
      .to.include(plan)
      .and.not.include(notice)
    expect((await page('/notices?announced=004')).text)
      .to.include(notice)
      .and.not.include(plan)
    for (const stage of ['003', '005', '006'])
      expect((await page(`/notices?announced=${stage}`)).text).to.include('没有符合条件')
    expect((await page('/notices.rss?announced=004')).text).to.include(`控制价公示：${park.name}`)
    expect((await page('/notices.ics?announced=004')).text).to.include('BEGIN:VEVENT')
    expect((await page('/notices.ics?announced=001')).text).not.to.include('BEGIN:VEVENT')
    // programs ask for tenders, and get no plan
    const listed = await test.world.as('agent').get<{ items: { id: string }[] }>('/tenders')
    expect(listed.items.map(({ id }) => id)).to.deep.equal([test.world.tender])
  })

  it('whatever is asked for, a page answers', async () => {
    for (const asked of ['announced=999', 'announced[]=001', 'industry=009', 'announced=%00'])
      expect((await page(`/notices?${asked}`)).status, asked).to.equal(200)
    for (const asked of ['stage=999', 'centre=abcd', 'page=-1', 'category=%00', 'industry[]=1'])
      expect((await page(`/announcements?${asked}`)).status, asked).to.equal(200)
  })
})

describe('the page of the search', () => {
  const none = { items: [], more: false, parties: [] }
  const body = (filters: object): string =>
    String(noticesBody({ page: 1, ...filters }, none, { stages: STAGES, industries: INDUSTRIES }).body)

  it('offers each stage of Guangxi with the other conditions kept, and the feeds of the same search', () => {
    const page = body({ region: '4501', announced: '004', text: '桥' })
    const kept = 'text=%E6%A1%A5'
    for (const [stage, zh] of Object.entries(STAGES))
      expect(page).to.match(
        new RegExp(`<a href="/notices\\?${kept}&amp;announced=${stage}&amp;region=4501"[^>]*>${zh}</a>`),
      )
    expect(page).to.include(`announced=004&amp;region=4501" aria-current="page">控制价公示`)
    for (const kind of ['rss', 'atom', 'ics'])
      expect(page).to.include(`/notices.${kind}?${kept}&amp;announced=004&amp;region=4501`)
  })

  it('has the six stages and the five industries among its conditions, and works without a script', () => {
    const page = body({})
    for (const words of [STAGES, INDUSTRIES])
      for (const [value, zh] of Object.entries(words))
        expect(page).to.include(`<option value="${value}">${zh}</option>`)
    expect(page).to.include('<form class="filters" action="/notices" method="get"').and.not.include('<script')
  })
})
