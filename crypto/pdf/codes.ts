import { PDFDict, type PDFDocument, PDFName, type PDFObject, PDFRawStream, PDFRef } from 'pdf-lib'
import { knownFonts, spend, TooMuch } from './budget.ts'
import { decoded } from './unpack.ts'

/** How a font's codes are read: how many bytes a code has, and what text it stands for. */
export interface Reading {
  width: 1 | 2
  text: Map<number, string>
  /** a code that the font says nothing of is a letter of Latin-1 */
  latin: boolean
  /** whether that is so by the font's own word, or only likely */
  sure: boolean
  /** a known set of characters in which the codes are written */
  charset?: string
}

/** Bytes as a text of one letter a byte. */
export function binary(bytes: Uint8Array): string {
  const pieces: string[] = []
  for (let at = 0; at < bytes.length; at += 8192) pieces.push(String.fromCharCode(...bytes.subarray(at, at + 8192)))
  return pieces.join('')
}

export const lookup = (doc: PDFDocument, of: PDFObject | undefined): PDFObject | undefined =>
  of instanceof PDFRef ? doc.context.lookup(of) : of

/** A member of a dictionary, wherever both stand. */
export const member = (doc: PDFDocument, of: PDFObject | undefined, name: string): PDFObject | undefined => {
  const found = lookup(doc, of)
  return found instanceof PDFDict ? lookup(doc, found.get(PDFName.of(name))) : undefined
}

/** The predefined character sets of Chinese fonts (ISO 32000-2 table 116) that name their codes. */
const CHARSETS: readonly [RegExp, string][] = [
  [/^Uni\w+-(UCS2|UTF16)-/, 'utf-16be'],
  [/^GB(pc|K|Kp|K2K)?(-EUC)?-[HV]$/, 'gb18030'],
]
const LATIN = ['WinAnsiEncoding', 'MacRomanEncoding', 'StandardEncoding']

/** The longest string of a content stream, as written, and the longest text that one code stands for (ISO 32000-1 9.10.3). */
const LONGEST_STRING = 1_000_000
const LONGEST_MEANING = 256

/** How the codes of a font in these resources are read. */
export function fontOf(doc: PDFDocument, resources: PDFObject | undefined, name: string): Reading {
  const font = member(doc, member(doc, resources, 'Font'), name.slice(1))
  const known = knownFonts(doc)
  const reading = known.get(font) ?? readingOf(doc, font)
  known.set(font, reading)
  return reading
}

function readingOf(doc: PDFDocument, font: PDFObject | undefined): Reading {
  const map = member(doc, font, 'ToUnicode')
  const composite = member(doc, font, 'Subtype') === PDFName.of('Type0')
  const encoding = member(doc, font, 'Encoding')
  const named = encoding instanceof PDFName ? encoding.decodeText() : ''
  const text = map instanceof PDFRawStream ? unicodeOf(doc, binary(decoded(doc, map))) : new Map<number, string>()
  const charset = composite && !text.size ? CHARSETS.find(([form]) => form.test(named))?.[1] : undefined
  const plain = LATIN.includes(named) || (!encoding && !member(doc, font, 'FontDescriptor'))
  return {
    ...{ width: composite ? 2 : 1, text, latin: !composite, sure: !composite && plain },
    ...(charset ? { charset } : {}),
  }
}

/** What a ToUnicode map says of each code. */
function unicodeOf(doc: PDFDocument, map: string): Map<number, string> {
  const found = new Map<number, string>()
  const set = (code: number, text: string): void => {
    if (text.length > LONGEST_MEANING) throw new TooMuch('a code that stands for a whole text')
    spend(doc, 'codes')
    found.set(code, text)
  }
  for (const body of between(map, 'beginbfchar', 'endbfchar'))
    for (const [, code = '', to = ''] of body.matchAll(/<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f\s]*)>/g))
      set(Number.parseInt(code, 16), utf16(to))
  for (const body of between(map, 'beginbfrange', 'endbfrange'))
    for (const [, from = '', to = '', one, many] of body.matchAll(
      /<([0-9A-Fa-f]+)>\s*<([0-9A-Fa-f]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^[\]]*)\])/g,
    )) {
      const first = Number.parseInt(from, 16)
      const last = Math.min(Number.parseInt(to, 16), first + 65_535)
      const listed = many === undefined ? undefined : [...many.matchAll(/<([0-9A-Fa-f\s]*)>/g)].map(([, to = '']) => to)
      const start = utf16(one ?? '')
      for (let code = first; code <= last; code++)
        set(code, listed ? utf16(listed[code - first] ?? '') : after(start, code - first))
    }
  return found
}

/** The stretches between two words, in one pass; one without its end is none. */
function* between(text: string, begin: string, end: string): Generator<string> {
  for (let at = text.indexOf(begin); at >= 0; ) {
    const from = at + begin.length
    const to = text.indexOf(end, from)
    if (to < 0) return
    yield text.slice(from, to)
    at = text.indexOf(begin, to)
  }
}

const utf16 = (digits: string): string =>
  (digits.replace(/\s/g, '').match(/.{4}/g) ?? []).map((one) => String.fromCharCode(Number.parseInt(one, 16))).join('')

/** The text so many characters further: the last one counts up. */
const after = (text: string, steps: number): string =>
  text.slice(0, -1) + String.fromCharCode(text.charCodeAt(text.length - 1) + steps)

/** What a string of a content stream says, and how many of its codes nobody can read; what is no string says nothing. */
export function spoken(token: string, font: Reading): { text: string; unread: number } {
  if (token.length > LONGEST_STRING) throw new TooMuch('a string too long')
  const bytes = token.startsWith('(') ? literal(token.slice(1, -1)) : token.startsWith('<') ? hexed(token) : undefined
  if (!bytes) return { text: '', unread: 0 }
  if (font.charset) return { text: new TextDecoder(font.charset).decode(bytesOf(bytes)), unread: 0 }
  let [text, unread] = ['', 0]
  for (let at = 0; at + font.width <= bytes.length; at += font.width) {
    const code = font.width === 2 ? bytes.charCodeAt(at) * 256 + bytes.charCodeAt(at + 1) : bytes.charCodeAt(at)
    const meant = font.text.get(code)
    if (meant === undefined && !font.sure) unread += 1
    text += meant ?? (font.latin ? String.fromCharCode(code) : '')
  }
  return { text, unread }
}

const bytesOf = (binary: string): Uint8Array => Uint8Array.from(binary, (one) => one.charCodeAt(0))

function hexed(token: string): string {
  if (token.startsWith('<<')) return ''
  const digits = token.replace(/[^0-9A-Fa-f]/g, '')
  return (digits.match(/../g) ?? []).map((pair) => String.fromCharCode(Number.parseInt(pair, 16))).join('')
}

const ESCAPES: Record<string, string> = { n: '\n', r: '\r', t: '\t', b: '\b', f: '\f' }
const literal = (text: string): string =>
  text.replace(/\\(\r\n|[0-7]{1,3}|[\s\S])/g, (_, one: string) =>
    /^[0-7]/.test(one)
      ? String.fromCharCode(Number.parseInt(one, 8) & 255)
      : /^[\r\n]/.test(one)
        ? ''
        : (ESCAPES[one] ?? one),
  )
