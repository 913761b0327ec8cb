/** Text that is markup already. Everything else is escaped where it is put in. */
export class Markup {
  readonly text: string
  constructor(text: string) {
    this.text = text
  }
  toString(): string {
    return this.text
  }
}

/** What may stand in a template: text is escaped, markup stands as it is, nothing stands for nothing. */
export type Piece = Markup | string | number | null | undefined | false | readonly Piece[]

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text as it may stand in HTML, also within quotes. */
export const escaped = (text: string): string =>
  /[&<>"']/.test(text) ? text.replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? '') : text

const rendered = (piece: Piece): string => {
  if (piece === null || piece === undefined || piece === false) return ''
  if (piece instanceof Markup) return piece.text
  if (Array.isArray(piece)) return piece.map(rendered).join('')
  return escaped(String(piece))
}

/** A template of HTML: values are escaped unless they are markup. */
export function html(strings: TemplateStringsArray, ...pieces: Piece[]): Markup {
  let text = strings[0] ?? ''
  for (let i = 0; i < pieces.length; i++) text += rendered(pieces[i]) + strings[i + 1]
  return new Markup(text)
}

/** Chinese with its English second line. */
export const both = (zh: string, en: string): Markup => html`${zh} <span class="en" lang="en">${en}</span>`

/** A list of labels and values; values that are nothing are left out. */
export const facts = (pairs: readonly (readonly [label: Piece, value: Piece])[]): Markup =>
  html`<dl class="facts">${pairs
    .filter(([, value]) => value !== null && value !== undefined && value !== false && value !== '')
    .map(([label, value]) => html`<div><dt>${label}</dt><dd>${value}</dd></div>`)}</dl>`

const shanghai = (at: number): string => new Date(at + 8 * 3_600_000).toISOString()

/** The moment in Shanghai to the minute, `2026-11-22 09:30`, readable by machines too. */
export const moment = (at: number): Markup =>
  html`<time datetime="${shanghai(at).slice(0, 19)}+08:00">${shanghai(at).slice(0, 16).replace('T', ' ')}</time>`

/** The moment in Shanghai to the second. */
export const second = (at: number): Markup =>
  html`<time datetime="${shanghai(at).slice(0, 19)}+08:00">${shanghai(at).slice(0, 19).replace('T', ' ')}</time>`

/** The hour and minute in Shanghai. */
export const clockTime = (at: number): Markup =>
  html`<time datetime="${shanghai(at).slice(0, 19)}+08:00">${shanghai(at).slice(11, 16)}</time>`

/** A size in bytes for readers, with the exact number. */
export const size = (bytes: number): string => {
  const exact = String(bytes).replace(/\B(?=(\d{3})+$)/g, ',')
  return bytes < 1024 * 1024
    ? `${Math.ceil(bytes / 1024)} KB（${exact} 字节）`
    : `${(bytes / 1048576).toFixed(1)} MB（${exact} 字节）`
}

/** A hash in groups that can be read aloud and compared. */
export const hash = (hex: string): Markup => html`<code class="hash">${(hex.match(/.{1,8}/g) ?? []).join(' ')}</code>`
