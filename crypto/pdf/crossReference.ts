import { PDFArray, type PDFDict, PDFName, PDFNumber, type PDFObject, PDFRawStream, type PDFRef } from 'pdf-lib'
import { TooMuch } from './budget.ts'
import { latin, type ObjectReader } from './objects.ts'
import { PdfProblem } from './problem.ts'
import { decoded } from './unpack.ts'

/** Where an object is: at a place of the file, or in a stream of objects. */
type Place = { at: number } | { within: number; nth: number }

/** One section of the index: where it says the object of a number is; null: it says that there is none. */
type Section = (number: number) => Promise<Place | null | undefined>

/** What the end of a file says, and where its objects are. */
export interface CrossReference {
  /** of the newest section */
  readonly trailer: PDFDict
  /** where that section stands */
  readonly start: number
  place(number: number): Promise<Place | undefined>
}

const TAIL = 2048
const ENTRY = 20
/** So many sections and runs of numbers an index may have: one of each revision, a few in a linearized file. */
const MOST_SECTIONS = 1000
const MOST_RUNS = 20_000

const key = (name: string): PDFName => PDFName.of(name)
const refuse = (): never => {
  throw new PdfProblem('PDF_INDEX')
}
const numberOf = (object: PDFObject | undefined): number | undefined =>
  object instanceof PDFNumber ? object.asNumber() : undefined

/** Reads the index of a file from its end, as far back as it goes. Throws PDF_INDEX, PDF_ENCRYPTED. */
export async function crossReferenceOf(file: ObjectReader): Promise<CrossReference> {
  const { bytes } = file.source
  const tail = latin(await file.bytes(Math.max(0, bytes - TAIL), bytes))
  const start = Number(/startxref\s+(\d{1,15})\s+%%EOF\s*$/.exec(tail)?.[1] ?? refuse())
  const sections: Section[] = []
  const seen = new Set<number>()
  const runs = { left: MOST_RUNS }
  let newest: PDFDict | undefined
  const waiting = [start]
  for (let at = waiting.shift(); at !== undefined; at = waiting.shift()) {
    if (seen.has(at) || seen.size >= MOST_SECTIONS) return refuse()
    seen.add(at)
    const { section, trailer } = await sectionAt(file, at, runs)
    newest ??= trailer
    sections.push(section)
    if (trailer.has(key('Encrypt'))) throw new PdfProblem('PDF_ENCRYPTED')
    // a hybrid file hides what a table cannot say in a stream that counts before the section of the revision before
    for (const name of ['XRefStm', 'Prev']) {
      const next = numberOf(trailer.get(key(name)))
      if (next !== undefined) waiting.push(next)
    }
  }
  const place = async (number: number): Promise<Place | undefined> => {
    for (const section of sections) {
      const found = await section(number)
      if (found !== undefined) return found ?? undefined
    }
    return undefined
  }
  return { trailer: newest!, start, place }
}

interface Runs {
  left: number
}

async function sectionAt(file: ObjectReader, at: number, runs: Runs): Promise<{ section: Section; trailer: PDFDict }> {
  const head = latin(await file.bytes(at, at + 64))
  const word = /^\s*xref\s*/.exec(head)
  if (word) return tableAt(file, at + word[0].length, runs)
  const stream = await file.streamAt(at)
  if (stream.dict.get(key('Type')) !== key('XRef')) return refuse()
  return { section: streamSection(file, stream, runs), trailer: stream.dict }
}

/** A table: its entries are all 20 bytes long, so they are read where they are asked for. */
async function tableAt(file: ObjectReader, from: number, runs: Runs): Promise<{ section: Section; trailer: PDFDict }> {
  const found: { first: number; count: number; at: number }[] = []
  let at = from
  for (;;) {
    const head = latin(await file.bytes(at, at + 64))
    const run = /^\s*(\d{1,10})\s+(\d{1,10})[ \t]*(?:\r\n|\n|\r)/.exec(head)
    if (!run) break
    runs.left -= 1
    if (runs.left < 0) return refuse()
    const [first, count] = [Number(run[1]), Number(run[2])]
    at += run[0].length
    found.push({ first, count, at })
    at += count * ENTRY
  }
  const trailer = await file.trailerAt(at)
  const section: Section = async (number) => {
    const run = found.find(({ first, count }) => number >= first && number < first + count)
    if (!run) return undefined
    const entry = latin(
      await file.bytes(run.at + (number - run.first) * ENTRY, run.at + (number - run.first + 1) * ENTRY),
    )
    const [, place, free] = /^(\d{10}) \d{5} ([nf])/.exec(entry) ?? refuse()
    return free === 'f' ? null : { at: Number(place) }
  }
  return { section, trailer }
}

