import type { PDFDocument, PDFPage } from 'pdf-lib'
import type { SignatureOptions } from './sign.ts'

/** Where a stamp is to stand: on which page, and where its centre is as the page is seen, 0 to 1 from the upper left corner. */
export interface StampPlace {
  readonly page: 'first' | 'last' | number
  readonly x: number
  readonly y: number
}

/** The usual place: in the lower right of the last page, where the date of a letter stands. */
export const USUAL_PLACE: StampPlace = { page: 'last', x: 0.75, y: 0.78 }

/** By how much a page is turned for its reader, clockwise: 0, 90, 180 or 270. */
export const turnOf = (page: PDFPage): number => ((page.getRotation().angle % 360) + 360) % 360

/** The page and the rectangle in its own coordinates for a stamp of this size; it is kept on the page. */
export function rectFor(
  doc: PDFDocument,
  place: StampPlace,
  side: number,
): Required<Pick<SignatureOptions, 'page' | 'rect'>> {
  const count = doc.getPageCount()
  const number = place.page === 'first' ? 0 : place.page === 'last' ? count - 1 : place.page - 1
  const page = doc.getPage(Math.max(0, Math.min(count - 1, number)))
  const box = page.getCropBox()
  const turn = turnOf(page)
  const sideways = turn === 90 || turn === 270
  const [wide, high] = sideways ? [box.height, box.width] : [box.width, box.height]
  const half = Math.min(side, wide, high) / 2
  const [x, y] = [within(place.x * wide, half, wide), within((1 - place.y) * high, half, high)]
  const [left, bottom] = { 0: [x, y], 90: [box.width - y, x], 180: [box.width - x, box.height - y] }[turn] ?? [
    y,
    box.height - x,
  ]
  const [cx, cy] = [box.x + left!, box.y + bottom!]
  return { page: doc.getPages().indexOf(page), rect: [cx - half, cy - half, cx + half, cy + half] }
}

const within = (at: number, half: number, whole: number): number => Math.max(half, Math.min(whole - half, at))
