import { stageTag } from './frame.ts'
import { both, facts, hash, html, type Markup, moment, size } from './html.ts'
import { KINDS, placeName, TRACKS } from './words.ts'

/** Everything a prequalification notice says, ready to be read. Who applies, and how many, it never says. */
export interface PrequalificationView {
  id: string
  code: string
  name: string
  stage: string
  failure: string | null
  project: { code: string; name: string }
  track: string
  kind: string
  region: string
  place: string
  durationDays: number
  consortium: boolean
  scope: string
  qualification: string
  tenderer: { name: string }
  agent: { name: string } | null
  supervisor: { name: string }
  contact: string
  version: number
  publishedAt: number
  documentsFrom: number
  documentsUntil: number
  deadline: number
  requirements: string[]
  documents: { title: string; bytes: number; sha256: string }[]
  papers: { title: string; sha256: string }[]
  /** Hash of what the notice announces: what was signed. */
  notice: string
}

const paragraphs = (text: string): Markup[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => html`<p>${line}</p>`)

const files = (view: PrequalificationView): Markup => html`<table class="files">
<caption>资格预审文件与公告文件，下载不需登录，不收费用</caption>
<thead><tr><th scope="col">文件</th><th scope="col">大小</th><th scope="col">SHA-256</th></tr></thead>
<tbody>${view.documents.map(
  (one) =>
    html`<tr><th scope="row"><a href="/api/v1/tenders/${view.id}/prequalification/documents/${one.sha256}">${one.title}.pdf</a></th><td data-label="大小">${size(one.bytes)}</td><td data-label="SHA-256">${hash(one.sha256)}</td></tr>`,
)}${view.papers.map(
  (one) =>
    html`<tr><th scope="row"><a href="/api/v1/tenders/${view.id}/papers/${one.sha256}">${one.title}.pdf</a></th><td data-label="大小">PDF</td><td data-label="SHA-256">${hash(one.sha256)}</td></tr>`,
)}</tbody></table>`

/** A prequalification notice with its files: what a page shows below its head. */
export const prequalificationBody = (view: PrequalificationView): Markup => html`<article>
<header class="title"><p class="eyebrow">资格预审公告 <span class="en" lang="en">Prequalification</span>　第 ${view.version} 版 ${stageTag(view.stage)}</p>
<h1>${view.name}</h1>
<p class="actions"><a class="button" href="/projects/${view.id}">本标段全部公开信息</a></p></header>
${view.failure && html`<p class="banner failed">${view.failure}</p>`}
<section><h2>${both('时间', 'Dates')}</h2>${facts([
  ['发布时间 Published', moment(view.publishedAt)],
  ['资格预审文件获取 Documents', html`${moment(view.documentsFrom)} 至 ${moment(view.documentsUntil)}`],
  [
    '申请截止 Deadline',
    html`<strong class="deadline">${moment(view.deadline)}</strong>（北京时间，以平台时钟为准；截止前一毫秒送达有效，截止瞬间及以后拒收）`,
  ],
])}</section>
<section><h2>${both('招标内容', 'What is tendered')}</h2>${facts([
  ['项目 Project', html`${view.project.name} <code>${view.project.code}</code>`],
  ['标段编号 Code', html`<code>${view.code}</code>`],
  ['类别 Kind', `${KINDS[view.kind] ?? view.kind}，${TRACKS[view.track] ?? view.track}`],
  ['地区与地点 Place', `${placeName(view.region)}，${view.place}`],
  ['工期 Duration', `${view.durationDays} 日历天`],
  ['联合体 Consortium', view.consortium ? '接受' : '不接受'],
])}<div class="prose"><h3>招标范围 <span class="en" lang="en">Scope</span></h3>${paragraphs(view.scope)}<h3>资格要求 <span class="en" lang="en">Qualification</span></h3>${paragraphs(view.qualification)}</div></section>
<section><h2>${both('审查内容', 'What is judged')}</h2><ol>${view.requirements.map((one) => html`<li>${one}</li>`)}</ol><p>申请文件加密后通过平台递交；申请人名称、数量在任何时候均不公开。未通过资格预审的申请人不具有投标资格。</p></section>
<section><h2>${both('文件', 'Documents')}</h2>${files(view)}</section>
<section><h2>${both('各方', 'Parties')}</h2>${facts([
  ['招标人 Tenderer', view.tenderer.name],
  ['代理机构 Agent', view.agent?.name ?? null],
  ['行政监督 Supervisor', view.supervisor.name],
  ['联系方式 Contact', view.contact],
  ['公告内容 SHA-256', hash(view.notice)],
])}</section>
</article>`
