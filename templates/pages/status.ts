import { both, facts, html, type Markup, second } from './html.ts'

/** How the platform runs, by its own public log. */
export interface StatusView {
  now: number
  /** how often the log beats, ms */
  every: number
  /** how long it must stand still to count, ms */
  least: number
  last: { beat: number; at: number } | null
  /** whether it stands still now */
  dark: boolean
  /** the last days, the newest first */
  days: { day: string; begun: boolean; gaps: { from: number; to: number }[] }[]
}

const seconds = (ms: number): string => `${Math.max(0, Math.round(ms / 1000))} 秒`

/** How long something lasted, in words. */
const lasted = (ms: number): string => {
  const minutes = Math.floor(ms / 60_000)
  return minutes ? `${minutes} 分 ${seconds(ms % 60_000)}` : seconds(ms)
}

const verdict = ({ last, dark, now }: StatusView): Markup => {
  if (!last)
    return html`<p class="banner next">公开日志尚未开始。<span class="en" lang="en">The log has not begun.</span></p>`
  return dark
    ? html`<p class="banner failed"><strong>日志停拍中</strong>：最近一拍在 ${lasted(now - last.at)}前。恢复出拍之前，平台不按时间作出任何决定。<span class="en" lang="en">The log stands still: nothing is decided by time until it beats again.</span></p>`
    : html`<p class="banner good"><strong>运行正常</strong>：公开日志按时出拍，最近一拍在 ${lasted(now - last.at)}前。<span class="en" lang="en">Running: the log beats in time.</span></p>`
}

const day = ({ day: of, begun, gaps }: StatusView['days'][number]): Markup =>
  html`<tr><th scope="row">${of}</th><td data-label="停拍">${
    !begun
      ? html`<span class="note">日志尚未开始</span>`
      : gaps.length
        ? gaps.map(({ from, to }) => html`<div>${second(from)} — ${second(to)}（${lasted(to - from)}）</div>`)
        : '没有停拍'
  }</td></tr>`

/** What the page of the platform's state shows below its head. */
export const statusBody = (of: StatusView): Markup => html`<header class="title"><h1>${both('运行状况', 'Status')}</h1>
<p class="note">依据平台自身的公开日志：任何人下载日志都能得出同样的结论。</p></header>
${verdict(of)}
${facts([
  ['最近一拍 Last beat', of.last && html`${second(of.last.at)}　第 ${of.last.beat} 拍`],
  ['出拍间隔 Every', seconds(of.every)],
  ['记为停拍 Counted', `间隔达到 ${seconds(of.least)}`],
])}
<section><h2>${both('最近七天', 'The last seven days')}</h2>
<table class="files"><caption>每日停拍时段（北京时间），最近的在前</caption>
<thead><tr><th scope="col">日期</th><th scope="col">停拍</th></tr></thead>
<tbody>${of.days.map(day)}</tbody></table>
<p class="note">开标期间停拍的，开标计时对全体停走；投标截止前停拍的，标段暂停，由招标人（采购人）恢复并顺延。上传、递交等请求的失败情况不在此公布，以免透露有无投标；各单位可登录后报告故障，由交易中心或监督部门对照记录认定。<br><span class="en" lang="en">Which requests failed is not told here: that somebody tried to submit is nobody’s business. Whoever is signed in may report a failure.</span></p>
<p><a class="more" href="/log">核验公开日志 Check the log</a></p></section>`
