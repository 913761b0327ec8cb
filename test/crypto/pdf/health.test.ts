import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import { PDFDocument, StandardFonts } from 'pdf-lib'
import { type FindingCode, sentence, spans } from '../../../crypto/pdf/findings.ts'
import { checkFile } from '../../../crypto/pdf/health.ts'
import type { Source } from '../../../crypto/pdf/objects.ts'
import { checkVolumes } from '../../../crypto/pdf/volumes.ts'
import { renderPaper } from '../../../server/documents/render.ts'
import { papers } from '../../documents/papers.ts'
import { onPdf, wants } from '../../documents/tools.ts'

const sourceOf = (bytes: Uint8Array, name = 'a.pdf'): Source => ({
  name,
  bytes: bytes.length,
  read: async (from, to) => bytes.subarray(from, to),
})
const codes = async (bytes: Uint8Array, most?: number): Promise<FindingCode[]> =>
  (await checkFile(sourceOf(bytes), most)).findings.map(({ code }) => code)
const latin = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'))

describe('what a bidder’s file is', () => {
  let good: Uint8Array

  before(async () => {
    good = await renderPaper(papers.report!, { at: 0 })
  })

  it('a sound file on A4 with its fonts has nothing to be said of it', async () => {
    const looked = await checkFile(sourceOf(good))
    expect(looked.findings).to.deep.equal([])
    expect(looked.pages).to.equal((await PDFDocument.load(good)).getPageCount())
  })

  const wrong: Record<string, [Uint8Array, FindingCode]> = {
    'an empty file': [new Uint8Array(), 'FILE_EMPTY'],
    'a Word file that is called PDF': [latin('PK\x03\x04 word/document.xml'), 'NOT_PDF'],
    'a picture that is called PDF': [latin('\xff\xd8\xff\xe0 JFIF'), 'NOT_PDF'],
    'a file whose end did not come': [latin('%PDF-1.7\n1 0 obj\n<< /Type /Cat'), 'CUT_OFF'],
    'a file with nothing in it': [latin('%PDF-1.7\nnothing\n%%EOF\n'), 'DAMAGED'],
  }
  for (const [title, [bytes, code]] of Object.entries(wrong))
    it(`${title} is refused`, async () => {
      expect(await codes(bytes)).to.deep.equal([code])
    })

  it('a file with a password is refused, also where it is too large to be read whole', async function () {
    wants(this, 'qpdf')
    const out = (_: unknown, folder: string) => new Uint8Array(readFileSync(join(folder, 'out.pdf')))
    for (const objects of ['disable', 'generate']) {
      const how = [`--object-streams=${objects}`, '--encrypt', '', 'owner', '256', '--']
      const locked = onPdf(good, 'qpdf', how, ['out.pdf'], out)
      expect(await codes(locked)).to.deep.equal(['ENCRYPTED'])
      expect(await codes(locked, 100)).to.deep.equal(['ENCRYPTED', 'TOO_LARGE'])
    }
  })

  it('of a large file only its ends are looked at, and it is said what was not', async () => {
    const { findings, pages } = await checkFile(sourceOf(good), 100)
    expect(findings).to.deep.include.members([{ code: 'TOO_LARGE', level: 'unchecked', file: 'a.pdf', what: '0 MB' }])
    expect(pages).to.equal(undefined)
    let read = 0
    const counted: Source = {
      ...sourceOf(good),
      read: async (from, to) => {
        read += to - from
        return good.subarray(from, to)
      },
    }
    await checkFile(counted, 100)
    expect(read).to.be.below(10_000)
  })

  it('pages of another size, fonts that are not embedded, scripts and attachments are said with their place', async () => {
    const doc = await PDFDocument.create()
    doc.addPage([595, 842])
    doc.addPage([842, 595])
    for (const _ of [1, 2])
      doc.addPage([842, 1191]).drawText('A3', { font: await doc.embedFont(StandardFonts.Courier) })
    doc.addJavaScript('hello', 'app.alert(1)')
    await doc.attach(latin('secret'), '公司.txt', { mimeType: 'text/plain' })
    const { findings } = await checkFile(sourceOf(await doc.save()))
    const bySort = Object.fromEntries(findings.map((one) => [one.code, one]))
    expect(bySort['PAGE_SIZE']).to.deep.include({ pages: [3, 4], what: '297×420', level: 'notice' })
    expect(bySort['FONT_MISSING']).to.include({ what: 'Courier' })
    expect(bySort['SCRIPT']).to.include({ level: 'notice' })
    expect(bySort['ATTACHED']).to.include({ what: '公司.txt' })
  })

  it('tells missing volumes, names that cannot be, two of one name, and twins', async () => {
    const volumes = [
      {
        part: 'business',
        files: [sourceOf(good, 'a.pdf'), sourceOf(good.slice(), 'a.pdf'), sourceOf(good, 'a/b.pdf')],
      },
      { part: 'technical', files: [] },
    ]
    const { findings } = await checkVolumes(volumes)
    const told = findings.map(({ code, part, level }) => `${level} ${part} ${code}`)
    expect(told).to.have.members([
      'error business SAME_NAME',
      'error business FILE_NAME',
      'error technical VOLUME_MISSING',
      'notice business SAME_CONTENT',
      'notice business SAME_CONTENT',
    ])
  })

  it('says pages as spans, in both languages', () => {
    expect(spans([7, 1, 2, 3, 3])).to.equal('1-3, 7')
    const said = sentence({ code: 'PAGE_SIZE', level: 'notice', what: '297×420', pages: [1, 2] })
    expect(said.zh).to.equal('第 1-2 页：非 A4 页面（297×420 毫米）')
    expect(said.en).to.contain('page 1-2')
  })
})
