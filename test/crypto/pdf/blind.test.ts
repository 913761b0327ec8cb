import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { PDFDocument, PDFHexString, PDFName, PDFString } from 'pdf-lib'
import { type BlindRules, scanBlind } from '../../../crypto/pdf/blind.ts'
import { type Finding, sentence } from '../../../crypto/pdf/findings.ts'
import { searched, shortName } from '../../../crypto/pdf/identity.ts'
import { makeVolume, volumeBytes } from '../../../server/cli/demo/volumes.ts'
import { embedFaces } from '../../../server/documents/fonts.ts'
import { onPdf, wants } from '../../documents/tools.ts'

const NAME = '广西八桂建设集团有限公司'
const HINTS = [NAME, '91450100MA5K2W7P0Q', '李国华', '0771-5512345', '南宁市青秀区民族大道 1 号']
const MOST = 64 * 1024 * 1024

const scan = (bytes: Uint8Array, of: { name?: string; rules?: BlindRules; most?: number; hints?: string[] } = {}) =>
  scanBlind(
    { name: of.name ?? '技术标.pdf', bytes: bytes.length, read: async (from, to) => bytes.subarray(from, to) },
    of.hints ?? HINTS,
    of.rules ?? {},
    of.most ?? MOST,
  )
const told = (findings: Finding[]): string[] =>
  findings.map(({ code, level, what, pages }) =>
    [level, code, typeof what === 'object' ? what[0] : what, pages && `p${pages.join()}`].filter(Boolean).join(' '),
  )

/** A file with a page for each text, its properties empty. */
async function written(...pages: string[]): Promise<PDFDocument> {
  const doc = await PDFDocument.create({ updateMetadata: false })
  const { regular } = await embedFaces(doc, true)
  for (const text of pages) doc.addPage([595, 842]).drawText(text, { x: 60, y: 700, size: 12, font: regular })
  return doc
}

