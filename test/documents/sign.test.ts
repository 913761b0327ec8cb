import { expect } from 'chai'
import { PDFDocument, rgb } from 'pdf-lib'
import { createAuthority, newKey } from '../../crypto/authority.ts'
import { concat, utf8 } from '../../crypto/bytes.ts'
import { sha256 } from '../../crypto/digest.ts'
import { checkPdf, listSignatures } from '../../crypto/pdf/signatures.ts'
import { bytesToSign, checkRange, embedSignature } from '../../crypto/pdfRange.ts'
import { CryptoProblem } from '../../crypto/problem.ts'
import { type Signer, signDetached, softSigner } from '../../crypto/signature.ts'
import { issueTimestamp } from '../../crypto/timestamp.ts'
import { renderPaper } from '../../server/documents/render.ts'
import { prepareSignature, signPdf } from '../../server/documents/sign.ts'
import { papers } from './papers.ts'
import { inkOf, isSound, verdicts, wants } from './tools.ts'

const at = Date.parse('2026-03-02T17:46:00+08:00')
const DAY = 86_400_000
const SPAN = { notBefore: at - DAY, notAfter: at + 365 * DAY }
const CENTRE = '滨海市公共资源交易中心'

/** The code of the refusal that a promise ends in. */
async function refusal(deed: Promise<unknown> | (() => unknown)): Promise<string> {
  try {
    await (typeof deed === 'function' ? deed() : deed)
  } catch (problem) {
    if (problem instanceof CryptoProblem) return problem.code
    throw problem
  }
  return 'not refused'
}

