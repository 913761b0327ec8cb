import { AFRelationship, PDFDocument, PDFHexString, PDFName } from 'pdf-lib'
import { hex, utf8 } from '../../crypto/bytes.ts'
import { sha256 } from '../../crypto/digest.ts'
import type { Paper } from '../../templates/layout.ts'
import { drawBlock } from './blocks.ts'
import { embedFaces } from './fonts.ts'
import { colours, type Look, paperSize, rule, type Sheet, span, textWidth, write } from './sheet.ts'
import { breakLines } from './typeset.ts'

/** A file carried inside the PDF, such as a receipt for machines. */
export interface Attachment {
  readonly name: string
  readonly bytes: Uint8Array
  /** Its media type, e.g. `application/json`. */
  readonly type: string
}

/** What a rendering needs besides the words. */
export interface Rendering {
  /** The document's date, ms: the only time that gets into the file. */
  readonly at: number
  readonly attachments?: readonly Attachment[]
  /** Who issues the document, if it is not the platform: stands at the head of each page. */
  readonly issuer?: string
  /** `false` embeds the fonts whole: only to compare with. */
  readonly subset?: boolean
}

const { left, right, width, height, bottom } = paperSize
const small: Look = { size: 8, colour: colours.faint }

function drawTitle(sheet: Sheet, { title, subtitle, code }: Paper): void {
  const centred = (text: string, look: Look, line: number) => {
    for (const part of breakLines(text, textWidth, (piece) => span(piece, look))) {
      write(sheet, part, (width - span(part, look)) / 2, sheet.y - look.size, look)
      sheet.y -= line
    }
  }
  centred(title, { size: 21, weight: 'bold' }, 32)
  if (subtitle) centred(subtitle, { size: 11.5 }, 19)
  if (code) centred(`编号：${code}`, { size: 9, colour: colours.faint }, 16)
  sheet.y -= 4
  rule(sheet, [left, sheet.y], [width - right, sheet.y], colours.ink, 0.9)
  rule(sheet, [left, sheet.y - 2.2], [width - right, sheet.y - 2.2], colours.ink, 0.35)
  sheet.y -= 18
}

function drawHead(sheet: Sheet, paper: Paper, issuer: string | undefined): void {
  const top = height - 50
  if (issuer === undefined) {
    sheet.page.drawCircle({ x: left + 6, y: top + 4.6, size: 3.6, color: colours.sun })
    rule(sheet, [left, top - 1.2], [left + 12, top - 1.2], colours.ink, 1.2)
    write(sheet, '阳光交易', left + 18, top, { size: 9.5, weight: 'bold' })
    write(sheet, '公共资源电子交易文件', left + 64, top, small)
  } else {
    write(sheet, issuer, left, top, { size: 9, weight: 'bold' })
  }
  const head = paper.code ?? paper.title
  write(sheet, head, width - right - span(head, small), top, small)
  rule(sheet, [left, top - 9], [width - right, top - 9])
}

function drawFoot(sheet: Sheet, paper: Paper, number: number, count: number): void {
  const foot = bottom - 30
  rule(sheet, [left, foot + 14], [width - right, foot + 14])
  const page = `第 ${number} 页 / 共 ${count} 页`
  const room = textWidth - span(page, small) - 20
  const [first = '', more] = breakLines(paper.footer ?? paper.title, room, (piece) => span(piece, small))
  write(sheet, more === undefined ? first : `${first.slice(0, -1)}…`, left, foot, small)
  write(sheet, page, width - right - span(page, small), foot, small)
}

function date(doc: PDFDocument, paper: Paper, at: number): void {
  const when = new Date(at)
  doc.setTitle(paper.title, { showInWindowTitleBar: true })
  if (paper.code) doc.setSubject(paper.code)
  doc.setLanguage('zh-CN')
  doc.setCreator('阳光交易')
  doc.setProducer('Yangguang')
  doc.setCreationDate(when)
  doc.setModificationDate(when)
  const id = PDFHexString.of(hex(sha256(utf8(JSON.stringify([paper, at])))).slice(0, 32))
  doc.context.trailerInfo.ID = doc.context.obj([id, id])
}

/**
 * Sets a document in A4 pages. The same paper, date and attachments give the same bytes.
 *
 * Its signature fields are empty fields of the PDF, to be filled by `prepareSignature` under the same names.
 */
export async function renderPaper(
  paper: Paper,
  { at, attachments = [], issuer, subset }: Rendering,
): Promise<Uint8Array> {
  const doc = await PDFDocument.create({ updateMetadata: false })
  const faces = await embedFaces(doc, subset)
  const sheet: Sheet = { doc, faces, page: doc.addPage([width, height]), y: height - paperSize.top }
  drawTitle(sheet, paper)
  for (const block of paper.blocks) drawBlock(sheet, block)

  const pages = doc.getPages()
  pages.forEach((page, i) => {
    drawHead({ ...sheet, page }, paper, issuer)
    drawFoot({ ...sheet, page }, paper, i + 1, pages.length)
  })
  const when = new Date(at)
  for (const { name, bytes, type } of attachments) {
    await doc.attach(bytes, name, {
      mimeType: type,
      creationDate: when,
      modificationDate: when,
      afRelationship: AFRelationship.Data,
    })
  }
  date(doc, paper, at)
  doc.catalog.set(PDFName.of('Version'), PDFName.of('1.7'))
  return doc.save({ useObjectStreams: false, updateFieldAppearances: false, addDefaultPage: false })
}
