import { PDFDocument, PDFName, type PDFRef } from 'pdf-lib'
import { utf8 } from '../../../crypto/bytes.ts'
import { sha256 } from '../../../crypto/digest.ts'
import { renderPaper } from '../../documents/render.ts'
import { volumePaper } from './prose.ts'

/** The volumes of a bid: 商务标, 技术标, 报价. */
export type VolumeKind = 'business' | 'technical' | 'price'

/** What a volume is about. */
export interface VolumeRequest {
  readonly kind: VolumeKind
  readonly bidder: { readonly name: string; readonly code: string }
  readonly tender: { readonly name: string; readonly code: string }
  /** Labels and values that must stand in it, such as 投标报价, 工期, 项目负责人. */
  readonly facts: Readonly<Record<string, string>>
  /** Further paragraphs of the bidder's own. */
  readonly paragraphs?: readonly string[]
  /** Date of the volume, ms; without it no date is written in it. */
  readonly at?: number
  /** The least size, in millions of bytes; reached by pages with large pictures. */
  readonly megabytes?: number
}

/** A PDF that is made as it is read; reading it twice gives the same bytes. */
export interface Volume {
  readonly bytes: number
  readonly pages: number
  read(): AsyncIterable<Uint8Array>
}

const PICTURE = { width: 2400, height: 1600 }
const PICTURE_BYTES = PICTURE.width * PICTURE.height * 3
const STRIP_ROWS = 160 // rows of a picture made at a time

/** A stretch of the file: text, or a picture grown from a seed. */
type Stretch = Uint8Array | { readonly seed: number }

const lengthOf = (stretch: Stretch): number => (stretch instanceof Uint8Array ? stretch.length : PICTURE_BYTES)

/** Makes one volume of a bid, to be read piece by piece. The same request gives the same bytes. */
export async function makeVolume(request: VolumeRequest): Promise<Volume> {
  const main = await renderPaper(volumePaper(request), { at: request.at ?? 0, issuer: request.bidder.name })
  const missing = (request.megabytes ?? 0) * 1_000_000 - main.length
  const doc = await PDFDocument.load(main, { updateMetadata: false, parseSpeed: Number.POSITIVE_INFINITY })
  const count = missing > 0 ? Math.ceil(missing / PICTURE_BYTES) : 0
  const stretches: Stretch[] = count === 0 ? [main] : [main, ...pictures(main, doc, count, seedOf(request))]
  return {
    bytes: stretches.reduce((sum, stretch) => sum + lengthOf(stretch), 0),
    pages: doc.getPageCount() + count,
    read: () => spell(stretches),
  }
}

/** All of a volume in one piece: for volumes without pictures. */
export async function volumeBytes(volume: Volume): Promise<Uint8Array> {
  const whole = new Uint8Array(volume.bytes)
  let at = 0
  for await (const piece of volume.read()) {
    whole.set(piece, at)
    at += piece.length
  }
  return whole
}

const seedOf = ({ bidder, tender, kind }: VolumeRequest): number =>
  new DataView(sha256(utf8(`${bidder.code}/${tender.code}/${kind}`)).buffer).getUint32(0) || 1

/** Appends pages with one picture each, as an increment written by hand: pictures need not be held in memory. */
function pictures(main: Uint8Array, doc: PDFDocument, count: number, seed: number): Stretch[] {
  const root = doc.context.trailerInfo.Root as PDFRef
  const tree = doc.catalog.get(PDFName.of('Pages')) as PDFRef
  const first = doc.context.largestObjectNumber + 1
  const kids = doc.getPages().map((page) => page.ref.toString())
  const offsets: [number: number, offset: number][] = []
  const stretches: Stretch[] = []
  let at = main.length
  const add = (stretch: Stretch) => {
    stretches.push(stretch)
    at += lengthOf(stretch)
  }
  const begin = (number: number, text: string) => {
    add(utf8('\n'))
    offsets.push([number, at])
    add(utf8(`${number} 0 obj\n${text}`))
  }
  for (let i = 0; i < count; i += 1) {
    const [page, content, image] = [first + 3 * i, first + 3 * i + 1, first + 3 * i + 2]
    const drawn = 'q 471 0 0 314 62 380 cm /P Do Q'
    begin(
      page,
      `<</Type/Page/Parent ${tree}/MediaBox[0 0 595.28 841.89]/Contents ${content} 0 R/Resources<</XObject<</P ${image} 0 R>>>>>>\nendobj`,
    )
    begin(content, `<</Length ${drawn.length}>>\nstream\n${drawn}\nendstream\nendobj`)
    begin(
      image,
      `<</Type/XObject/Subtype/Image/Width ${PICTURE.width}/Height ${PICTURE.height}/ColorSpace/DeviceRGB/BitsPerComponent 8/Length ${PICTURE_BYTES}>>\nstream\n`,
    )
    add({ seed: (seed + 0x9e3779b9 * (i + 1)) >>> 0 || 1 })
    add(utf8('\nendstream\nendobj'))
    kids.push(`${page} 0 R`)
  }
  begin(tree.objectNumber, `<</Type/Pages/Count ${kids.length}/Kids[${kids.join(' ')}]>>\nendobj\n`)
  add(utf8(tail(main, root, first + 3 * count, offsets, at)))
  return stretches
}

function tail(main: Uint8Array, root: PDFRef, size: number, offsets: [number, number][], at: number): string {
  const before = /startxref\s+(\d+)/.exec(Buffer.from(main.subarray(-64)).toString('latin1'))![1]
  const entries = offsets.map(([number, offset]) => `${number} 1\n${String(offset).padStart(10, '0')} 00000 n \n`)
  return `xref\n${entries.join('')}trailer\n<</Size ${size}/Root ${root}/Prev ${before}>>\nstartxref\n${at}\n%%EOF\n`
}

async function* spell(stretches: readonly Stretch[]): AsyncGenerator<Uint8Array> {
  for (const stretch of stretches) {
    if (stretch instanceof Uint8Array) yield stretch
    else yield* picture(stretch.seed)
  }
}

/** A grainy view of a site under a bright sky: xorshift noise (Marsaglia) over a vertical gradient. */
function* picture(seed: number): Generator<Uint8Array> {
  const words = (PICTURE.width * 3) / 4
  const horizon = PICTURE.height * (0.4 + (seed % 1000) / 5000)
  let x = seed
  for (let top = 0; top < PICTURE.height; top += STRIP_ROWS) {
    const strip = new Uint32Array(words * STRIP_ROWS)
    for (let row = 0; row < STRIP_ROWS; row += 1) {
      const y = top + row
      const shade = y < horizon ? 0xc0 - Math.floor((y / horizon) * 40) : 0x40 + Math.floor((y - horizon) / 24)
      const flat = (shade * 0x01010101) >>> 0
      for (let i = 0; i < words; i += 1) {
        x ^= x << 13
        x ^= x >>> 17
        x ^= x << 5
        strip[row * words + i] = flat + (x & 0x1f1f1f1f)
      }
    }
    yield new Uint8Array(strip.buffer)
  }
}
