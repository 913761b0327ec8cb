import { stageBar, stageTag } from './frame.ts'
import { both, facts, hash, html, type Markup, moment, second } from './html.ts'
import { type PaperView, papersSection } from './papers.ts'
import { roleName } from './words.ts'

/** A fact that everybody may see. */
export interface FactView {
  id: string
  at: number
  zh: string
  en: string
  role: string
}

/** A bid as it was read out, or why it was not. */
export interface PriceRow {
  bidder: string
  price: string | null
  durationDays: string
  quality: string
  leader: string
  remark: string
}

/** A bid in the ranking. */
export interface RankRow {
  rank: number
  candidate: boolean
  name: string
  price: string
  /** what it was compared by, where that is not its price */
  evaluated: string | null
  factors: { zh: string; points: string }[]
  quality: string
  priceScore: string
  total: string
  /** the project leader with the certificate */
  leader: string
  term: string
  promised: string
  qualification: string
  performance: string[]
}

/** What became public at the end of the evaluation. */
export interface PublicityView {
  from: number
  until: number
  /** whether points were given; otherwise the evaluated price alone decided */
  scored: boolean
  ranking: RankRow[]
  rejections: { name: string; price: string; findings: string[] }[]
  sha256: string | null
  suspended: boolean
  objections: number
}

/** Who won, and the contract. */
export interface AwardView {
  name: string
  code: string
  price: string
  decidedAt: number | null
  notice: string | null
  contract: { at: number; sha256: string } | null
  /** of a purchase: how long its announcement stands, what was bought, who evaluated */
  announced: {
    from: number
    until: number
    items: { name: string; spec: string; quantity: string; unitPrice: string; service: string }[]
    experts: string[]
    remark: string
    /** bids that were not compared, and why */
    invalid: readonly { name: string; reason: string }[]
    /** whom the purchaser recommended in writing, and why */
    recommended: readonly { name: string; code: string; reason: string }[]
    sha256: string | null
  } | null
  /** whether the contract's text is public */
  contractPublic: boolean
}

/** Everything public about one tender, in the order of time. */
export interface ProjectView {
  id: string
  code: string
  name: string
  stage: string
  /** T or G: by which words its stages are called */
  track: string
  project: string
  tenderer: string
  deadline: number
  /** the stage in which it ended without a result */
  ended: string | null
  /** the highest price: an amount, or how it is computed at the opening */
  ceiling: string
  next: string | null
  failure: string | null
  opening: { started: number; rows: PriceRow[]; record: string | null } | null
  publicity: PublicityView | null
  award: AwardView | null
  /** what followed the notice: rest, postponement, end, control price, rulings */
  papers: PaperView[]
  facts: FactView[]
}

const opening = (
  id: string,
  { started, rows, record }: NonNullable<ProjectView['opening']>,
): Markup => html`<section><h2>${both('开标', 'Opening')}</h2>
<p>开标于 ${second(started)} 开始。${rows.length ? '' : '投标文件正在解密，唱标后此处公布全部报价。'}</p>${
  rows.length > 0 &&
  html`<table class="prices"><caption>唱标结果，同一时刻向所有人公布</caption>
<thead><tr><th scope="col">投标人</th><th scope="col" class="number">投标报价（元）</th><th scope="col">工期</th><th scope="col">质量</th><th scope="col">项目负责人</th><th scope="col">备注</th></tr></thead>
<tbody>${rows.map(
    (row) =>
      html`<tr><th scope="row">${row.bidder}</th><td class="number" data-label="报价（元）">${row.price ?? '—'}</td><td data-label="工期">${row.durationDays}</td><td data-label="质量">${row.quality}</td><td data-label="负责人">${row.leader}</td><td data-label="备注">${row.remark || '—'}</td></tr>`,
  )}</tbody></table>`
}${record && html`<p><a href="/api/v1/tenders/${id}/opening/record.pdf">开标记录 PDF</a>　SHA-256 ${hash(record)}</p>`}</section>`

