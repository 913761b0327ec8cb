import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { deflateSync } from 'node:zlib'
import { expect } from 'chai'
import { PDFDocument, PDFName, StandardFonts } from 'pdf-lib'
import { createAuthority, newKey } from '../../../crypto/authority.ts'
import { concat, utf8 } from '../../../crypto/bytes.ts'
import { prepareEnd, type Stamping, stampPdf } from '../../../crypto/pdf/bidder.ts'
import type { Source } from '../../../crypto/pdf/objects.ts'
import { openPdf } from '../../../crypto/pdf/open.ts'
import { type StampPlace, USUAL_PLACE } from '../../../crypto/pdf/place.ts'
import { PdfProblem } from '../../../crypto/pdf/problem.ts'
import { checkPdf } from '../../../crypto/pdf/signatures.ts'
import { checkStreamed } from '../../../crypto/pdf/streamed.ts'
import { embedAt } from '../../../crypto/pdfRange.ts'
import { hashFor, type Signer, signDigest, softSigner } from '../../../crypto/signature.ts'
import { roundStamp } from '../../../server/documents/stamp.ts'
import { natives } from '../../../server/platform/natives.ts'
import { isSound, onPdf, verdicts, wants } from '../../documents/tools.ts'

const at = Date.parse('2026-03-02T17:46:00+08:00')
const DAY = 86_400_000
const NAME = '广西八桂建设集团有限公司'
const VALID = 'Signature Validation: Signature is Valid.'

const rewritten = (pdf: Uint8Array, ...how: string[]): Uint8Array =>
  onPdf(pdf, 'qpdf', how, ['out.pdf'], (_, folder) => new Uint8Array(readFileSync(join(folder, 'out.pdf'))))

const sourceOf = (pdf: Uint8Array, asked: { bytes: number } = { bytes: 0 }): Source => ({
  name: 'a.pdf',
  bytes: pdf.length,
  read: async (from, to) => {
    asked.bytes += to - from
    return pdf.subarray(from, to)
  },
})

const codeOf = async (deed: Promise<unknown>): Promise<string> => {
  try {
    await deed
    return 'signed'
  } catch (problem) {
    if (problem instanceof PdfProblem) return problem.code
    throw problem
  }
}