/** A stream: unpacked whole, within what the document may take. */
function streamSection(file: ObjectReader, stream: PDFRawStream, runs: Runs): Section {
  const { dict } = stream
  const widths = numbersOf(dict.get(key('W')))
  if (widths.length !== 3 || widths.some((width) => width > 7)) return refuse()
  const [kind, second, third] = widths as [number, number, number]
  const row = kind + second + third
  const index = dict.has(key('Index')) ? numbersOf(dict.get(key('Index'))) : [0, numberOf(dict.get(key('Size'))) ?? 0]
  runs.left -= index.length / 2
  if (runs.left < 0) return refuse()
  const rows = unpredicted(unpack(file, stream), dict)
  return async (number) => {
    let before = 0
    for (let i = 0; i + 1 < index.length; i += 2) {
      const [first, count] = [index[i]!, index[i + 1]!]
      if (number >= first && number < first + count) {
        const entry = rows.subarray((before + number - first) * row, (before + number - first + 1) * row)
        if (entry.length < row) return refuse()
        const [type, a, b] = [
          kind ? big(entry, 0, kind) : 1,
          big(entry, kind, second),
          big(entry, kind + second, third),
        ]
        return type === 1 ? { at: a } : type === 2 ? { within: a, nth: b } : null
      }
      before += count
    }
    return undefined
  }
}

function unpack(file: ObjectReader, stream: PDFRawStream): Uint8Array {
  try {
    return decoded(file, stream)
  } catch (problem) {
    if (problem instanceof TooMuch) throw new PdfProblem('PDF_TOO_LARGE')
    return refuse()
  }
}

function numbersOf(object: PDFObject | undefined): number[] {
  if (!(object instanceof PDFArray)) return refuse()
  return object.asArray().map((one) => {
    const number = numberOf(one)
    return number !== undefined && Number.isSafeInteger(number) && number >= 0 ? number : refuse()
  })
}

const big = (bytes: Uint8Array, from: number, width: number): number =>
  bytes.subarray(from, from + width).reduce((sum, byte) => sum * 256 + byte, 0)

/** Undoes the prediction of PNG (ISO 32000-2 7.4.4.4), which indexes are packed with. */
function unpredicted(bytes: Uint8Array, dict: PDFDict): Uint8Array {
  const parms = dict.get(key('DecodeParms'))
  const of = (parms instanceof PDFArray ? parms.get(0) : parms) as PDFDict | undefined
  const told = (name: string): number | undefined => numberOf(of?.get?.(key(name)))
  const predictor = told('Predictor') ?? 1
  if (predictor === 1) return bytes
  const columns = told('Columns') ?? 1
  if (predictor < 10 || columns < 1 || columns > 64 || (told('Colors') ?? 1) !== 1) return refuse()
  const rows = Math.floor(bytes.length / (columns + 1))
  const out = new Uint8Array(rows * columns)
  for (let y = 0; y < rows; y += 1) {
    const how = bytes[y * (columns + 1)]!
    for (let x = 0; x < columns; x += 1) {
      const left = x ? out[y * columns + x - 1]! : 0
      const up = y ? out[(y - 1) * columns + x]! : 0
      const corner = x && y ? out[(y - 1) * columns + x - 1]! : 0
      const guess = [0, left, up, (left + up) >> 1, paeth(left, up, corner)][how] ?? refuse()
      out[y * columns + x] = bytes[y * (columns + 1) + 1 + x]! + guess
    }
  }
  return out
}

function paeth(left: number, up: number, corner: number): number {
  const [a, b, c] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
  return a <= b && a <= c ? left : b <= c ? up : corner
}

/** The object of a number or a reference, in a stream of objects or at its place; each stream is unpacked once. */
export function objectsOf(file: ObjectReader, index: CrossReference): (ref: PDFRef) => Promise<PDFObject | undefined> {
  const streams = new Map<number, Promise<PDFRawStream>>()
  const streamOf = async (number: number): Promise<PDFRawStream> => {
    const place = await index.place(number)
    if (!place || !('at' in place)) return refuse()
    const stream = await file.objectAt(place.at, number)
    if (!(stream instanceof PDFRawStream) || stream.dict.get(key('Type')) !== key('ObjStm')) return refuse()
    const plain = stream.dict.clone()
    const bytes = unpack(file, stream)
    for (const name of ['Filter', 'DecodeParms']) plain.delete(key(name))
    return PDFRawStream.of(plain, bytes)
  }
  return async ({ objectNumber: number }) => {
    const place = await index.place(number)
    if (!place) return undefined
    if ('at' in place) return file.objectAt(place.at, number)
    const stream = streams.get(place.within) ?? streamOf(place.within)
    streams.set(place.within, stream)
    return file.objectIn(await stream, number)
  }
}
