import { PDFArray, PDFDict, type PDFDocument, PDFHexString, PDFName, PDFRawStream, PDFString } from 'pdf-lib'
import { attached } from './attachments.ts'
import { lookup, member } from './codes.ts'
import { formText } from './text.ts'
import { decoded } from './unpack.ts'

/** A text that a file carries beside what its pages say. */
export interface Carried {
  /** where it stands, in both languages */
  readonly where: readonly [zh: string, en: string]
  readonly text: string
  readonly page?: number
  /** a part of it could not be read */
  readonly unread?: boolean
}

const DEEPEST = 12
const MOST = 20_000

const said = (of: unknown): string =>
  of instanceof PDFString || of instanceof PDFHexString ? of.decodeText() : of instanceof PDFName ? of.decodeText() : ''

/** Everything a file says beside its pages: properties, XMP, notes, links, fields, bookmarks, attached files, signatures. */
export function* carriedTexts(doc: PDFDocument): Generator<Carried> {
  yield* properties(doc)
  const stream = doc.catalog.lookup(PDFName.of('Metadata'))
  if (stream instanceof PDFRawStream)
    yield { where: ['元数据 XMP', 'XMP'], text: new TextDecoder().decode(decoded(doc, stream)) }
  yield* notes(doc)
  yield* bookmarks(doc)
  for (const text of attached(doc)) yield { where: ['附件名', 'attached file'], text }
  yield* fieldValues(doc)
}

/** The document's properties by their names: the usual ones, and what programs add. */
export function* properties(doc: PDFDocument): Generator<Carried & { key: string }> {
  const info = lookup(doc, doc.context.trailerInfo.Info)
  if (!(info instanceof PDFDict)) return
  for (const [name, value] of info.entries()) {
    const key = name.decodeText()
    yield { key, where: [`文档属性 ${key}`, `property ${key}`], text: said(lookup(doc, value)) }
  }
}

function* notes(doc: PDFDocument): Generator<Carried> {
  for (const [i, page] of doc.getPages().entries()) {
    const all = lookup(doc, page.node.get(PDFName.of('Annots')))
    for (const one of all instanceof PDFArray ? all.asArray() : []) {
      const note = lookup(doc, one)
      if (!(note instanceof PDFDict)) continue
      const texts = ['Contents', 'T', 'RC', 'Subj', 'NM'].map((key) => said(lookup(doc, note.get(PDFName.of(key)))))
      const link = said(member(doc, note.get(PDFName.of('A')), 'URI'))
      const seen = member(doc, note.get(PDFName.of('AP')), 'N')
      const drawn = seen instanceof PDFRawStream ? formText(doc, seen) : { text: '', unread: false }
      const text = [...texts, link, drawn.text].filter(Boolean).join('\n')
      if (text || drawn.unread) yield { where: ['批注或链接', 'note or link'], text, page: i + 1, unread: drawn.unread }
    }
  }
}

function* bookmarks(doc: PDFDocument): Generator<Carried> {
  const seen = new Set<unknown>()
  const waiting = [member(doc, doc.catalog.get(PDFName.of('Outlines')), 'First')]
  while (waiting.length && seen.size < MOST) {
    const one = waiting.pop()
    if (!(one instanceof PDFDict) || seen.has(one)) continue
    seen.add(one)
    yield { where: ['书签', 'bookmark'], text: said(lookup(doc, one.get(PDFName.of('Title')))) }
    waiting.push(member(doc, one, 'Next'), member(doc, one, 'First'))
  }
}

/** The values of form fields, and who signed: a signature names its maker. */
function* fieldValues(doc: PDFDocument): Generator<Carried> {
  const fields = member(doc, doc.catalog.get(PDFName.of('AcroForm')), 'Fields')
  yield* below(doc, fields, 0)
}

function* below(doc: PDFDocument, fields: unknown, depth: number): Generator<Carried> {
  for (const one of fields instanceof PDFArray && depth < DEEPEST ? fields.asArray() : []) {
    const field = lookup(doc, one)
    if (!(field instanceof PDFDict)) continue
    const value = lookup(doc, field.get(PDFName.of('V')))
    if (value instanceof PDFDict) {
      const text = ['Name', 'ContactInfo', 'Location'].map((key) => said(lookup(doc, value.get(PDFName.of(key)))))
      yield { where: ['数字签名', 'signature'], text: text.filter(Boolean).join('\n') }
    } else if (value) yield { where: ['表单', 'form field'], text: said(value) }
    yield* below(doc, lookup(doc, field.get(PDFName.of('Kids'))), depth + 1)
  }
}
