import { expect } from 'chai'
import type { Questions } from '../../client/src/questions/letters.ts'
import { submitBid } from '../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../server/cli/demo/steps/deposits.ts'
import { publishNotice } from '../../server/cli/demo/steps/notice.ts'
import { renderPaper } from '../../server/documents/render.ts'
import { dayOf, lastMomentOf } from '../../server/law/periods.ts'
import { documentHash } from '../../server/tenders/tender.ts'
import { DAY } from '../tenders/world.ts'
import { codeOf } from '../world/codes.ts'
import { type TestWorld, world } from '../world/world.ts'
import { between } from './playing.ts'

describe('between publication and deadline, over HTTP', function () {
  this.timeout(120_000)
  let test: TestWorld
  const { path, at, tender, signed, questions, objections, ask, object, mine, versions, settled, issue } = between(
    () => test,
  )

  before(async () => {
    test = await world({ tender: 'test-tender' })
    await publishNotice(test.world)
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    await test.stop()
  })

  it('anybody reads the document without signing in, and that is noted nowhere', async () => {
    await settled()
    const [document] = (await tender()).published?.documents ?? []
    const facts = await test.facts()
    const answer = await fetch(`${test.world.origins.public}/api/v1${path}/documents/${document?.sha256}`)
    expect((await answer.text()).slice(0, 5)).to.equal('%PDF-')
    expect(await test.facts()).to.equal(facts)
  })

  it('a bidder that is signed in holds it from its first download, and nobody else learns that', async () => {
    const [document] = (await tender()).published?.documents ?? []
    expect((await mine('bidder-1')).fetchedAt).to.equal(null)
    for (let i = 0; i < 2; i++) await at('bidder-1').bytes(`${path}/documents/${document?.sha256}`)
    const { fetchedAt } = await mine('bidder-1')
    expect(fetchedAt).to.be.a('number')
    for (const person of ['tenderer', 'agent', 'centre', 'supervisor']) {
      expect(await codeOf(at(person).get(`${path}/holders`))).to.equal('HOLDERS_SECRET')
      const { facts } = await at(person).get<{ facts: { type: string }[] }>(`${path}/facts`)
      expect(facts.map(({ type }) => type)).to.not.include('documents.fetched')
    }
    expect(await codeOf(at('bidder-2').get(`${path}/holders`))).to.equal('FORBIDDEN')
  })

  it('a question that names its asker is refused; one that does not reaches the tenderer without a name', async () => {
    const { name = '', code = '' } = at('bidder-2').person.organisation ?? {}
    expect(await codeOf(ask('bidder-2', `${name}请问工期如何计算？`))).to.equal('TEXT_NAMES_WRITER')
    expect(await codeOf(ask('agent', '代理机构自己提问'))).to.equal('FORBIDDEN')
    await ask('bidder-2', '工期自何时起算？')
    await ask('bidder-2', '是否接受进口设备？')
    for (const person of ['tenderer', 'agent', 'centre', 'supervisor']) {
      const items = await questions(person)
      expect(items.map(({ text }) => text)).to.deep.equal(['工期自何时起算？', '是否接受进口设备？'])
      expect(JSON.stringify(items)).to.not.include(name).and.not.include(code).and.not.include('"tag"')
    }
    expect((await questions('bidder-2')).map((one) => one.mine)).to.deep.equal([true, true])
    expect(await questions('bidder-1')).to.deep.equal([])
  })

  it('nothing ties two questions of one asker to each other', async () => {
    const { facts } = await at('tenderer').get<{ facts: { type: string; actor: { tag?: string } }[] }>(`${path}/facts`)
    const asked = facts.filter(({ type }) => type === 'question.asked')
    expect(new Set(asked.map(({ actor }) => actor.tag)).size).to.equal(2)
    expect(facts.map(({ type }) => type)).to.not.include('question.askerSealed')
  })

  it('an answer is for everybody; one that may affect bids must be an addendum', async () => {
    const [first] = await questions('tenderer')
    const fields = { question: first?.id, text: '自开工令载明的日期起算。' }
    const post = async (affects: boolean, person = 'agent') => {
      const cms = await at(person).sign('question.answer', { tender: 'test-tender', ...fields, affects })
      return at(person).post(`${path}/questions/${first?.id}/answer`, { text: fields.text, affects, cms })
    }
    expect(await codeOf(post(true))).to.equal('ANSWER_NEEDS_ADDENDUM')
    expect(await codeOf(post(false, 'bidder-1'))).to.equal('FORBIDDEN')
    await post(false)
    expect(await codeOf(post(false))).to.equal('QUESTION_ANSWERED')
    const open = await fetch(`${test.world.origins.public}/api/v1${path}/questions`)
    const { items } = (await open.json()) as Questions
    expect(items.map(({ text, answer, askedAt }) => [text, answer?.text, askedAt])).to.deep.equal([
      ['工期自何时起算？', '自开工令载明的日期起算。', undefined],
    ])
  })

  it('an addendum is a new version with its paper; holders are told by one fact; old documents stay', async () => {
    const [, second] = await questions('tenderer')
    const pdf = await renderPaper({ title: '补遗书', blocks: [] }, { at: 0 })
    const answers = [{ question: second?.id, text: '接受，须提供原产地证明。' }]
    const old = documentHash((await tender()).published!)
    expect((await issue({ changes: { durationDays: 300 }, affects: true, answers }, pdf)).version).to.equal(2)
    await settled()
    const after = await tender()
    expect([after.durationDays, after.published?.documents.length]).to.deep.equal([300, 2])
    const [one, two] = await versions()
    expect([one?.document, two?.document]).to.deep.equal([old, documentHash(after.published!)])
    expect((two as unknown as { toldAt: number }).toldAt).to.be.a('number')
    const paper = await fetch(`${test.world.origins.public}/api/v1${path}/papers/${two?.paper}`)
    expect((await paper.text()).slice(0, 5)).to.equal('%PDF-')
    for (const { sha256 } of after.published?.documents ?? [])
      expect((await fetch(`${test.world.origins.public}/api/v1${path}/documents/${sha256}`)).status).to.equal(200)
    expect((await questions('bidder-1')).map(({ answer }) => answer?.version)).to.deep.equal([null, 2])
  })

  it('everybody reads versions, what changed and the answers on a page without a script, and takes the dates along', async () => {
    const { public: origin } = test.world.origins
    const page = await (await fetch(`${origin}/notices/test-tender/versions`)).text()
    expect(page).to.include('<del>').and.include('<ins>').and.include('接受，须提供原产地证明。').and.include('补遗书')
    const same = await (await fetch(`${origin}/notices/test-tender/versions?from=1&to=1`)).text()
    expect(same).to.include('两个版本的条款与文件相同').and.not.include('<del>')
    const odd = await fetch(`${origin}/notices/test-tender/versions?from=99&to=<script>`)
    expect([odd.status, (await odd.text()).includes('<del>')]).to.deep.equal([200, true])
    expect((await fetch(`${origin}/notices/nothing/versions`)).status).to.equal(404)
    const dates = await (await fetch(`${origin}/api/v1${path}/dates.ics`)).text()
    expect(dates.match(/BEGIN:VEVENT/g)).to.have.lengthOf(3)
  })

  it('a bidder confirms the version with its signature, once', async () => {
    expect(await mine('bidder-1')).to.include({ latest: 2, confirmed: false })
    const confirm = (version: number) => signed('bidder-1', 'documents.confirm', '/my-documents/confirm', { version })
    expect(await codeOf(confirm(3))).to.equal('VERSION_UNKNOWN')
    const { read } = await confirm(2)
    const facts = await test.facts()
    expect((await confirm(2)).read).to.deep.equal(read)
    expect(await test.facts()).to.equal(facts)
    expect(await mine('bidder-1')).to.include({ confirmed: true })
  })

  it('a bid answers its version: after an addendum that affects it, its bidder is told to submit anew', async () => {
    await deposits(test.world)
    await submitBid(test.world, 'bidder-1')
    const bid = () => at('bidder-1').get<{ answers: unknown }>(`${path}/bid`)
    expect((await bid()).answers).to.deep.equal({ version: 2, latest: 2, outdated: false })
    const deadline = (await tender()).deadline + 30 * DAY
    await issue({ affects: true, changes: { durationDays: 280 }, deadline })
    expect((await bid()).answers).to.deep.equal({ version: 2, latest: 3, outdated: true })
    await submitBid(test.world, 'bidder-1')
    expect((await bid()).answers).to.deep.equal({ version: 3, latest: 3, outdated: false })
  })

  it('an objection rests the tender at once; the tenderer does not learn whose it is, the supervisor does', async () => {
    const { name = '' } = at('bidder-3').person.organisation ?? {}
    expect(await codeOf(object('bidder-3', `${name}认为资格条件过高`))).to.equal('TEXT_NAMES_WRITER')
    await object('bidder-3', '资格条件与项目规模不相适应')
    const [{ kind, reason } = { kind: '', reason: '' }] = (await tender()).suspensions ?? []
    expect([kind, reason]).to.deep.equal(['objection', '收到对招标文件的异议'])
    for (const person of ['tenderer', 'agent', 'centre'])
      expect(JSON.stringify(await objections(person)))
        .to.include('"objector":null')
        .and.not.include(name)
    expect((await objections('supervisor')).map(({ objector }) => objector?.name)).to.deep.equal([name])
    expect(await objections('bidder-1')).to.deep.equal([])
    expect(await objections('bidder-3')).to.have.lengthOf(1)
    expect(await codeOf(issue())).to.equal('TENDER_SUSPENDED')
  })

  it('answered and upheld, it holds the tender past its deadline until an addendum follows it', async () => {
    const [one] = await objections('tenderer')
    const answer = async (person: string) => {
      const fields = { text: '异议成立，将修改招标文件。', outcome: 'upheld' }
      const cms = await at(person).sign('objection.answer', { tender: 'test-tender', objection: one?.id, ...fields })
      return at(person).post(`${path}/objections/${one?.id}/answer`, { ...fields, cms })
    }
    expect(await codeOf(answer('agent'))).to.equal('FORBIDDEN')
    await answer('tenderer')
    const held = await tender()
    expect(held.suspensions?.map(({ kind, article }) => [kind, article])).to.deep.equal([
      ['correction', '《招标投标法实施条例》第二十三条'],
    ])
    await test.world.moveTo(held.deadline + 2 * DAY)
    const overdue = await test.world.until('the correction to be overdue', async () => {
      const now = await tender()
      return now.suspensions?.[0]?.overdue ? now : undefined
    })
    expect([overdue.stage, overdue.deadline]).to.deep.equal(['bidding', held.deadline])
    expect(await codeOf(issue())).to.equal('CORRECTION_OPEN')
    expect(await codeOf(answer('tenderer'))).to.equal('OBJECTION_ANSWERED')
    await issue({ affects: true, changes: { qualification: '市政公用工程施工总承包三级' }, objections: [one?.id] })
    const after = await tender()
    expect([after.stage, after.suspensions]).to.deep.equal(['bidding', []])
    expect(after.deadline).to.be.greaterThan(await test.world.now())
    expect((await objections('bidder-3'))[0]?.settledBy).to.equal(4)
    expect(await codeOf(issue({ objections: [one?.id] }))).to.equal('OBJECTION_NOT_UPHELD')
    expect((await tender()).published?.version).to.equal(4)
  })

  it('one that nobody answers in time stands on the supervisor\u2019s list', async () => {
    await object('bidder-4', '评标办法中的业绩条件指向特定供应商')
    const by = (await objections('bidder-4'))[0]?.answerBy ?? 0
    const list = () => at('supervisor').get<{ items: { answerBy: number }[] }>('/objections/overdue')
    expect((await list()).items).to.deep.equal([])
    await test.world.moveTo(by + 10_000)
    await test.world.until('it is noted', async () => (await list()).items.length === 1)
    expect(await codeOf(at('tenderer').get('/objections/overdue'))).to.equal('FORBIDDEN')
  })

  it('one that comes too late is registered, and suspends nothing more', async () => {
    const before = await tender()
    await test.world.moveTo(lastMomentOf(dayOf(before.deadline - 9 * DAY)) + 1)
    const made = await object('bidder-5', '对技术参数有不同意见')
    expect(made).to.include({ late: true, suspended: false, answerBy: null })
    expect((await tender()).suspensions).to.have.lengthOf(1)
  })
})
