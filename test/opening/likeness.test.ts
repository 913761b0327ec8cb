import { expect } from 'chai'
import { PDFDocument, PDFHexString, StandardFonts } from 'pdf-lib'
import { hex, utf8 } from '../../crypto/bytes.ts'
import { sha256 } from '../../crypto/digest.ts'
import type { BidForm } from '../../server/bids/contract.ts'
import { makeVolume, volumeBytes } from '../../server/cli/demo/volumes.ts'
import { Printer } from '../../server/documents/printer.ts'
import { printOf } from '../../server/documents/prints.ts'
import { COLLUSION_SIGNS } from '../../server/evaluation/statutory.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { type ComparedBid, filesAlike, textsAlike } from '../../server/opening/likeness.ts'
import { machinesAlike, notCompared, priceListsAlike } from '../../server/opening/machines.ts'
import { contactsAlike, relationsOf } from '../../server/opening/related.ts'
import { likeness, runsOf, together } from '../../server/opening/shingles.ts'
import { textOf, wants } from '../documents/tools.ts'

const law = rulebook('T-2025')
const given = { files: new Set<string>(), ids: new Set<string>() }
const form = (changes: Partial<BidForm> = {}): BidForm => ({
  ...{ price: '100', durationDays: 1, quality: '合格', leader: '甲', leaderCertificate: '1' },
  ...changes,
})
const bid = (n: number, changes: Partial<ComparedBid> = {}): ComparedBid => ({
  ...{ tag: `t${n}`, code: `C${n}`, name: `第${n}建设有限公司`, files: [], runs: new Map() },
  form: form({ price: String([100, 250, 470, 900, 1000][n]), leader: `leader ${n}` }),
  ...changes,
})
const file = (name: string, print: Partial<NonNullable<ComparedBid['files'][number]['print']>> = {}) => ({
  ...{ part: 'technical', name, sha256: hex(sha256(utf8(name))) },
  print: { author: null, createdAt: null, ids: [], text: '', ...print },
})
const kinds = (found: { kind: string; bids: string[] }[]) => found.map((one) => `${one.kind} ${one.bids.join('+')}`)
const related = (head: string, of: Partial<NonNullable<BidForm['relations']>> = {}) =>
  form({ relations: { head, holders: [], managers: [], ...of } })

describe('bidders that belong together, by what they say', () => {
  const relations = (...bids: ComparedBid[]) => relationsOf(bids, law).filter(({ kind }) => kind !== 'undeclared')

  it('one head of two bidders, one that holds or manages another: all their bids are invalid if those who judge find so', () => {
    const found = relations(
      bid(1, { form: related('王 强') }),
      bid(2, { form: related('王强') }),
      bid(3, { form: related('李四', { holders: [{ name: '随便写', code: 'C1' }] }) }),
      bid(4, { form: related('赵六', { managers: [{ name: '第3建设有限公司' }] }) }),
    )
    expect(kinds(found)).to.deep.equal(['sameHead t1+t2', 'control t1+t3', 'control t3+t4'])
    expect([...new Set(found.map(({ article }) => article))]).to.deep.equal(['《招标投标法实施条例》第三十四条'])
    expect(relationsOf([bid(1, { form: related('王强') }), bid(2, { form: related('王强') })], rulebook('G-2017'))[0])
      .to.have.property('article')
      .that.equals('《政府采购法实施条例》第十八条')
  })

  it('one holder of two bidders is shown, and the law draws no conclusion from it', () => {
    const holder = { holders: [{ name: '某某集团有限公司' }] }
    const found = relations(bid(1, { form: related('甲', holder) }), bid(2, { form: related('乙', holder) }))
    expect(found).to.have.length(1)
    expect(found[0]).to.deep.include({ kind: 'commonHolder', article: null, value: '某某集团有限公司' })
  })

  it('a bidder that was found to belong to the operator only later is shown with its article', () => {
    const found = relations(bid(1, { affiliate: '持股 60%' }), bid(2))
    expect(found[0]).to.deep.include({ kind: 'operatorAffiliate', bids: ['t1'] })
    expect(found[0]?.article).to.equal('《电子招标投标办法》第二十三条')
  })

  it('who says nothing, or different names, is not tied to anybody', () => {
    expect(relations(bid(1), bid(2, { form: related('甲') }), bid(3, { form: related('乙') }))).to.deep.equal([])
  })
})

