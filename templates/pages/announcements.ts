import { PLAN_WORDS } from '../tenderPlan.ts'
import { both, facts, html, type Markup, moment } from './html.ts'
import { REGIONS, TENDERERS } from './words.ts'

/** An announcement in a list. */
interface Listed {
  readonly at: number
  readonly stage: string
  readonly industry: string
  readonly centre: string
  readonly title: string
  readonly code: string
  readonly link: string
}

/** What was asked for, what was found, and the words of stages and industries. */
export interface Announcements {
  readonly asked: { stage?: string | undefined; industry?: string | undefined; centre?: string | undefined }
  readonly items: readonly Listed[]
  readonly more: boolean
  readonly page: number
  readonly stages: Readonly<Record<string, string>>
  readonly industries: Readonly<Record<string, string>>
  /** the conditions as they stand in the address */
  readonly query: string
}

/** Centres: that of each region itself, and those of its cities. */
const CENTRES = REGIONS.map(([code, name]) => [code.padEnd(4, '0'), code.length === 2 ? `${name}本级` : name] as const)

/** The name of a centre by its four digits. */
const centreName = (code: string): string => CENTRES.find(([known]) => known === code)?.[1] ?? code

const address = (of: Announcements['asked'], page = 1): string => {
  const given = Object.entries({ ...of, ...(page > 1 ? { page: String(page) } : {}) }).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, String(value)]],
  )
  return `/announcements${given.length ? `?${new URLSearchParams(given)}` : ''}`
}

type Asked = Announcements['asked']
const pick = ({ stage, industry, centre }: Asked): Asked => ({ stage, industry, centre })

/** The grid of stages by industries: each crossing is a link. */
const grid = ({ asked, stages, industries }: Announcements): Markup => html`<table class="list">
<caption>按行业与阶段查看（工程建设 001001）</caption>
<thead><tr><th scope="col">行业</th>${Object.values(stages).map((zh) => html`<th scope="col">${zh}</th>`)}</tr></thead>
<tbody>${Object.entries(industries).map(
  ([industry, name]) =>
    html`<tr><th scope="row"><a href="${address({ ...pick(asked), industry, stage: undefined })}">${name}</a></th>${Object.entries(
      stages,
    ).map(
      ([stage, zh]) =>
        html`<td data-label="${zh}"><a href="${address({ ...pick(asked), industry, stage })}"${asked.industry === industry && asked.stage === stage && html` aria-current="true"`}>${`001001${industry}${stage}`}</a></td>`,
    )}</tr>`,
)}</tbody></table>`

const centres = ({
  asked,
}: Announcements): Markup => html`<form class="filters" action="/announcements" method="get" role="search">
${asked.stage && html`<input type="hidden" name="stage" value="${asked.stage}">`}${asked.industry && html`<input type="hidden" name="industry" value="${asked.industry}">`}
<label>${both('交易中心', 'Centre')}<select name="centre"><option value="">全部 all</option>${CENTRES.map(([code, name]) => html`<option value="${code}"${code === asked.centre && html` selected`}>${name}</option>`)}</select></label>
<button type="submit">筛选</button><a class="reset" href="/announcements">清除条件</a></form>`

const rows = ({ items, stages, industries }: Announcements): Markup => html`<table class="list">
<caption>本页 ${items.length} 条，按发布时间由新到旧</caption>
<thead><tr><th scope="col">名称</th><th scope="col">阶段</th><th scope="col">行业</th><th scope="col">交易中心</th><th scope="col">发布</th></tr></thead>
<tbody>${items.map(
  (one) => html`<tr><th scope="row"><a href="${one.link}">${one.title}</a><span class="code">${one.code}</span></th>
<td data-label="阶段">${stages[one.stage]}</td><td data-label="行业">${industries[one.industry]}</td><td data-label="交易中心">${centreName(one.centre)}</td><td data-label="发布" class="when">${moment(one.at)}</td></tr>`,
)}</tbody></table>`

/** What was announced, by stage, industry and centre. */
export const announcementsBody = (of: Announcements): Markup => html`<h1>${both('信息公开', 'Announcements')}</h1>
<p class="note"><a href="/notices">按名称、单位、金额查找标段 <span class="en" lang="en">Search tenders by name, organisation, amount</span></a></p>
${centres(of)}${grid(of)}
${of.items.length ? rows(of) : html`<p class="empty">没有符合条件的信息。<br><span class="en" lang="en">Nothing matches.</span></p>`}
<nav class="pager" aria-label="分页 Pages">${of.page > 1 && html`<a rel="prev" href="${address(pick(of.asked), of.page - 1)}">上一页 Previous</a>`}<span>第 ${of.page} 页</span>${of.more && html`<a rel="next" href="${address(pick(of.asked), of.page + 1)}">下一页 Next</a>`}</nav>
<p class="note">订阅此条件 Follow this：<a href="/announcements.rss${of.query}">RSS</a></p>`

/** What the public page of a plan shows. */
interface Planned {
  readonly track: 'T' | 'G'
  readonly id: string
  readonly name: string
  readonly code: string
  readonly owner: string
  readonly type: string
  readonly version: number
  readonly publishedAt: number
  readonly remark: string
  readonly sections: readonly { name: string; content: string; estimate: string; month: string }[]
}

/** A plan of coming tenders as a public page. */
export function planBody(of: Planned): Markup {
  const words = PLAN_WORDS[of.track]
  const cells = (one: Planned['sections'][number]): Markup =>
    html`<tr><th scope="row">${one.name}</th><td data-label="${words.content}">${one.content}</td><td data-label="${words.estimate}">${one.estimate}</td><td data-label="${words.month}">${one.month}</td></tr>`
  const heads = [words.part, words.content, words.estimate, words.month]
  return html`<article><header class="title"><p class="eyebrow">${words.title} <span class="en" lang="en">Plan</span>　第 ${of.version} 版</p><h1>${of.name}</h1></header>
${facts([
  ['项目编号 Code', html`<code>${of.code}</code>`],
  [TENDERERS[of.track] ?? '', of.owner],
  ['交易类型 Kind', of.type],
  ['发布时间 Published', moment(of.publishedAt)],
])}
<table class="list"><thead><tr>${heads.map((head) => html`<th scope="col">${head}</th>`)}</tr></thead>
<tbody>${of.sections.map(cells)}</tbody></table>
${of.remark && html`<p>${of.remark}</p>`}
<p class="note">${words.binds}<a href="/plans/${of.id}/proofs">${words.title}的证明 Proofs</a></p></article>`
}
