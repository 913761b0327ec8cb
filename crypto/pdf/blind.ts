import type { PDFDocument } from 'pdf-lib'
import type { Finding } from './findings.ts'
import { checkFile } from './health.ts'
import { type Hints, searched, squeezed, suspects } from './identity.ts'
import type { Source } from './objects.ts'
import { openPdf } from './open.ts'
import { carriedTexts, properties } from './places.ts'
import { pageTexts } from './text.ts'

/** What a tender document asks of the form of a blind volume (暗标). */
export interface BlindRules {
  /** the most pages */
  readonly pages?: number | undefined
}

/** Properties that name people or organisations, whatever they say. */
const NAMING = new Set(['Author', 'Company', 'Manager', 'LastModifiedBy', 'SourceModified'])
/** A page of which so much cannot be read is as good as a picture. */
const UNREAD = 0.1

/**
 * Looks through a file of a blind volume for what tells who the bidder is, on its pages and beside them, and for what the tender
 * document asks of its form. Pages without text that can be read are said not to have been searched.
 *
 * @param most the largest file that is read whole; a larger one is not searched, and that is said
 */
export async function scanBlind(source: Source, hints: Hints, rules: BlindRules, most: number): Promise<Finding[]> {
  const { name: file } = source
  const named = found(source.name, hints, ['文件名', 'the file’s name'])
  if (source.bytes > most) {
    const what = `${Math.round(most / 1024 / 1024)} MB`
    return [...named, { code: 'TOO_LARGE', level: 'unchecked', what } as const].map((one) => ({ ...one, file }))
  }
  try {
    const doc = await openPdf(await source.read(0, source.bytes))
    const { findings } = await checkFile(source, most)
    return [...named, ...inPages(doc, hints), ...beside(doc, hints), ...form(doc, rules, findings)].map((one) => ({
      ...one,
      file,
    }))
  } catch {
    // whatever a stranger's file holds that cannot be read: it is said not to have been searched
    return [...named, { code: 'NO_TEXT', level: 'unchecked' } as const].map((one) => ({ ...one, file }))
  }
}

type Where = readonly [zh: string, en: string]

/** The hints that a text holds, each a finding at its place. */
function found(text: string, hints: Hints, [zh, en]: Where, page?: number): Finding[] {
  const plain = squeezed(text)
  return searched(hints)
    .filter(({ needle }) => plain.includes(needle))
    .map(({ hint }) => ({
      ...({ code: 'IDENTITY', level: 'error', what: [`“${hint}”（${zh}）`, `“${hint}” (${en})`] } as const),
      ...(page === undefined ? {} : { pages: [page] }),
    }))
}

function inPages(doc: PDFDocument, hints: Hints): Finding[] {
  const hits = new Map<string, number[]>()
  const maybe = new Map<string, number[]>()
  const [unread, pictured]: [number[], number[]] = [[], []]
  const note = (map: Map<string, number[]>, what: string, page: number) =>
    map.set(what, [...(map.get(what) ?? []), page])
  const needles = searched(hints)
  let number = 0
  for (const { text, unread: codes, pictures, drawn } of pageTexts(doc)) {
    number += 1
    const plain = squeezed(text)
    for (const { hint, needle } of needles) if (plain.includes(needle)) note(hits, hint, number)
    for (const one of new Set(suspects(text)))
      if (!needles.some(({ needle }) => squeezed(one).includes(needle))) note(maybe, one, number)
    const empty = !plain && (pictures > 0 || drawn || codes > 0)
    if (empty || codes > UNREAD * Math.max(1, plain.length)) unread.push(number)
    else if (pictures) pictured.push(number)
  }
  return [
    ...[...hits].map(([hint, pages]) => ({ code: 'IDENTITY', level: 'error', what: `“${hint}”`, pages }) as const),
    ...[...maybe].map(([what, pages]) => ({ code: 'SUSPECT', level: 'notice', what, pages }) as const),
    ...(unread.length ? [{ code: 'NO_TEXT', level: 'unchecked', pages: unread } as const] : []),
    ...(pictured.length ? [{ code: 'PICTURES', level: 'notice', pages: pictured } as const] : []),
  ]
}

/** What stands beside the pages; a signature, and properties that are there to name somebody, tell even without a hint. */
function beside(doc: PDFDocument, hints: Hints): Finding[] {
  const all: Finding[] = []
  const unread = new Set<number>()
  let signed = false
  for (const { where, text, page, unread: mute } of carriedTexts(doc)) {
    all.push(...found(text, hints, where, page))
    if (mute && page !== undefined) unread.add(page)
    signed ||= where[1] === 'signature'
  }
  for (const { key, text, where } of properties(doc))
    if (NAMING.has(key) && text.trim() && !found(text, hints, where).length)
      all.push({ code: 'SUSPECT', level: 'notice', what: `${key}: ${text.trim().slice(0, 80)}` })
  if (signed) all.push({ code: 'IDENTITY', level: 'error', what: ['数字签名', 'a signature'] })
  if (unread.size) all.push({ code: 'NO_TEXT', level: 'unchecked', pages: [...unread] })
  return all
}

/** What the form of a blind volume must be: on A4, and no longer than allowed. */
function form(doc: PDFDocument, { pages }: BlindRules, findings: readonly Finding[]): Finding[] {
  const count = doc.getPageCount()
  return [
    ...findings.filter(({ code }) => code === 'PAGE_SIZE').map((one) => ({ ...one, level: 'error' }) as const),
    ...(pages !== undefined && count > pages
      ? [{ code: 'MOST_PAGES', level: 'error', what: `${count} > ${pages}` } as const]
      : []),
  ]
}
