import { both, html, type Markup } from './html.ts'

/** Where those who sign in enter; null where the operator has not said it. */
export interface Entrances {
  trading: string | null
  supervision: string | null
}

/** A way in: where to, and what it is called. */
type Way = readonly [to: string | null, zh: string]

const under = (entrance: string | null, path: string): string | null => entrance && `${entrance}${path}`

/** Who comes, and what each comes for. */
const roles = ({ trading, supervision }: Entrances): (readonly [zh: string, en: string, ways: readonly Way[]])[] => [
  [
    '投标人、供应商',
    'Bidders',
    [
      ['/notices?stage=bidding', '正在招标的标段'],
      [under(trading, '/t'), '投标工作台'],
      [under(trading, '/env-check'), '环境检测'],
      ['/notices.ics', '订阅开标日历'],
    ],
  ],
  [
    '招标人、采购人、代理机构',
    'Tenderers, purchasers, agents',
    [
      [under(trading, '/t/new'), '项目登记'],
      [under(trading, '/t'), '标段与开标'],
      [under(trading, '/register'), '主体登记'],
    ],
  ],
  [
    '评标专家',
    'Experts',
    [
      [under(trading, '/e'), '抽取通知与评标室'],
      [under(trading, '/env-check'), '环境检测'],
    ],
  ],
  [
    '行政监督部门',
    'Supervisors',
    [
      [under(supervision, '/s'), '监督工作台'],
      ['/checks', '双随机抽查结果'],
    ],
  ],
  [
    '社会公众',
    'Everybody',
    [
      ['/openings', '开标日程'],
      ['/announcements', '信息公开'],
      ['/verify', '核验文书'],
      ['/log', '透明日志'],
    ],
  ],
]

const link = ([to, zh]: Way): Markup | false => to !== null && html`<li><a href="${to}">${zh}</a></li>`

/** Entries by role: what each may do here, one step away. */
export const entries = (of: Entrances): Markup =>
  html`<section><h2>${both('办事入口', 'Where to go')}</h2>
<div class="entries">${roles(of).map(([zh, en, ways]) => {
    const open = ways.filter(([to]) => to !== null)
    return open.length > 0 && html`<div><h3>${both(zh, en)}</h3><ul>${open.map(link)}</ul></div>`
  })}</div></section>`
