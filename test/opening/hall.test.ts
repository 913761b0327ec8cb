import { expect } from 'chai'
import { QueryTypes } from 'sequelize'
import { bidders } from '../../server/cli/demo/people.ts'
import { DEADLINE } from '../../server/cli/demo/tender.ts'
import { factsOf } from '../../server/ledger/store.ts'
import { unlockClock } from '../../server/opening/clock.ts'
import { figuresHash } from '../../server/opening/figures.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { wants } from '../documents/tools.ts'
import { Needles } from '../world/search.ts'
import { type TestWorld, world } from '../world/world.ts'
import { codeOf, playing, problemOf } from './playing.ts'
import { sealedByMany } from './sealedByMany.ts'

const deadline = Date.parse(DEADLINE)

describe('An opening in which everything happens', function () {
  this.timeout(300_000)
  let running: TestWorld
  const { path, hall, tagOf, say, bid, name, unlock, open } = playing(() => running)
  const attend = (person: string) => running.world.as(person).post(path('/attendance'), {})
  const tender = () => running.world.as('agent').get<Tender>(`/tenders/${running.world.tender}`)
  const factsSeenBy = async (person: string) =>
    (await running.world.as(person).get<{ facts: { type: string }[] }>(`/tenders/${running.world.tender}/facts`)).facts
  const pause = { pause: 'p1', reason: '投标人网络中断，暂停十分钟' }

  before(async () => {
    running = await world()
    await bid(['bidder-1', 'bidder-2', 'bidder-3'])
  })
  after(() => running?.stop())

  it('takes no sign-in before the region’s minutes, and is not there to be paused', async () => {
    expect(await codeOf(() => attend('bidder-1'))).to.equal('ATTENDANCE_TOO_EARLY')
    expect(await codeOf(() => say('agent', '/pause', 'opening.pause', pause))).to.equal('NOT_FOUND')
  })

  it('shows nobody else who signed in or that anybody did, host and supervisor included, and stores no name', async () => {
    const of = running.world
    await of.moveTo(deadline - 30 * 60_000)
    const before = (await factsSeenBy('agent')).length
    for (const person of ['bidder-1', 'bidder-2', 'bidder-9']) await attend(person)
    await attend('bidder-1')
    expect(await of.as('bidder-1').get(path('/attendance')))
      .to.have.property('at')
      .that.is.a('number')
    for (const person of ['agent', 'tenderer', 'centre', 'supervisor', 'bidder-2'])
      expect(await codeOf(() => of.as(person).get(path()))).to.equal('OPENING_ABSENT')
    for (const person of ['agent', 'supervisor', 'centre'])
      expect((await factsSeenBy(person)).map(({ type }) => type)).not.to.include('opening.signedIn')
    expect((await factsSeenBy('agent')).length).to.equal(before)
    expect((await factsSeenBy('bidder-1')).filter(({ type }) => type === 'opening.signedIn')).to.have.lengthOf(1)
    for (const role of ['agent', 'tenderer', 'supervisor', 'centre'])
      expect(await codeOf(() => of.as(role).get(path('/attendance'))), role).to.equal('FORBIDDEN')
    const rows = await running.platform.database.query('SELECT * FROM attendances', { type: QueryTypes.SELECT })
    const needles = new Needles()
    for (const { id, name: person, organisation } of bidders) {
      needles.text(`name of ${id}`, organisation?.name ?? '')
      needles.text(`clerk of ${id}`, person)
    }
    expect(needles.in(Buffer.from(JSON.stringify(rows)))).to.deep.equal([])
    expect(new Set((rows as { state: string }[]).map(({ state }) => state.length)).size).to.equal(1)
  })

  it('tells with the names who of the bidders had come, and nobody else', async () => {
    await running.world.moveTo(deadline + 2000)
    await running.world.until('the hall opens', async () => (await hall().catch(() => undefined))?.spki)
    expect((await hall()).attended).to.equal(undefined)
    expect(await codeOf(() => say('bidder-1', '/objections', 'opening.object', early))).to.equal('SPOT_TOO_EARLY')
    await name()
    const { attended = {}, bids } = await hall()
    expect(Object.keys(attended)).to.have.members([await tagOf('bidder-1'), await tagOf('bidder-2')])
    expect(attended[await tagOf('bidder-1')]?.at).to.be.below(deadline)
    expect(Object.keys(bids)).to.have.lengthOf(3)
    expect(await codeOf(() => attend('bidder-9'))).to.equal('NOT_IN_HALL')
  })
  const early = { objection: 'o0', kind: 'objection', text: '名单尚未公布时提出' }

  it('lets its host pause, and supervision stop it, for all alike; nobody else, and nothing goes on', async () => {
    const of = running.world
    for (const person of ['supervisor', 'bidder-1'])
      expect(await codeOf(() => say(person, '/pause', 'opening.pause', pause)), person).to.equal('FORBIDDEN')
    await open('bidder-1')
    await say('agent', '/pause', 'opening.pause', pause)
    expect(await codeOf(() => unlock('bidder-2'))).to.equal('OPENING_PAUSED')
    expect(await codeOf(() => say('centre', '/resume', 'opening.resume', pause))).to.equal('PAUSE_OTHER')
    const order = { suspension: 's1', reason: '接到举报，暂停核查' }
    const cms = await of.as('supervisor').sign('tender.suspend', { tender: of.tender, ...order })
    await of.as('supervisor').post(`/tenders/${of.tender}/suspensions`, { ...order, cms })
    expect(await codeOf(() => unlock('bidder-2'))).to.equal('TENDER_SUSPENDED')
    expect(await codeOf(() => say('agent', '/resume', 'opening.resume', pause))).to.equal('TENDER_SUSPENDED')
    const { windowEnds } = await hall()
    await of.moveTo((windowEnds ?? 0) + 3_600_000) // long after the window would have been over
    const left = unlockClock(await hall(), await tender(), await of.now())
    expect(left).to.include({ endsAt: null, over: false })
    const lift = { reason: '核查无误，恢复开标' }
    const lifted = await of
      .as('supervisor')
      .sign('tender.liftSuspension', { tender: of.tender, suspension: 's1', ...lift })
    await of.as('supervisor').post(`/tenders/${of.tender}/suspensions/s1/lift`, { ...lift, cms: lifted })
    expect(await codeOf(() => unlock('bidder-2'))).to.equal('OPENING_PAUSED')
    await say('agent', '/resume', 'opening.resume', pause)
    const after = unlockClock(await hall(), await tender(), await of.now())
    const [first] = (await hall()).pauses ?? []
    expect((after?.endsAt ?? 0) - (windowEnds ?? 0)).to.equal((first?.until ?? 0) - (first?.since ?? 0))
    expect(Math.abs((after?.left ?? 0) - (left?.left ?? 0))).to.be.below(10_000)
    await open('bidder-2')
  })

  it('reads out when the window that went on is over, and notes who did not come', async () => {
    const of = running.world
    expect((await hall()).stage).to.equal('unsealing')
    const clock = unlockClock(await hall(), await tender(), await of.now())
    await of.moveTo((clock?.endsAt ?? 0) + 100)
    await of.until('all is read out', async () => (await hall()).stage === 'read')
    expect(
      Object.values((await hall()).bids)
        .map(({ status }) => status)
        .sort(),
    ).to.deep.equal(['read', 'read', 'unopened'])
  })

  it('lets each bidder confirm its own figures, and the host correct one with both values', async () => {
    const tag = await tagOf('bidder-1')
    const figures = figuresHash(await hall(), tag)
    for (const person of ['agent', 'supervisor', 'centre'])
      expect(await codeOf(() => say(person, '/confirm', 'opening.confirm', { figures })), person).to.equal('FORBIDDEN')
    expect(await codeOf(() => say('bidder-2', '/confirm', 'opening.confirm', { figures }))).to.equal('FIGURES_OTHER')
    expect(await codeOf(() => say('bidder-3', '/confirm', 'opening.confirm', { figures }))).to.equal('NOT_READ_OUT')
    expect(await codeOf(() => say('agent', '/questions', 'opening.questions', { minutes: 10 }))).to.equal('done')
    await say('bidder-1', '/confirm', 'opening.confirm', { figures })
    const correction = { tag, field: 'durationDays', corrected: '299', reason: '投标函载明二百九十九日历天' }
    expect(await codeOf(() => say('bidder-1', '/correct', 'opening.correct', correction))).to.equal('FORBIDDEN')
    await say('agent', '/correct', 'opening.correct', correction)
    const { corrections, confirmed } = await hall()
    expect(corrections?.[0]).to.include({ field: 'durationDays', corrected: '299' })
    expect(confirmed?.[tag]).to.equal(undefined)
    await say('bidder-1', '/confirm', 'opening.confirm', { figures: figuresHash(await hall(), tag) })
  })

  it('takes what a bidder raises under its own signature, and is answered by the host alone', async () => {
    const of = running.world
    const raise = { objection: 'o1', kind: 'objection', text: '对解密时限的计算有异议' }
    expect(await codeOf(() => say('supervisor', '/objections', 'opening.object', raise))).to.equal('FORBIDDEN')
    expect(await codeOf(() => say('bidder-9', '/objections', 'opening.object', raise))).to.equal('SPOT_NOT_BIDDER')
    const stolen = await of.as('bidder-2').sign('opening.object', { tender: of.tender, ...raise })
    expect(await codeOf(() => of.as('bidder-1').post(path('/objections'), { ...raise, cms: stolen }))).to.equal(
      'SIGNER_IS_ANOTHER',
    )
    await say('bidder-3', '/objections', 'opening.object', raise)
    const shut = Object.values((await hall()).bids).find(({ status }) => status === 'unopened')
    await say('agent', '/cause', 'opening.cause', {
      tag: shut?.tag,
      cause: 'bidder',
      evidence: '时限内没有任何解密操作',
    })
    expect(await codeOf(() => say('agent', '/record', 'opening.makeRecord', {}))).to.equal('SPOT_UNANSWERED')
    const reply = { objection: 'o1', outcome: 'explained', text: '暂停期间计时停止，已在记录中载明' }
    expect(await codeOf(() => say('bidder-3', '/answers', 'opening.answer', reply))).to.equal('FORBIDDEN')
    await say('agent', '/answers', 'opening.answer', reply)
    expect((await hall()).matters?.[0]?.answer).to.include({ outcome: 'explained' })
  })

  it('makes no record while the time to confirm runs, and makes it anew when something comes up afterwards', async () => {
    expect(await codeOf(() => say('agent', '/record', 'opening.makeRecord', {}))).to.equal('QUESTION_TIME_RUNS')
    await say('bidder-2', '/confirm', 'opening.confirm', {
      figures: figuresHash(await hall(), await tagOf('bidder-2')),
    })
    await say('agent', '/record', 'opening.makeRecord', {})
    const first = (await hall()).record?.sha256
    await say('bidder-2', '/objections', 'opening.object', {
      objection: 'o2',
      kind: 'objection',
      text: '请注明我方授权代表',
    })
    expect(await codeOf(() => say('agent', '/finish', 'opening.finish', { record: '0'.repeat(64) }))).to.equal(
      'SPOT_UNANSWERED',
    )
    await say('tenderer', '/answers', 'opening.answer', { objection: 'o2', outcome: 'upheld', text: '已注明' })
    await say('agent', '/record', 'opening.makeRecord', {})
    expect((await hall()).record?.sha256).not.to.equal(first)
  })

  it('lets everybody who confirmed the record sign it in its PDF, one after the other, and breaks no earlier signature', async function () {
    wants(this, 'pdfsig', 'qpdf')
    await sealedByMany(() => running)
  })

  it('what the host does binds it: no cause, record or end without its own signature over exactly that', async () => {
    const of = running.world
    const { record } = await hall()
    const end = { record: record?.sha256 ?? '' }
    expect(await codeOf(() => of.as('agent').post(path('/finish'), end))).to.equal('INPUT_INVALID')
    const other = await of.as('agent').sign('opening.finish', { tender: of.tender, record: '0'.repeat(64) })
    expect(await codeOf(() => of.as('agent').post(path('/finish'), { ...end, cms: other }))).to.equal(
      'SIGNATURE_REFUSED',
    )
    const theirs = await of.as('bidder-1').sign('opening.finish', { tender: of.tender, ...end })
    expect(await codeOf(() => of.as('agent').post(path('/finish'), { ...end, cms: theirs }))).to.equal(
      'SIGNER_IS_ANOTHER',
    )
    const old = { record: '0'.repeat(64) }
    expect(await codeOf(() => say('agent', '/finish', 'opening.finish', old))).to.equal('RECORD_OTHER')
    expect(await codeOf(() => say('supervisor', '/finish', 'opening.finish', end))).to.equal('FORBIDDEN')
    const made = (await factsOf(running.platform.database, `opening/${of.tender}`)).map(({ fact }) => fact)
    for (const type of ['opening.causeClassified', 'opening.recorded'])
      for (const { data } of made.filter((one) => one.type === type))
        expect((data as { signature?: { cms: string } }).signature?.cms, type)
          .to.be.a('string')
          .and.not.equal('')
  })

  it('ends; then nobody signs in, pauses or objects, and the refusal says where to go', async () => {
    const of = running.world
    await say('agent', '/finish', 'opening.finish', { record: (await hall()).record?.sha256 ?? '' })
    expect((await tender()).stage).to.equal('evaluating')
    await of.until('the sheet of signatures is issued', async () => (await hall()).sheet)
    const sheet = Buffer.from(await of.as('bidder-3').bytes(path('/signatures.pdf')))
    expect(sheet.subarray(0, 5).toString()).to.equal('%PDF-')
    const late = await problemOf(() =>
      say('bidder-1', '/objections', 'opening.object', { objection: 'o3', kind: 'objection', text: '开标结束后提出' }),
    )
    expect(late?.code).to.equal('SPOT_OVER')
    expect(late?.problem).to.include({ article: '《招标投标法实施条例》第四十四条' })
    expect(late?.problem['facts']).to.include({ later: '《招标投标法实施条例》第五十四条' })
    expect(await codeOf(() => of.as('bidder-2').bytes(path('/record/prepared')))).to.equal('RECORD_OVER')
    expect(await codeOf(() => attend('bidder-3'))).to.equal('STAGE_WRONG')
    expect(await codeOf(() => say('agent', '/pause', 'opening.pause', { ...pause, pause: 'p9' }))).to.equal(
      'STAGE_WRONG',
    )
    expect(running.errors()).to.deep.equal([])
  })
})
