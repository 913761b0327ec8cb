import { type Furniture, page } from './frame.ts'
import { both, facts, hash, html, type Markup, moment, second } from './html.ts'

/** A published spot check in the list. */
export interface CheckRow {
  id: string
  title: string
  supervisor: string
  publishedAt: number
  drawn: number
}

/** A published spot check with all that was drawn and found. */
export interface CheckView extends CheckRow {
  share: string
  objects: { id: string; name: string; drawn: boolean }[]
  team: { name: string; organisation: string }[]
  skips: number
  findings: { name: string; verdict: string; text: string }[]
  list: string
  record: string | null
}

const VERDICTS: Record<string, string> = { compliant: '未发现问题', rectify: '责令整改', violation: '涉嫌违法违规' }

/** Spot checks whose results are public. */
export function checksPage(of: Furniture, checks: readonly CheckRow[]): string {
  const list = checks.length
    ? html`<ol class="openings">${checks.map(
        (one) =>
          html`<li><span class="hour">${moment(one.publishedAt)}</span><a href="/checks/${one.id}">${one.title}</a><span class="note">${one.supervisor}，抽取 ${one.drawn} 个标段</span></li>`,
      )}</ol>`
    : html`<p class="empty">还没有公开的抽查结果。抽查结束后，对象、人员、方法与结果在此公开。<br><span class="en" lang="en">No spot check has been published yet.</span></p>`
  const body = html`<h1>${both('双随机抽查', 'Spot checks')}</h1>
<p class="prose">检查对象与检查人员都由可复核的随机抽取决定：名单先冻结，各方先承诺、后揭示随机数，任何人都能重算结果。</p>${list}`
  return page('双随机抽查', of, body)
}

const finding = (of: CheckView['findings'][number]): Markup =>
  html`<li><strong>${of.name}</strong>：${VERDICTS[of.verdict] ?? of.verdict}<p>${of.text}</p></li>`

/** One spot check. */
export function checkPage(of: Furniture, view: CheckView): string {
  const body = html`<header class="title"><p class="eyebrow">双随机抽查 <span class="en" lang="en">Spot check</span></p><h1>${view.title}</h1></header>
${facts([
  ['组织 Supervisor', view.supervisor],
  ['公开时间 Published', second(view.publishedAt)],
  ['抽取比例 Share', view.share],
  ['对象名单 SHA-256', hash(view.list)],
  ['检查人员 Inspectors', view.team.map(({ name, organisation }) => `${name}（${organisation}）`).join('、')],
  ['回避 Passed over', view.skips ? `${view.skips} 人因利害关系依序跳过` : '无'],
  [
    '抽查记录 Record',
    view.record && html`<a href="/api/v1/checks/${view.id}/record.pdf">抽查记录 PDF</a>　SHA-256 ${hash(view.record)}`,
  ],
  ['抽取过程 Draw', html`<a href="/api/v1/checks/${view.id}">抽取记录 JSON（可复算）</a>`],
])}
<section><h2>${both('对象名单', 'Objects')}</h2><ul>${view.objects.map(({ id, name, drawn }) => html`<li>${html`<a href="/projects/${id}">${name}</a>`}${drawn && html` <span class="tag live">抽中</span>`}</li>`)}</ul></section>
<section><h2>${both('检查结果', 'Findings')}</h2><ul>${view.findings.map(finding)}</ul></section>`
  return page(view.title, of, body)
}
