import { deflateSync } from 'node:zlib'
import { expect } from 'chai'
import { PDFDict, PDFDocument, PDFName, type PDFRawStream, StandardFonts } from 'pdf-lib'
import { scanBlind } from '../../../crypto/pdf/blind.ts'
import { type PageText, pageTexts, pdfText } from '../../../crypto/pdf/text.ts'
import { tokens } from '../../../crypto/pdf/tokens.ts'
import { printOf } from '../../../server/documents/prints.ts'

type Resources = Record<string, object>

/** A page with this content and these resources; Helvetica is `/F`. */
async function drawn(content: string, resources: (doc: PDFDocument, font: PDFDict) => Resources = () => ({})) {
  const doc = await PDFDocument.create({ updateMetadata: false })
  await add(doc, content, resources)
  return doc
}
async function add(doc: PDFDocument, content: string, resources: (doc: PDFDocument, font: PDFDict) => Resources) {
  const { context } = doc
  const page = doc.addPage([595, 842])
  const helvetica = await doc.embedFont(StandardFonts.Helvetica)
  await helvetica.embed()
  const font = context.lookup(helvetica.ref, PDFDict)
  page.node.set(PDFName.of('Contents'), context.register(context.stream(content)))
  page.node.set(PDFName.of('Resources'), context.obj({ Font: { F: font }, ...resources(doc, font) } as never))
}
const form = (doc: PDFDocument, content: string, dict: object = {}): PDFRawStream =>
  doc.context.stream(content, { Type: 'XObject', Subtype: 'Form', BBox: [0, 0, 1, 1], ...dict }) as PDFRawStream
/** A font of two bytes a code with this map. */
const mapped = (doc: PDFDocument, map: string): Resources => ({
  Font: { F: { Type: 'Font', Subtype: 'Type0', ToUnicode: doc.context.register(doc.context.stream(map)) } },
})
const read = (doc: PDFDocument): PageText[] => [...pageTexts(doc)]
const isUnread = ({ unread }: PageText): boolean => unread === Number.POSITIVE_INFINITY

/** What the scan of a blind volume says. */
async function scan(doc: PDFDocument) {
  const bytes = await doc.save()
  const source = { name: 'a.pdf', bytes: bytes.length, read: async (a: number, b: number) => bytes.subarray(a, b) }
  const found = await scanBlind(source, ['八桂建设', 'Bagui'], {}, 1e9)
  return found.map(({ code, pages }) => [code, pages?.join()].filter(Boolean).join(' '))
}
const HELLO = '/F 12 Tf (Hello) Tj '