describe('signing a PDF', () => {
  let report: Uint8Array
  let [centre, chair, member, authority]: Signer[] = []

  before(async function () {
    this.timeout(30_000)
    const ca = await createAuthority({ name: '测试机构', at: at - DAY })
    const signer = async (commonName: string, kind: 'platform' | 'person' | 'timestamp'): Promise<Signer> => {
      const key = await newKey(kind === 'person' ? 'p256' : 'rsa-sign')
      return softSigner(key, await ca.issue({ subject: { commonName }, kind, spki: key.spki, ...SPAN }), [ca.root])
    }
    centre = await signer(CENTRE, 'platform')
    chair = await signer('张明', 'person')
    member = await signer('李清', 'person')
    authority = await signer('测试时间戳', 'timestamp')
    report = await renderPaper(papers.report!, { at })
  })

  const sign = (pdf: Uint8Array, field: string, name: string, signer: Signer) =>
    signPdf(pdf, { field, name, reason: '签署评标报告', at }, signer, at)

  const signedByAll = async () => {
    const one = await sign(report, 'member-1', '张明', chair!)
    const two = await sign(one, 'member-2', '李清', member!)
    return signPdf(two, { field: 'platform', name: CENTRE, reason: '平台签章', at, stamp: CENTRE }, centre!, at)
  }

  it('leaves every earlier byte as it was, and several signatures valid for pdfsig and qpdf', async function () {
    wants(this, 'pdfsig', 'qpdf')
    const one = await sign(report, 'member-1', '张明', chair!)
    const two = await sign(one, 'member-2', '李清', member!)
    expect(Buffer.compare(one.subarray(0, report.length), report)).to.equal(0)
    expect(Buffer.compare(two.subarray(0, one.length), one)).to.equal(0)
    const valid = 'Signature Validation: Signature is Valid.'
    expect(verdicts(await signedByAll())).to.deep.equal([valid, valid, valid])
    expect(isSound(two)).to.equal(true)
  })

  it('says who signed, oldest first, and which signature covers the whole file', async () => {
    const found = await checkPdf(await signedByAll())
    expect(found.map(({ field, by }) => [field, by.certificate.subject.commonName])).to.deep.equal([
      ['member-1', '张明'],
      ['member-2', '李清'],
      ['platform', CENTRE],
    ])
    expect(found.map(({ coversAll }) => coversAll)).to.deep.equal([false, false, true])
    expect(found[0]!.by.signedAt).to.equal(at)
  })

  it('finds nothing to check in a file that nobody signed', async () => {
    expect(await checkPdf(report)).to.deep.equal([])
  })

  it('lets the key stay with the expert: the server prepares and embeds, the client signs', async () => {
    const prepared = await prepareSignature(report, { field: 'member-2', name: '李清', reason: '签署评标报告', at })
    const cms = await signDetached(bytesToSign(prepared.pdf), member!, at)
    const [found] = await checkPdf(embedSignature(prepared, cms))
    expect(found?.by.certificate.subject.commonName).to.equal('李清')
  })

  it('carries a time stamp over the signature', async () => {
    const stamper = (signature: Uint8Array) => issueTimestamp({ hash: sha256(signature) }, authority!, at, '01')
    const pdf = await signPdf(report, { field: 'x', name: CENTRE, reason: '回执', at }, centre!, at, stamper)
    expect((await checkPdf(pdf))[0]?.by.timestamp).to.be.instanceOf(Uint8Array)
  })

  it('draws the red stamp where its field is', async function () {
    wants(this, 'pdftoppm')
    const notice = await renderPaper(papers.award!, { at })
    const options = { field: 'platform', name: CENTRE, reason: '平台签章', at, stamp: CENTRE }
    const signed = await signPdf(notice, options, centre!, at)
    expect(inkOf(signed)[0]! - inkOf(notice)[0]!).to.be.greaterThan(400)
  })

  it('signs a field once only', async () => {
    const once = await sign(report, 'member-1', '张明', chair!)
    expect(await refusal(sign(once, 'member-1', '张明', chair!))).to.equal('SIGNATURE_MALFORMED')
  })

  it('refuses a signature larger than its place, and a second one in the same place', async () => {
    const prepared = await prepareSignature(report, { field: 'member-1', name: '张明', reason: '签署', at })
    expect(await refusal(() => embedSignature(prepared, new Uint8Array(20_000)))).to.equal('SIGNATURE_MALFORMED')
    const cms = await signDetached(bytesToSign(prepared), chair!, at)
    const signed = embedSignature(prepared, cms)
    expect(await refusal(() => embedSignature(signed, cms))).to.equal('SIGNATURE_MALFORMED')
  })

  it('finds one flipped byte, in the text or in an earlier signature’s part', async () => {
    const pdf = await signedByAll()
    const contents = Buffer.from(pdf).indexOf('stream') + 40
    for (const position of [contents, report.length - 40]) {
      const bad = pdf.slice()
      bad[position]! ^= 1
      expect(await refusal(checkPdf(bad))).to.equal('SIGNATURE_DIGEST')
    }
  })

  it('refuses what was added after the last signature', async () => {
    const pdf = await signedByAll()
    expect(await refusal(checkPdf(concat(pdf, utf8('\n% more\n'))))).to.equal('SIGNATURE_MALFORMED')
  })

  it('refuses a page that was drawn on between two signatures', async () => {
    const one = await sign(report, 'member-1', '张明', chair!)
    const doc = await PDFDocument.load(one, { forIncrementalUpdate: true, updateMetadata: false })
    doc.getPage(0).drawRectangle({ x: 60, y: 500, width: 400, height: 100, color: rgb(1, 1, 1) })
    const changed = await doc.save({ useObjectStreams: false, updateFieldAppearances: false })
    const two = await sign(changed, 'member-2', '李清', member!)
    expect(await refusal(checkPdf(two))).to.equal('SIGNATURE_MALFORMED')
    expect(await listSignatures(two)).to.have.length(2)
  })

  it('refuses a file whose title was changed between two signatures', async () => {
    const one = await sign(report, 'member-1', '张明', chair!)
    const doc = await PDFDocument.load(one, { forIncrementalUpdate: true, updateMetadata: false })
    doc.setTitle('另一份报告')
    const changed = await doc.save({ useObjectStreams: false, updateFieldAppearances: false })
    expect(await refusal(checkPdf(await sign(changed, 'member-2', '李清', member!)))).to.equal('SIGNATURE_MALFORMED')
  })
})

describe('the range of a PDF signature', () => {
  const pdf = utf8('%PDF-1.7 head <00ff00> tail')
  const hole = 14

  it('leaves out exactly one hexadecimal string', () => {
    expect(checkRange(pdf, [0, hole, hole + 8, 5])).to.deep.equal({ hole, resume: hole + 8, end: pdf.length })
  })

  const wrong: Record<string, number[]> = {
    'does not begin at the first byte': [1, hole, hole + 8, 5],
    'leaves out a byte before the signature': [0, hole - 1, hole + 8, 5],
    'leaves out a byte after it': [0, hole, hole + 9, 4],
    'reaches behind the end': [0, hole, hole + 8, 6],
    'overlaps itself': [0, hole + 8, hole, 5],
    'has three numbers': [0, hole, hole + 8],
    'has a fraction': [0, hole + 0.5, hole + 8, 5],
  }
  for (const [title, numbers] of Object.entries(wrong)) {
    it(`is refused if it ${title}`, async () => {
      expect(await refusal(() => checkRange(pdf, numbers))).to.equal('SIGNATURE_MALFORMED')
    })
  }
})
