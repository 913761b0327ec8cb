import { PDFArray, PDFDict, PDFDocument, PDFHeader, PDFName, PDFNumber, type PDFObject, PDFRef } from 'pdf-lib'
import { crossReferenceOf, objectsOf } from './crossReference.ts'
import { ObjectReader, type Source } from './objects.ts'
import { looksLikePdf } from './open.ts'
import type { StampPlace } from './place.ts'
import { PdfProblem } from './problem.ts'

/** How deep a tree of pages may be, and how many of its nodes are looked at on the way to one page. */
const DEEPEST = 50
const MOST_NODES = 100_000
const MOST_FIELDS = 10_000

const key = (name: string): PDFName => PDFName.of(name)
const refuse = (): never => {
  throw new PdfProblem('PDF_INDEX')
}

/** Loads an object, if it is a reference, to where the document finds it. */
type Load = (object: PDFObject | undefined) => Promise<PDFObject | undefined>

/**
 * A PDF of any size as far as a signature needs it: its catalogue, its form, and one page as the only one. Read by random access,
 * so that memory does not grow with the file; what is added to it goes to the end of the whole file.
 *
 * @param page which page is kept; it is 0 in what comes back
 * @throws PDF_NOT_PDF, PDF_ENCRYPTED, PDF_INDEX, PDF_TOO_LARGE, PDF_NO_PAGE
 */
export async function openSparse(source: Source, page: StampPlace['page']): Promise<PDFDocument> {
  const file = new ObjectReader(source)
  if (!source.bytes || !looksLikePdf(await file.bytes(0, 1024))) throw new PdfProblem('PDF_NOT_PDF')
  const index = await crossReferenceOf(file)
  const { context } = file
  const object = objectsOf(file, index)
  const load: Load = async (found) => {
    if (!(found instanceof PDFRef)) return found
    const known = context.lookup(found)
    if (known) return known
    const read = await object(found)
    if (read) context.assign(found, read)
    return read
  }
  const told = (name: string): PDFObject | undefined => index.trailer.get(key(name))
  const size = told('Size')
  if (!(size instanceof PDFNumber)) return refuse()
  const catalog = await load(told('Root'))
  if (!(catalog instanceof PDFDict)) return refuse()
  await keepPage(load, catalog, page)
  await loadForm(load, catalog)
  await loadPermission(load, catalog)
  context.header = PDFHeader.forVersion(1, 7)
  const [ID, Info] = [await loadDeep(load, told('ID'), 2), told('Info')]
  context.trailerInfo = { Size: size, Root: told('Root')!, ...(ID && { ID }), ...(Info && { Info }) }
  context.largestObjectNumber = Math.max(context.largestObjectNumber, size.asNumber() - 1)
  const details = { pdfSize: source.bytes, prevStartXRef: index.start, useObjectStreams: false }
  context.pdfFileDetails = { ...details, originalBytes: new Uint8Array(0) }
  const doc: PDFDocument = Reflect.construct(PDFDocument, [context, true, false])
  doc.takeSnapshot()
  return doc
}

/** Finds a page and makes it the only one of the tree above it, of which nothing is written. */
async function keepPage(load: Load, catalog: PDFDict, page: StampPlace['page']): Promise<void> {
  const root = await load(catalog.get(key('Pages')))
  if (!(root instanceof PDFDict)) return refuse()
  const count = await countOf(load, root)
  let left = page === 'first' ? 0 : page === 'last' ? count - 1 : Math.min(page, count) - 1
  const walk = { nodes: MOST_NODES }
  let node = root
  for (let depth = 0; node.has(key('Kids')); depth += 1) {
    if (depth > DEEPEST) return refuse()
    const { ref, kid, before } = await kidWith(load, node, left, walk)
    await inherited(load, node)
    node.set(key('Kids'), node.context.obj([ref]))
    node.set(key('Count'), PDFNumber.of(1))
    left -= before
    node = kid
  }
  await inherited(load, node)
  await load(node.get(key('Annots')))
}

/** The kid of a node under which a page stands, and how many pages stand before that. */
async function kidWith(
  load: Load,
  node: PDFDict,
  page: number,
  walk: { nodes: number },
): Promise<{ ref: PDFRef; kid: PDFDict; before: number }> {
  const kids = await load(node.get(key('Kids')))
  if (!(kids instanceof PDFArray)) return refuse()
  const all = kids.asArray()
  const [ref, kid] = [all[page], await load(all[page])]
  const flat = all.length === (await countOf(load, node))
  if (flat && ref instanceof PDFRef && kid instanceof PDFDict && !kid.has(key('Kids')))
    return { ref, kid, before: page }
  let before = 0
  for (const ref of all) {
    walk.nodes -= 1
    if (walk.nodes < 0) return refuse()
    const kid = await load(ref)
    if (!(ref instanceof PDFRef) || !(kid instanceof PDFDict)) continue
    const pages = await countOf(load, kid)
    if (page < before + pages) return { ref, kid, before }
    before += pages
  }
  throw new PdfProblem('PDF_NO_PAGE')
}

async function countOf(load: Load, node: PDFDict): Promise<number> {
  if (!node.has(key('Kids'))) return 1
  const count = await load(node.get(key('Count')))
  return count instanceof PDFNumber ? Math.max(0, count.asNumber()) : refuse()
}

/** What a page takes from the nodes above it. */
async function inherited(load: Load, node: PDFDict): Promise<void> {
  for (const name of ['Rotate', 'CropBox', 'MediaBox']) await loadDeep(load, node.get(key(name)), 2)
}

/** The form with each of its fields, as far as a field says what it is and whether it is signed. */
async function loadForm(load: Load, catalog: PDFDict): Promise<void> {
  const form = await load(catalog.get(key('AcroForm')))
  if (!(form instanceof PDFDict)) return
  const fields = await load(form.get(key('Fields')))
  if (!(fields instanceof PDFArray)) return
  if (fields.size() > MOST_FIELDS) return refuse()
  for (const one of fields.asArray()) {
    const field = await load(one)
    if (!(field instanceof PDFDict)) return refuse()
    for (const name of ['FT', 'T']) await load(field.get(key(name)))
    if (field.get(key('FT')) === key('Sig')) await loadDeep(load, field.get(key('V')), 2)
  }
}

/** What a certification of the file allows, where there is one. */
async function loadPermission(load: Load, catalog: PDFDict): Promise<void> {
  let found = await load(catalog.get(key('Perms')))
  for (const name of ['DocMDP', 'Reference', 'TransformParams', 'P']) {
    if (found instanceof PDFArray) found = await load(found.asArray()[0])
    found = found instanceof PDFDict ? await load(found.get(key(name))) : undefined
  }
}

/** An object with what it names, a few steps on. */
async function loadDeep(load: Load, from: PDFObject | undefined, steps: number): Promise<PDFObject | undefined> {
  const found = await load(from)
  if (steps === 0) return found
  const inside = found instanceof PDFArray ? found.asArray() : found instanceof PDFDict ? found.values() : []
  for (const one of inside) await loadDeep(load, one, steps - 1)
  return found
}
