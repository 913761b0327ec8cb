import { expect } from 'chai'
import { pagesOf } from '../../server/pages/routes.ts'
import { stageBar, page as wholePage } from '../../templates/pages/frame.ts'
import { homePage } from '../../templates/pages/home.ts'
import { html } from '../../templates/pages/html.ts'
import { type Listed, noticesBody } from '../../templates/pages/notices.ts'
import { statusBody } from '../../templates/pages/status.ts'

const now = Date.parse('2026-03-16T09:12:00+08:00')
const of = (path: string) => ({ centre: '交易中心', now, address: `https://example.test${path}` })
const listed = (name: string): Listed => ({
  ...{ id: 'T1', code: 'A1', name, stage: 'bidding', region: '530102', tenderer: { code: 'X', name: '招标人' } },
  project: { code: 'A', name: '项目' },
  ...{ publishedAt: now, deadline: Date.parse('2026-04-08T09:00:00+08:00') },
})

const nowhere = { stages: {}, entrances: { trading: null, supervision: null } }

type Asked = [filters: Parameters<typeof noticesBody>[0], found: Parameters<typeof noticesBody>[1]]
const listPage = (...asked: Asked): string => {
  const { title, body } = noticesBody(...asked, { stages: {}, industries: {} })
  return wholePage(title, of('/notices'), body)
}

describe('the public pages', () => {
  it('show what was typed as text, never as markup', () => {
    const page = homePage(of('/'), [], [listed('<script>alert("x")</script>')], nowhere)
    expect(page).to.include('&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;').and.not.include('<script')
    expect(html`<a title="${'" onclick="x'}">`.text).to.equal('<a title="&quot; onclick=&quot;x">')
  })

  it('name their content first, in Chinese, and write times of Beijing', () => {
    const page = listPage({ page: 1 }, { items: [listed('一标段')], more: false, parties: [] })
    expect(page)
      .to.match(/<html lang="zh-CN">/)
      .and.include('<title>交易信息 · 阳光交易</title>')
    expect(page).to.include('2026-04-08 09:00')
  })

  it('keep the filter in the address of the next page', () => {
    const page = listPage(
      { text: '公园', stage: 'bidding', page: 2 },
      { items: [listed('x')], more: true, parties: [] },
    )
    const next = /href="([^"]*)">下一页/.exec(page)?.[1]?.replaceAll('&amp;', '&') ?? ''
    const query = new URL(next, 'https://example.test').searchParams
    expect(Object.fromEntries(query)).to.deep.equal({ text: '公园', stage: 'bidding', page: '3' })
  })

  it('lead everybody to its entrance by role; to one whose address nobody said there is no link', () => {
    const home = (trading: string | null): string =>
      homePage(of('/'), [], [], { stages: {}, entrances: { trading, supervision: null } })
    const told = home('https://jy.example.cn')
    for (const to of ['https://jy.example.cn/t', 'https://jy.example.cn/e', '/verify'])
      expect(told).to.include(`href="${to}"`)
    expect(told).to.include('投标人、供应商').and.not.include('监督工作台')
    expect(home(null)).to.include('核验文书').and.not.include('投标工作台').and.not.include('null')
  })

  it('show in which stage a tender ended, and that it did', () => {
    const bar = (stage: string, track: string, ended: string | null): string =>
      stageBar({ stage, track, ended }).text.replace(/<span class="en".*?<\/span>/g, '')
    expect(bar('terminated', 'T', 'publicised'))
      .to.include('<li class="lost" aria-current="step">候选人公示 · 终止</li>')
      .and.include('<li class="done">评标</li>')
      .and.include('本次招标已终止')
    expect(bar('failed', 'G', 'bidding')).to.include('<li class="lost" aria-current="step">招标投标 · 招标失败</li>')
    expect(bar('evaluating', 'G', null))
      .to.include('<li class="now" aria-current="step">评标</li>')
      .and.not.include('lost')
  })

  it('tell of the platform’s state what its log says: that it beats, that it stands still, and when it did', () => {
    const view = { now, every: 5000, least: 20_000, last: { beat: 7, at: now - 4000 }, dark: false }
    const at = (time: string) => Date.parse(`2026-03-15T${time}+08:00`)
    const days = [
      { day: '2026-03-16', begun: true, gaps: [] },
      { day: '2026-03-15', begun: true, gaps: [{ from: at('09:00:05'), to: at('09:02:10') }] },
      { day: '2026-03-14', begun: false, gaps: [] },
    ]
    const running = statusBody({ ...view, days }).text
    expect(running)
      .to.include('运行正常')
      .and.include('没有停拍')
      .and.include('（2 分 5 秒）')
      .and.include('日志尚未开始')
    const still = { ...view, days, dark: true, last: { beat: 7, at: now - 90_000 } }
    expect(statusBody(still).text).to.include('日志停拍中').and.include('1 分 30 秒前')
    expect(statusBody({ ...view, days: [], last: null }).text).to.include('公开日志尚未开始')
  })

  it('take an empty or senseless filter for none', () => {
    const notices = pagesOf([]).find(({ path }) => path === '/notices')
    const parsed = notices?.schema.parse({ text: '', stage: '', region: 'x', page: '-1' })
    expect(parsed).to.have.property('page', 1)
    for (const name of ['text', 'stage', 'region']) expect(parsed).to.have.property(name, undefined)
  })
})
