import { fill, PDFArray, PDFDict, PDFName, type PDFOperator, PDFString, rectangle, setFillingColor } from 'pdf-lib'
import qrcode from 'qrcode'
import type { Block, Heading, Paragraph, Qr, SignatureField, Signatures } from '../../templates/layout.ts'
import { colours, type Look, need, paperSize, type Sheet, span, textWidth, turn, wash, write } from './sheet.ts'
import { drawFacts, drawTable } from './tables.ts'
import { breakLines } from './typeset.ts'

const TONES: Record<Paragraph['tone'], { look: Look; line: number; after: number }> = {
  plain: { look: { size: 10.5 }, line: 18, after: 5 },
  strong: { look: { size: 10.5, weight: 'bold' }, line: 18, after: 5 },
  note: { look: { size: 8.5, colour: colours.faint }, line: 14, after: 4 },
}

function drawHeading(sheet: Sheet, { text, level }: Heading): void {
  const look: Look = level === 1 ? { size: 13, weight: 'bold' } : { size: 11, weight: 'bold' }
  const inset = level === 1 ? 10 : 0
  const lines = breakLines(text, textWidth - inset, (piece) => span(piece, look))
  sheet.y -= level === 1 ? 8 : 4
  need(sheet, lines.length * 20 + 75) // a heading never stands alone at the foot of a page
  if (level === 1) wash(sheet, paperSize.left, sheet.y - 15.5, 3, 14, colours.action)
  for (const line of lines) {
    write(sheet, line, paperSize.left + inset, sheet.y - 13, look)
    sheet.y -= 20
  }
  sheet.y -= 4
}

function drawParagraph(sheet: Sheet, { text, indent, align, tone }: Paragraph): void {
  const { look, line: height, after } = TONES[tone]
  for (const part of text.split('\n')) {
    const inset = indent ? 2 * look.size : 0
    const lines = breakLines(part, textWidth, (piece) => span(piece, look), inset)
    lines.forEach((line, i) => {
      need(sheet, height)
      const shift = i === 0 ? inset : 0
      const slack = textWidth - shift - span(line, look)
      const full = align === 'left' && i < lines.length - 1 && slack < 3 * look.size
      const x = paperSize.left + shift + (align === 'center' ? slack / 2 : align === 'right' ? slack : 0)
      const spread = full ? slack / Math.max(1, [...line].length - 1) : 0
      write(sheet, line, x, sheet.y - look.size - 2, { ...look, spread })
      sheet.y -= height
    })
  }
  sheet.y -= after
}

/** Draws a QR code as squares of one path: sharp at any size. */
export function drawCode(sheet: Sheet, text: string, x: number, y: number, size: number): void {
  const { modules } = qrcode.create(text, { errorCorrectionLevel: 'M' })
  const side = size / modules.size
  const squares: PDFOperator[] = []
  for (let row = 0; row < modules.size; row += 1) {
    for (let column = 0; column < modules.size; column += 1) {
      if (!modules.get(row, column)) continue
      let run = 1
      while (column + run < modules.size && modules.get(row, column + run)) run += 1
      squares.push(rectangle(x + column * side, y + size - (row + 1) * side, run * side, side + 0.02))
      column += run
    }
  }
  sheet.page.pushOperators(setFillingColor(colours.ink), ...squares, fill())
}

const CODE = 78

function drawCaptioned(sheet: Sheet, { text, caption }: Qr, x: number, foot: number, width: number): void {
  drawCode(sheet, text, x, foot, CODE)
  const look: Look = { size: 8.5, colour: colours.faint }
  const lines = breakLines(caption, width - CODE - 14, (piece) => span(piece, look))
  lines.forEach((line, i) => {
    write(sheet, line, x + CODE + 14, foot + CODE / 2 + lines.length * 7 - 10 - i * 14, look)
  })
}

function drawQr(sheet: Sheet, code: Qr): void {
  need(sheet, CODE + 16)
  const foot = sheet.y - CODE - 6
  drawCaptioned(sheet, code, paperSize.left, foot, textWidth)
  sheet.y = foot - 12
}

const PLACES = {
  stamp: { perLine: 2, height: 128 },
  name: { perLine: 3, height: 84 },
}

function emptyField(sheet: Sheet, { field }: SignatureField, rect: [number, number, number, number]): void {
  const { context, catalog } = sheet.doc
  const widget = context.obj({ Type: 'Annot', Subtype: 'Widget', FT: 'Sig', Rect: rect, F: 4, P: sheet.page.ref })
  widget.set(PDFName.of('T'), PDFString.of(field))
  const ref = context.register(widget)
  sheet.page.node.addAnnot(ref)
  const key = PDFName.of('AcroForm')
  if (!catalog.has(key)) catalog.set(key, context.register(context.obj({ Fields: [] })))
  catalog.lookup(key, PDFDict).lookup(PDFName.of('Fields'), PDFArray).push(ref)
}

function drawField(sheet: Sheet, field: SignatureField, x: number, width: number, height: number): void {
  const foot = sheet.y - height
  sheet.page.drawRectangle({ x, y: foot, width, height, borderColor: colours.line, borderWidth: 0.5 })
  write(sheet, field.role, x + 8, sheet.y - 15, { size: 8.5, colour: colours.faint })
  const look: Look = { size: 9.5, weight: 'bold' }
  const lines = breakLines(field.name ?? '', width - 16, (piece) => span(piece, look)).slice(0, 2)
  lines.forEach((line, i) => {
    write(sheet, line, x + 8, sheet.y - 30 - i * 13, look)
  })
  if (field.place === 'stamp') emptyField(sheet, field, [x + width - 116, foot + 4, x + width - 4, foot + 116])
  else emptyField(sheet, field, [x + 6, foot + 4, x + width - 6, foot + 44])
}

function drawSignatures(sheet: Sheet, { fields, qr }: Signatures): void {
  const gap = 8
  let [rest, code] = [fields, qr]
  while (rest.length > 0) {
    const { place } = rest[0]!
    const { perLine, height } = PLACES[place]
    const count = rest.slice(0, perLine).findIndex((field) => field.place !== place)
    const line = rest.slice(0, count < 0 ? perLine : count)
    const width = (textWidth - gap * (perLine - 1)) / perLine
    need(sheet, height + gap)
    line.forEach((field, i) => {
      drawField(sheet, field, paperSize.left + i * (width + gap), width, height)
    })
    rest = rest.slice(line.length)
    if (code && rest.length === 0 && place === 'stamp' && line.length === 1) {
      const foot = sheet.y - (height + CODE) / 2
      drawCaptioned(sheet, code, paperSize.left + width + 2 * gap, foot, width - gap)
      code = undefined
    }
    sheet.y -= height + gap
  }
  if (code) drawQr(sheet, code)
  sheet.y -= 6
}

type Draw<B extends Block> = (sheet: Sheet, block: B) => void

const drawers: { readonly [Kind in Block['kind']]: Draw<Extract<Block, { kind: Kind }>> } = {
  heading: drawHeading,
  paragraph: drawParagraph,
  table: drawTable,
  facts: drawFacts,
  signatures: drawSignatures,
  qr: drawQr,
  spacer: (sheet, { height }) => {
    sheet.y -= height
  },
  pageBreak: turn,
}

/** Draws one block where the pen is, on the next page if it must. */
export function drawBlock(sheet: Sheet, block: Block): void {
  const draw = drawers[block.kind] as Draw<Block>
  draw(sheet, block)
}