describe('a blind volume (暗标)', function () {
  this.timeout(60_000)

  it('that tells nothing has nothing to be said of it', async () => {
    expect(told(await scan(await (await written('施工组织设计', '进度计划')).save()))).to.deep.equal([])
  })

  it('is searched page by page for name, short name, code, people, telephone and address, however they are spaced', async () => {
    const doc = await written(
      `投标人：${NAME}`,
      '我 八桂 建设 项目部',
      '信用代码 91450100ma5k2w7p0q',
      '法定代表人：李 国 华',
      '电话（0771）5512345',
      '地址：南宁市青秀区民族大道1号',
    )
    const short = shortName(NAME)
    expect(short).to.equal('八桂建设')
    expect(told(await scan(await doc.save()))).to.deep.equal([
      `error IDENTITY “${NAME}” p1`,
      `error IDENTITY “${short}” p1,2`,
      'error IDENTITY “91450100MA5K2W7P0Q” p3',
      'error IDENTITY “李国华” p4',
      'error IDENTITY “0771-5512345” p5',
      'error IDENTITY “南宁市青秀区民族大道 1 号” p6',
    ])
  })

  it('is searched beside its pages: name, properties, XMP, notes, links, bookmarks, attachments', async () => {
    const doc = await written('施工组织设计')
    doc.setAuthor('李国华')
    doc.setTitle('八桂建设技术标')
    doc.setProducer('WPS')
    const { context, catalog } = doc
    const xmp = `<x:xmpmeta><dc:creator>${NAME}</dc:creator></x:xmpmeta>`
    catalog.set(
      PDFName.of('Metadata'),
      context.register(context.stream(Buffer.from(xmp), { Type: 'Metadata', Subtype: 'XML' })),
    )
    const note = context.obj({ Type: 'Annot', Subtype: 'Text', Rect: [0, 0, 9, 9] })
    note.set(PDFName.of('T'), PDFHexString.fromText('李国华'))
    doc.getPage(0).node.set(PDFName.of('Annots'), context.obj([context.register(note)]))
    const mark = context.obj({})
    mark.set(PDFName.of('Title'), PDFHexString.fromText('八桂建设简介'))
    catalog.set(PDFName.of('Outlines'), context.obj({ First: context.register(mark) }))
    await doc.attach(Buffer.from('x'), '八桂建设.txt', { mimeType: 'text/plain' })
    const findings = told(await scan(await doc.save({ useObjectStreams: false }), { name: '八桂建设技术标.pdf' }))
    expect(findings).to.include.members([
      'error IDENTITY “八桂建设”（文件名）',
      'error IDENTITY “李国华”（文档属性 Author）',
      'error IDENTITY “八桂建设”（文档属性 Title）',
      `error IDENTITY “${NAME}”（元数据 XMP）`,
      'error IDENTITY “李国华”（批注或链接） p1',
      'error IDENTITY “八桂建设”（书签）',
      'error IDENTITY “八桂建设”（附件名）',
    ])
  })

  it('has the place of a finding in the language that is read', async () => {
    const doc = await written('施工组织设计')
    doc.setAuthor('李国华')
    const said = (await scan(await doc.save(), { name: '八桂建设.pdf' })).map(sentence)
    expect(said).to.deep.equal([
      {
        zh: '可识别投标人身份：“八桂建设”（文件名）',
        en: 'tells who the bidder is: “八桂建设” (the file’s name)',
      },
      {
        zh: '可识别投标人身份：“李国华”（文档属性 Author）',
        en: 'tells who the bidder is: “李国华” (property Author)',
      },
    ])
  })

  it('that names an author, a telephone or an address of mail of which nobody told is to be looked at', async () => {
    const doc = await written('联系人 13800138000 或 a.b@example.com')
    doc.context.trailerInfo.Info = doc.context.register(doc.context.obj({ Company: PDFString.of('ACME') }))
    expect(told(await scan(await doc.save()))).to.deep.equal([
      'notice SUSPECT 13800138000 p1',
      'notice SUSPECT a.b@example.com p1',
      'notice SUSPECT Company: ACME',
    ])
  })

  it('that is signed tells its bidder, and is too long or on another paper against the document', async () => {
    const doc = await written('一', '二', '三')
    doc.getPage(2).setSize(842, 1191)
    const { context, catalog } = doc
    const signature = context.obj({ FT: 'Sig', T: PDFString.of('s'), V: { Type: 'Sig', Name: PDFString.of('x') } })
    catalog.set(PDFName.of('AcroForm'), context.obj({ Fields: [context.register(signature)] }))
    expect(told(await scan(await doc.save(), { rules: { pages: 2 } }))).to.deep.equal([
      'error IDENTITY 数字签名',
      'error PAGE_SIZE 297×420 p3',
      'error MOST_PAGES 3 > 2',
    ])
  })

  it('whose pages are pictures, or whose letters nobody can read, is said not to have been searched', async () => {
    const doc = await written('有文字的页')
    const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
    const picture = await doc.embedPng(dot)
    doc.addPage([595, 842]).drawImage(picture, { x: 0, y: 0, width: 500, height: 700 })
    doc.getPage(0).drawImage(picture, { x: 0, y: 0, width: 50, height: 70 })
    const bytes = await doc.save({ useObjectStreams: false })
    expect(told(await scan(bytes))).to.deep.equal(['unchecked NO_TEXT p2', 'notice PICTURES p1'])
    const mute = await PDFDocument.load(bytes)
    for (const [, object] of mute.context.enumerateIndirectObjects())
      (object as { delete?(key: PDFName): void }).delete?.(PDFName.of('ToUnicode'))
    expect(told(await scan(await mute.save()))).to.deep.equal(['unchecked NO_TEXT p1,2'])
    expect(told(await scan(bytes, { most: 10 }))).to.deep.equal(['unchecked TOO_LARGE 0 MB'])
  })

  it('of the demo names its bidder on the pages where pdftotext finds it', async function () {
    wants(this, 'pdftotext', 'qpdf')
    const request = {
      kind: 'technical',
      bidder: { name: NAME, code: HINTS[1]! },
      tender: { name: '公园', code: 'X' },
    } as const
    const volume = await volumeBytes(await makeVolume({ ...request, facts: {} }))
    const packed = onPdf(
      volume,
      'qpdf',
      ['--object-streams=generate'],
      ['out.pdf'],
      (_, folder) => new Uint8Array(readFileSync(join(folder, 'out.pdf'))),
    )
    const pages = onPdf(volume, 'pdftotext', ['-layout'], ['-'], (run) => run.stdout.split('\f'))
    const named = pages.flatMap((text, i) => (text.includes(NAME) ? [i + 1] : []))
    for (const bytes of [volume, packed]) {
      const hit = (await scan(bytes)).find(({ what }) => what === `“${NAME}”`)
      expect(hit?.pages).to.deep.equal(named)
    }
  })

  it('is not searched for what would be found everywhere', () => {
    expect(searched(['李', '12', 'a', NAME, NAME]).map(({ hint }) => hint)).to.deep.equal([NAME, '八桂建设'])
    expect(shortName('李国华')).to.equal(undefined)
    expect(shortName('南宁市城建有限责任公司')).to.equal('城建')
  })
})
