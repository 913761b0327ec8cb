import {
  decodePDFRawStream,
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFName,
  type PDFObject,
  PDFRawStream,
  PDFRef,
} from 'pdf-lib'

/** How a font's codes are read: how many bytes a code has, and what text it stands for. */
interface Reading {
  width: 1 | 2
  text: Map<number, string>
  /** a code that the font says nothing of is a letter of Latin-1 */
  latin: boolean
}

const DEEPEST = 5
const latin1 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('latin1')

/**
 * The text of a PDF in the order in which it is drawn, as far as its fonts say what their codes mean. Pictures have none.
 *
 * @param most letters; what follows is left out
 */
export function pdfText(doc: PDFDocument, most: number): string {
  const out: string[] = []
  let length = 0
  const put = (text: string): boolean => {
    out.push(text)
    length += text.length
    return length < most
  }
  for (const page of doc.getPages()) {
    const contents = streamsOf(doc, page.node.get(PDFName.of('Contents')))
    const resources = page.node.Resources()
    if (!draw(doc, latin1(Buffer.concat(contents)), resources, put, 0)) break
  }
  return out.join('').slice(0, most)
}

const lookup = (doc: PDFDocument, of: PDFObject | undefined): PDFObject | undefined =>
  of instanceof PDFRef ? doc.context.lookup(of) : of

function streamsOf(doc: PDFDocument, of: PDFObject | undefined): Uint8Array[] {
  const found = lookup(doc, of)
  if (found instanceof PDFArray) return found.asArray().flatMap((one) => streamsOf(doc, one))
  return found instanceof PDFRawStream ? [decoded(found), Buffer.from('\n')] : []
}

const decoded = (stream: PDFRawStream): Uint8Array => decodePDFRawStream(stream).decode()

const member = (doc: PDFDocument, of: PDFObject | undefined, name: string): PDFObject | undefined => {
  const found = lookup(doc, of)
  return found instanceof PDFDict ? lookup(doc, found.get(PDFName.of(name))) : undefined
}

// strings, hexadecimal strings, names, brackets, and everything else between blanks
const TOKEN =
  /%[^\r\n]*|\((?:[^()\\]|\\[\s\S]|\((?:[^()\\]|\\[\s\S])*\))*\)|<<|>>|<[0-9A-Fa-f\s]*>|\/[^\s()<>[\]{}/%]*|[[\]]|[^\s()<>[\]{}/%]+/g

/** Reads one content stream; answers whether more text is wanted. */
function draw(
  doc: PDFDocument,
  content: string,
  resources: PDFObject | undefined,
  put: (text: string) => boolean,
  depth: number,
): boolean {
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
    if (font && ['Tj', 'TJ', "'", '"'].includes(token) && !put(before.map((one) => spoken(one, font!)).join('')))
      return false
    if (token === 'ET' && !put('\n')) return false
    if (token === 'Do' && depth < DEEPEST && !drawForm(doc, resources, before.at(-1) ?? '', put, depth)) return false
    before = []
  }
  return true
}

function drawForm(
  doc: PDFDocument,
  resources: PDFObject | undefined,
  name: string,
  put: (text: string) => boolean,
  depth: number,
): boolean {
  const form = member(doc, member(doc, resources, 'XObject'), name.slice(1))
  if (!(form instanceof PDFRawStream) || form.dict.get(PDFName.of('Subtype')) !== PDFName.of('Form')) return true
  const own = lookup(doc, form.dict.get(PDFName.of('Resources'))) ?? resources
  return draw(doc, latin1(decoded(form)), own, put, depth + 1)
}

function fontOf(
  doc: PDFDocument,
  resources: PDFObject | undefined,
  name: string,
  known: Map<string, Reading>,
): Reading {
  const before = known.get(name)
  if (before) return before
  const font = member(doc, member(doc, resources, 'Font'), name.slice(1))
  const map = member(doc, font, 'ToUnicode')
  const composite = member(doc, font, 'Subtype') === PDFName.of('Type0')
  const reading: Reading = {
    width: composite ? 2 : 1,
    text: map instanceof PDFRawStream ? unicodeOf(latin1(decoded(map))) : new Map(),
    latin: !composite,
  }
  known.set(name, reading)
  return reading
}

/** What a ToUnicode map says of each code. */
function unicodeOf(map: string): Map<number, string> {
  const found = new Map<number, string>()
  for (const [, body = ''] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, code = '', to = ''] of body.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f\s]*)>/g))
      found.set(Number.parseInt(code, 16), utf16(to))
  for (const [, body = ''] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from = '', to = '', one, many] of body.matchAll(
      /<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])/g,
    )) {
      const [first, last] = [
        Number.parseInt(from, 16),
        Math.min(Number.parseInt(to, 16), Number.parseInt(from, 16) + 65_535),
      ]
      const listed =
        many === undefined ? undefined : [...many.matchAll(/<([0-9A-Fa-f\s]*)>/g)].map(([, text = '']) => text)
      for (let code = first; code <= last; code++)
        found.set(code, listed ? utf16(listed[code - first] ?? '') : after(utf16(one ?? ''), code - first))
    }
  return found
}

const utf16 = (digits: string): string =>
  (digits.replace(/\s/g, '').match(/.{4}/g) ?? []).map((one) => String.fromCharCode(Number.parseInt(one, 16))).join('')

/** The text so many characters further: the last one counts up. */
const after = (text: string, steps: number): string =>
  text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + steps)

/** What a string of a content stream says; what is no string says nothing. */
function spoken(token: string, font: Reading): string {
  const bytes = token.startsWith('(') ? literal(token.slice(1, -1)) : token.startsWith('<') ? hexed(token) : undefined
  if (!bytes) return ''
  let text = ''
  for (let at = 0; at + font.width <= bytes.length; at += font.width) {
    const code = font.width === 2 ? bytes.charCodeAt(at) * 256 + bytes.charCodeAt(at + 1) : bytes.charCodeAt(at)
    text += font.text.get(code) ?? (font.latin ? String.fromCharCode(code) : '')
  }
  return text
}

const hexed = (token: string): string =>
  token.startsWith('<<') ? '' : Buffer.from(token.replace(/[^0-9A-Fa-f]/g, ''), 'hex').toString('latin1')

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
const literal = (text: string): string =>
  text.replace(/\\(\r\n|[0-7]{1,3}|[\s\S])/g, (_, one: string) =>
    /^[0-7]/.test(one)
      ? String.fromCharCode(Number.parseInt(one, 8) & 255)
      : /^[\r\n]/.test(one)
        ? ''
        : (ESCAPES[one] ?? one),
  )
