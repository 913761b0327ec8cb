import { expect } from 'chai'
import { PDFDocument, PDFHexString, StandardFonts } from 'pdf-lib'
import { utf8 } from '../../crypto/bytes.ts'
import { makeVolume, volumeBytes } from '../../server/cli/demo/volumes.ts'
import { Printer } from '../../server/documents/printer.ts'
import { printOf } from '../../server/documents/prints.ts'
import { type ComparedBid, filesAlike, textsAlike } from '../../server/opening/likeness.ts'
import { likeness, runsOf, together } from '../../server/opening/shingles.ts'
import { textOf, wants } from '../documents/tools.ts'
import { bid, file, form, given, kinds, law } from './compared.ts'

describe('bids that are alike', () => {
  const files = (bids: ComparedBid[], known = given) => kinds(filesAlike(bids, known, law))
  const with_ = (n: number, ...of: ReturnType<typeof file>[]) => bid(n, { files: of })

  it('by one author, one document they were made from, one second they were made in, one file', () => {
    const one = [with_(1, file('a', { author: '张三' })), with_(2, file('b', { author: '张三 ' })), with_(3, file('c'))]
    expect(files(one)).to.deep.equal(['sameAuthor t1+t2'])
    const ids = [with_(1, file('a', { ids: ['pdf:1', 'xmp:2'] })), with_(2, file('b', { ids: ['xmp:2'] }))]
    expect(files(ids)).to.deep.equal(['sameDocument t1+t2'])
    const createdAt = '2026-04-07T10:11:12'
    expect(files([with_(1, file('a', { createdAt })), with_(2, file('b', { createdAt }))])).to.deep.equal([
      'sameMoment t1+t2',
    ])
    expect(files([with_(1, file('a')), with_(2, file('a')), with_(3, file('b'))])).to.deep.equal(['sameFile t1+t2'])
  })

  it('not by what programs write of themselves, not within one bid, and not by what everybody was given', () => {
    for (const author of ['Administrator', 'user', '微软用户', ''])
      expect(files([with_(1, file('a', { author })), with_(2, file('b', { author }))]), author).to.deep.equal([])
    expect(files([with_(1, file('a', { author: '张三' }), file('b', { author: '张三' }))])).to.deep.equal([])
    const known = { files: new Set([file('a').sha256]), ids: new Set(['pdf:1']) }
    const both = [with_(1, file('a', { ids: ['pdf:1'] })), with_(2, file('a', { ids: ['pdf:1'] }))]
    expect(files(both, known)).to.deep.equal([])
  })

  it('by one project leader, and by another bidder’s name in one’s own volume', () => {
    const leaders = [bid(1, { form: form({ leader: '甲' }) }), bid(2, { form: form({ leader: '甲', price: '7' }) })]
    expect(files(leaders)).to.deep.equal(['samePeople t1+t2'])
    const mixed = [with_(1, file('a', { text: '投标人：第 2 建设有限公司（盖章）' })), with_(2, file('b'))]
    const [found] = filesAlike(mixed, given, law)
    expect(found).to.deep.include({ kind: 'mixedUp', bids: ['t1', 't2'], value: '第2建设有限公司' })
    expect(found?.where).to.deep.equal([{ bid: 't1', part: 'technical', file: 'a' }])
    expect(found?.article).to.equal('《招标投标法实施条例》第四十条')
  })

  it('by prices of one difference or one ratio, to the fen', () => {
    const priced = (...prices: number[]) =>
      prices.map((price, i) => bid(i, { form: form({ price: String(price), leader: `${i}` }) }))
    expect(files(priced(300, 100, 200))).to.deep.equal(['patternedPrices t0+t1+t2'])
    expect(files(priced(301, 100, 200))).to.deep.equal([])
    expect(files(priced(400, 100, 200))).to.deep.equal(['patternedPrices t0+t1+t2'])
    expect(files(priced(1, 100, 200, 300, 400, 999))).to.deep.equal(['patternedPrices t1+t2+t3+t4'])
    expect(files(priced(1, 100, 200, 300, 999)), 'three of five are chance').to.deep.equal([])
    expect(files(priced(100, 200)), 'two have no pattern').to.deep.equal([])
    expect(files(priced(5, 5, 5)), 'equal prices are not a progression').to.deep.equal([])
  })

  it('by texts of which four fifths of the shorter stand in the other, exactly', () => {
    const letters = (from: number, count: number) =>
      String.fromCharCode(...Array.from({ length: count }, (_, i) => 0x4e00 + from + i))
    const runs = (text: string) => new Map([['technical', runsOf(text)]])
    const alike = (a: string, b: string) => textsAlike(bid(1, { runs: runs(a) }), bid(2, { runs: runs(b) }), law)
    const whole = letters(0, 1004) // 1000 runs
    expect(alike(whole, letters(0, 2000))[0]).to.deep.include({ kind: 'alikeText', value: '10000' })
    expect(alike(whole, `${letters(0, 804)}${letters(5000, 200)}`)[0]?.value).to.equal('8000')
    expect(alike(whole, `${letters(0, 803)}${letters(5000, 201)}`)).to.deep.equal([])
    expect(alike(letters(0, 303), letters(0, 303)), 'too short to say').to.deep.equal([])
    expect(likeness(runsOf('技 术，方案ABC'.repeat(3)), runsOf('x'))).to.equal(null)
    expect([...runsOf('技术方案一二')]).to.deep.equal([...runsOf('技术、方案\n一二')])
    const form_ = runsOf(letters(0, 500))
    expect(runsOf(letters(0, 500), together([form_, runsOf('别的')]))).to.have.length(0)
  })
})

