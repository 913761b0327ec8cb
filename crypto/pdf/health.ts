import { PDFDict, type PDFDocument, PDFName, type PDFObject } from 'pdf-lib'
import { attached } from './attachments.ts'
import { WHOLE } from './bidder.ts'
import type { Finding, FindingCode } from './findings.ts'
import type { Source } from './objects.ts'
import { looksLikePdf, openPdf } from './open.ts'
import { PdfProblem } from './problem.ts'
import { checkPdf } from './signatures.ts'

/** What is known of a file after it was looked at. */
export interface Looked {
  readonly findings: Finding[]
  /** how many pages; nothing: it was not opened */
  readonly pages: number | undefined
  /** who signed it, oldest first, as far as the signatures hold */
  readonly signed: string[]
}

const HEAD = 1024
const TAIL = 4096
const POINTS_PER_MM = 72 / 25.4
const A4 = [210, 297] as const
const SLACK = 3 // mm
const NOTHING = { pages: undefined, signed: [] }

/**
 * Looks at one file of a bid: what it is by its content, whether it opens without a password, its pages, fonts and signatures.
 *
 * @param most the largest file that is read whole; of a larger one the ends alone are looked at, and it is said what was not
 */
export async function checkFile(source: Source, most = WHOLE): Promise<Looked> {
  const bad = (code: FindingCode, what?: string): Looked => ({
    findings: [{ code, level: 'error', file: source.name, ...(what ? { what } : {}) }],
    ...NOTHING,
  })
  if (!source.bytes) return bad('FILE_EMPTY')
  const head = await source.read(0, Math.min(HEAD, source.bytes))
  if (!looksLikePdf(head)) return bad('NOT_PDF', kindOf(head))
  const tail = latin(await source.read(Math.max(0, source.bytes - TAIL), source.bytes))
  if (!tail.includes('%%EOF')) return bad('CUT_OFF')
  const locked = await asksPassword(source, tail)
  if (source.bytes > most) {
    const what = `${Math.round(most / 1024 / 1024)} MB`
    const unchecked: Finding = { code: 'TOO_LARGE', level: 'unchecked', file: source.name, what }
    return { ...NOTHING, findings: [...(locked ? bad('ENCRYPTED').findings : []), unchecked] }
  }
  if (locked) return bad('ENCRYPTED')
  try {
    const bytes = await source.read(0, source.bytes)
    const doc = await openPdf(bytes, { strict: true })
    const { signed, broken } = await signaturesOf(bytes)
    const findings = [...pageSizes(doc), ...missingFonts(doc), ...carried(doc), ...broken]
    return { findings: findings.map((one) => ({ ...one, file: source.name })), pages: doc.getPageCount(), signed }
  } catch (problem) {
    if (!(problem instanceof PdfProblem)) throw problem
    return bad(problem.code === 'PDF_ENCRYPTED' ? 'ENCRYPTED' : 'DAMAGED')
  }
}

/** Whether the trailer, at the end or where the end points to, names an encryption. */
async function asksPassword(source: Source, tail: string): Promise<boolean> {
  const [, at] = /startxref\s+(\d+)\s+%%EOF\s*$/.exec(tail) ?? []
  const from = at === undefined ? source.bytes : Number(at)
  const trailer = from < source.bytes ? latin(await source.read(from, Math.min(from + TAIL, source.bytes))) : ''
  return [tail, trailer].some((text) => /\/Encrypt\b/.test(text))
}

const latin = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes)

const KINDS: readonly [sign: string, what: string][] = [
  ['PK\x03\x04', 'ZIP/Word/Excel'],
  ['\xd0\xcf\x11\xe0', 'Word/Excel'],
  ['\xff\xd8\xff', 'JPEG'],
  ['\x89PNG', 'PNG'],
  ['{\\rtf', 'RTF'],
  ['<', 'HTML/XML'],
]

/** What a file is by its first bytes, as far as it is one of the usual ones. */
function kindOf(head: Uint8Array): string {
  const text = latin(head.subarray(0, 16))
  return KINDS.find(([sign]) => text.startsWith(sign))?.[1] ?? '?'
}

function pageSizes(doc: PDFDocument): Finding[] {
  const others = new Map<string, number[]>()
  for (const [i, page] of doc.getPages().entries()) {
    const { width, height } = page.getCropBox()
    const [short, long] = [width, height].map((side) => Math.round(side / POINTS_PER_MM)).sort((a, b) => a - b)
    if (Math.abs(short! - A4[0]) <= SLACK && Math.abs(long! - A4[1]) <= SLACK) continue
    const size = `${short}×${long}`
    others.set(size, [...(others.get(size) ?? []), i + 1])
  }
  return [...others].map(([what, pages]) => ({ code: 'PAGE_SIZE', level: 'notice', what, pages }))
}

const OUTLINED = ['Type1', 'MMType1', 'TrueType', 'CIDFontType0', 'CIDFontType2']
const FILES = ['FontFile', 'FontFile2', 'FontFile3']
const name = (of: PDFObject | undefined): string => (of instanceof PDFName ? of.decodeText() : '')

/** The dictionaries of a file's fonts that have outlines of their own, by the name they carry. */
export function fontsOf(doc: PDFDocument): { name: string; embedded: boolean }[] {
  const found: { name: string; embedded: boolean }[] = []
  for (const [, object] of doc.context.enumerateIndirectObjects()) {
    if (!(object instanceof PDFDict) || name(object.get(PDFName.of('Type'))) !== 'Font') continue
    if (!OUTLINED.includes(name(object.get(PDFName.of('Subtype'))))) continue
    const descriptor = object.lookupMaybe(PDFName.of('FontDescriptor'), PDFDict)
    const embedded = FILES.some((file) => descriptor?.has(PDFName.of(file)))
    found.push({ name: name(object.get(PDFName.of('BaseFont'))).replace(/^[A-Z]{6}\+/, ''), embedded })
  }
  return found
}

function missingFonts(doc: PDFDocument): Finding[] {
  const missing = [...new Set(fontsOf(doc).flatMap((font) => (font.embedded ? [] : [font.name])))]
  return missing.length ? [{ code: 'FONT_MISSING', level: 'notice', what: missing.slice(0, 8).join(', ') }] : []
}

/** Scripts and attached files. */
function carried(doc: PDFDocument): Finding[] {
  const names = doc.catalog.lookupMaybe(PDFName.of('Names'), PDFDict)
  const action = doc.catalog.lookup(PDFName.of('OpenAction'))
  const runs = action instanceof PDFDict && name(action.get(PDFName.of('S'))) === 'JavaScript'
  const files = attached(doc)
  return [
    ...(names?.has(PDFName.of('JavaScript')) || runs ? [{ code: 'SCRIPT', level: 'notice' } as const] : []),
    ...(files.length ? [{ code: 'ATTACHED', level: 'notice', what: files.join(', ') } as const] : []),
  ]
}

async function signaturesOf(bytes: Uint8Array): Promise<{ signed: string[]; broken: Finding[] }> {
  try {
    const found = await checkPdf(bytes)
    const nameOf = ({ by }: (typeof found)[number]) =>
      by.certificate.subject.organisation ?? by.certificate.subject.commonName ?? ''
    return { signed: found.map(nameOf), broken: [] }
  } catch (problem) {
    const what = (problem as { code?: string }).code ?? 'UNREADABLE'
    return { signed: [], broken: [{ code: 'BROKEN_SIGNATURE', level: 'notice', what }] }
  }
}
