import { type Furniture, page, stageTag } from './frame.ts'
import { both, clockTime, html, type Markup, moment } from './html.ts'
import { REGIONS, regionName, STAGES } from './words.ts'

/** A tender in a list. */
export interface Listed {
  id: string
  code: string
  name: string
  stage: string
  region: string
  tenderer: string
  publishedAt: number
  deadline: number
}

/** What was asked for; it stands in the address. */
export interface Filters {
  text?: string | undefined
  stage?: string | undefined
  region?: string | undefined
  page: number
}

const search = (text = ''): Markup => html`<form class="search" action="/notices" method="get" role="search">
<label for="text">${both('搜索公告', 'Search notices')}</label>
<div><input id="text" name="text" type="search" value="${text}" maxlength="100" placeholder="标段名称或编号 name or code" autocomplete="off"><button type="submit">搜索</button></div>
</form>`

const rows = (tenders: readonly Listed[], caption: string): Markup => html`<table class="list">
<caption>${caption}</caption>
<thead><tr><th scope="col">标段</th><th scope="col">招标人</th><th scope="col">地区</th><th scope="col">阶段</th><th scope="col">发布</th><th scope="col">投标截止</th></tr></thead>
<tbody>${tenders.map(
  (one) => html`<tr>
<th scope="row"><a href="/notices/${one.id}">${one.name}</a><span class="code">${one.code}</span></th>
<td data-label="招标人">${one.tenderer}</td>
<td data-label="地区">${regionName(one.region)}</td>
<td data-label="阶段">${stageTag(one.stage)}</td>
<td data-label="发布" class="when">${moment(one.publishedAt)}</td>
<td data-label="投标截止" class="when">${moment(one.deadline)}</td>
</tr>`,
)}</tbody></table>`

const nothing = (zh: string, en: string): Markup =>
  html`<p class="empty">${zh}<br><span class="en" lang="en">${en}</span></p>`

/** The first page: one search box, what opens today, what is new. */
export function homePage(of: Furniture, today: readonly Listed[], newest: readonly Listed[]): string {
  const openings = today.map(
    (one) =>
      html`<li><span class="hour">${clockTime(one.deadline)}</span><a href="/projects/${one.id}">${one.name}</a>${stageTag(one.stage)}</li>`,
  )
  const body = html`<section class="hero">
<h1>公共资源交易，逐项可验 <span class="en" lang="en">Public tenders that prove instead of promising</span></h1>
${search()}
<nav class="chips" aria-label="按阶段 By stage">${Object.entries(STAGES).map(([stage, { zh }]) => html`<a href="/notices?stage=${stage}">${zh}</a>`)}</nav>
</section>
<section><h2>${both('今日开标', 'Openings today')}</h2>${
    today.length
      ? html`<ol class="openings">${openings}</ol>`
      : nothing(
          '今天没有开标。投标截止时间即开标时间，可在公告中查看。',
          'No opening today. Bids are opened at the deadline that each notice states.',
        )
  }</section>
<section><h2>${both('最新公告', 'Newest notices')}</h2>${
    newest.length
      ? html`${rows(newest, `最新 ${newest.length} 条`)}<p><a class="more" href="/notices">全部交易信息 All notices</a></p>`
      : nothing('还没有发布的公告。招标人发布后，公告立即出现在这里。', 'Nothing has been published yet.')
  }</section>`
  return page('首页', of, body)
}

const option = (value: string, text: string, chosen: string | undefined): Markup =>
  html`<option value="${value}"${value === (chosen ?? '') && html` selected`}>${text}</option>`

const address = (filters: Filters, at: number): string => {
  const query = new URLSearchParams()
  for (const name of ['text', 'stage', 'region'] as const) if (filters[name]) query.set(name, filters[name])
  if (at > 1) query.set('page', String(at))
  return `/notices${query.size ? `?${query}` : ''}`
}

const filterForm = (
  filters: Filters,
): Markup => html`<form class="filters" action="/notices" method="get" role="search">
<label>${both('关键词', 'Words')}<input name="text" type="search" maxlength="100" value="${filters.text}" placeholder="标段名称或编号"></label>
<label>${both('阶段', 'Stage')}<select name="stage">${option('', '全部 all', filters.stage)}${Object.entries(STAGES).map(([stage, { zh, en }]) => option(stage, `${zh} ${en}`, filters.stage))}</select></label>
<label>${both('地区', 'Region')}<select name="region">${option('', '全部 all', filters.region)}${REGIONS.map(([code, name]) => option(code, code.length > 2 ? `　${name}` : name, filters.region))}</select></label>
<button type="submit">筛选</button>${filters.text || filters.stage || filters.region ? html`<a class="reset" href="/notices">清除条件</a>` : ''}
</form>`

/** The list of notices; the address holds what was asked for. */
export function noticesPage(
  of: Furniture,
  filters: Filters,
  found: { items: readonly Listed[]; more: boolean },
): string {
  const { items, more } = found
  const pager = html`<nav class="pager" aria-label="分页 Pages">${
    filters.page > 1 && html`<a rel="prev" href="${address(filters, filters.page - 1)}">上一页 Previous</a>`
  }<span>第 ${filters.page} 页</span>${more && html`<a rel="next" href="${address(filters, filters.page + 1)}">下一页 Next</a>`}</nav>`
  const list = items.length
    ? html`${rows(items, `本页 ${items.length} 条，按发布时间由新到旧`)}${pager}`
    : nothing('没有符合条件的公告。请减少条件或更换关键词。', 'Nothing matches. Try fewer conditions.')
  return page('交易信息', of, html`<h1>${both('交易信息', 'Notices')}</h1>${filterForm(filters)}${list}`)
}