describe('a PDF of any size is signed by random access', function () {
  this.timeout(300_000)
  let own: Signer
  let sm2: Signer
  const stamp = roundStamp(NAME)
  const how: Stamping = { name: NAME, reason: '投标文件签章', at, place: USUAL_PLACE, stamp }

  before(async () => {
    const ca = await createAuthority({ name: '测试机构', at: at - DAY })
    const signer = async (kind: 'rsa-sign' | 'sm2'): Promise<Signer> => {
      const key = await newKey(kind)
      const asked = { subject: { commonName: NAME }, kind: 'sign', spki: key.spki } as const
      const certificate = await ca.issue({ ...asked, notBefore: at - DAY, notAfter: at + DAY })
      return softSigner(key, certificate, [ca.root])
    }
    own = await signer('rsa-sign')
    sm2 = await signer('sm2')
  })

  async function pages(count: number): Promise<PDFDocument> {
    const doc = await PDFDocument.create({ updateMetadata: false })
    const font = await doc.embedFont(StandardFonts.Helvetica)
    for (let n = 1; n <= count; n += 1) doc.addPage([595, 842]).drawText(`page ${n}`, { font, size: 20 })
    return doc
  }
  const plainly = async (doc: PDFDocument): Promise<Uint8Array> => doc.save({ useObjectStreams: false })

  async function signed(pdf: Uint8Array, by = own, of: Stamping = how): Promise<Uint8Array> {
    const { tail, hole, digest } = await prepareEnd(sourceOf(pdf), of, hashFor(by.certificate))
    return concat(pdf, embedAt(tail, hole, await signDigest(digest, by, at)))
  }

  it('with the very bytes that reading it whole gives, wherever the stamp stands', async () => {
    const pdf = await plainly(await pages(7))
    for (const page of ['first', 'last', 3] as StampPlace['page'][]) {
      const of = { ...how, place: { ...USUAL_PLACE, page } }
      expect(Buffer.compare(await signed(pdf, own, of), await stampPdf(pdf, of, own)), `${page}`).to.equal(0)
    }
    const unseen = { ...how, place: undefined }
    // an unseen signature stands on the first page when the whole is read, on the last here: both are no place on paper
    expect((await checkPdf(await signed(pdf, own, unseen))).map(({ coversAll }) => coversAll)).to.deep.equal([true])
  })

  it('and everybody finds it valid, however the file was written', async function () {
    wants(this, 'pdfsig', 'qpdf')
    const pdf = await plainly(await pages(40))
    const ways: Record<string, string[]> = {
      plain: [],
      'object streams': ['--object-streams=generate'],
      'no object streams': ['--object-streams=disable'],
      linearized: ['--linearize'],
      'linearized with object streams': ['--linearize', '--object-streams=generate'],
    }
    for (const [way, options] of Object.entries(ways)) {
      const file = rewritten(pdf, ...options)
      const once = await signed(file)
      expect(Buffer.compare(once.subarray(0, file.length), file), way).to.equal(0)
      expect(verdicts(once), way).to.deep.equal([VALID])
      expect(isSound(once), way).to.equal(true)
      const twice = await signed(once)
      expect(verdicts(twice), way).to.deep.equal([VALID, VALID])
      expect(
        (await checkPdf(twice)).map(({ coversAll }) => coversAll),
        way,
      ).to.deep.equal([false, true])
      expect(
        (await checkStreamed(sourceOf(twice))).map(({ coversAll }) => coversAll),
        way,
      ).to.deep.equal([false, true])
    }
  })

  it('with SM2 as with RSA, and a changed byte is found in the stream', async () => {
    const file = await signed(await plainly(await pages(2)), sm2)
    expect((await checkStreamed(sourceOf(file)))[0]?.by.certificate.keyAlgorithm).to.equal('sm2')
    const changed = file.slice()
    changed[Buffer.from(changed).indexOf('stream\n') + 12]! ^= 1
    const refused = await checkStreamed(sourceOf(changed)).catch((problem: { code: string }) => problem.code)
    expect(refused).to.equal('SIGNATURE_DIGEST')
    const longer = concat(file, utf8('\n% more'))
    expect(await checkStreamed(sourceOf(longer)).catch((problem: { code: string }) => problem.code)).to.be.oneOf([
      'SIGNATURE_MALFORMED',
      'PDF_INDEX',
    ])
  })

  it('reading of half a gigabyte once for the hash, and else a few kilobytes', async () => {
    const doc = await pages(30)
    const text = Buffer.from(await plainly(doc)).toString('latin1')
    const start = text.lastIndexOf('\n', text.lastIndexOf(' obj'))
    const grown = 520 * 1024 * 1024
    const moved = (place: string): number => Number(place) + (Number(place) > start ? grown : 0)
    const [before, behind] = [text.slice(0, start), text.slice(start)].map((part) =>
      Buffer.from(
        part
          .replace(/(\d{10}) 00000 n/g, (_, place: string) => `${String(moved(place)).padStart(10, '0')} 00000 n`)
          .replace(/startxref\n(\d+)/, (_, place: string) => `startxref\n${moved(place)}`),
        'latin1',
      ),
    ) as [Buffer, Buffer]
    let most = 0
    let read = 0
    const source: Source = {
      name: 'large.pdf',
      bytes: before.length + grown + behind.length,
      read: async (from, to) => {
        most = Math.max(most, to - from)
        read += to - from
        const piece = new Uint8Array(to - from)
        for (const [part, place] of [
          [before, 0],
          [behind, before.length + grown],
        ] as const) {
          const [first, last] = [Math.max(from, place), Math.min(to, place + part.length)]
          if (first < last) piece.set(part.subarray(first - place, last - place), first - from)
        }
        return piece
      },
    }
    const held = process.memoryUsage().rss
    const { tail, digest } = await prepareEnd(source, how, 'SHA-256', natives)
    expect(tail.length).to.be.lessThan(200_000)
    expect(digest.length).to.equal(32)
    expect(most).to.be.at.most(4 * 1024 * 1024)
    expect(read - source.bytes).to.be.lessThan(1024 * 1024)
    expect(process.memoryUsage().rss - held).to.be.lessThan(200 * 1024 * 1024)
  })

  const spoilt: Record<string, (text: string) => string> = {
    'an index that is not there': (text) => text.replace(/startxref\n\d+/, 'startxref\n999999999'),
    'no end': (text) => text.replace('%%EOF', ''),
    'an index that points to itself': (text) =>
      text.replace(/trailer\n<</, `trailer\n<</Prev ${/startxref\n(\d+)/.exec(text)![1]} `),
    'objects elsewhere': (text) => text.replace(/\d{10} 00000 n/g, '0000000017 00000 n'),
    'a run of ten billion objects': (text) => text.replace(/xref\n0 \d+/, 'xref\n0 9999999999'),
  }
  for (const [what, spoil] of Object.entries(spoilt))
    it(`is refused at once with ${what}`, async () => {
      const text = Buffer.from(await plainly(await pages(2))).toString('latin1')
      const pdf = new Uint8Array(Buffer.from(spoil(text), 'latin1'))
      expect(await codeOf(prepareEnd(sourceOf(pdf), how, 'SHA-256'))).to.equal('PDF_INDEX')
    })

  it('is refused where its pages contain each other, and where it asks for a password', async function () {
    const doc = await pages(2)
    const [root] = doc.context.enumerateIndirectObjects().filter(([, one]) => one === doc.catalog.Pages())
    doc.catalog.Pages().set(PDFName.of('Kids'), doc.context.obj([root![0]]))
    const looped = await doc.save({ useObjectStreams: false, addDefaultPage: false })
    expect(await codeOf(prepareEnd(sourceOf(looped), how, 'SHA-256'))).to.equal('PDF_NO_PAGE')
    wants(this, 'qpdf')
    const locked = rewritten(await plainly(await pages(1)), '--encrypt', 'a', 'b', '256', '--')
    expect(await codeOf(prepareEnd(sourceOf(locked), how, 'SHA-256'))).to.equal('PDF_ENCRYPTED')
    expect(await codeOf(prepareEnd(sourceOf(utf8('no PDF at all')), how, 'SHA-256'))).to.equal('PDF_NOT_PDF')
  })

  it('is refused where its objects unpack to a gigabyte, by the library as well', async () => {
    const doc = await pages(1)
    const bomb = new Uint8Array(deflateSync(new Uint8Array(600 * 1024 * 1024), { level: 9 }))
    const dict = { Type: 'ObjStX', N: 1, First: 10, Filter: 'FlateDecode' }
    doc.context.register(doc.context.stream(bomb, dict))
    const pdf = await plainly(doc)
    pdf.set(utf8('ObjStm'), Buffer.from(pdf).indexOf('ObjStX'))
    expect(pdf.length).to.be.lessThan(2 * 1024 * 1024)
    const held = process.memoryUsage().rss
    expect(await codeOf(openPdf(pdf))).to.equal('PDF_TOO_LARGE')
    expect(process.memoryUsage().rss - held).to.be.lessThan(400 * 1024 * 1024)
  })
})
