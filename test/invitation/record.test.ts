import { expect } from 'chai'
import { checkPdf } from '../../crypto/pdf/signatures.ts'
import { people } from '../../server/cli/demo/people.ts'
import { classrooms, purchasePlayed } from '../../server/cli/demo/purchase.ts'
import { drawTogether } from '../../server/cli/demo/steps/draws.ts'
import { publish } from '../../server/cli/demo/steps/notice.ts'
import { isSound, textOf, verdicts, wants } from '../documents/tools.ts'
import { codeOf } from '../opening/playing.ts'
import { rebuilt } from '../prequalification/playing.ts'
import { type TestWorld, world } from '../world/world.ts'
import { playing } from './playing.ts'

describe('the record of a draw of invitees, over HTTP', function () {
  this.timeout(240_000)
  let test: TestWorld
  const play = playing(() => test)
  const { as, path } = play
  const listed = people.filter(({ id }) => /^(supplier-\d|bidder-7)$/.test(id)).map(({ id }) => id)
  const [watching, other] = ['韦明丽', '黄小芳']

  before(async function () {
    wants(this, 'pdftotext', 'pdfsig', 'qpdf')
    test = await world({ tender: 'recorded-draw', played: purchasePlayed })
    const invitation = { ground: 'fewSuppliers', reason: '设备须与既有教学平台对接，仅有限范围的供应商可以提供' }
    await play.draft({ ...classrooms, method: 'invited', invitation })
    await play.list('recommendation', listed, 3, '承担过同类项目')
    expect(await codeOf(() => as('agent').get(path('/invitation/record')))).to.equal('RECORD_ABSENT')
    const { draw } = await play.draw([watching, other])
    await drawTogether(test.world, draw, ['tenderer', 'centre', 'supervisor'])
    await play.recorded()
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    expect(await rebuilt(test)).to.deep.equal([])
    await test.stop()
  })

  it('is made by itself and says whom it was drawn from, why, and who watched', async () => {
    const text = textOf(await as('supervisor').bytes(path('/invitation/record.pdf'))).replace(/\s/g, '')
    for (const person of listed) expect(text).to.include(as(person).person.organisation?.name ?? '-')
    for (const part of ['随机抽取记录', '承担过同类项目', watching, other, '第十四条']) expect(text).to.include(part)
    for (const person of ['bidder-1', 'centre'])
      expect(await codeOf(() => as(person).bytes(path('/invitation/record.pdf')))).to.equal('FORBIDDEN')
  })

  it('is signed by each of those who watched with its own certificate, and by both organisations', async () => {
    expect(await codeOf(() => play.signRecord('agent', 'witness-1'))).to.equal('NOT_A_WITNESS')
    expect(await codeOf(() => play.signRecord('tenderer', 'witness-3'))).to.equal('NOT_A_WITNESS')
    expect(await codeOf(() => play.signRecord('supervisor', 'unit'))).to.equal('FORBIDDEN')
    await play.signRecord('purchaser-2', 'witness-2')
    expect(await codeOf(() => play.signRecord('purchaser-2', 'witness-2'))).to.equal('PAPER_SIGNED')
    expect(await codeOf(() => play.signRecord('tenderer', 'witness-1', 'purchaser-2'))).to.equal('WITNESS_IS_ANOTHER')
    await play.signRecord('tenderer', 'witness-1')
    await play.signRecord('tenderer', 'unit')
    await play.signRecord('agent', 'unit')
    const { places } = await play.recorded()
    expect(places.map(({ field, at }) => [field, at !== null])).to.deep.equal([
      ['witness-1', true],
      ['witness-2', true],
      ['tenderer', true],
      ['agent', true],
    ])
    const pdf = await as('agent').bytes(path('/invitation/record.pdf'))
    expect(verdicts(pdf)).to.deep.equal(Array(5).fill('Signature Validation: Signature is Valid.'))
    expect(isSound(pdf)).to.equal(true)
    const found = await checkPdf(pdf)
    expect(found.map(({ by }) => by.certificate.subject.commonName)).to.include.members([watching, other])
    expect(found).to.have.lengthOf(5)
  })

  it('is followed by letters that purchaser and agent seal in the PDF, each once', async () => {
    await publish(test.world)
    const sent = async () => (await play.read()).candidates.filter(({ letter }) => letter).length === 3
    await test.world.until('the letters are sent', sent)
    const { candidates } = await play.read()
    const [to, ...others] = candidates.filter(({ invited }) => invited)
    const tag = to?.tag ?? ''
    await play.sealLetter('tenderer', tag)
    expect(await codeOf(() => play.sealLetter('tenderer', tag))).to.equal('PAPER_SIGNED')
    await play.sealLetter('agent', tag)
    expect(await codeOf(() => play.sealLetter('supervisor', tag))).to.equal('FORBIDDEN')
    const unsent = candidates.find(({ invited }) => !invited)?.tag ?? ''
    expect(await codeOf(() => play.sealLetter('agent', unsent))).to.equal('LETTER_ABSENT')
    const owner = listed.find((person) => as(person).person.organisation?.code === to?.code) ?? ''
    const pdf = await as(owner).bytes(path('/invitation/letter.pdf'))
    expect(await checkPdf(pdf)).to.have.lengthOf(3)
    expect([verdicts(pdf).length, isSound(pdf)]).to.deep.equal([3, true])
    const text = textOf(pdf).replace(/\s/g, '')
    expect(text)
      .to.include('投标邀请书')
      .and.include('采购人')
      .and.include(to?.name ?? '-')
    for (const { name } of others) expect(text).not.to.include(name)
  })

  it('lets an invitee confirm its letter, once, and tells nobody', async () => {
    const { candidates } = await play.read()
    const codes = candidates.flatMap(({ code, invited }) => (invited ? [code] : []))
    const isIn = (person: string) => codes.includes(as(person).person.organisation?.code ?? '')
    const [one = '', ...rest] = listed.filter(isIn)
    const [out = ''] = listed.filter((person) => !isIn(person))
    const types = async (person: string) =>
      (await as(person).get<{ items: { zh: string }[] }>('/messages')).items.map(({ zh }) => zh)
    await test.world.until('it is told', async () => (await types(one)).includes('投标邀请书已发出'))
    expect(await types(out)).to.deep.equal([])
    expect(await types('agent')).to.include('随机抽取供应商的书面记录已生成')
    expect((await play.mine(one)).received).to.equal(null)
    expect(await play.confirm(one)).to.deep.equal({ received: true })
    expect((await play.mine(one)).received).to.be.a('number')
    const before = await test.facts()
    await play.confirm(one)
    expect(await test.facts()).to.equal(before)
    expect((await play.mine(rest[0] ?? '')).received).to.equal(null)
    const { sha256 } = await as(one).get<{ sha256: string }>(path('/invitation/mine'))
    expect(await codeOf(() => play.confirm(out, sha256))).to.equal('LETTER_UNKNOWN')
    const { facts } = await as('agent').get<{ facts: { type: string; data?: object }[] }>(path('/facts'))
    expect(facts.filter(({ type, data }) => type === 'invitation.letterReceived' && data)).to.deep.equal([])
    expect(JSON.stringify(await play.read('agent'))).not.to.include('received')
  })
})
