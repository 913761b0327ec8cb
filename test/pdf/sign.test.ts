import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { degrees, PDFDocument, PDFName } from 'pdf-lib'
import { createAuthority, newKey } from '../../crypto/authority.ts'
import { type Signer, softSigner } from '../../crypto/signature.ts'
import { type Stamping, stampPdf } from '../../pdf/bidder.ts'
import { USUAL_PLACE } from '../../pdf/place.ts'
import { PdfProblem } from '../../pdf/problem.ts'
import { checkPdf } from '../../pdf/signatures.ts'
import { renderPaper } from '../../server/documents/render.ts'
import { roundStamp } from '../../server/documents/stamp.ts'
import { papers } from '../documents/papers.ts'
import { inkOf, isSound, onPdf, verdicts, wants } from '../documents/tools.ts'

const at = Date.parse('2026-03-02T17:46:00+08:00')
const DAY = 86_400_000
const NAME = '广西八桂建设集团有限公司'
const VALID = 'Signature Validation: Signature is Valid.'

/** The file as another program writes it. */
const rewritten = (pdf: Uint8Array, ...how: string[]): Uint8Array =>
  onPdf(pdf, 'qpdf', how, ['out.pdf'], (_, folder) => new Uint8Array(readFileSync(join(folder, 'out.pdf'))))

const whyNot = async (deed: Promise<unknown>): Promise<string> => {
  try {
    await deed
    return 'signed'
  } catch (problem) {
    if (problem instanceof PdfProblem) return problem.code
    throw problem
  }
}

describe('a bidder signs its PDF files', function () {
  this.timeout(60_000)
  let pdf: Uint8Array
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
    pdf = await renderPaper(papers.report!, { at })
  })

  it('adds the signature behind the file, and everybody finds it valid', async function () {
    wants(this, 'pdfsig', 'qpdf', 'pdftoppm')
    const signed = await stampPdf(pdf, how, own)
    expect(Buffer.compare(signed.subarray(0, pdf.length), pdf)).to.equal(0)
    expect(verdicts(signed)).to.deep.equal([VALID])
    expect(isSound(signed)).to.equal(true)
    const [found] = await checkPdf(signed)
    expect(found).to.include({ coversAll: true, name: NAME })
    expect(inkOf(signed).at(-1)! - inkOf(pdf).at(-1)!).to.be.greaterThan(300)
  })

  it('signs again what is signed, and the signature before stays valid', async function () {
    wants(this, 'pdfsig', 'qpdf')
    const twice = await stampPdf(await stampPdf(pdf, how, own), { ...how, place: undefined }, own)
    expect(verdicts(twice)).to.deep.equal([VALID, VALID])
    expect((await checkPdf(twice)).map(({ coversAll }) => coversAll)).to.deep.equal([false, true])
  })

  it('signs with SM2, by our own check', async () => {
    const [found] = await checkPdf(await stampPdf(pdf, how, sm2))
    expect(found?.by.certificate.keyAlgorithm).to.equal('sm2')
  })

  const written: Record<string, string[]> = {
    'with object streams': ['--object-streams=generate'],
    'for fast web view': ['--linearize'],
    'for fast web view with object streams': ['--linearize', '--object-streams=generate'],
    'in an old way': ['--object-streams=disable', '--force-version=1.4'],
  }
  for (const [title, options] of Object.entries(written))
    it(`signs a file that another program wrote ${title}`, async function () {
      wants(this, 'pdfsig', 'qpdf')
      const signed = await stampPdf(rewritten(pdf, ...options), how, own)
      expect(verdicts(signed)).to.deep.equal([VALID])
      expect(isSound(signed)).to.equal(true)
      expect(await checkPdf(signed)).to.have.length(1)
    })

  it('draws the stamp upright and on the page, however the page is turned', async function () {
    wants(this, 'pdftoppm')
    for (const turn of [90, 180, 270]) {
      const doc = await PDFDocument.create()
      doc.addPage([595, 842]).setRotation(degrees(turn))
      const blank = await doc.save()
      const signed = await stampPdf(blank, { ...how, place: { page: 1, x: 1, y: 0 } }, own)
      expect(inkOf(signed)[0]!, `${turn}`).to.be.greaterThan(300)
      expect(await checkPdf(signed)).to.have.length(1)
    }
  })

  it('leaves alone what it must not touch, and says why', async function () {
    wants(this, 'qpdf')
    const locked = rewritten(pdf, '--encrypt', 'a', 'b', '256', '--')
    expect(await whyNot(stampPdf(locked, how, own))).to.equal('PDF_ENCRYPTED')
    expect(await whyNot(stampPdf(Buffer.from('a letter'), how, own))).to.equal('PDF_NOT_PDF')
    expect(await whyNot(stampPdf(Buffer.from('%PDF-1.7\nnothing more'), how, own))).to.equal('PDF_DAMAGED')
    const certified = await PDFDocument.load(pdf)
    const { context, catalog } = certified
    const rule = { TransformMethod: 'DocMDP', TransformParams: { P: 1, V: '1.2' } }
    catalog.set(PDFName.of('Perms'), context.obj({ DocMDP: context.register(context.obj({ Reference: [rule] })) }))
    expect(await whyNot(stampPdf(await certified.save(), how, own))).to.equal('PDF_CERTIFIED')
  })
})
