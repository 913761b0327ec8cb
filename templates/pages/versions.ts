import { both, hash, html, type Markup, moment, second, size } from './html.ts'

/** A piece of a compared text. */
export interface RunView {
  kind: 'same' | 'gone' | 'new'
  text: string
}

/** A version of a tender document as the public reads it. */
export interface VersionView {
  version: number
  title: string
  text: string
  at: number
  affects: boolean
  toldAt: number | null
  paper: string | null
  documents: { title: string; bytes: number; sha256: string }[]
}

/** Two versions compared. */
export interface BetweenView {
  from: number
  to: number
  terms: { zh: string; en: string; runs: RunView[] }[]
  documents: { kind: RunView['kind']; title: string; sha256: string }[]
}

/** Everything about a tender document that is public: versions, a comparison, answered questions. */
export interface VersionsView {
  id: string
  name: string
  code: string
  deadline: number
  versions: VersionView[]
  between: BetweenView | null
  answers: { about: string; text: string; answer: string; at: number; version: number | null }[]
}

/** A red-line: what was taken out is struck through, what was put in is underlined. */
const redline = (runs: readonly RunView[]): Markup =>
  html`<span class="redline">${runs.map(({ kind, text }) => (kind === 'gone' ? html`<del>${text}</del>` : kind === 'new' ? html`<ins>${text}</ins>` : text))}</span>`

const lines = (text: string): Markup => html`<p class="redline">${text}</p>`

const version = (id: string, of: VersionView, latest: boolean): Markup => html`<article id="v${of.version}">
<h3>第 ${of.version} 版　${of.title} ${latest && html`<span class="tag live">现行</span>`}</h3>
<p class="note">发布于 ${second(of.at)}${of.toldAt && html` · 已于 ${second(of.toldAt)} 通知全部获取招标文件者`}${of.affects && html` · <strong>可能影响投标文件编制</strong>`}</p>
${of.text && lines(of.text)}
<ul class="plain">${of.documents.map((one) => html`<li><a href="/api/v1/tenders/${id}/documents/${one.sha256}">${one.title}.pdf</a> ${size(one.bytes)}<br><span class="note">SHA-256</span> ${hash(one.sha256)}</li>`)}${of.paper && html`<li><a href="/api/v1/tenders/${id}/papers/${of.paper}">澄清或修改文件（盖章 PDF）</a></li>`}</ul>
</article>`

const KIND = { same: '未变', gone: '撤下', new: '新增' } as const

const choice = (name: string, versions: readonly VersionView[], chosen: number | undefined): Markup =>
  html`<select name="${name}" id="${name}">${versions.map((one) => html`<option value="${one.version}"${one.version === chosen && html` selected`}>第 ${one.version} 版</option>`)}</select>`

const between = ({
  versions,
  between: of,
}: VersionsView): Markup => html`<section id="compare"><h2>${both('版本对照', 'Versions compared')}</h2>
<form method="get" action="#compare"><label for="from">旧版本</label> ${choice('from', versions, of?.from)} <label for="to">新版本</label> ${choice('to', versions, of?.to)} <button type="submit">对照 Compare</button></form>
${
  of &&
  html`${of.terms.length + of.documents.filter(({ kind }) => kind !== 'same').length === 0 && html`<p>两个版本的条款与文件相同。</p>`}
${of.terms.map(({ zh, en, runs }) => html`<h3>${both(zh, en)}</h3><p>${redline(runs)}</p>`)}
<h3>${both('文件', 'Documents')}</h3><ul class="plain">${of.documents.map(({ kind, title, sha256 }) => html`<li>${KIND[kind]} ${kind === 'gone' ? html`<del>${title}</del>` : kind === 'new' ? html`<ins>${title}</ins>` : title}<br>${hash(sha256)}</li>`)}</ul>
<p class="note">条款逐字对照；文件以 SHA-256 判断是否相同，文件内的文字以原文件为准。</p>`
}</section>`

const answers = ({
  answers: all,
}: VersionsView): Markup => html`<section><h2>${both('问题与答复', 'Questions and answers')}</h2>
<p class="note">提问人对任何人保密。Nobody is told who asked.</p>
${all.length === 0 && html`<p class="empty">还没有公开的答复。</p>`}
<dl class="answers">${all.map((one) => html`<dt>${one.about && html`<span class="note">${one.about}</span> `}<strong>${one.text}</strong></dt><dd>${one.answer}<br><span class="note">${second(one.at)}${one.version !== null && html` · 载于第 ${one.version} 版`}</span></dd>`)}</dl></section>`

/** Versions of a tender document, any two compared, questions and answers: what a page shows below its head. */
export const versionsBody = (
  view: VersionsView,
): Markup => html`<header class="title"><p class="eyebrow">招标文件、澄清与答疑 <span class="en" lang="en">Document, addenda, answers</span></p>
<h1>${view.name}</h1>
<p class="note"><code>${view.code}</code> · 投标截止 ${moment(view.deadline)}</p>
<p class="actions"><a href="/notices/${view.id}">招标公告全文 Notice</a><a href="/projects/${view.id}">本标段全部公开信息</a></p></header>
<section><h2>${both('版本', 'Versions')}</h2>${view.versions.toReversed().map((one, n) => version(view.id, one, n === 0))}</section>
${view.versions.length > 1 && between(view)}
${answers(view)}`
