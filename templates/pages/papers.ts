import { both, hash, html, type Markup } from './html.ts'

/** A paper that everybody may fetch. */
export interface PaperView {
  title: string
  href: string
  /** SHA-256 of the file as it stands now, hex */
  sha256: string
}

/** Rows of a table of files, one a paper. */
export const paperRows = (papers: readonly PaperView[]): Markup[] =>
  papers.map(
    (one) =>
      html`<tr><th scope="row"><a href="${one.href}">${one.title}.pdf</a></th><td data-label="大小">PDF</td><td data-label="SHA-256">${hash(one.sha256)}</td></tr>`,
  )

/** The papers that followed the notice, in a section of their own; nothing where there is none. */
export const papersSection = (id: string, papers: readonly PaperView[]): Markup | false =>
  papers.length > 0 &&
  html`<section><h2>${both('公告与通知文件', 'Papers')}</h2><table class="files"><caption>暂停、延期、终止、流标、控制价、澄清与投诉处理决定，下载不需登录</caption>
<thead><tr><th scope="col">文件</th><th scope="col">大小</th><th scope="col">SHA-256</th></tr></thead><tbody>${paperRows(papers)}</tbody></table>
<p class="note"><a class="verify" href="/verify?tender=${id}">核验本标段的文件 Verify a paper</a></p></section>`
