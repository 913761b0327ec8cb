import {
  decodePDFRawStream,
  PDFArray,
  PDFName,
  PDFObjectStreamParser,
  PDFRawStream,
  PDFXRefStreamParser,
} from 'pdf-lib'
import { isOver, mostBytes, type Read, refuseMore, spend } from './budget.ts'
import { PdfProblem } from './problem.ts'

/** What the library's decoders have in common: they ask for room before they write. */
interface Growing {
  ensureBuffer(bytes: number): Uint8Array
  decode(): Uint8Array
}

const FILTER = PDFName.of('Filter')
const PARMS = PDFName.of('DecodeParms')

/**
 * The bytes of a stream, unpacked filter by filter. Each stops where it would become larger than is left to the document.
 *
 * @throws TooMuch, and what the library throws at a filter that nobody knows
 */
export function decoded(doc: Read, stream: PDFRawStream): Uint8Array {
  const filters = stream.dict.lookup(FILTER)
  const parms = stream.dict.lookup(PARMS)
  if (!filters) return counted(doc, stream.contents)
  if (!(filters instanceof PDFArray)) return unpacked(doc, stream)
  let bytes = counted(doc, stream.contents)
  for (let i = 0; i < filters.size(); i += 1) {
    const one = { Filter: filters.lookup(i, PDFName), DecodeParms: parms instanceof PDFArray ? parms.lookup(i) : parms }
    bytes = unpacked(doc, PDFRawStream.of(doc.context.obj(one), bytes))
  }
  return bytes
}

function counted(doc: Read, bytes: Uint8Array): Uint8Array {
  if (bytes.length > mostBytes(doc)) refuseMore(doc, 'bytes')
  spend(doc, 'bytes', bytes.length)
  return bytes
}

/** One filter's work: the decoder's buffer does not grow beyond what is left. */
function unpacked(doc: Read, stream: PDFRawStream): Uint8Array {
  const most = mostBytes(doc)
  const decoder = decodePDFRawStream(stream) as unknown as Growing
  const grow = decoder.ensureBuffer.bind(decoder)
  decoder.ensureBuffer = (bytes) => {
    if (bytes <= most) return grow(bytes)
    spend(doc, 'bytes', most)
    refuseMore(doc, 'bytes')
  }
  return counted(doc, decoder.decode())
}

/**
 * The library unpacks the streams that hold objects and the index while it opens a file, whatever they grow to. It is given them
 * unpacked within what the document may take; of one that is too much, nothing is read.
 */
const { forStream: objectsIn } = PDFObjectStreamParser
PDFObjectStreamParser.forStream = (stream, wait) => objectsIn(unpackedFirst(stream), wait)
const { forStream: indexIn } = PDFXRefStreamParser
PDFXRefStreamParser.forStream = (stream) => indexIn(unpackedFirst(stream))

/** Refuses a document of which the library could not read a stream because it would have become too large. */
export function mustBeWhole(doc: Read): void {
  if (isOver(doc)) throw new PdfProblem('PDF_TOO_LARGE')
}

function unpackedFirst(stream: PDFRawStream): PDFRawStream {
  const { dict } = stream
  const bytes = decoded(dict, stream)
  const plain = dict.clone()
  plain.delete(FILTER)
  plain.delete(PARMS)
  return PDFRawStream.of(plain, bytes)
}