describe('a PDF that asks for more than one may', function () {
  this.timeout(60_000)

  it('by forms that draw themselves is unread, and its other pages are read', async () => {
    const doc = await drawn(HELLO)
    await add(doc, `${HELLO}/A Do`, ({ context }) => {
      const ref = context.nextRef()
      context.assign(ref, form(doc, '/A Do '.repeat(1000), { Resources: { XObject: { A: ref } } }))
      return { XObject: { A: ref } }
    })
    const [first, second] = read(doc)
    expect([first!.text, isUnread(first!)]).to.deep.equal(['Hello', false])
    expect(isUnread(second!)).to.equal(true)
    expect(await scan(doc)).to.deep.equal(['NO_TEXT 2'])
  })

  it('by contents that list each other is unread', async () => {
    const doc = await drawn('')
    const { context } = doc
    let list = context.register(context.stream(HELLO))
    for (let n = 0; n < 40; n += 1) list = context.register(context.obj([list, list]))
    doc.getPage(0).node.set(PDFName.of('Contents'), list)
    expect(read(doc).map(isUnread)).to.deep.equal([true])
  })

  const maps: Record<string, string> = {
    'that says every code 50,000 times': `beginbfrange ${'<0000><FFFF><0041> '.repeat(50_000)} endbfrange`,
    'whose one code stands for a book': `beginbfchar <0001> <${'0041'.repeat(100_000)}> endbfchar`,
  }
  for (const [title, map] of Object.entries(maps))
    it(`by a map ${title} is unread`, async () => {
      const doc = await drawn('/F 12 Tf <0001> Tj', (doc) => mapped(doc, map))
      expect(read(doc).map(isUnread)).to.deep.equal([true])
    })

  const endless: Record<string, string> = {
    'stretches without their end': 'beginbfchar beginbfrange '.repeat(1_000_000),
    'lists without their end': `beginbfrange ${'<0000><0000>['.repeat(500_000)} endbfrange`,
  }
  for (const [title, map] of Object.entries(endless))
    it(`with a map of ${title} is read at once, its codes unknown`, async () => {
      const doc = await drawn('/F 12 Tf <0001> Tj', (doc) => mapped(doc, map))
      expect(read(doc).map(({ text, unread }) => [text, unread])).to.deep.equal([['', 1]])
    })

  it('by a stream that grows a thousandfold is unread, however often and however it is packed', async () => {
    const doc = await drawn(HELLO)
    const { context } = doc
    const once = deflateSync(Buffer.alloc(1024 * 1024 * 100, 32))
    const packed = (bytes: Uint8Array, Filter: string | string[]) =>
      context.register(context.stream(bytes, { Filter: context.obj(Filter) as never }))
    const one = packed(once, 'FlateDecode')
    const two = packed(deflateSync(once), ['FlateDecode', 'FlateDecode'])
    for (const ref of [one, two, one, one, one, one, one, one])
      doc.addPage([595, 842]).node.set(PDFName.of('Contents'), ref)
    const before = process.memoryUsage().arrayBuffers
    const pages = read(doc)
    expect(pages.map(isUnread)).to.deep.equal([false, ...Array.from({ length: 8 }, () => true)])
    expect(process.memoryUsage().arrayBuffers - before).to.be.below(600 * 1024 * 1024)
    expect(isUnread(read(doc)[0]!), 'one budget a document, however often it is read').to.equal(true)
  })

  it('by strings without an end, or too many operands, is unread; a print takes what it can', async () => {
    for (const content of [`(${'\\('.repeat(1_000_000)}`, '1 '.repeat(200_000), `(${'a'.repeat(1_000_001)}) Tj`]) {
      const doc = await drawn(HELLO + content)
      expect(read(doc).map(isUnread)).to.deep.equal([true])
      expect((await printOf(await doc.save()))?.text).to.equal('Hello')
    }
  })

  it('by a note’s appearance is said not to have been searched there, and its pages are', async () => {
    const doc = await drawn('/F 12 Tf (Bagui) Tj')
    const { context } = doc
    const seen = context.register(form(doc, '(hidden) Tj'))
    const note = context.obj({ Type: 'Annot', Subtype: 'Stamp', Rect: [0, 0, 9, 9], AP: { N: seen } })
    doc.getPage(0).node.set(PDFName.of('Annots'), context.obj([context.register(note)]))
    expect(await scan(doc)).to.deep.equal(['IDENTITY 1', 'NO_TEXT 1'])
  })
})

describe('the text of a page', () => {
  it('whose font a state sets, or that a form inherits, is said to be unread, however much else is read', async () => {
    const much = `/F 12 Tf (${'Hello '.repeat(200)}) Tj `
    const state = await drawn(`${much}/G gs (Bagui) Tj`, (_, font) => ({ ExtGState: { G: { Font: [font, 12] } } }))
    const inherited = await drawn(`${much}/A Do`, (doc) => ({
      XObject: { A: doc.context.register(form(doc, '(Bagui) Tj')) },
    }))
    const plain = await drawn(`${much}/G gs (Hello) Tj`, () => ({ ExtGState: { G: { CA: 1 } } }))
    expect(await scan(state)).to.deep.equal(['NO_TEXT 1'])
    expect(await scan(inherited)).to.deep.equal(['NO_TEXT 1'])
    expect(await scan(plain)).to.deep.equal([])
  })

  it('has its strings with all their brackets, and nothing of the bytes of pictures', () => {
    const content = '/F 1 Tf (a(b(c\\)d)e)f) Tj BI /W 1 ID \x00(\xff\x00 EI [(x)-2<41 >]TJ % (\n/N<</A 1>>DP'
    const words = [
      '/F',
      '1',
      'Tf',
      '(a(b(c\\)d)e)f)',
      'Tj',
      'BI',
      '/W',
      '1',
      'ID',
      '[',
      '(x)',
      '-2',
      '<41 >',
      ']',
      'TJ',
    ]
    expect([...tokens(content)]).to.deep.equal([...words, '% (', '/N', '<<', '/A', '1', '>>', 'DP'])
  })

  it('is the same however its streams are packed', async () => {
    const doc = await drawn('')
    const { context } = doc
    const hex = `${Buffer.from(deflateSync(HELLO)).toString('hex')}>`
    const twice = context.stream(hex, { Filter: ['ASCIIHexDecode', 'FlateDecode'] })
    doc.getPage(0).node.set(PDFName.of('Contents'), context.register(twice))
    expect(pdfText(doc, 100)).to.equal('Hello')
  })
})
