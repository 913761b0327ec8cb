import { HALL_STAGES, stageBar, stageTag } from './frame.ts'
import { both, facts, hash, html, Markup, moment, type Piece, size } from './html.ts'
import { type PaperView, papersSection } from './papers.ts'
import { DEPOSIT_FORMS, KINDS, placeName, TENDERERS, TRACKS, VOLUMES } from './words.ts'

/** An amount as it is written in notices. */
export interface Amount {
  figures: string
  capitals: string
}

/** Everything a notice says, ready to be read. */
export interface NoticeView {
  id: string
  code: string
  name: string
  stage: string
  /** the stage in which it ended without a result */
  ended: string | null
  project: { code: string; name: string }
  track: string
  kind: string
  region: string
  industry: string
  tenderer: { code: string; name: string }
  agent: { code: string; name: string } | null
  supervisor: { code: string; name: string }
  scope: string
  qualification: string
  consortium: boolean
  /** how it is kept for small and medium enterprises; null where it is not */
  reserved: string | null
  funds: string
  place: string
  durationDays: number
  validityDays: number
  remedy: string | null
  blind: string | null
  estimate: Amount
  /** an amount, or how it is computed, in words */
  ceiling: Amount | string
  deposit: Amount
  depositForms: string[]
  documentsFrom: number
  documentsUntil: number
  deadline: number
  publishedAt: number
  version: number
  rulebook: string
  contact: string
  failure: string | null
  documents: { title: string; bytes: number; sha256: string }[]
  noticeSha256: string | null
  /** what followed the notice: rest, postponement, end, control price, rulings */
  papers: PaperView[]
  /** Why only some are invited; null where everybody may bid. */
  invitation: string | null
  /** Hash of what the notice says: what was signed. */
  notice: string
  officers: { role: string; name: string; key: string }[]
  shares: number
  criteria: { clauses: { zh: string; ground: string }[]; factors: FactorView[]; price: PriceView }
  panel: { members: number; strata: { region: string; specialty: string; seats: number }[] }
  /** Who signed, and whether the signature was found good just now. */
  signature: { signer: string; certificate: string; good: boolean; reason: string; fact: string } | null
  /** The QR code as SVG. */
  qr: string
  verify: string
}

/** Something that is scored, points as text. */
export interface FactorView {
  zh: string
  guidance: string
  full: string
  objective: boolean
  volume: string
}

/** The price formula in words. */
export interface PriceView {
  full: string
  words: string
}

const amount = ({ figures, capitals }: Amount): Markup =>
  html`<span class="money">${figures}</span> <span class="capitals">（${capitals}）</span>`
const party = (of: { code: string; name: string } | null): Piece => of && html`${of.name} <code>${of.code}</code>`
const paragraphs = (text: string): Markup[] =>
  text
    .split('\n')
    .filter(Boolean)
    .map((line) => html`<p>${line}</p>`)

const signed = (view: NoticeView): Markup => {
  const { signature } = view
  if (!signature) return html`<p>本公告尚无签名记录。</p>`
  const verdict = signature.good
    ? html`<p class="proof">✓ 电子签名有效 <span class="en" lang="en">signature good</span>：${signature.signer} 对本公告全文与招标文件逐字节签名，证书链与有效性已由本页生成时重新验证。</p>`
    : html`<p class="verdict bad">✗ 电子签名未通过验证（${signature.reason}）<span class="en" lang="en">signature not good</span></p>`
  return html`${verdict}${facts([
    ['签名人 Signer', signature.signer],
    ['证书 SHA-256', hash(signature.certificate)],
    ['公告内容 SHA-256', hash(view.notice)],
    ['日志证明 Proof', html`<a href="/verify?fact=${signature.fact}">在浏览器中核验此事实 Check in your browser</a>`],
  ])}`
}

const documents = (view: NoticeView): Markup =>
  view.invitation !== null && !view.documents.length
    ? html`<p>本标段采用邀请招标，招标文件仅提供给收到投标邀请书者；受邀请人名单不公开。</p><p>邀请招标的理由：${view.invitation}</p>`
    : fileTable(view)

const fileTable = (view: NoticeView): Markup => html`<table class="files">
<caption>招标文件与公告文件，下载不需登录</caption>
<thead><tr><th scope="col">文件</th><th scope="col">大小</th><th scope="col">SHA-256</th></tr></thead>
<tbody>${view.noticeSha256 && html`<tr><th scope="row"><a href="/api/v1/tenders/${view.id}/notice.pdf">招标公告（加盖平台电子印章）.pdf</a></th><td data-label="大小">PDF</td><td data-label="SHA-256">${hash(view.noticeSha256)}</td></tr>`}
${view.documents.map(
  (one) =>
    html`<tr><th scope="row"><a href="/api/v1/tenders/${view.id}/documents/${one.sha256}">${one.title}.pdf</a></th><td data-label="大小">${size(one.bytes)}</td><td data-label="SHA-256">${hash(one.sha256)}</td></tr>`,
)}</tbody></table>`

const criteria = ({
  criteria: { clauses, factors, price },
}: NoticeView): Markup => html`<h3>${both('初步评审', 'Preliminary review')}</h3>
<ol>${clauses.map(({ zh, ground }) => html`<li>${zh}<br><span class="note">依据：${ground}</span></li>`)}</ol>
<h3>${both('详细评审', 'Scores')}</h3>
<table class="files"><thead><tr><th scope="col">因素</th><th scope="col">满分</th><th scope="col">类别</th><th scope="col">评审说明</th></tr></thead>
<tbody>${factors.map(
  (one) =>
    html`<tr><th scope="row">${one.zh}</th><td class="number" data-label="满分">${one.full}</td><td data-label="类别">${VOLUMES[one.volume] ?? one.volume} · ${one.objective ? '客观' : '主观'}</td><td data-label="说明">${one.guidance}</td></tr>`,
)}<tr><th scope="row">投标报价</th><td class="number" data-label="满分">${price.full}</td><td data-label="类别">公式</td><td data-label="说明">${price.words}</td></tr></tbody></table>`

