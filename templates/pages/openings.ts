import { type Furniture, HALL_STAGES, page, stageTag } from './frame.ts'
import { both, clockTime, html, type Markup } from './html.ts'
import type { Listed } from './notices.ts'
import { placeName } from './words.ts'

const WEEKDAYS = ['星期一', '星期二', '星期三', '星期四', '星期五', '星期六', '星期日']

/** The openings of one day. */
export interface OpeningDay {
  day: string
  items: readonly Listed[]
}

const item = (one: Listed): Markup =>
  html`<li><span class="hour">${clockTime(one.deadline)}</span><span><a href="/projects/${one.id}">${one.name}</a><span class="code">${one.code}</span><span class="note">${one.tenderer.name} · ${placeName(one.region)}</span>${HALL_STAGES.has(one.stage) && html`<a class="note" href="/openings/${one.id}/live">开标大厅 Hall</a>`}</span>${stageTag(one.stage)}</li>`

const dayOf = ({ day, items }: OpeningDay, i: number, today: string): Markup =>
  html`<section class="day"><h2${day === today && html` aria-current="date"`}>${day} <span class="en">${WEEKDAYS[i]}${day === today && '　今天'}</span></h2>${
    items.length ? html`<ol class="openings">${items.map(item)}</ol>` : html`<p class="note">没有开标 none</p>`
  }</section>`

/** A week of openings, a list that screen readers can follow. */
export function openingsPage(
  of: Furniture,
  days: readonly OpeningDay[],
  around: { previous: string; next: string; today: string },
): string {
  const count = days.reduce((sum, { items }) => sum + items.length, 0)
  const body = html`<header class="title"><h1>${both('开标日程', 'Openings')}</h1>
<p class="note">${days[0]?.day} 至 ${days.at(-1)?.day}，共 ${count} 场。投标截止时间即开标时间，任何人可在开标后查看报价。</p>
<p class="actions"><a href="/openings.ics">订阅日历 Calendar (ICS)</a></p></header>
<nav class="pager" aria-label="按周 By week"><a rel="prev" href="/openings?day=${around.previous}">上一周 Previous</a><a href="/openings">本周 This week</a><a rel="next" href="/openings?day=${around.next}">下一周 Next</a></nav>
${days.map((one, i) => dayOf(one, i, around.today))}`
  return page('开标日程', of, body)
}
