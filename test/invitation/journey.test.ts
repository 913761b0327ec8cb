import { expect } from 'chai'
import { checkDraw } from '../../crypto/transcript.ts'
import { suppliers } from '../../server/cli/demo/people.ts'
import { classrooms, purchasePlayed } from '../../server/cli/demo/purchase.ts'
import { submitBid } from '../../server/cli/demo/steps/bids.ts'
import { drawTogether } from '../../server/cli/demo/steps/draws.ts'
import { publish } from '../../server/cli/demo/steps/notice.ts'
import { park } from '../../server/cli/demo/tender.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { codeOf, problemOf } from '../opening/playing.ts'
import { prequalified, playing as prequalPlaying, rebuilt, requirements, times } from '../prequalification/playing.ts'
import { type TestWorld, world } from '../world/world.ts'
import { playing } from './playing.ts'

describe('works by invitation, over HTTP', function () {
  this.timeout(240_000)
  let test: TestWorld
  const play = playing(() => test)
  const { as, path } = play
  const invited = ['bidder-1', 'bidder-2', 'bidder-3']

  before(async () => {
    test = await world({ tender: 'invited-works' })
    const invitation = { ground: 'fewBidders', reason: '场地位于主城核心区，仅少量单位具备分段封闭施工条件' }
    await play.draft({ ...park, deposit: '0', method: 'invited', invitation })
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    expect(await rebuilt(test)).to.deep.equal([])
    await test.stop()
  })

  it('goes out only once three are named (《招标投标法》第十七条)', async () => {
    expect((await problemOf(() => publish(test.world)))?.problem).to.deep.include({
      code: 'ADMISSION_MISSING',
      article: '《招标投标法》第十七条',
    })
    expect(await codeOf(() => play.list('tenderer', invited.slice(1)))).to.equal('INVITEES_FEW')
    expect(await play.list('tenderer', invited)).to.deep.include({ fixed: true })
    expect(await codeOf(() => play.list('tenderer', [...invited, 'bidder-4']))).to.equal('INVITEES_FIXED')
    await publish(test.world)
  })

  it('sends every invitee its letter at the same moment, and has no public notice', async () => {
    await test.world.until('the letters are sent', async () => (await play.mine('bidder-1')).invited)
    const { candidates } = await play.read()
    const moments = new Set(candidates.map(({ letter }) => letter))
    expect([...moments])
      .to.have.lengthOf(1)
      .and.not.include(null)
    for (const person of invited) {
      expect(await play.mine(person)).to.deep.include({ invited: true })
      const pdf = await as(person).bytes(path('/invitation/letter.pdf'))
      expect(new TextDecoder('latin1').decode(pdf.slice(0, 5))).to.equal('%PDF-')
    }
    expect((await as('agent').get<Tender>(path())).published).not.to.have.property('noticeFile')
  })

  it('tells nobody who is invited: neither the public, nor another, nor an invitee about another', async () => {
    expect(await play.mine('bidder-4')).to.deep.equal({ invited: false, at: null, sha256: null, received: null })
    expect(await codeOf(() => as('bidder-4').bytes(path('/invitation/letter.pdf')))).to.equal('LETTER_UNKNOWN')
    for (const person of ['bidder-1', 'bidder-4', 'centre'])
      expect(await codeOf(() => play.read(person))).to.equal('FORBIDDEN')
    const looks = [
      ...['bidder-1', 'bidder-4', 'centre'].flatMap((one) => [as(one).get(path()), as(one).get(path('/facts'))]),
      fetch(`${test.world.origins.public}/api/v1${path('/facts')}`).then((answer) => answer.json()),
      fetch(`${test.world.origins.public}/notices/${test.world.tender}`).then((answer) => answer.text()),
    ]
    for (const look of await Promise.all(looks))
      for (const person of invited)
        expect(JSON.stringify(look)).not.to.include(as(person).person.organisation?.name ?? '-')
  })

  it('gives its document to the invited and to those who run and watch it, and to nobody else', async () => {
    const document = await play.documentOf()
    for (const person of ['bidder-1', 'agent', 'supervisor', 'centre'])
      expect(await codeOf(() => as(person).bytes(document)), person).to.equal('done')
    expect(await codeOf(() => as('bidder-4').bytes(document))).to.equal('NOT_INVITED')
    const open = await fetch(`${test.world.origins.public}/api/v1${document}`)
    expect([open.status, ((await open.json()) as { code: string }).code]).to.deep.equal([403, 'NOT_INVITED'])
  })

  it('shows the public that it is by invitation and why, without the document', async () => {
    const page = await (await fetch(`${test.world.origins.public}/notices/${test.world.tender}`)).text()
    expect(page).to.include('邀请招标').and.include('仅少量单位具备分段封闭施工条件')
    expect(page).not.to.include('/documents/')
  })

  it('takes bids of the invited, and refuses another’s with the article', async () => {
    await test.world.moveTo('2026-04-07T09:00:00+08:00')
    await submitBid(test.world, 'bidder-1')
    const problem = await problemOf(() => submitBid(test.world, 'bidder-4'))
    expect(problem?.problem).to.deep.include({ code: 'NOT_INVITED', article: '《招标投标法》第十七条' })
    expect(await codeOf(() => as('bidder-4').post(path('/deposit')))).to.equal('NOT_INVITED')
    const cms = await as('bidder-4').sign('documents.confirm', { tender: test.world.tender, version: 1 })
    const confirm = () => as('bidder-4').post(path('/my-documents/confirm'), { version: 1, cms })
    expect(await codeOf(confirm)).to.equal('NOT_INVITED')
  })
})

