import { both, hash, html, Markup, second } from './html.ts'
import { roleName } from './words.ts'

/** A public fact with what the log keeps of it. */
export interface ProvedFact {
  readonly id: string
  readonly at: number
  readonly zh: string
  readonly en: string
  readonly role: string
  /** hexadecimal */
  readonly commitment: string
}

/** The public facts of a tender or a project, to be checked one by one. */
export interface ProofsView {
  readonly name: string
  readonly code: string
  /** where the thing itself is read */
  readonly back: string
  /** where a browser checks all of it */
  readonly check: string
  /** that address as a QR code, SVG */
  readonly qr: string
  readonly facts: readonly ProvedFact[]
}

const row = (fact: ProvedFact): Markup => html`<li id="${fact.id}">
<div class="when">${second(fact.at)}</div>
<div><h3>${both(fact.zh, fact.en)}</h3>
<p class="note">${roleName(fact.role)} · 编号 <code>${fact.id}</code></p>
<p class="note">承诺值 Commitment ${hash(fact.commitment)}</p>
<p class="note"><a class="verify" href="/verify?fact=${fact.id}">在浏览器中核验 Verify</a> · <a href="/api/v1/facts/${fact.id}/proof">证明文件 JSON</a></p></div></li>`

/** The list of proofs, for readers without a script: commitments here, each proof as a file for the offline program. */
export const proofsBody = (
  of: ProofsView,
): Markup => html`<header class="title"><p class="eyebrow">全部证明 <span class="en" lang="en">All proofs</span></p>
<h1>${of.name}</h1><p class="note"><code>${of.code}</code></p>
<p class="actions"><a href="${of.check}">在浏览器中逐条核验 Check all in your browser</a><a href="${of.back}">返回 Back</a></p></header>
<section class="beside"><div><p>共 ${of.facts.length} 条公开事实。承诺值是透明日志所保存的内容；证明文件含事实、盐、所在节拍、到日志根的路径和已签名的检查点，可用 <code>yangguang-verify</code> 离线核验，无须相信本平台。<br><span class="en" lang="en">The log keeps the commitment; the proof holds fact, salt, beat, the path to the log’s root and the signed head, and can be checked offline.</span></p></div><figure>${new Markup(of.qr)}</figure></section>
<ol class="timeline">${of.facts.map(row)}</ol>`
