import { expect } from 'chai'
import { hex } from '../../crypto/bytes.ts'
import { sha256 } from '../../crypto/digest.ts'
import type { PaperOfFact } from '../../server/audit/papers.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { signedWith } from '../../server/cli/demo/steps/sealing.ts'
import { park } from '../../server/cli/demo/tender.ts'
import { categoryOf, partsOf, STAGES } from '../../server/pages/announcements/announcing.ts'
import { INDUSTRIES } from '../../server/projects/catalogue.ts'
import type { Project } from '../../server/projects/project.ts'
import { planFields } from '../../server/projects/rules.ts'
import { planBody } from '../../templates/pages/announcements.ts'
import { noticesBody, planTitle } from '../../templates/pages/notices.ts'
import { placeName } from '../../templates/pages/words.ts'
import { type TestWorld, world } from '../world/world.ts'

interface Issued {
  papers: PaperOfFact[]
  held: object | null
}

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

describe('the public page of a plan', () => {
  const page = (track: 'T' | 'G'): string =>
    String(
      planBody({
        ...{ track, id: 'p', name: '一中电脑', code: 'E1', owner: '第一中学', type: '', version: 1, publishedAt: 0 },
        ...{ remark: '', sections: [{ name: '电脑一批', content: '三百台', estimate: '9 元', month: '2026-12' }] },
      }),
    )

  it('is a plan of works, and of a purchase what is intended', () => {
    for (const word of ['招标计划', '招标人', '估算价', '以招标公告为准']) expect(page('T')).to.include(word)
    for (const word of ['政府采购意向', '采购人', '采购需求概况', '预算金额', '以采购公告和采购文件为准'])
      expect(page('G')).to.include(word)
    for (const word of ['招标计划', '招标人', '招标公告']) expect(page('G')).not.to.include(word)
    expect([planTitle({}), planTitle({ intention: true })]).to.deep.equal(['招标计划', '采购意向'])
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
    const path = `/tenders/${test.world.tender}/control-price`
    const { paper } = await signedWith(agent, path, body, await test.world.now())
    await agent.post(path, { ...body, paper, cms })
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

  it('an end is announced by its name, its paper is linked and found by its hash, and it is no stage', async () => {
    const tenderer = test.world.as('tenderer')
    const { tender } = test.world
    const fields = { tender, ground: 'other', reason: '项目建设资金计划调整，取消本次招标。' }
    const cms = await tenderer.sign('tender.terminate', fields)
    await tenderer.post(`/tenders/${tender}/terminate`, { ground: fields.ground, reason: fields.reason, cms })
    await shown('/announcements?stage=006', `终止公告：${park.name}`)
    const feed = await page('/announcements.rss?stage=006')
    expect(feed.text).to.include(`终止公告：${park.name}`).and.not.include('中标公告：终止公告')
    await shown(`/projects/${tender}`, '终止公告.pdf')
    expect((await page('/notices?announced=006')).text).to.include('没有符合条件')
    for (const at of ['projects', 'notices']) {
      const { text } = await page(`/${at}/${tender}`)
      expect(text, at).to.include('终止公告.pdf').and.include('控制价公示.pdf')
    }
    const api = `${test.world.origins.public}/api/v1/tenders/${tender}`
    const issued = async (mine = '') =>
      (await (await fetch(`${api}/issued${mine && `?sha256=${mine}`}`)).json()) as Issued
    const { papers } = await issued()
    const paper = papers.find(({ title }) => title === '终止公告')
    const file = new Uint8Array(await (await fetch(`${api}/papers/${paper?.sha256}`)).arrayBuffer())
    expect(hex(sha256(file))).to.equal(paper?.sha256)
    expect(papers.map(({ title }) => title)).to.include.members(['控制价公示', '终止公告'])
    file[file.length - 1]! ^= 1
    const changed = await issued(hex(sha256(file)))
    expect(changed.papers.map((one) => one.sha256)).to.not.include(hex(sha256(file)))
    expect(changed.held).to.equal(null)
    expect((await fetch(`${api}/issued?sha256=%00`)).status).to.equal(422)
    expect((await fetch(`${test.world.origins.public}/api/v1/tenders/nobody/issued`)).status).to.equal(404)
  })

  it('who holds a paper of a project that is not public is told that it was issued here, and nobody else', async () => {
    const agent = test.world.as('agent')
    const { items } = await agent.get<{ items: Project[] }>('/projects')
    const own = await agent.get<Issued>(`/projects/${items[0]?.id}/issued`)
    const [paper] = own.papers
    expect(own.papers.length).to.be.greaterThan(0)
    const at = `${test.world.origins.public}/api/v1/projects/${items[0]?.id}/issued`
    const found = async (query: string) => (await (await fetch(at + query)).json()) as Issued
    expect(await found('')).to.deep.equal({ papers: [], held: null })
    const { title, at: when } = paper ?? {}
    expect((await found(`?sha256=${paper?.sha256}`)).held).to.deep.equal({ title, at: when, signed: false })
    expect((await found(`?sha256=${'0'.repeat(64)}`)).held).to.equal(null)
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

  it('offers the counties of the city that was asked for, in the form and as links with the other conditions kept', () => {
    const city = body({ region: '4501', text: '桥' })
    expect(city).to.include('<a href="/notices?text=%E6%A1%A5&amp;region=450103">青秀区</a>')
    expect(city).to.include('region=4501" aria-current="page">全市</a>')
    const county = body({ region: '450103' })
    expect(county).to.include('<option value="450103" selected>　　青秀区</option>')
    expect(county).to.include('region=450103" aria-current="page">青秀区</a>').and.not.include('秀峰区')
    for (const region of [undefined, '45', '53', '5301']) expect(body({ region })).not.to.include('按区县')
  })

  it('names the county of a place where it is known', () => {
    expect(placeName('450103')).to.equal('南宁市青秀区')
    expect(placeName('450100')).to.equal('南宁市')
    expect(placeName('530102')).to.equal('昆明市')
    expect(placeName('990000')).to.equal('990000')
  })

  it('has the six stages and the five industries among its conditions, and works without a script', () => {
    const page = body({})
    for (const words of [STAGES, INDUSTRIES])
      for (const [value, zh] of Object.entries(words))
        expect(page).to.include(`<option value="${value}">${zh}</option>`)
    expect(page).to.include('<form class="filters" action="/notices" method="get"').and.not.include('<script')
  })
})
