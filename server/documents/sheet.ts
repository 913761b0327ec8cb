import {
  beginText,
  endText,
  moveText,
  type PDFDocument,
  type PDFName,
  type PDFPage,
  type RGB,
  rgb,
  setCharacterSpacing,
  setFillingColor,
  setFontAndSize,
  showText,
} from 'pdf-lib'
import { type Faces, type Weight, widthOf } from './fonts.ts'

const ink = (hex: string): RGB => {
  const channel = (from: number) => Number.parseInt(hex.slice(from, from + 2), 16) / 255
  return rgb(channel(0), channel(2), channel(4))
}

/** The few colours of a document. */
export const colours = {
  ink: ink('1f2329'),
  faint: ink('646a73'),
  line: ink('c9ccd1'),
  wash: ink('f2f4f7'),
  action: ink('0958d9'),
  sun: ink('d46b08'),
  stamp: rgb(0.85, 0.05, 0.05),
}

/** A4 and its margins, in points. */
export const paperSize = { width: 595.28, height: 841.89, left: 62, right: 62, top: 84, bottom: 72 }

/** Width of the text, in points. */
export const textWidth = paperSize.width - paperSize.left - paperSize.right

/** How a piece of text looks. */
export interface Look {
  readonly size: number
  readonly weight?: Weight
  readonly colour?: RGB
  /** Space between two characters, in points: spreads a line over its full width. */
  readonly spread?: number
}

/** A pen over the pages of one document: it knows how far down it is. */
export interface Sheet {
  readonly doc: PDFDocument
  readonly faces: Faces
  page: PDFPage
  /** Where the next block begins, measured from the page's foot. */
  y: number
}

/** Begins the next page. */
export function turn(sheet: Sheet): void {
  sheet.page = sheet.doc.addPage([paperSize.width, paperSize.height])
  sheet.y = paperSize.height - paperSize.top
}

/** Whether that much height is left on the page. */
export const hasRoom = (sheet: Sheet, height: number): boolean => sheet.y - height >= paperSize.bottom

/** Turns the page unless that much height is left on it. */
export function need(sheet: Sheet, height: number): void {
  if (!hasRoom(sheet, height)) turn(sheet)
}

const fontKeys = new WeakMap<PDFPage, Map<Weight, PDFName>>()

function fontKey({ page, faces }: Sheet, weight: Weight): PDFName {
  const keys = fontKeys.get(page) ?? new Map<Weight, PDFName>()
  fontKeys.set(page, keys)
  const key = keys.get(weight) ?? page.node.newFontDictionary(faces[weight].name, faces[weight].ref)
  keys.set(weight, key)
  return key
}

/** Writes a line with its left end and its baseline where told. */
export function write(sheet: Sheet, text: string, x: number, y: number, look: Look): void {
  if (text === '') return
  const weight = look.weight ?? 'regular'
  sheet.page.pushOperators(
    beginText(),
    setFillingColor(look.colour ?? colours.ink),
    setFontAndSize(fontKey(sheet, weight), look.size),
    setCharacterSpacing(look.spread ?? 0),
    moveText(x, y),
    showText(sheet.faces[weight].encodeText(text)),
    endText(),
  )
}

/** Width of a text in a look, in points. */
export const span = (text: string, look: Look): number => widthOf(text, look.size, look.weight ?? 'regular')

/** A straight line. */
export function rule(
  sheet: Sheet,
  from: [number, number],
  to: [number, number],
  colour = colours.line,
  thickness = 0.5,
) {
  sheet.page.drawLine({
    start: { x: from[0], y: from[1] },
    end: { x: to[0], y: to[1] },
    thickness,
    color: colour,
  })
}

/** A filled area. */
export function wash(sheet: Sheet, x: number, y: number, width: number, height: number, colour = colours.wash): void {
  sheet.page.drawRectangle({ x, y, width, height, color: colour })
}
