import { PDFArray, type PDFDocument, PDFName, type PDFObject, type PDFPage, PDFRawStream } from 'pdf-lib'
import { spend, TooMuch } from './budget.ts'
import { binary, fontOf, lookup, member, type Reading, spoken } from './codes.ts'
import { tokens } from './tokens.ts'
import { decoded } from './unpack.ts'

/** What a page says, and how much of it nobody could read. */
export interface PageText {
  text: string
  /** codes whose meaning its fonts do not tell; infinite where nobody knows how much was not read */
  unread: number
  pictures: number
  /** whether lines or areas are drawn, which may be letters too */
  drawn: boolean
}

/** Takes what a stretch of a page gives; answers whether more is wanted. */
type Put = (more: Partial<PageText>) => boolean

const DEEPEST = 5
const MOST_OPERANDS = 100_000
/** What is put for a page, or a part of it, that stays unread whatever else it says. */
const UNREAD = { unread: Number.POSITIVE_INFINITY, drawn: true }
const SHOWING = new Set(['Tj', 'TJ', "'", '"'])
const PAINTING = new Set(['f', 'F', 'f*', 'S', 's', 'B', 'B*', 'b', 'b*', 'sh'])

/** What each page says, one after the other, in the order in which it is drawn, as far as its fonts say what their codes mean. */
export function* pageTexts(doc: PDFDocument, most = Number.POSITIVE_INFINITY): Generator<PageText> {
  let left = most
  for (const page of doc.getPages()) {
    const found: PageText = { text: '', unread: 0, pictures: 0, drawn: false }
    const put: Put = ({ text = '', unread = 0, pictures = 0, drawn = false }) => {
      found.text += text
      found.unread += unread
      found.pictures += pictures
      found.drawn ||= drawn
      left -= text.length
      return left > 0
    }
    const more = drawPage(doc, page, put)
    yield found
    if (!more) return
  }
}

function drawPage(doc: PDFDocument, { node }: PDFPage, put: Put): boolean {
  try {
    const contents = contentsOf(doc, node.get(PDFName.of('Contents')))
    return draw(doc, contents.join('\n'), node.Resources(), put, 0)
  } catch {
    return put(UNREAD) // packed in a way that nobody here knows, or more than may be read
  }
}

/**
 * The text of a PDF in the order in which it is drawn, as far as its fonts say what their codes mean. Pictures have none.
 *
 * @param most letters; what follows is left out
 */
export function pdfText(doc: PDFDocument, most: number): string {
  return [...pageTexts(doc, most)]
    .map(({ text }) => text)
    .join('')
    .slice(0, most)
}

/** What an appearance or another form says by itself, and whether a part of it could not be read. */
export function formText(doc: PDFDocument, form: PDFRawStream): { text: string; unread: boolean } {
  const found = { text: '', unread: false }
  const put: Put = ({ text = '', unread = 0 }) => {
    found.text += text
    found.unread ||= unread > 0
    return true
  }
  try {
    draw(doc, contentOf(doc, form), lookup(doc, form.dict.get(PDFName.of('Resources'))), put, 1)
  } catch {
    put(UNREAD)
  }
  return found
}

const contentOf = (doc: PDFDocument, stream: PDFRawStream): string => binary(decoded(doc, stream))

function contentsOf(doc: PDFDocument, of: PDFObject | undefined): string[] {
  spend(doc, 'pieces')
  const found = lookup(doc, of)
  if (!(found instanceof PDFArray)) return found instanceof PDFRawStream ? [contentOf(doc, found)] : []
  return found.asArray().flatMap((one) => contentsOf(doc, one))
}

/** Reads one content stream; answers whether more text is wanted. */
function draw(doc: PDFDocument, content: string, resources: PDFObject | undefined, put: Put, depth: number): boolean {
  let font: Reading | undefined
  let before: string[] = []
  for (const token of tokens(content)) {
    const operator = /^[A-Za-z'"][A-Za-z0-9*'"]*$/.test(token)
    if (!operator) {
      if (before.push(token) > MOST_OPERANDS) throw new TooMuch('too many operands')
      continue
    }
    spend(doc, 'operators')
    if (token === 'Tf') font = fontOf(doc, resources, before.at(-2) ?? '')
    if (token === 'gs' && setsFont(doc, resources, before.at(-1) ?? '')) font = undefined
    if (SHOWING.has(token) && !said(doc, before, font, put)) return false
    if (token === 'ET' && !put({ text: '\n' })) return false
    if (PAINTING.has(token)) put({ drawn: true })
    if (token === 'BI') put({ pictures: 1 })
    if (token === 'Do' && !drawForm(doc, resources, before.at(-1) ?? '', put, depth)) return false
    before = []
  }
  return true
}

const setsFont = (doc: PDFDocument, resources: PDFObject | undefined, name: string): boolean =>
  member(doc, member(doc, member(doc, resources, 'ExtGState'), name.slice(1)), 'Font') !== undefined

/** Gives on what an operator that shows text says; whose font was set elsewhere, by a state or around a form, stays unread. */
function said(doc: PDFDocument, strings: readonly string[], font: Reading | undefined, put: Put): boolean {
  if (!font) return put(UNREAD)
  let more = true
  for (const one of strings) {
    const part = spoken(one, font)
    spend(doc, 'letters', part.text.length)
    more = put(part)
  }
  return more
}

function drawForm(doc: PDFDocument, resources: PDFObject | undefined, name: string, put: Put, depth: number): boolean {
  spend(doc, 'pieces')
  const form = member(doc, member(doc, resources, 'XObject'), name.slice(1))
  if (!(form instanceof PDFRawStream)) return true
  if (form.dict.get(PDFName.of('Subtype')) !== PDFName.of('Form')) return put({ pictures: 1 })
  if (depth >= DEEPEST) return put(UNREAD)
  const own = lookup(doc, form.dict.get(PDFName.of('Resources'))) ?? resources
  return draw(doc, contentOf(doc, form), own, put, depth + 1)
}
