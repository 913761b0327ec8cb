import { stageTag } from './frame.ts'
import { both, html, type Markup, moment } from './html.ts'
import { countiesOf, KINDS, placeName, REGIONS, regionName, STAGES, TRACKS } from './words.ts'

/** A tender in a list. */
export interface Listed {
  id: string
  code: string
  name: string
  stage: string
  region: string
  project: { code: string; name: string }
  tenderer: { code: string; name: string }
  publishedAt: number
  /** 0: none, as of a plan */
  deadline: number
  /** the project, where this is a plan of coming tenders */
  plan?: string
  /** where that is what a purchaser intends to buy */
  intention?: true
  /** the stage of Guangxi that was asked for, and when it was announced last */
  announced?: { stage: string; at: number }
}

/** What a plan of coming tenders is called by the law it goes by. */
export const planTitle = ({ intention }: Pick<Listed, 'intention'>): string => (intention ? '采购意向' : '招标计划')

/** Where what a list shows can be read. */
export const addressOf = ({ id, plan }: Pick<Listed, 'id' | 'plan'>): string =>
  plan ? `/plans/${plan}` : `/notices/${id}`

/** What was asked for; it stands in the address. Amounts in 万元, days as `2026-11-22`. */
export interface Filters {
  text?: string | undefined
  party?: string | undefined
  /** Guangxi's number of a stage */
  announced?: string | undefined
  stage?: string | undefined
  region?: string | undefined
  track?: string | undefined
  kind?: string | undefined
  industry?: string | undefined
  from?: string | undefined
  to?: string | undefined
  least?: string | undefined
  most?: string | undefined
  page: number
}
const CONDITIONS = [
  'text',
  'party',
  'announced',
  'stage',
  'region',
  'track',
  'kind',
  'industry',
  'from',
  'to',
  'least',
  'most',
] as const

/** The search box. */
export const search = (text = ''): Markup => html`<form class="search" action="/notices" method="get" role="search">
<label for="text">${both('搜索公告', 'Search notices')}</label>
<div><input id="text" name="text" type="search" value="${text}" maxlength="100" placeholder="名称、编号、单位、拼音 name, code, organisation, pinyin" autocomplete="off"><button type="submit">搜索</button></div>
</form>`

/** Tenders and plans in a table. */
export const rows = (tenders: readonly Listed[], caption: string): Markup => html`<table class="list">
<caption>${caption}</caption>
<thead><tr><th scope="col">标段（计划）</th><th scope="col">招标人（采购人）</th><th scope="col">地区</th><th scope="col">阶段</th><th scope="col">发布</th><th scope="col">投标截止</th></tr></thead>
<tbody>${tenders.map(
  (one) => html`<tr>
<th scope="row"><a href="${addressOf(one)}">${one.name}</a><span class="code">${one.code}</span></th>
<td data-label="招标人（采购人）">${one.tenderer.name}</td>
<td data-label="地区">${placeName(one.region)}</td>
<td data-label="阶段">${one.plan ? html`<span class="tag past">${planTitle(one)}</span>` : stageTag(one.stage)}</td>
<td data-label="发布" class="when">${moment(one.announced?.at ?? one.publishedAt)}</td>
<td data-label="投标截止" class="when">${one.deadline ? moment(one.deadline) : '—'}</td>
</tr>`,
)}</tbody></table>`

/** What stands where a list is empty. */
export const nothing = (zh: string, en: string): Markup =>
  html`<p class="empty">${zh}<br><span class="en" lang="en">${en}</span></p>`

const option = (value: string, text: string, chosen: string | undefined): Markup =>
  html`<option value="${value}"${value === (chosen ?? '') && html` selected`}>${text}</option>`

const queryOf = (filters: Filters): URLSearchParams => {
  const query = new URLSearchParams()
  for (const name of CONDITIONS) if (filters[name]) query.set(name, filters[name])
  return query
}

const address = (filters: Filters, at: number): string => {
  const query = queryOf(filters)
  if (at > 1) query.set('page', String(at))
  return `/notices${query.size ? `?${query}` : ''}`
}

const MORE = ['stage', 'industry', 'track', 'kind', 'from', 'to', 'least', 'most'] as const

const select = (name: string, words: Markup, chosen: string | undefined, of: (readonly [string, string])[]): Markup =>
  html`<label>${words}<select name="${name}">${option('', '全部 all', chosen)}${of.map(([value, text]) => option(value, text, chosen))}</select></label>`

const input = (name: keyof Filters, type: string, words: Markup, value: string | number | undefined): Markup =>
  html`<label>${words}<input name="${name}" type="${type}" value="${value}"${type === 'text' && html` inputmode="decimal" maxlength="16" size="8"`}></label>`

/** Regions and cities; below the city that was chosen its counties. A place that was asked for by its address is among them. */
const placesFor = (chosen = ''): (readonly [string, string])[] => {
  const known = listedFor(chosen)
  return !chosen || known.some(([code]) => code === chosen)
    ? known
    : [...known, [chosen, `${regionName(chosen)} ${chosen}`]]
}

