import {
  PDFArray,
  PDFDict,
  type PDFDocument,
  PDFHexString,
  PDFName,
  PDFNumber,
  type PDFRef,
  PDFString,
  PDFWriter,
} from 'pdf-lib'
import { concat } from '../bytes.ts'
import { type ByteRange, bytesToSign, embedSignature, lastIndexOf, lastRange } from '../pdfRange.ts'
import { CryptoProblem } from '../problem.ts'
import { checkDetached, type Signer, signDetached, withTimestamp } from '../signature.ts'
import type { Drawing } from './drawing.ts'
import { openPdf } from './open.ts'
import { turnOf } from './place.ts'
import { PdfProblem } from './problem.ts'

/** How a signature is to stand in a PDF. */
export interface SignatureOptions {
  /** Name of the field: an empty field of that name is filled, otherwise a new one is made. */
  readonly field: string
  /** Who signs, as shown by PDF readers. */
  readonly name: string
  readonly reason: string
  /** The signing time that is shown, ms. */
  readonly at: number
  /** Page of a new field, the first being 0. */
  readonly page?: number
  /** Place of a new field, in points from the lower left corner; without it the signature is invisible. */
  readonly rect?: readonly [left: number, bottom: number, right: number, top: number]
  /** What is seen in the field's place. */
  readonly mark?: Drawing
}

/** A PDF with an empty place for one more signature. */
export interface PreparedPdf {
  readonly pdf: Uint8Array
  readonly byteRange: ByteRange
}

const RESERVED = 16_384 // bytes kept for a signature with its chain and time stamp
const PLACEHOLDER = 1_000_000_000 // as many digits as an offset may need
const CLOSE = 0x5d // ]

const key = (name: string): PDFName => PDFName.of(name)

/** Every signature field of a form, by name, in the order in which they were added. */
export function fieldsOf(doc: PDFDocument): Map<string, PDFDict> {
  const form = doc.catalog.lookupMaybe(key('AcroForm'), PDFDict)
  const list = form?.lookupMaybe(key('Fields'), PDFArray)
  const found = new Map<string, PDFDict>()
  for (let i = 0; i < (list?.size() ?? 0); i += 1) {
    const field = list!.lookup(i, PDFDict)
    if (field.lookupMaybe(key('FT'), PDFName) !== key('Sig')) continue
    const name = field.lookup(key('T'), PDFString, PDFHexString).decodeText()
    if (found.has(name)) throw new CryptoProblem('SIGNATURE_MALFORMED', { why: 'two fields of one name', field: name })
    found.set(name, field)
  }
  return found
}

function newField(doc: PDFDocument, { field, page: number = 0, rect = [0, 0, 0, 0] }: SignatureOptions): PDFDict {
  const { context, catalog } = doc
  const page = doc.getPage(number)
  const widget = context.obj({ Type: 'Annot', Subtype: 'Widget', FT: 'Sig', Rect: [...rect], F: 132, P: page.ref })
  widget.set(key('T'), PDFString.of(field))
  const ref = context.register(widget)
  const annotations = page.node.lookupMaybe(key('Annots'), PDFArray)
  if (annotations) annotations.push(ref)
  else page.node.set(key('Annots'), context.obj([ref]))
  if (!catalog.lookup(key('AcroForm'))) catalog.set(key('AcroForm'), context.register(context.obj({ Fields: [] })))
  catalog.lookup(key('AcroForm'), PDFDict).lookup(key('Fields'), PDFArray).push(ref)
  return widget
}

function placeFor(doc: PDFDocument, options: SignatureOptions): PDFDict {
  const existing = fieldsOf(doc).get(options.field)
  if (!existing) return newField(doc, options)
  if (existing.has(key('V'))) {
    throw new CryptoProblem('SIGNATURE_MALFORMED', { why: 'field is signed already', field: options.field })
  }
  return existing
}

/** Draws the mark in its field, upright for whoever reads the page as it is turned. */
function draw(doc: PDFDocument, widget: PDFDict, { operators, width, height }: Drawing, turn: number): void {
  const { context } = doc
  const place = widget.lookup(key('Rect'), PDFArray).asRectangle()
  if (place.width === 0 || place.height === 0) return
  const [cos, sin] = TURNS[turn] ?? [1, 0]
  const form = context.flateStream(operators, {
    Type: 'XObject',
    Subtype: 'Form',
    BBox: [0, 0, width, height],
    ...(turn ? { Matrix: [cos, sin, -sin, cos, 0, 0] } : {}),
    Resources: {},
  })
  widget.set(key('AP'), context.obj({ N: context.register(form) }))
}

/** Cosine and sine of the quarter turns. */
const TURNS: Record<number, readonly [number, number]> = { 90: [0, 1], 180: [-1, 0], 270: [0, -1] }