/** The columns of points: each factor, or nothing where the price alone decided. */
const pointColumns = (view: PublicityView, row: RankRow): [string, string][] =>
  view.scored
    ? [
        ...row.factors.map(({ zh, points }): [string, string] => [zh, points]),
        ...([
          ['质量分', row.quality],
          ['价格分', row.priceScore],
          ['总分', row.total],
        ] as [string, string][]),
      ]
    : []

function rankTable(view: PublicityView): Markup {
  const evaluated = view.ranking.some((row) => row.evaluated)
  const [first] = view.ranking
  const heads = first ? pointColumns(view, first).map(([zh]) => zh) : []
  return html`<table class="prices"><caption>全部进入详细评审的投标人</caption>
<thead><tr><th scope="col">名次</th><th scope="col">投标人</th><th scope="col" class="number">报价（元）</th>${evaluated && html`<th scope="col" class="number">评标价（元）</th>`}${heads.map((zh) => html`<th scope="col" class="number">${zh}</th>`)}</tr></thead>
<tbody>${view.ranking.map(
    (row) =>
      html`<tr><td data-label="名次">${row.rank}${row.candidate && html` <span class="tag past">候选人</span>`}</td><th scope="row">${row.name}</th><td class="number" data-label="报价（元）">${row.price}</td>${evaluated && html`<td class="number" data-label="评标价（元）">${row.evaluated ?? row.price}</td>`}${pointColumns(view, row).map(([zh, points]) => html`<td class="number" data-label="${zh}">${points}</td>`)}</tr>`,
  )}</tbody></table>`
}

const candidateFacts = (row: RankRow): Markup =>
  html`<h3>第 ${row.rank} 名候选人：${row.name}</h3>${facts([
    ['项目负责人 Leader', row.leader],
    ['工期（交货期） Term', row.term],
    ['质量 Quality', row.promised],
    ['资格能力响应 Qualification', row.qualification],
    ['响应的业绩 Performance', row.performance.join('；') || false],
  ])}`

const publicity = (
  id: string,
  view: PublicityView,
): Markup => html`<section><h2>${both('中标候选人公示', 'Candidates')}</h2>
${facts([
  ['公示期 From – until', html`${second(view.from)} 至 ${second(view.until)}`],
  [
    '异议 Objections',
    view.objections ? `${view.objections} 件${view.suspended ? '，答复前暂停定标' : '，均已答复或逾期登记'}` : '无',
  ],
  [
    '公示文件 PDF',
    view.sha256 &&
      html`<a href="/api/v1/tenders/${id}/publicity.pdf">中标候选人公示 PDF</a>　SHA-256 ${hash(view.sha256)}`,
  ],
])}
${rankTable(view)}${view.ranking.filter(({ candidate }) => candidate).map(candidateFacts)}${
  view.rejections.length > 0 &&
  html`<h3>${both('否决的投标', 'Rejected bids')}</h3><ul>${view.rejections.map(({ name, price, findings }) => html`<li><strong>${name}</strong>（报价 ${price} 元）${findings.map((text) => html`<br><span class="note">${text}</span>`)}</li>`)}</ul>`
}</section>`

const announced = (id: string, view: NonNullable<AwardView['announced']>): Markup => html`${facts([
  ['公告期限 Notice period', html`${second(view.from)} 至 ${second(view.until)}`],
  ['评审专家 Evaluated by', view.experts.join('、')],
  ['确定方式 How', view.remark || false],
  [
    '中标结果公告 PDF',
    view.sha256 &&
      html`<a href="/api/v1/tenders/${id}/publicity.pdf">中标结果公告 PDF</a>　SHA-256 ${hash(view.sha256)}`,
  ],
])}
<table class="prices"><caption>主要标的信息</caption>
<thead><tr><th scope="col">名称</th><th scope="col">规格型号</th><th scope="col">数量</th><th scope="col" class="number">单价（元）</th><th scope="col">服务要求</th></tr></thead>
<tbody>${view.items.map(
  (one) =>
    html`<tr><th scope="row">${one.name}</th><td data-label="规格型号">${one.spec}</td><td data-label="数量">${one.quantity}</td><td class="number" data-label="单价（元）">${one.unitPrice}</td><td data-label="服务要求">${one.service}</td></tr>`,
)}</tbody></table>${invalid(view.invalid)}${recommended(view.recommended)}`

