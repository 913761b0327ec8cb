import { PDFArray, type PDFDocument, PDFName, type PDFObject, type PDFPage, PDFRawStream } from 'pdf-lib'
import { binary, decoded, fontOf, lookup, member, type Reading, spoken } from './codes.ts'

/** What a page says, and how much of it nobody could read. */
export interface PageText {
  text: string
  /** codes whose meaning its fonts do not tell */
  unread: number
  pictures: number
  /** whether lines or areas are drawn, which may be letters too */
  drawn: boolean
}

/** Takes what a stretch of a page gives; answers whether more is wanted. */
type Put = (more: Partial<PageText>) => boolean

const DEEPEST = 5
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
    const contents = streamsOf(doc, node.get(PDFName.of('Contents'))).map(binary)
    return draw(doc, contents.join('\n'), node.Resources(), put, 0)
  } catch {
    return put({ unread: 1, drawn: true }) // packed in a way that nobody here knows
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

/** What an appearance or another form says by itself. */
export function formText(doc: PDFDocument, form: PDFRawStream): string {
  let text = ''
  draw(
    doc,
    binary(decoded(form)),
    lookup(doc, form.dict.get(PDFName.of('Resources'))),
    (more) => {
      text += more.text ?? ''
      return true
    },
    1,
  )
  return text
}

function streamsOf(doc: PDFDocument, of: PDFObject | undefined): Uint8Array[] {
  const found = lookup(doc, of)
  if (found instanceof PDFArray) return found.asArray().flatMap((one) => streamsOf(doc, one))
  return found instanceof PDFRawStream ? [decoded(found)] : []
}

// strings, hexadecimal strings, names, brackets, and everything else between blanks
const TOKEN =
  /%[^\r\n]*|\((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S])*\))*\)|<<|>>|<[0-9A-Fa-f\s]*>|\/[^\s()<>[\]{}/%]*|[[\]]|[^\s()<>[\]{}/%]+/g

/** Reads one content stream; answers whether more text is wanted. */
function draw(doc: PDFDocument, content: string, resources: PDFObject | undefined, put: Put, depth: number): boolean {
  const fonts = new Map<string, Reading>()
  let font: Reading | undefined
  let before: string[] = []
  for (const [token] of content.matchAll(TOKEN)) {
    const operator = /^[A-Za-z'"][A-Za-z0-9*'"]*$/.test(token)
    if (!operator) {
      before.push(token)
      continue
    }
    if (token === 'Tf') font = fontOf(doc, resources, before.at(-2) ?? '', fonts)
    if (font && ['Tj', 'TJ', "'", '"'].includes(token) && !said(before, font, put)) return false
    if (token === 'ET' && !put({ text: '\n' })) return false
    if (PAINTING.has(token)) put({ drawn: true })
    if (token === 'BI') put({ pictures: 1 })
    if (token === 'Do' && depth < DEEPEST && !drawForm(doc, resources, before.at(-1) ?? '', put, depth)) return false
    before = []
  }
  return true
}

/** Gives on what an operator that shows text says. */
function said(strings: readonly string[], font: Reading, put: Put): boolean {
  const all = strings.map((one) => spoken(one, font))
  return put({ text: all.map(({ text }) => text).join(''), unread: all.reduce((sum, { unread }) => sum + unread, 0) })
}

function drawForm(doc: PDFDocument, resources: PDFObject | undefined, name: string, put: Put, depth: number): boolean {
  const form = member(doc, member(doc, resources, 'XObject'), name.slice(1))
  if (!(form instanceof PDFRawStream)) return true
  if (form.dict.get(PDFName.of('Subtype')) !== PDFName.of('Form')) return put({ pictures: 1 })
  const own = lookup(doc, form.dict.get(PDFName.of('Resources'))) ?? resources
  return draw(doc, binary(decoded(form)), own, put, depth + 1)
}
