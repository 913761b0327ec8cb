import { PDFArray, PDFDict, type PDFDocument, PDFHexString, PDFName, PDFRawStream, PDFString } from 'pdf-lib'

/** So many nodes of the tree of attached files are looked at, and so many entries of each. */
const MOST_NODES = 1000
const MOST_ENTRIES = 10_000

const key = (name: string): PDFName => PDFName.of(name)

/** A file that a PDF carries, still packed. */
export interface Attachment {
  readonly name: string
  readonly stream: PDFRawStream | undefined
}

/** The names of the files that a PDF carries; `?`: files that stand in no readable list. */
export function attached(doc: PDFDocument): string[] {
  const found = [...attachments(doc)].map(({ name }) => name)
  if (found.length) return found
  const listed = doc.catalog.lookupMaybe(key('Names'), PDFDict)?.lookup(key('EmbeddedFiles'))
  return listed instanceof PDFDict || doc.catalog.lookup(key('AF')) instanceof PDFArray ? ['?'] : []
}

/** The files that a PDF carries, in the order of its tree of names; what is in them is not unpacked. */
export function* attachments(doc: PDFDocument): Generator<Attachment> {
  const root = doc.catalog.lookupMaybe(key('Names'), PDFDict)?.lookup(key('EmbeddedFiles'))
  const waiting = root instanceof PDFDict ? [root] : []
  for (let n = 0; n < MOST_NODES; n += 1) {
    const node = waiting.shift()
    if (!node) return
    yield* namedIn(node)
    const kids = node.lookup(key('Kids'))
    for (const kid of kids instanceof PDFArray ? kids.asArray().slice(0, MOST_NODES) : []) {
      const found = doc.context.lookup(kid)
      if (found instanceof PDFDict) waiting.push(found)
    }
  }
}

function* namedIn(node: PDFDict): Generator<Attachment> {
  const names = node.lookup(key('Names'))
  if (!(names instanceof PDFArray)) return
  for (let i = 0; i + 1 < Math.min(names.size(), MOST_ENTRIES); i += 2) {
    const [name, specification] = [names.lookup(i), names.lookup(i + 1)]
    if (!(name instanceof PDFString || name instanceof PDFHexString)) continue
    const files = specification instanceof PDFDict ? specification.lookup(key('EF')) : undefined
    const stream = files instanceof PDFDict ? files.lookup(key('F')) : undefined
    yield { name: name.decodeText(), stream: stream instanceof PDFRawStream ? stream : undefined }
  }
}