const invalid = (all: NonNullable<AwardView['announced']>['invalid']): Markup | false =>
  all.length > 0 &&
  html`<h3>${both('未通过资格审查或者投标无效的投标人及原因', 'Not compared, and why')}</h3><ul>${all.map(
    ({ name, reason }) => html`<li><strong>${name}</strong><br><span class="note">${reason}</span></li>`,
  )}</ul>`

const recommended = (all: NonNullable<AwardView['announced']>['recommended']): Markup | false =>
  all.length > 0 &&
  html`<h3>${both('采购人书面推荐的供应商及推荐理由', 'Recommended by the purchaser, and why')}</h3><ul>${all.map(
    ({ name, code, reason }) => html`<li><strong>${name}</strong> <code>${code}</code><br>${reason}</li>`,
  )}</ul>`

const award = (id: string, view: AwardView): Markup =>
  html`<section><h2>${both('中标结果', 'Award')}</h2>${facts([
    ['中标人 Winner', html`<strong>${view.name}</strong> <code>${view.code}</code>`],
    ['中标价 Price', `${view.price} 元`],
    ['确定时间 Decided', view.decidedAt && second(view.decidedAt)],
    [
      '中标通知书 Notice',
      view.notice &&
        html`<a href="/api/v1/tenders/${id}/award/notice.pdf">中标通知书 PDF</a>　SHA-256 ${hash(view.notice)}`,
    ],
    [
      '合同 Contract',
      view.contract && html`${second(view.contract.at)} 订立　合同文本 SHA-256 ${hash(view.contract.sha256)}`,
    ],
    [
      '合同公开 Contract in public',
      view.contractPublic && html`<a href="/api/v1/tenders/${id}/contract/public.pdf">合同 PDF</a>`,
    ],
  ])}${view.announced && announced(id, view.announced)}</section>`

const timeline = (
  all: readonly FactView[],
  track: string,
): Markup => html`<section><h2>${both('时间线', 'Timeline')}</h2>
<p class="note">${all.length} 条公开事实。尚须保密的事实在其公开之前不在此处出现，也不计数。每一条都可在您的浏览器中核验其在透明日志中的位置。</p>
<ol class="timeline">${all.map(
  (fact) => html`<li id="${fact.id}">
<div class="when">${second(fact.at)}</div>
<div><h3>${both(fact.zh, fact.en)}</h3>
<p class="note">${roleName(fact.role, track)} · 编号 <code>${fact.id}</code> · <a class="verify" href="/verify?fact=${fact.id}">核验 Verify</a></p></div></li>`,
)}</ol></section>`

/** The public history of one tender: what a page shows below its head. */
export function projectBody(view: ProjectView): Markup {
  return html`<header class="title"><p class="eyebrow">项目公开信息 <span class="en" lang="en">Everything public</span> ${stageTag(view.stage)}</p>
<h1>${view.name}</h1>
<p class="note">${view.project} · <code>${view.code}</code> · ${view.tenderer} · 投标截止 ${moment(view.deadline)}</p>
<p class="actions"><a href="/notices/${view.id}">招标公告全文 Notice</a>${view.opening && html`<a href="/openings/${view.id}/live">开标大厅 Opening hall</a>`}<a href="/notices/${view.id}/versions">招标文件版本与答疑</a><a href="/projects/${view.id}/proofs">全部证明 All proofs</a><a href="/api/v1/tenders/${view.id}/facts">全部事实 JSON</a></p></header>
${stageBar(view)}${view.failure && html`<p class="banner failed">${view.failure}</p>`}${view.next && html`<p class="banner next">${view.next}</p>`}
${view.opening === null && view.award === null && facts([['最高投标限价 Ceiling', view.ceiling]])}
${view.award && award(view.id, view.award)}${view.publicity && publicity(view.id, view.publicity)}${view.opening && opening(view.id, view.opening)}
${papersSection(view.id, view.papers)}
${timeline(view.facts, view.track)}`
}
