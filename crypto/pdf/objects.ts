import { PDFContext, PDFDict, PDFName, PDFNumber, type PDFObject, PDFObjectParser, PDFRawStream } from 'pdf-lib'
import './hexStrings.ts'
import { PdfProblem } from './problem.ts'

/** A file to look at: read in ranges, so that a large one need not be in memory. */
export interface Source {
  readonly name: string
  readonly bytes: number
  /** `to` is exclusive */
  read(from: number, to: number): Promise<Uint8Array>
}

const FIRST_WINDOW = 4 * 1024
/** The longest object that is read: a cross-reference stream of a million objects, packed. */
const LONGEST = 16 * 1024 * 1024
/** So much is read of one file altogether, whatever its index points to. */
const MOST_READ = 256 * 1024 * 1024

/** Objects of a file read where they lie: never more of it than asked for. */
export class ObjectReader {
  readonly source: Source
  readonly context = PDFContext.create()
  #left = MOST_READ

  constructor(source: Source) {
    this.source = source
  }

  /** Bytes of the file; fewer where it ends. */
  async bytes(from: number, to: number): Promise<Uint8Array> {
    const end = Math.min(to, this.source.bytes)
    this.#left -= Math.max(0, end - from)
    if (this.#left < 0 || from < 0 || from >= this.source.bytes) throw new PdfProblem('PDF_INDEX')
    return this.source.read(from, end)
  }

  /** The object of a number, which must stand at that place. Throws PDF_INDEX. */
  async objectAt(place: number, number: number): Promise<PDFObject> {
    const { head, object } = await this.#parsed(place, /^\s*(\d+)\s+(\d+)\s+obj\b/, 'endobj')
    if (Number(head[1]) !== number) throw new PdfProblem('PDF_INDEX')
    return object
  }

  /** The stream at a place, of whatever number: a cross-reference stream. */
  async streamAt(place: number): Promise<PDFRawStream> {
    const { object } = await this.#parsed(place, /^\s*(\d+)\s+(\d+)\s+obj\b/, 'endobj')
    if (!(object instanceof PDFRawStream)) throw new PdfProblem('PDF_INDEX')
    return object
  }

  /** The dictionary behind the word `trailer`. */
  async trailerAt(place: number): Promise<PDFDict> {
    const { object } = await this.#parsed(place, /^\s*trailer\b/, undefined)
    if (!(object instanceof PDFDict)) throw new PdfProblem('PDF_INDEX')
    return object
  }

  /** The object of a number in a stream of objects that is unpacked. */
  objectIn({ dict, contents }: PDFRawStream, number: number): PDFObject {
    const [first, count] = ['First', 'N'].map((name) => dict.get(PDFName.of(name)))
    if (!(first instanceof PDFNumber) || !(count instanceof PDFNumber)) throw new PdfProblem('PDF_INDEX')
    const pairs = latin(contents.subarray(0, first.asNumber()))
      .trim()
      .split(/\s+/, 2 * count.asNumber())
      .map(Number)
    const at = pairs.findIndex((one, i) => i % 2 === 0 && one === number)
    const from = first.asNumber() + (pairs[at + 1] ?? Number.NaN)
    if (at < 0 || !(from < contents.length)) throw new PdfProblem('PDF_INDEX')
    try {
      return PDFObjectParser.forBytes(contents.subarray(from), this.context).parseObject()
    } catch {
      throw new PdfProblem('PDF_INDEX')
    }
  }

  async #parsed(
    place: number,
    what: RegExp,
    end: string | undefined,
  ): Promise<{ head: RegExpExecArray; object: PDFObject }> {
    for (let length = FIRST_WINDOW; length <= LONGEST; length *= 4) {
      const window = await this.bytes(place, place + length)
      const head = what.exec(latin(window.subarray(0, 64)))
      if (!head) throw new PdfProblem('PDF_INDEX')
      const object = complete(window.subarray(head[0].length), this.context, end)
      if (object) return { head, object }
      if (window.length < length) break // the file ends there
    }
    throw new PdfProblem('PDF_INDEX')
  }
}

/** What the library's parser keeps to itself: where it stopped. */
interface Stopped {
  bytes: { offset(): number }
  skipWhitespaceAndComments(): void
}

/** The object that a window begins with, if it ends within it. */
function complete(window: Uint8Array, context: PDFContext, end: string | undefined): PDFObject | undefined {
  try {
    const parser = PDFObjectParser.forBytes(window, context)
    const object = parser.parseObject()
    const stopped = parser as unknown as Stopped
    stopped.skipWhitespaceAndComments()
    const at = stopped.bytes.offset()
    const over = end === undefined ? at < window.length : latin(window.subarray(at, at + end.length)) === end
    return over ? object : undefined
  } catch {
    return undefined
  }
}

/** Bytes as the letters that structure is written in. */
export const latin = (bytes: Uint8Array): string => new TextDecoder('latin1').decode(bytes)