const listedFor = (chosen: string): (readonly [string, string])[] =>
  REGIONS.flatMap(([code, name]) => [
    [code, code.length > 2 ? `　${name}` : name] as const,
    ...(code === chosen.slice(0, 4) ? countiesOf(code).map(([county, its]) => [county, `　　${its}`] as const) : []),
  ])

/** The counties of the city that was chosen, each with the same other conditions. */
const countyLinks = (filters: Filters): Markup | false => {
  const city = filters.region?.slice(0, 4) ?? ''
  const counties = countiesOf(city)
  return (
    counties.length > 0 &&
    html`<nav class="chips" aria-label="按区县 By county"><span class="note">区县</span>${[
      [city, '全市'] as const,
      ...counties,
    ].map(
      ([code, name]) =>
        html`<a href="${address({ ...filters, region: code }, 1)}"${filters.region === code && html` aria-current="page"`}>${name}</a>`,
    )}</nav>`
  )
}

const filterForm = (
  filters: Filters,
  { stages, industries }: Words,
): Markup => html`<form class="filters" action="/notices" method="get" role="search">
<label class="words">${both('关键词', 'Words')}<input name="text" type="search" maxlength="100" value="${filters.text}" placeholder="名称、编号、单位、拼音"></label>
${select('announced', both('信息类型', 'Announced'), filters.announced, Object.entries(stages))}
${select('region', both('地区', 'Region'), filters.region, placesFor(filters.region))}
<button type="submit">筛选</button>${CONDITIONS.some((name) => filters[name]) ? html`<a class="reset" href="/notices">清除条件</a>` : ''}
<details${MORE.some((name) => filters[name]) && html` open`}><summary>${both('更多条件', 'More conditions')}</summary><div>
${select(
  'stage',
  both('标段进展', 'Progress'),
  filters.stage,
  Object.entries(STAGES).map(([stage, { zh, en }]) => [stage, `${zh} ${en}`] as const),
)}
${select('industry', both('行业', 'Industry'), filters.industry, Object.entries(industries))}
${select('track', both('类别', 'Track'), filters.track, Object.entries(TRACKS))}
${select('kind', both('类型', 'Kind'), filters.kind, Object.entries(KINDS))}
${input('from', 'date', both('发布自', 'From'), filters.from)}${input('to', 'date', both('至', 'To'), filters.to)}
${input('least', 'text', both('金额不低于（万元）', 'At least'), filters.least)}${input('most', 'text', both('不高于（万元）', 'At most'), filters.most)}
</div></details>
${filters.party && html`<input type="hidden" name="party" value="${filters.party}">`}
</form>`

const partiesOf = (filters: Filters, parties: readonly { code: string; name: string }[]): Markup | false =>
  parties.length > 0 &&
  html`<nav class="chips" aria-label="相关单位 Organisations"><span class="note">相关单位</span>${parties.map(
    ({ code, name }) =>
      html`<a href="${address({ ...filters, text: undefined, party: code, page: 1 }, 1)}">${name}</a>`,
  )}</nav>`

/** The words of Guangxi's stages and industries, by their numbers. */
export interface Words {
  readonly stages: Readonly<Record<string, string>>
  readonly industries: Readonly<Record<string, string>>
}

/** Each of Guangxi's stages with the same other conditions. */
export const stageLinks = (filters: Filters, stages: Words['stages']): Markup =>
  html`<nav class="chips" aria-label="按信息类型 By what is announced"><span class="note">信息类型</span>${[
    [undefined, '全部'] as const,
    ...Object.entries(stages),
  ].map(
    ([stage, zh]) =>
      html`<a href="${address({ ...filters, announced: stage }, 1)}"${filters.announced === stage && html` aria-current="page"`}>${zh}</a>`,
  )}</nav>`

/** The list of what is announced: plans, notices and what became of them; the address holds what was asked for. */
export function noticesBody(
  filters: Filters,
  found: { items: readonly Listed[]; more: boolean; parties: readonly { code: string; name: string }[] },
  words: Words,
): { title: string; body: Markup } {
  const { items, more, parties } = found
  const pager = html`<nav class="pager" aria-label="分页 Pages">${
    filters.page > 1 && html`<a rel="prev" href="${address(filters, filters.page - 1)}">上一页 Previous</a>`
  }<span>第 ${filters.page} 页</span>${more && html`<a rel="next" href="${address(filters, filters.page + 1)}">下一页 Next</a>`}</nav>`
  const list = items.length
    ? html`${rows(items, `本页 ${items.length} 条，按发布时间由新到旧`)}${pager}`
    : nothing('没有符合条件的公告。请减少条件或更换关键词。', 'Nothing matches. Try fewer conditions.')
  const query = queryOf(filters)
  const same = query.size ? `?${query}` : ''
  const feeds = html`<p class="note">订阅此条件 Follow this search：<a href="/notices.rss${same}">RSS</a> · <a href="/notices.atom${same}">Atom</a> · <a href="/notices.ics${same}">开标日历 ICS</a></p>`
  const title = filters.text ? `${filters.text} · 交易信息` : '交易信息'
  const heading = html`<h1>${both('交易信息', 'Notices')}</h1>`
  return {
    title,
    body: html`${heading}${stageLinks(filters, words.stages)}${countyLinks(filters)}${filterForm(filters, words)}${partiesOf(filters, parties)}${list}${feeds}`,
  }
}
