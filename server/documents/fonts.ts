import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import * as fontkit from '@cantoo/fontkit'
import type { PDFDocument, PDFFont } from 'pdf-lib'

/** The two weights in which documents are set. */
export type Weight = 'regular' | 'bold'

const FILES: Record<Weight, string> = {
  regular: '400Regular/NotoSansSC_400Regular.ttf',
  bold: '700Bold/NotoSansSC_700Bold.ttf',
}

interface Face {
  readonly bytes: Uint8Array
  readonly font: fontkit.Font
  /** Widths of characters met so far, in em. */
  readonly widths: Map<string, number>
}

const loaded = new Map<Weight, Face>()

/** Noto Sans SC, read once a process. */
export function face(weight: Weight): Face {
  const known = loaded.get(weight)
  if (known) return known
  const path = createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans-sc/${FILES[weight]}`)
  const bytes = new Uint8Array(readFileSync(path))
  const font = fontkit.create(bytes) as fontkit.Font
  const fresh = { bytes, font, widths: new Map<string, number>() }
  loaded.set(weight, fresh)
  return fresh
}

/** How wide a text is, in points, at a size in points. */
export function widthOf(text: string, size: number, weight: Weight): number {
  const { font, widths } = face(weight)
  let em = 0
  for (const character of text) {
    let width = widths.get(character)
    if (width === undefined) {
      const glyph = font.glyphForCodePoint(character.codePointAt(0)!)
      width = (glyph?.advanceWidth ?? font.unitsPerEm) / font.unitsPerEm
      widths.set(character, width)
    }
    em += width
  }
  return em * size
}

/** The fonts of one document. */
export type Faces = Record<Weight, PDFFont>

/**
 * Embeds both weights, cut down to the characters that the document uses.
 *
 * Each document parses the fonts anew: a parsed font remembers by which character it first met a glyph, and
 * the text of one document must not depend on the documents before it.
 * Shaping is switched off: each character is its own glyph, so that what was measured is what is set.
 */
export async function embedFaces(doc: PDFDocument, subset = true): Promise<Faces> {
  doc.registerFontkit(fontkit)
  const embed = (weight: Weight) => doc.embedFont(face(weight).bytes, { subset, features: NO_SHAPING })
  return { regular: await embed('regular'), bold: await embed('bold') }
}

const NO_SHAPING = { liga: false, clig: false, calt: false, kern: false, ccmp: false, locl: false }
