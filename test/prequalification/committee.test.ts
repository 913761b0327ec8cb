import { expect } from 'chai'
import { checkDraw, type Transcript } from '../../crypto/transcript.ts'
import { admissionDraws } from '../../server/archive/transcript.ts'
import { drawTogether } from '../../server/cli/demo/steps/draws.ts'
import { fillPool } from '../../server/cli/demo/steps/panel.ts'
import { park } from '../../server/cli/demo/tender.ts'
import { factsOf, factsOfTender } from '../../server/ledger/store.ts'
import { codeOf, problemOf } from '../opening/playing.ts'
import { type TestWorld, world } from '../world/world.ts'
import { committeePlay } from './committeePlay.ts'
import { playing, prequalified, rebuilt } from './playing.ts'

describe('where state funds lead, a committee reviews (《招标投标法实施条例》第十八条), over HTTP', function () {
  this.timeout(240_000)
  let test: TestWorld
  const play = playing(() => test)
  const { as, path } = play
  const people = ['bidder-1', 'bidder-2', 'bidder-3']
  const { strata } = park.panel
  const ask = (of: object = {}) =>
    play.say<{ draw: string }>('agent', '/prequalification/committee', 'prequalification.drawCommittee', {
      ...{ members: 5, strata, minutes: 30, answerMinutes: 60, ...of },
    })
  const minute = 60_000
  const { join, own, checkIn, declare, signReport, seated, form } = committeePlay(() => test)

  const drawsOf = async (facts: Parameters<typeof admissionDraws>[2]): Promise<Transcript[]> => {
    const found: Transcript[] = []
    for await (const { read } of admissionDraws(test.platform, test.world.tender, facts)) {
      const pieces: Uint8Array[] = []
      for await (const piece of read()) pieces.push(piece)
      found.push(JSON.parse(Buffer.concat(pieces).toString('utf8')) as Transcript)
    }
    return found
  }

  before(async () => {
    test = await world({ tender: 'state-funded' })
    await fillPool(test.world)
    await play.prepareDraft({ ...prequalified, stateFunded: true })
    await play.publish()
    for (const person of people) await play.apply(person)
    await play.openAfter(['tenderer'])
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    expect(await rebuilt(test)).to.deep.equal([])
    await test.stop()
  })

  it('is drawn once the applicants are known, formed as a panel is', async () => {
    expect(await codeOf(() => ask())).to.equal('COMMITTEE_TOO_EARLY')
    await play.release('supervisor')
    await play.named()
    expect(await codeOf(() => ask({ members: 4, strata: [{ ...strata[0], seats: 4 }] }))).to.equal('PANEL_TOO_SMALL')
    expect(await codeOf(() => ask({ members: 7 }))).to.equal('COMMITTEE_SEATS')
    const far = [{ id: 'x', region: '南宁', specialty: 'A08', seats: 5 }]
    expect(await codeOf(() => ask({ strata: far }))).to.equal('COMMITTEE_POOL_SMALL')
    const { draw } = await ask()
    expect(await codeOf(() => ask())).to.equal('COMMITTEE_DRAWN_NOW')
    await drawTogether(test.world, draw, ['tenderer', 'centre', 'supervisor'])
    await test.world.until('the committee sits', async () => (await seated()).length === 5)
    expect(await codeOf(() => ask())).to.equal('COMMITTEE_STANDS')
  })

  it('accepts, promises and declares before it sees an application; who does not answer loses the seat', async () => {
    for (const person of people) await play.unlock(person)
    const members = await seated()
    const [first = '', second = '', third = ''] = members
    expect(await codeOf(() => play.board(first))).to.equal('MEMBER_UNDECLARED')
    expect(await codeOf(() => checkIn(first))).to.equal('MEMBER_STEP')
    for (const member of members.slice(0, 4)) expect((await join(member)).status).to.equal('accepted')
    expect(await codeOf(() => declare(first))).to.equal('MEMBER_STEP')
    for (const member of members.slice(0, 4)) expect((await checkIn(member)).status).to.equal('checkedIn')
    expect(await codeOf(() => declare(first, 'none', 1))).to.equal('DECLARATION_INCOMPLETE')
    expect((await declare(first, 'avoid')).status).to.equal('out')
    for (const member of [second, third])
      expect(await declare(member)).to.deep.equal({ status: 'declared', formed: false })
    expect(await codeOf(() => play.review('bidder-1', true, second))).to.equal('COMMITTEE_UNFORMED')
    const [silent = ''] = members.slice(4)
    await form(silent)
    const { until } = await own(silent)
    await test.world.moveTo((until ?? 0) - 30_000)
    expect(await seated()).to.include(silent)
    await test.world.moveTo(until ?? 0)
    await test.world.until('the silent one is out', async () => ((await seated()).includes(silent) ? undefined : true))
    expect(await codeOf(() => join(silent))).to.equal('NOT_SEATED')
    await form()
    expect((await play.board('agent')).committee).to.deep.include({ formed: true })
  })

  it('reviews and nobody else does; its members see the applications, other experts do not', async () => {
    expect((await problemOf(() => play.review('bidder-1', true)))?.problem).to.deep.include({
      code: 'REVIEW_BY_COMMITTEE',
      article: '《招标投标法实施条例》第十八条',
    })
    const members = await seated()
    const [outsider = ''] = test.world.played.experts
      .slice(0, 60)
      .flatMap(({ id }) => (members.includes(id) ? [] : [id]))
    expect(await codeOf(() => play.board(outsider))).to.equal('NOT_ON_COMMITTEE')
    expect((await play.board(members[0])).applications).to.have.lengthOf(3)
    expect(await codeOf(() => play.conclude())).to.equal('REVIEW_OPEN')
    expect(await codeOf(() => as('agent').post(path('/prequalification/report')))).to.equal('REVIEW_OPEN')
  })

  it('loses a member with all it found, and the next ticket is asked', async () => {
    const members = await seated()
    const [first = ''] = members
    await play.review('bidder-1', true, first)
    const reason = { cause: 'health', reason: '突发疾病，不能继续审查' }
    await play.say(first, '/prequalification/committee/leave', 'prequalification.leave', reason)
    const after = await seated()
    expect(after).to.have.lengthOf(5).and.not.include(first)
    expect(await codeOf(() => play.review('bidder-1', true, first))).to.equal('NOT_ON_COMMITTEE')
    expect(await codeOf(() => play.review('bidder-1', true, members[1]))).to.equal('COMMITTEE_UNFORMED')
    await form()
  })

  it('decides by its majority: two of five against do not fail an application, three do', async () => {
    const members = await seated()
    for (const [i, member] of members.entries()) {
      await play.review('bidder-1', i >= 2, member)
      await play.review('bidder-2', i >= 3, member)
      await play.review('bidder-3', true, member)
    }
    const reason = '资质等级证书显示为三级'
    const toldTo = async (person: string) => JSON.stringify(await as(person).get(path('/facts')))
    expect(await toldTo(members[0] ?? '')).to.include(reason)
    expect(await toldTo('supervisor')).to.include(reason)
    for (const other of ['agent', 'bidder-2', members[4] ?? ''])
      expect(await toldTo(other), other).not.to.include(reason)
    const { applications } = await play.board('tenderer')
    const verdictOf = (person: string) =>
      applications.find(({ applicant }) => applicant?.code === as(person).person.organisation?.code)?.verdict
    expect(people.map(verdictOf)).to.deep.equal([true, false, true])
  })

  it('answers for it: every member signs the report or differs in writing, who does neither in time is noted (第五十三条)', async () => {
    const members = await seated()
    expect(await codeOf(() => play.conclude())).to.equal('REVIEW_REPORT_ABSENT')
    await as(members[0] ?? '').post(path('/prequalification/report'))
    const pdf = new TextDecoder('latin1').decode(await as('supervisor').bytes(path('/prequalification/report.pdf')))
    expect(pdf.slice(0, 5)).to.equal('%PDF-')
    expect(await codeOf(() => as('bidder-1').bytes(path('/prequalification/report.pdf')))).to.equal('FORBIDDEN')
    await play.review('bidder-3', true, members[0])
    expect(await codeOf(() => as('supervisor').bytes(path('/prequalification/report.pdf')))).to.equal(
      'REVIEW_REPORT_ABSENT', // a finding after it voids it
    )
    await as('agent').post(path('/prequalification/report'))
    expect(await waits(members[0]), 'the report that was voided waits for nobody').to.deep.equal([false])
    const [outsider = ''] = test.world.played.experts
      .slice(0, 60)
      .flatMap(({ id }) => (members.includes(id) ? [] : [id]))
    for (const other of [outsider, 'bidder-1', 'supervisor']) expect(await waits(other), other).to.deep.equal([])
    for (const member of members.slice(0, 3)) await signReport(member)
    expect([await waits(members[0]), await waits(members[4])]).to.deep.equal([[true], [false]])
    await signReport(members[3] ?? '', '对申请人二的资质等级有不同意见，证书附页显示为二级')
    const problem = await problemOf(() => play.conclude())
    expect(problem?.problem).to.deep.include({
      code: 'REVIEW_REPORT_UNSIGNED',
      article: '《招标投标法实施条例》第五十三条',
    })
    await test.world.moveTo(test.platform.clock.now() + 60 * minute)
    expect(await play.conclude()).to.deep.include({ passed: 2, enough: false })
    const facts = await factsOf(test.platform.database, `prequalification/${test.world.tender}`)
    const ended = facts.findLast(({ fact }) => fact.type === 'prequalification.concluded')?.fact.data
    const { report } = ended as { report?: Record<string, string[]> }
    expect(Object.entries(report ?? {}).map(([name, tags]) => [name, tags.length])).to.deep.include.members([
      ['signed', 3],
      ['differing', 1],
      ['unsigned', 1],
    ])
    expect(JSON.stringify(await as('agent').get(path('/facts')))).not.to.include(members[0])
  })

  /** Of each message that the report waits for a signature whether that is done. */
  const waits = async (person = ''): Promise<boolean[]> => {
    const { items } = await as(person).get<{ items: { zh: string; done: boolean }[] }>('/messages')
    return items.flatMap(({ zh, done }) => (zh === '资格审查报告已生成，待成员签署' ? [done] : []))
  }

  it('has a draw that anybody can repeat, every call of it with its reason', async () => {
    const facts = (await factsOfTender(test.platform.database, test.world.tender)).map(({ fact }) => fact)
    const [transcript, ...more] = await drawsOf(facts)
    if (!transcript) throw new Error('there is no transcript')
    expect(more).to.deep.equal([])
    expect((await checkDraw(transcript)).undecided).to.deep.equal(['platform'])
    const codes = Object.values(transcript.calls).flatMap((calls) =>
      calls.flatMap((call) => (call.outcome === 'skipped' ? [call.code] : [])),
    )
    expect(codes.sort()).to.deep.equal(['avoidance', 'health', 'no-answer'])
    expect(transcript.opened).to.have.lengthOf(5)
    const [first] = Object.values(transcript.calls)
    const changed = {
      ...transcript,
      calls: { ...transcript.calls, [Object.keys(transcript.calls)[0] ?? '']: (first ?? []).slice(1) },
    }
    expect(await checkDraw(changed).catch(() => 'refused')).to.equal('refused')
  })
})
