import { expect } from 'chai'
import { pagesOf } from '../../server/pages/routes.ts'
import { page as wholePage } from '../../templates/pages/frame.ts'
import { html } from '../../templates/pages/html.ts'
import { homePage, type Listed, noticesBody } from '../../templates/pages/notices.ts'

const now = Date.parse('2026-03-16T09:12:00+08:00')
const of = (path: string) => ({ centre: '交易中心', now, address: `https://example.test${path}` })
const listed = (name: string): Listed => ({
  ...{ id: 'T1', code: 'A1', name, stage: 'bidding', region: '530102', tenderer: { code: 'X', name: '招标人' } },
  project: { code: 'A', name: '项目' },
  ...{ publishedAt: now, deadline: Date.parse('2026-04-08T09:00:00+08:00') },
})

type Asked = [filters: Parameters<typeof noticesBody>[0], found: Parameters<typeof noticesBody>[1]]
const listPage = (...asked: Asked): string => {
  const { title, body } = noticesBody(...asked, { stages: {}, industries: {} })
  return wholePage(title, of('/notices'), body)
}

describe('the public pages', () => {
  it('show what was typed as text, never as markup', () => {
    const page = homePage(of('/'), [], [listed('<script>alert("x")</script>')], {})
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

  it('take an empty or senseless filter for none', () => {
    const notices = pagesOf([]).find(({ path }) => path === '/notices')
    const parsed = notices?.schema.parse({ text: '', stage: '', region: 'x', page: '-1' })
    expect(parsed).to.have.property('page', 1)
    for (const name of ['text', 'stage', 'region']) expect(parsed).to.have.property(name, undefined)
  })
})
