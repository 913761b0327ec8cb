import { type Entrances, entries } from './entries.ts'
import { type Furniture, page, stageTag } from './frame.ts'
import { both, clockTime, html } from './html.ts'
import { type Listed, nothing, rows, search, stageLinks, type Words } from './notices.ts'
import { STAGES } from './words.ts'

/** The first page: one search box, what opens today, what is new. */
export function homePage(
  of: Furniture,
  today: readonly Listed[],
  newest: readonly Listed[],
  { stages, entrances }: { stages: Words['stages']; entrances: Entrances },
): string {
  const openings = today.map(
    (one) =>
      html`<li><span class="hour">${clockTime(one.deadline)}</span><a href="/projects/${one.id}">${one.name}</a>${stageTag(one.stage)}</li>`,
  )
  const body = html`<section class="hero">
<h1>公共资源交易，逐项可验 <span class="en" lang="en">Public tenders that prove instead of promising</span></h1>
${search()}
${stageLinks({ page: 1 }, stages)}
<nav class="chips" aria-label="按阶段 By stage"><span class="note">标段进展</span>${Object.entries(STAGES).map(([stage, { zh }]) => html`<a href="/notices?stage=${stage}">${zh}</a>`)}</nav>
</section>
<section><h2>${both('今日开标', 'Openings today')}</h2>${
    today.length
      ? html`<ol class="openings">${openings}</ol>`
      : nothing(
          '今天没有开标。投标截止时间即开标时间，可在公告中查看。',
          'No opening today. Bids are opened at the deadline that each notice states.',
        )
  }</section>
${entries(entrances)}
<section><h2>${both('最新公告', 'Newest notices')}</h2>${
    newest.length
      ? html`${rows(newest, `最新 ${newest.length} 条`)}<p><a class="more" href="/notices">全部交易信息 All notices</a></p>`
      : nothing('还没有发布的公告。招标人或采购人发布后，公告立即出现在这里。', 'Nothing has been published yet.')
  }</section>`
  return page('首页', of, body)
}
