import { PDFArray, PDFDocument, PDFHexString, PDFName, PDFRawStream, PDFString } from 'pdf-lib'
import '../../crypto/pdf/hexStrings.ts'
import { pdfText } from '../../crypto/pdf/text.ts'
import { decoded } from '../../crypto/pdf/unpack.ts'

/** What a PDF tells of how it was made, beside what it says to people. Its maker can have changed any of it. */
export interface PdfPrint {
  author: string | null
  /** the program that the text was written with, and the one that made the PDF */
  creator: string | null
  producer: string | null
  /** as the file has them, to the second */
  createdAt: string | null
  /** identifiers that programs give a document and keep through its copies */
  ids: string[]
  text: string
}

/** Longest text that is compared, in letters. */
export const MOST_TEXT = 300_000
const LONGEST = 200

const short = (text: string | undefined): string | null => text?.trim().slice(0, LONGEST) || null

/** Looks at a PDF; undefined if it does not open. */
export async function printOf(bytes: Uint8Array): Promise<PdfPrint | undefined> {
  try {
    const doc = await PDFDocument.load(bytes, { updateMetadata: false, parseSpeed: Number.POSITIVE_INFINITY })
    const xmp = metadataOf(doc)
    return {
      author: short(told(() => doc.getAuthor()) ?? listed(xmp, 'dc:creator')),
      creator: short(told(() => doc.getCreator()) ?? listed(xmp, 'xmp:CreatorTool')),
      producer: short(told(() => doc.getProducer()) ?? listed(xmp, 'pdf:Producer')),
      createdAt: told(() => doc.getCreationDate()?.toISOString().slice(0, 19)) ?? null,
      ids: [...new Set([...trailerId(doc), ...documentIds(xmp)])],
      text: pdfText(doc, MOST_TEXT),
    }
  } catch {
    return undefined
  }
}

function told<T>(ask: () => T | undefined): T | undefined {
  try {
    return ask()
  } catch {
    return undefined // an entry of the wrong kind tells nothing
  }
}

/** The first half of the trailer's ID, which stays when the file is changed; absent where it is not 16 bytes. */
function trailerId(doc: PDFDocument): string[] {
  const id = doc.context.trailerInfo.ID
  const first = id instanceof PDFArray ? id.get(0) : undefined
  if (!(first instanceof PDFHexString || first instanceof PDFString)) return []
  const hex = Buffer.from(first.asBytes()).toString('hex')
  return hex.length === 32 && !/^(.)\1*$/.test(hex) ? [`pdf:${hex}`] : []
}

function metadataOf(doc: PDFDocument): string {
  const stream = doc.catalog.lookup(PDFName.of('Metadata'))
  return stream instanceof PDFRawStream ? Buffer.from(decoded(doc, stream)).toString('utf8') : ''
}

const documentIds = (xmp: string): string[] =>
  [...xmp.matchAll(/xmpMM:(?:Original)?DocumentID(?:="([^"]{8,120})"|>([^<]{8,120})<)/g)].map(
    ([, attribute, element]) => `xmp:${(attribute ?? element ?? '').trim()}`,
  )

function listed(xmp: string, name: string): string | undefined {
  const [, attribute, element] = new RegExp(`${name}(?:="([^"]*)"|[^>]*>([\\s\\S]*?)</${name})`).exec(xmp) ?? []
  return (attribute ?? element)?.replace(/<[^>]*>/g, ' ').trim() || undefined
}
