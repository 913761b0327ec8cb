import { decodePDFRawStream, PDFArray, type PDFDocument, PDFName, PDFRawStream } from 'pdf-lib'
import { mostBytes, spend, TooMuch } from './budget.ts'

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
export function decoded(doc: PDFDocument, stream: PDFRawStream): Uint8Array {
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

function counted(doc: PDFDocument, bytes: Uint8Array): Uint8Array {
  if (bytes.length > mostBytes(doc)) throw new TooMuch('too many bytes')
  spend(doc, 'bytes', bytes.length)
  return bytes
}

/** One filter's work: the decoder's buffer does not grow beyond what is left. */
function unpacked(doc: PDFDocument, stream: PDFRawStream): Uint8Array {
  const most = mostBytes(doc)
  const decoder = decodePDFRawStream(stream) as unknown as Growing
  const grow = decoder.ensureBuffer.bind(decoder)
  decoder.ensureBuffer = (bytes) => {
    if (bytes <= most) return grow(bytes)
    spend(doc, 'bytes', most)
    throw new TooMuch('too many bytes')
  }
  return counted(doc, decoder.decode())
}