function signatureValue(doc: PDFDocument, { name, reason, at }: SignatureOptions): PDFRef {
  const value = doc.context.obj({ Type: 'Sig', Filter: 'Adobe.PPKLite', SubFilter: 'ETSI.CAdES.detached' })
  value.set(key('ByteRange'), doc.context.obj([0, PLACEHOLDER, PLACEHOLDER, PLACEHOLDER]))
  value.set(key('Contents'), PDFHexString.of('0'.repeat(2 * RESERVED)))
  value.set(key('M'), PDFString.fromDate(new Date(at)))
  value.set(key('Name'), PDFHexString.fromText(name))
  value.set(key('Reason'), PDFHexString.fromText(reason))
  return doc.context.register(value)
}

/** Writes the true offsets over the placeholder of the last signature, in the same number of bytes; gives where its place begins. */
function writeRange(tail: Uint8Array, before: number): number {
  const hole = lastIndexOf(tail, `<${'0'.repeat(2 * RESERVED)}>`)
  const resume = hole + 2 * RESERVED + 2
  const start = lastIndexOf(tail, '/ByteRange')
  const end = tail.indexOf(CLOSE, start) + 1
  const range = `/ByteRange [0 ${before + hole} ${before + resume} ${tail.length - resume}]`.padEnd(end - start)
  for (let i = 0; i < range.length; i += 1) tail[start + i] = range.charCodeAt(i)
  return hole
}

/** Whether an earlier signature allows nothing to come after it (DocMDP, ISO 32000-2 12.8.2.2). */
function isCertified(doc: PDFDocument): boolean {
  const signature = doc.catalog.lookupMaybe(key('Perms'), PDFDict)?.lookupMaybe(key('DocMDP'), PDFDict)
  const [transform] = signature?.lookupMaybe(key('Reference'), PDFArray)?.asArray() ?? []
  const reference = doc.context.lookup(transform)
  const parameters = reference instanceof PDFDict ? reference.lookupMaybe(key('TransformParams'), PDFDict) : undefined
  return parameters?.lookupMaybe(key('P'), PDFNumber)?.asNumber() === 1
}

/** What is put behind a file: its end with an empty place for a signature, and where in that end the place begins. */
export interface NewEnd {
  readonly tail: Uint8Array
  readonly hole: number
}

/**
 * The end that an empty place for a signature adds to a document that was opened to add to it: no byte before it changes.
 *
 * @throws PDF_CERTIFIED where an earlier signature forbids it, PDF_NO_PAGE
 */
export async function endFor(doc: PDFDocument, options: SignatureOptions): Promise<NewEnd> {
  const { context, catalog } = doc
  if (isCertified(doc)) throw new PdfProblem('PDF_CERTIFIED')
  if ((options.page ?? 0) >= doc.getPageCount()) throw new PdfProblem('PDF_NO_PAGE')
  const widget = placeFor(doc, options)
  widget.set(key('V'), signatureValue(doc, options))
  widget.set(key('F'), PDFNumber.of(132)) // printed, and locked
  if (options.mark) draw(doc, widget, options.mark, turnOf(doc.getPage(options.page ?? 0)))
  catalog.lookup(key('AcroForm'), PDFDict).set(key('SigFlags'), PDFNumber.of(3)) // signed; append only
  const { snapshot } = context
  if (!snapshot) throw new Error('the document was not opened to add to it')
  const tail = await PDFWriter.forContextWithSnapshot(context, Number.POSITIVE_INFINITY, snapshot).serializeToBuffer()
  return { tail, hole: writeRange(tail, context.pdfFileDetails.pdfSize) }
}

/**
 * Adds an empty place for a signature, by an increment: no byte of the file before it changes.
 * Its signer then signs `bytesToSign` wherever the key is, and `embedSignature` puts the signature in.
 *
 * @throws what `endFor` and `openPdf` throw
 */
export async function prepareSignature(pdf: Uint8Array, options: SignatureOptions): Promise<PreparedPdf> {
  const { tail } = await endFor(await openPdf(pdf, { toAdd: true }), options)
  const prepared = concat(pdf, tail)
  return { pdf: prepared, byteRange: lastRange(prepared) }
}

/** Asks a timestamp authority for a token over a signature value. */
export type Timestamper = (signature: Uint8Array) => Promise<Uint8Array>

/**
 * Signs a PDF in one go, with a key at hand (PAdES baseline B; with a timestamper, baseline T).
 *
 * @param at the signing time that is claimed, ms
 */
export async function signPdf(
  pdf: Uint8Array,
  options: SignatureOptions,
  signer: Signer,
  at: number,
  timestamp?: Timestamper,
): Promise<Uint8Array> {
  const prepared = await prepareSignature(pdf, options)
  const content = bytesToSign(prepared)
  const cms = await signDetached(content, signer, at)
  if (!timestamp) return embedSignature(prepared, cms)
  const { signature } = await checkDetached(cms, content)
  return embedSignature(prepared, withTimestamp(cms, await timestamp(signature)))
}