describe('declarations beside the register', () => {
  const registered = (head: string, more: object = {}) => ({ head, telephone: '', email: '', ...more })
  const found = (...bids: ComparedBid[]) => relationsOf(bids, law)

  it('a declared head that is not the registered one is a finding of its own, blanks aside', () => {
    const one = found(bid(1, { form: related('王强'), registered: registered('李四') }))
    expect(one).to.have.length(1)
    expect(one[0]).to.deep.include({ kind: 'headDiffers', bids: ['t1'], value: '王强 ≠ 李四' })
    expect(one[0]?.sources).to.deep.equal(['declaration', 'register'])
    expect(found(bid(1, { form: related('王 强'), registered: registered('王强') }))).to.deep.equal([])
    expect(found(bid(1, { form: related('王强') })), 'who is not registered').to.deep.equal([])
  })

  it('a head that one declares and another registered ties both: hiding it in the bid does not help', () => {
    const two = [bid(1, { form: related('王强') }), bid(2, { form: related('李四'), registered: registered('王强') })]
    const [head] = found(...two)
    expect(head).to.deep.include({ kind: 'sameHead', bids: ['t1', 't2'], value: '王强' })
    expect(head?.sources).to.deep.equal(['declaration', 'register'])
    expect(head?.consequence).to.equal('违反《招标投标法实施条例》第三十四条，相关投标均无效')
  })

  it('who declares nothing is named, with the article, and nothing is said to follow', () => {
    const [silent, ...others] = found(bid(1))
    expect(silent).to.deep.include({ kind: 'undeclared', bids: ['t1'], article: '《招标投标法实施条例》第三十四条' })
    expect(silent).not.to.have.property('consequence')
    expect(others).to.deep.equal([])
  })

  it('one registered telephone or mailbox of two bidders, however it is written', () => {
    const [a, b] = [registered('甲', { telephone: '0771-555 0101' }), registered('乙', { telephone: '07715550101' })]
    expect(kinds(contactsAlike([bid(1, { registered: a }), bid(2, { registered: b })], law))).to.deep.equal([
      'sameContact t1+t2',
    ])
    expect(
      contactsAlike([bid(1, { registered: registered('甲') }), bid(2, { registered: registered('乙') })], law),
    ).to.deep.equal([])
  })
})

describe('machines, addresses and price lists', () => {
  const machine = (n: number, more: object = {}) => ({
    ...{ mac: [`02:00:00:00:00:0${n}`], disk: [`D${n}`], processor: `P${n}`, lock: `L${n}` },
    ...more,
  })

  it('one number of two machines is a sign of collusion, with the file it stands in; none is none', () => {
    for (const [kind, same] of [
      ['sameMac', { mac: ['02:00:00:00:00:09', '02:00:00:00:00:01'] }],
      ['sameDisk', { disk: ['D1'] }],
      ['sameProcessor', { processor: 'p1' }],
      ['sameLock', { lock: 'L1' }],
    ] as const) {
      const [found, ...others] = machinesAlike(
        [bid(1, { machine: machine(1) }), bid(2, { machine: machine(2, same) })],
        law,
      )
      expect(found, kind).to.deep.include({ kind, bids: ['t1', 't2'], article: '《招标投标法实施条例》第四十条' })
      expect(found?.where).to.deep.equal(
        ['t1', 't2'].map((one) => ({ bid: one, part: 'business', file: 'machine.json' })),
      )
      expect(others).to.deep.equal([])
    }
    expect(
      machinesAlike([bid(1, { machine: machine(1) }), bid(2, { machine: machine(2) }), bid(3)], law),
    ).to.deep.equal([])
    const twice = machine(1, { mac: ['02:00:00:00:00:01', '02:00:00:00:00:01'] })
    expect(machinesAlike([bid(1, { machine: twice })], law), 'within one bid').to.deep.equal([])
  })

  it('one address is shown without an article: a whole building may have it', () => {
    const [found] = machinesAlike([bid(1, { address: '203.0.113.9' }), bid(2, { address: '203.0.113.9' })], law)
    expect(found).to.deep.include({ kind: 'sameAddress', article: null, sources: ['address'] })
    expect(found).not.to.have.property('consequence')
    expect(COLLUSION_SIGNS).not.to.include('sameAddress')
  })

  it('says what fewer than two bids brought along', () => {
    const bare = machine(1, { processor: null, lock: null })
    expect(notCompared([bid(1, { machine: bare }), bid(2, { machine: machine(2) })])).to.deep.equal([
      'processor',
      'lock',
      'address',
    ])
    expect(notCompared([bid(1), bid(2)])).to.deep.equal(['mac', 'disk', 'processor', 'lock', 'address'])
  })

  it('price lists of which four fifths of the shorter are equal, exactly, by the share that the region set', () => {
    const items = (...prices: string[]) =>
      form({
        items: prices.map((unitPrice, i) => ({
          ...{ name: `物品${i}`, spec: '甲 型', quantity: '1台' },
          unitPrice,
          service: '无',
        })),
      })
    const alike = (a: string[], b: string[], by = law) =>
      priceListsAlike(bid(1, { form: items(...a) }), bid(2, { form: items(...b) }), by)
    const five = ['1', '2', '3', '4', '5']
    expect(alike(five, ['1', '2', '3', '4', '9'])[0]).to.deep.include({ kind: 'alikePrices', value: '8000' })
    expect(alike(five, ['1', '2', '3', '8', '9'])).to.deep.equal([])
    const stricter = { ...law, priceListLikeness: { ...law.priceListLikeness, value: 6000 } }
    expect(alike(five, ['1', '2', '3', '8', '9'], stricter)[0]?.value).to.equal('6000')
    expect(alike(['1', '2'], ['1', '2']), 'two equal prices say nothing').to.deep.equal([])
    expect(priceListsAlike(bid(1), bid(2), law)).to.deep.equal([])
  })
})

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
    await printer.close()
  })
})
