import { both, html, type Markup, second } from './html.ts'
import { STAGES } from './words.ts'

/** What every page tells besides its content. */
export interface Furniture {
  /** The organisation that runs the platform. */
  centre: string
  /** When the page was made, ms. */
  now: number
  /** The page's own address, for print and for reports of mistakes. */
  address: string
}

const mark = html`<svg class="mark" viewBox="0 0 32 32" width="28" height="28" aria-hidden="true"><circle cx="16" cy="13" r="8" fill="#d46b08"/><path d="M3 25h26" stroke="#1f2329" stroke-width="2.5" stroke-linecap="round"/></svg>`

const LINKS = [
  ['/notices', '交易信息', 'Notices'],
  ['/announcements', '信息公开', 'Announcements'],
  ['/openings', '开标日程', 'Openings'],
  ['/checks', '双随机抽查', 'Spot checks'],
  ['/verify', '文书核验', 'Verify'],
  ['/log', '透明日志', 'Log'],
] as const

/** A whole page: the content's title first, then the platform's name. */
export function page(title: string, of: Furniture, body: Markup): string {
  const path = of.address.replace(/^https?:\/\/[^/]+/, '')
  const links = LINKS.map(
    ([to, zh, en]) => html`<a href="${to}"${path.startsWith(to) && html` aria-current="page"`}>${both(zh, en)}</a>`,
  )
  const whole = html`<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<title>${title} · 阳光交易</title>
<link rel="stylesheet" href="/public.css">
<link rel="alternate" type="application/atom+xml" title="交易信息" href="/notices.atom">
<link rel="icon" href="/mark.svg" type="image/svg+xml">
</head>
<body>
<a class="skip" href="#content">跳到正文 Skip to content</a>
<header class="top"><div class="wide">
<a class="brand" href="/">${mark}<span>阳光交易<small lang="en">Yangguang</small></span></a>
<nav aria-label="主导航 Main">${links}</nav>
</div></header>
<main id="content" class="wide">${body}</main>
<footer class="foot"><div class="wide">
<p>主办单位 ${of.centre} · 本页生成于北京时间 ${second(of.now)} · <a href="/status">运行状况 Status</a> · <a href="/help">帮助 Help</a></p>
<p>本页内容均可独立核验：每条事实附有日志证明，每份文件附有 SHA-256。发现错误，请持本页地址联系主办单位。<br><span class="en" lang="en">Everything here can be checked without trusting us: each fact carries its proof in the log, each file its SHA-256.</span></p>
<p class="address">${of.address}</p>
</div></footer>
</body>
</html>`
  return whole.text
}

/** The mark as an icon. */
export const markFile =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><circle cx="16" cy="13" r="8" fill="#d46b08"/><path d="M3 25h26" stroke="#1f2329" stroke-width="2.5" stroke-linecap="round"/></svg>'

/** Stages in which a tender's opening hall can be looked at. */
export const HALL_STAGES: ReadonlySet<string> = new Set([
  'opening',
  'evaluating',
  'publicised',
  'awarded',
  'contracted',
  'archived',
])

/** A stage in words; what is live stands in the sun's colour. */
export function stageTag(stage: string): Markup {
  const words = STAGES[stage] ?? { zh: stage, en: '' }
  const tone = stage === 'failed' || stage === 'terminated' ? 'failed' : words.live ? 'live' : 'past'
  return html`<span class="tag ${tone}">${words.zh}</span>`
}

/** A purchase has no publicity of candidates: its result is announced. */
const ANNOUNCED = { zh: '结果公告', en: 'result' }

const ENDED: Record<string, readonly [zh: string, en: string]> = {
  terminated: ['本次招标已终止。', 'This tender was terminated.'],
  failed: ['本标段招标失败（流标），程序至此结束。', 'This tender ended without a result.'],
}

/**
 * Where a tender is in its course, by the words of its law; where it ended without a result, in which stage.
 *
 * @param ended the stage in which it ended
 */
export function stageBar({ stage, track, ended }: { stage: string; track: string; ended: string | null }): Markup {
  const of = (one: string) => (track === 'G' && one === 'publicised' ? ANNOUNCED : STAGES[one])
  const here = ended ?? stage
  // what only some tenders go through stands in the bar while they are there
  const aside = ['failed', 'terminated', 'prequalifying', 'prequalified']
  const steps = Object.keys(STAGES).filter((one) => !aside.includes(one) || one === here)
  const at = steps.indexOf(here)
  const items = steps.map((one, i) => {
    const state = i < at ? 'done' : i > at ? 'ahead' : ended ? 'lost' : 'now'
    const also = i === at && ended ? STAGES[stage] : undefined
    return html`<li class="${state}"${i === at && html` aria-current="step"`}>${of(one)?.zh}${also && ` · ${also.zh}`}<span class="en" lang="en">${of(one)?.en}${also && `: ${also.en}`}</span></li>`
  })
  const [zh, en] = ENDED[stage] ?? []
  return html`<ol class="stages" aria-label="进度 Progress">${items}</ol>${zh && html`<p class="banner failed">${zh}<span class="en" lang="en">${en}</span></p>`}`
}

/** What is shown at an address that leads to nothing. */
export const missingPage = (of: Furniture): string =>
  page(
    '没有这个页面',
    of,
    html`<h1>${both('没有这个页面', 'There is nothing at this address')}</h1>
<p class="empty">地址可能有误，或该公告尚未发布。已发布的公告不会删除，可按名称或编号查找。<br><span class="en" lang="en">The address may be wrong, or the notice is not published yet. What was published stays.</span></p>
<p><a class="more" href="/notices">查找公告 Find a notice</a></p>`,
  )
