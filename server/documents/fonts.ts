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
  /** By which glyphs characters met so far are set. */
  readonly placed: Map<string, readonly Placed[]>
}

const loaded = new Map<Weight, Face>()

/** Noto Sans SC, read once a process. */
export function face(weight: Weight): Face {
  const known = loaded.get(weight)
  if (known) return known
  const path = createRequire(import.meta.url).resolve(`@expo-google-fonts/noto-sans-sc/${FILES[weight]}`)
  const bytes = new Uint8Array(readFileSync(path))
  const font = fontkit.create(bytes) as fontkit.Font
  const fresh = { bytes, font, widths: new Map<string, number>(), placed: new Map<string, readonly Placed[]>() }
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

/** A glyph as a document sets it. */
interface Placed {
  readonly id: number
  readonly codePoints: number[]
  readonly advanceWidth: number
}

/** A character with the marks and selectors that belong to it. */
const CHARACTER = /\P{M}\p{M}*|\p{M}+/gsu
const UNSEEN = /^\p{Default_Ignorable_Code_Point}+$/u
const NO_SHAPING = { liga: false, clig: false, calt: false, kern: false, ccmp: false, locl: false }

/** The glyphs of one character; one that is not seen stands as a space. */
function glyphsOf({ font, placed }: Face, character: string): readonly Placed[] {
  const known = placed.get(character)
  if (known) return known
  const seen = UNSEEN.test(character) ? ' ' : character
  const points = [...seen.normalize('NFC')].map((one) => one.codePointAt(0)!)
  const { glyphs } = font.layout(seen, NO_SHAPING)
  const found = glyphs.map(({ id, advanceWidth }, i) => ({
    ...{ id, advanceWidth },
    codePoints: glyphs.length === points.length ? [points[i]!] : points,
  }))
  placed.set(character, found)
  return found
}

/**
 * The font of one document over the font that was parsed once a process. A glyph stands for the character by which this
 * document met it first: the text of one document does not depend on the documents before it.
 */
function fontOfOne(face: Face): fontkit.Font {
  const met = new Map<number, Placed>()
  const first = (glyph: Placed): Placed => {
    const known = met.get(glyph.id) ?? glyph
    met.set(glyph.id, known)
    return known
  }
  const layout = (text: string) => ({
    glyphs: (text.match(CHARACTER) ?? []).flatMap((one) => glyphsOf(face, one).map(first)),
  })
  return Object.create(face.font, {
    layout: { value: layout },
    createSubset: { value: () => face.font.createSubset() },
  }) as fontkit.Font
}

/** The fonts of one document. */
export type Faces = Record<Weight, PDFFont>

/**
 * Embeds both weights, cut down to the characters that the document uses.
 *
 * Shaping is switched off: each character is its own glyph, so that what was measured is what is set.
 */
export async function embedFaces(doc: PDFDocument, subset = true): Promise<Faces> {
  const weights = { regular: face('regular'), bold: face('bold') }
  const faceOf = (bytes: Uint8Array): Face => (bytes === weights.bold.bytes ? weights.bold : weights.regular)
  doc.registerFontkit(subset ? { create: (bytes) => fontOfOne(faceOf(bytes)) } : fontkit)
  const embed = ({ bytes }: Face) => doc.embedFont(bytes, { subset, features: NO_SHAPING })
  return { regular: await embed(weights.regular), bold: await embed(weights.bold) }
}
