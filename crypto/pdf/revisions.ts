import { PDFArray, PDFDict, type PDFDocument, PDFName, type PDFObject, PDFRawStream, PDFRef } from 'pdf-lib'
import { equal } from '../bytes.ts'

/**
 * What one revision of a PDF may change in the one before it, once that is signed: another signature comes
 * in, and nothing else moves. Everything that could show a reader other words than the signer saw is refused.
 */

const key = (name: string): PDFName => PDFName.of(name)

/** Objects that hold the file together and show nothing. */
function isBookkeeping(object: PDFObject): boolean {
  const type = object instanceof PDFRawStream ? object.dict.get(key('Type')) : undefined
  return type === key('XRef') || type === key('ObjStm')
}

function same(a: PDFObject | undefined, b: PDFObject | undefined): boolean {
  if (a instanceof PDFRawStream && b instanceof PDFRawStream) {
    return a.dict.toString() === b.dict.toString() && equal(a.contents, b.contents)
  }
  return a?.toString() === b?.toString()
}

const sameBut = (before: PDFDict, after: PDFDict, free: readonly string[]): boolean =>
  [...new Set([...before.keys(), ...after.keys()])].every(
    (name) => free.includes(name.decodeText()) || same(before.get(name), after.get(name)),
  )

const isSignatureField = (object: PDFObject | undefined): boolean =>
  object instanceof PDFDict && object.get(key('FT')) === key('Sig') && object.get(key('Subtype')) === key('Widget')

/** Whether a list only grew, by new signature fields. */
function grewByFields(before: PDFObject | undefined, after: PDFObject | undefined, newer: PDFDocument): boolean {
  if (before === undefined && after === undefined) return true
  const [old, grown] = [before ?? newer.context.obj([]), after]
  if (!(old instanceof PDFArray) || !(grown instanceof PDFArray) || grown.size() < old.size()) return false
  return grown
    .asArray()
    .every((item, i) => (i < old.size() ? same(old.get(i), item) : isSignatureField(newer.context.lookup(item))))
}

function mayBecome(before: PDFObject, after: PDFObject, older: PDFDocument, newer: PDFDocument): boolean {
  if (before instanceof PDFArray) return grewByFields(before, after, newer)
  if (!(before instanceof PDFDict) || !(after instanceof PDFDict)) return false
  const grew = (name: string) =>
    grewByFields(before.lookup(key(name)), newer.context.lookup(after.get(key(name))), newer)
  if (before.get(key('Type')) === key('Catalog')) {
    return sameBut(before, after, ['AcroForm']) && (!before.has(key('AcroForm')) || sameBut(before, after, []))
  }
  if (before.get(key('Type')) === key('Page')) return sameBut(before, after, ['Annots']) && grew('Annots')
  if (before === older.catalog.lookup(key('AcroForm')))
    return sameBut(before, after, ['Fields', 'SigFlags']) && grew('Fields')
  return isSignatureField(before) && !before.has(key('V')) && sameBut(before, after, ['V', 'AP', 'F'])
}

/**
 * The first object that a later revision changed beyond adding signatures, if there is one.
 *
 * @returns its number in the file, such as `12 0 R`
 */
export function firstForbiddenChange(older: PDFDocument, newer: PDFDocument): string | undefined {
  const { Root, Info } = older.context.trailerInfo
  if (!same(Root, newer.context.trailerInfo.Root) || !same(Info, newer.context.trailerInfo.Info)) return 'trailer'
  for (const [ref, before] of older.context.enumerateIndirectObjects()) {
    if (isBookkeeping(before)) continue
    const after = newer.context.lookup(PDFRef.of(ref.objectNumber, ref.generationNumber))
    if (!after || (!same(before, after) && !mayBecome(before, after, older, newer))) return ref.toString()
  }
  return undefined
}