describe('a purchase by invitation, over HTTP', function () {
  this.timeout(240_000)
  let test: TestWorld
  const play = playing(() => test)
  const { as } = play
  const listed = [...suppliers.map(({ id }) => id), 'bidder-7']

  before(async () => {
    test = await world({ tender: 'invited-purchase', played: purchasePlayed })
    const invitation = { ground: 'fewSuppliers', reason: '设备须与既有教学平台对接，仅有限范围的供应商可以提供' }
    await play.draft({ ...classrooms, method: 'invited', invitation })
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    expect(await rebuilt(test)).to.deep.equal([])
    await test.stop()
  })

  it('draws its invitees from twice as many (《政府采购货物和服务招标投标管理办法》第十四条)', async () => {
    const short = await problemOf(() => play.list('register', listed.slice(0, 5), 3))
    expect(short?.problem).to.deep.include({
      code: 'LIST_SHORT',
      article: '《政府采购货物和服务招标投标管理办法》第十四条',
    })
    expect(await codeOf(() => play.list('recommendation', listed, 3))).to.equal('RECOMMENDATION_REASON')
    expect(await play.list('recommendation', listed, 3, '承担过同类项目')).to.deep.include({ fixed: false })
    expect(await codeOf(() => play.draw(['韦明丽']))).to.equal('WITNESSES_FEW')
  })

  it('by three parties together, and anybody with the transcript repeats it', async () => {
    const { draw } = await play.draw(['韦明丽', '黄小芳'])
    expect(await codeOf(() => play.draw(['韦明丽', '黄小芳']))).to.equal('DRAW_RUNS')
    await drawTogether(test.world, draw, ['tenderer', 'centre', 'supervisor'])
    await test.world.until('the invitees are fixed', async () => (await play.read()).fixedAt)
    const { candidates, transcript } = await play.read('supervisor')
    expect(candidates.filter(({ invited }) => invited)).to.have.lengthOf(3)
    if (!transcript) throw new Error('no transcript')
    expect((await checkDraw(transcript)).checked).to.include.members(['seed', 'order', 'calls', 'opened'])
    const other = { ...transcript, seed: '0'.repeat(64) }
    expect(await checkDraw(other).catch(({ code }) => code)).to.equal('DRAW_INVALID')
  })

  it('and only they bid', async () => {
    await publish(test.world)
    const sent = async () => (await play.read()).candidates.filter(({ letter }) => letter).length === 3
    await test.world.until('the letters are sent', sent)
    const { candidates } = await play.read()
    const codes = new Set(candidates.filter(({ invited }) => invited).map(({ code }) => code))
    const document = await play.documentOf()
    for (const person of listed) {
      const asked = codes.has(as(person).person.organisation?.code ?? '')
      expect(await play.mine(person), person).to.deep.include({ invited: asked })
      expect(await codeOf(() => as(person).bytes(document)), person).to.equal(asked ? 'done' : 'NOT_INVITED')
      const prepared = await codeOf(() => as(person).post(play.path('/bid/prepare')))
      expect(prepared, person).to.equal(asked ? 'done' : 'NOT_INVITED')
    }
  })
})

describe('a purchase that draws its invitees from those who passed, over HTTP', function () {
  this.timeout(240_000)
  let test: TestWorld
  const play = playing(() => test)
  const prequal = prequalPlaying(() => test)
  const people = suppliers.map(({ id }) => id)

  before(async () => {
    test = await world({ tender: 'invited-after-prequalification', played: purchasePlayed })
    const invitation = { ground: 'fewSuppliers', reason: '设备须与既有教学平台对接，仅有限范围的供应商可以提供' }
    const dates = {
      documentsFrom: prequalified.documentsFrom,
      documentsUntil: prequalified.documentsFrom + 9 * 86_400_000,
    }
    const terms = { ...times, requirements, instructions: '' }
    await play.draft({
      ...{ ...classrooms, ...dates, deadline: prequalified.deadline, method: 'invited', invitation },
      prequalification: terms,
    })
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    expect(await rebuilt(test)).to.deep.equal([])
    await test.stop()
  })

  it('prequalifies by the purchaser (第十四条), and asks for no committee', async () => {
    await prequal.publish()
    expect((await prequal.tender()).prequal?.rulebook).to.equal('G-2026-02')
    for (const person of people) await prequal.apply(person)
    await prequal.openAfter()
    for (const person of people) await prequal.unlock(person)
    for (const person of people) await prequal.review(person, person !== 'supplier-5')
    expect(await codeOf(() => play.list('prequalification', [], 3))).to.equal('INVITATION_STAGE')
    expect(await prequal.conclude()).to.deep.include({ passed: 4, enough: true })
    expect(await codeOf(() => publish(test.world))).to.equal('ADMISSION_MISSING')
  })

  it('draws from those who passed and from nobody else', async () => {
    expect(await codeOf(() => play.list('register', people, 2))).to.equal('INVITATION_SOURCE')
    expect(await play.list('prequalification', [], 3)).to.deep.include({ fixed: false })
    const { draw } = await play.draw(['韦明丽', '黄小芳'])
    await drawTogether(test.world, draw, ['tenderer', 'centre', 'supervisor'])
    await test.world.until('the invitees are fixed', async () => (await play.read()).fixedAt)
    const { candidates } = await play.read()
    expect(candidates).to.have.lengthOf(4)
    const failed = play.as('supplier-5').person.organisation?.code
    expect(candidates.map(({ code }) => code)).not.to.include(failed)
    await test.world.moveTo(prequalified.documentsFrom - 60_000)
    await publish(test.world)
    expect((await prequal.tender()).stage).to.equal('bidding')
    expect(await codeOf(() => play.as('supplier-5').post(play.path('/bid/prepare')))).to.equal('NOT_INVITED')
  })
})
