import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect } from 'chai'
import fc from 'fast-check'
import { utf8 } from '../../crypto/bytes.ts'
import { widthOf } from '../../server/documents/fonts.ts'
import { pdfPages, readPdf } from '../../server/documents/read.ts'
import { renderPaper } from '../../server/documents/render.ts'
import { breakLines } from '../../server/documents/typeset.ts'
import { heading, type Paper, paragraph, table } from '../../templates/layout.ts'
import { papers } from './papers.ts'
import { inkOf, isSound, onPdf, textOf, wants } from './tools.ts'

const at = Date.parse('2026-03-02T09:30:00+08:00')
const rows = Array.from({ length: 90 }, (_, i) => [
  String(i + 1),
  `第${i + 1}个投标人`,
  '一二三四五六七八九十'.repeat(4),
])
const long: Paper = {
  title: '长表',
  code: 'C-1',
  blocks: [heading('甲'), table(['序号', '名称', '说明'], rows, [1, 3, 5])],
}

describe('rendering a document', () => {
  it('gives the same bytes for the same words and date, and others for another date', async () => {
    const [once, again, later] = await Promise.all([at, at, at + 1000].map((when) => renderPaper(long, { at: when })))
    expect(Buffer.compare(once!, again!)).to.equal(0)
    expect(Buffer.compare(once!, later!)).not.to.equal(0)
  })

  it('shows every Chinese character: its pixels are those of the fully embedded font', async function () {
    wants(this, 'pdftoppm')
    this.timeout(60_000)
    const paper = papers.opening!
    const [small, full] = [await renderPaper(paper, { at }), await renderPaper(paper, { at, subset: false })]
    const [subset, whole] = [inkOf(small), inkOf(full)]
    expect(whole[0]).to.be.greaterThan(3000)
    expect(subset).to.deep.equal(whole)
    expect(small.length).to.be.lessThan(full.length / 20)
  })

  it('does not let one document change the text of the next', async function () {
    wants(this, 'pdftotext')
    const [radical, character] = ['\u2f86', '\u820c'] // 舌: two characters, one glyph
    await renderPaper({ title: radical, blocks: [] }, { at })
    expect(textOf(await renderPaper({ title: character, blocks: [] }, { at }))).to.contain(character)
  })

  it('numbers its pages and repeats the head of a table on each', async function () {
    wants(this, 'pdftotext')
    const pages = textOf(await renderPaper(long, { at }))
      .split('\f')
      .slice(0, -1)
    expect(pages).to.have.length.greaterThan(3)
    pages.forEach((page, i) => {
      expect(page.replace(/ /g, '')).to.contain(`第${i + 1}页/共${pages.length}页`)
      expect(page).to.match(/序号\s+名称\s+说明/)
    })
    expect(pages.join('').match(/第\d+个投标人/g)).to.have.length(90)
  })

  it('breaks a cell that is taller than a page, and loses none of it', async function () {
    wants(this, 'pdftotext')
    const text = Array.from({ length: 400 }, (_, i) => `〔${i}〕陈述理由若干`).join('')
    const pdf = await renderPaper({ title: '长文', blocks: [table(['成员', '理由'], [['王海', text]])] }, { at })
    const found = textOf(pdf).replace(/\s/g, '')
    for (const i of [0, 199, 399]) expect(found).to.contain(`〔${i}〕`)
  })

  it('is a sound PDF', async function () {
    wants(this, 'qpdf')
    expect(isSound(await renderPaper(long, { at }))).to.equal(true)
  })

  it('carries a file for machines inside', async function () {
    wants(this, 'pdfdetach', 'qpdf')
    const bytes = utf8('{"bid":"1"}')
    const attachments = [{ name: 'receipt.json', bytes, type: 'application/json' }]
    const pdf = await renderPaper(papers.receipt!, { at, attachments })
    const carried = onPdf(pdf, 'pdfdetach', ['-saveall'], [], (_, folder) => readFileSync(join(folder, 'receipt.json')))
    expect(new Uint8Array(carried)).to.deep.equal(new Uint8Array(bytes))
    expect(isSound(pdf)).to.equal(true)
    expect(Buffer.compare(pdf, await renderPaper(papers.receipt!, { at, attachments }))).to.equal(0)
  })
})

describe('breaking lines', () => {
  const measure = (text: string) => widthOf(text, 10, 'regular')

  it('never begins a line with a closing mark nor ends one with an opening mark', () => {
    const mark = fc.constantFrom(
      '投',
      '标',
      '人',
      '，',
      '。',
      '（',
      '）',
      '《',
      '》',
      '“',
      '”',
      '12.5',
      'ISO',
      ' ',
      '％',
    )
    fc.assert(
      fc.property(fc.array(mark, { maxLength: 80 }), fc.integer({ min: 90, max: 300 }), (marks, width) => {
        // Runs of more marks than a line holds have no good place to break.
        const text = marks
          .filter((one, i) => !/[，。（）《》“”％]/.test(one) || !/[，。（）《》“”％]/.test(marks[i - 1] ?? ''))
          .join('')
        const lines = breakLines(text, width, measure)
        lines.slice(1).forEach((line) => {
          expect(line).not.to.match(/^[，。）》”％]/)
        })
        lines.slice(0, -1).forEach((line) => {
          expect(line).not.to.match(/[（《“]$/)
        })
      }),
    )
  })

  it('keeps every character, and every line within the width', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), fc.integer({ min: 60, max: 300 }), (text, width) => {
        const lines = breakLines(text, width, measure)
        expect(lines.join('').replace(/\s/g, '')).to.equal(text.replace(/\s/g, ''))
        for (const line of lines) expect(measure(line)).to.be.at.most(width + 30)
      }),
    )
  })

  it('keeps numbers and words whole where they fit', () => {
    const lines = breakLines('投标报价为86,543,210.55元整', 75, measure)
    expect(lines.some((line) => line.includes('86,543,210.55'))).to.equal(true)
  })
})

describe('reading somebody’s PDF', () => {
  it('counts its pages', async () => {
    const pdf = await renderPaper({ title: '一页', blocks: [paragraph('文')] }, { at })
    expect(await pdfPages(pdf)).to.equal(1)
    expect(await readPdf(pdf)).to.deep.equal({ opens: true, pages: 1 })
  })

  it('does not open a file that is no PDF, is empty, or is cut off at its head', async () => {
    const pdf = await renderPaper(long, { at })
    for (const bytes of [utf8('PK\u0003\u0004'), new Uint8Array(), pdf.subarray(0, 200)]) {
      expect(await readPdf(bytes)).to.deep.equal({ opens: false })
    }
  })
})