const parties = (view: NoticeView): Markup =>
  facts([
    [TENDERERS[view.track] ?? '招标人 Tenderer', party(view.tenderer)],
    ['代理机构 Agent', party(view.agent)],
    ['行政监督 Supervisor', party(view.supervisor)],
    ['联系方式 Contact', view.contact],
  ])

const dates = (view: NoticeView): Markup =>
  facts([
    ['发布时间 Published', moment(view.publishedAt)],
    ['招标文件获取 Documents', html`${moment(view.documentsFrom)} 至 ${moment(view.documentsUntil)}`],
    [
      '投标截止暨开标 Deadline and opening',
      html`<strong class="deadline">${moment(view.deadline)}</strong>（北京时间，以平台时钟为准；截止前一毫秒送达有效，截止瞬间及以后拒收）`,
    ],
    ['投标有效期 Validity', `${view.validityDays} 日历天`],
  ])

const what = (view: NoticeView): Markup =>
  facts([
    ['项目 Project', html`${view.project.name} <code>${view.project.code}</code>`],
    ['标段编号 Code', html`<code>${view.code}</code>`],
    ['类别 Kind', `${KINDS[view.kind] ?? view.kind}，${TRACKS[view.track] ?? view.track}`],
    ['地区与地点 Place', `${placeName(view.region)}，${view.place}`],
    ['行业 Industry', view.industry],
    ['资金来源 Funds', view.funds],
    ['工期 Duration', `${view.durationDays} 日历天`],
    ['估算价 Estimate', amount(view.estimate)],
    ['最高投标限价 Ceiling', typeof view.ceiling === 'string' ? view.ceiling : amount(view.ceiling)],
    [
      '投标保证金 Deposit',
      html`${amount(view.deposit)}，${view.depositForms.map((form) => DEPOSIT_FORMS[form] ?? form).join('、')}`,
    ],
    ['联合体 Consortium', view.consortium ? '接受' : '不接受'],
    ...(view.reserved ? [['预留份额 Reserved', view.reserved] as const] : []),
    ['适用规则包 Rulebook', html`<code>${view.rulebook}</code>`],
  ])

const officers = (
  view: NoticeView,
): Markup => html`<p>投标文件须同时取得投标人自己的密钥和以下 ${view.officers.length} 方中任意 ${view.shares} 方的份额才能打开。截止时间前任何一方（包括平台）都不能读取。</p>
${view.blind && html`<p><strong>技术暗标</strong>：${view.blind}</p>`}
${view.remedy && html`<p><strong>解密失败的补救方案</strong>：${view.remedy}</p>`}
<ul class="plain">${view.officers.map(({ role, name, key }) => html`<li><strong>${role}</strong> ${name}<br><span class="note">公钥 SHA-256</span> ${hash(key)}</li>`)}</ul>`

/** One notice with all it says, its files, its signature and the way to check it: what a page shows below its head. */
export function noticeBody(view: NoticeView): Markup {
  const { panel } = view
  const strata = panel.strata
    .map(({ region, specialty, seats }) => `${region} ${specialty} 专业 ${seats} 人`)
    .join('、')
  return html`<article>
<header class="title"><p class="eyebrow">${view.invitation === null ? '招标公告' : '邀请招标'} <span class="en" lang="en">${view.invitation === null ? 'Notice' : 'By invitation'}</span>　第 ${view.version} 版 ${stageTag(view.stage)}</p>
<h1>${view.name}</h1>
<p class="actions"><a class="button" href="/projects/${view.id}">本标段全部公开信息</a>${HALL_STAGES.has(view.stage) && html`<a href="/openings/${view.id}/live">开标大厅</a>`}<a href="/notices/${view.id}/versions">招标文件版本与答疑</a>${view.noticeSha256 && html`<a href="/api/v1/tenders/${view.id}/notice.pdf">公告 PDF</a>`}</p></header>
${stageBar(view)}${view.failure && html`<p class="banner failed">${view.failure}</p>`}${view.version > 1 && html`<p class="banner next">招标文件已澄清或修改，本页为第 ${view.version} 版的内容。<a href="/notices/${view.id}/versions">查看各版本与对照</a></p>`}
<section><h2>${both('时间', 'Dates')}</h2>${dates(view)}</section>
<section><h2>${both('招标内容', 'What is tendered')}</h2>${what(view)}<div class="prose"><h3>招标范围 <span class="en" lang="en">Scope</span></h3>${paragraphs(view.scope)}<h3>资格要求 <span class="en" lang="en">Qualification</span></h3>${paragraphs(view.qualification)}</div></section>
<section><h2>${both('文件', 'Documents')}</h2>${documents(view)}</section>
${papersSection(view.id, view.papers)}
<section><h2>${both('评标办法', 'Evaluation')}</h2>${criteria(view)}<p>评标委员会 ${panel.members} 人，随机抽取：${strata}。</p></section>
<section><h2>${both('开标密钥', "Officers' keys")}</h2>${officers(view)}</section>
<section><h2>${both('各方', 'Parties')}</h2>${parties(view)}</section>
<section class="check"><h2>${both('签名与核验', 'Signature')}</h2><div class="beside"><div>${signed(view)}</div><figure>${new Markup(view.qr)}<figcaption>扫码核验本公告<br><span class="note">${view.verify}</span></figcaption></figure></div></section>
</article>`
}