describe('what a PDF tells of how it was made', function () {
  this.timeout(60_000)
  const made = async (change: (doc: PDFDocument) => void | Promise<void>, text = 'Hello') => {
    const doc = await PDFDocument.create()
    const page = doc.addPage()
    page.drawText(text, { font: await doc.embedFont(StandardFonts.Helvetica), x: 20, y: 700 })
    await change(doc)
    return doc.save()
  }

  it('author, programs, moment and identifier', async () => {
    const pdf = await made((doc) => {
      doc.setAuthor('张三')
      doc.setCreator('WPS 文字')
      doc.setProducer('某输出程序')
      doc.setCreationDate(new Date('2026-04-07T10:11:12Z'))
      const id = PDFHexString.of('00112233445566778899aabbccddeeff')
      doc.context.trailerInfo.ID = doc.context.obj([id, id])
    })
    expect(await printOf(pdf)).to.deep.include({
      ...{ author: '张三', creator: 'WPS 文字', producer: '某输出程序', createdAt: '2026-04-07T10:11:12' },
      ...{ ids: ['pdf:00112233445566778899aabbccddeeff'], text: 'Hello\n' },
    })
  })

  it('the text of our own volumes letter by letter as pdftotext reads it', async function () {
    wants(this, 'pdftotext')
    const bidder = { name: '滇示甲建建设工程有限公司', code: '91530100MA2000014K' }
    const tender = { name: '某某体育公园', code: 'GC530100202600193001001' }
    const volume = await makeVolume({ kind: 'technical', bidder, tender, facts: { 工期: '100 日历天' } })
    const pdf = await volumeBytes(volume)
    const ours = (await printOf(pdf))?.text ?? ''
    expect(ours).to.include(bidder.name)
    const share = likeness(runsOf(ours), runsOf(textOf(pdf)))
    expect(share, 'of the runs that both read').to.be.greaterThan(9500)
  })

  it('a file that is no PDF, is empty or broken tells nothing and ends nothing', async () => {
    const printer = new Printer()
    const good = await made(() => undefined)
    expect(await printer.look(utf8('not a PDF'))).to.equal(null)
    expect(await printer.look(new Uint8Array())).to.equal(null)
    expect((await printer.look(good.slice(0, 300)))?.text ?? '').to.equal('')
    expect((await printer.look(good))?.text).to.equal('Hello\n')
    printer.close()
  })

  it('the thread that looked is used by the next tender, and two at once have one each', async () => {
    const good = await made(() => undefined)
    for (let tenders = 0; tenders < 3; tenders++) {
      const [one, other] = [new Printer(), new Printer()]
      const looks = [one.look(good), other.look(good)].map(async (look) => (await look)?.text)
      expect(await Promise.all(looks)).to.deep.equal(['Hello\n', 'Hello\n'])
      one.close()
      other.close()
      expect((await one.look(good))?.text, 'after it was given back').to.equal('Hello\n')
      one.close()
    }
  })
})
