import { expect } from 'chai'
import { publish as publishTender } from '../../server/cli/demo/steps/notice.ts'
import { codeOf, problemOf } from '../opening/playing.ts'
import { type TestWorld, world } from '../world/world.ts'
import { playing, prequalified, rebuilt } from './playing.ts'

const DAY = 86_400_000
const people = ['bidder-1', 'bidder-2', 'bidder-3', 'bidder-4']
const letter = {
  request: '请求责令重新审查资格预审申请文件',
  facts: '招标人认定我单位资质等级为三级，与所附证书载明的二级不符。',
  evidence: [{ name: '资质证书', sha256: 'a'.repeat(64) }],
}

describe('a complaint about the result of a prequalification (《招标投标法实施条例》第六十、六十一条), over HTTP', function () {
  this.timeout(240_000)
  let test: TestWorld
  let complaint = ''
  let concludedAt = 0
  const play = playing(() => test)
  const { as, path } = play
  const file = (person: string, matter = 'prequalification', knownAt = concludedAt) =>
    play.say<{ complaint: string; late: boolean; until: number }>(person, '/complaints', 'complaint.file', {
      ...{ matter, knownAt, letter },
    })
  const onIt = <T = Record<string, unknown>>(person: string, deed: string, to: string, fields: object) =>
    as(person)
      .sign(`complaint.${deed}`, { tender: test.world.tender, complaint, ...fields })
      .then((cms) => as(person).post<T>(path(`/complaints/${complaint}${to}`), { ...fields, cms }))

  before(async () => {
    test = await world({ tender: 'complained-about' })
    await play.prepareDraft()
    await play.publish()
    for (const person of people) await play.apply(person)
    expect(await codeOf(() => file('bidder-4', 'prequalification', 1))).to.equal('MATTER_ABSENT')
    await play.openAfter()
    for (const person of people) await play.unlock(person)
    for (const person of people) await play.review(person, person !== 'bidder-4')
    await play.conclude()
    await play.settled()
    concludedAt = await test.world.now()
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    expect(await rebuilt(test)).to.deep.equal([])
    await test.stop()
  })

  it('needs no objection before it, and is in time until the end of the tenth day from knowing', async () => {
    const made = await file('bidder-4')
    complaint = made.complaint
    expect(made.late).to.equal(false)
    const day = (moment: number) => new Date(moment + 8 * 3_600_000).toISOString().slice(0, 10)
    expect(day(made.until)).to.equal(day(concludedAt + 10 * DAY))
    const old = await file('bidder-4', 'prequalification', concludedAt - 13 * DAY)
    expect(old.late).to.equal(true)
    const before = await problemOf(() => file('bidder-4', 'documents'))
    expect(before?.problem).to.deep.include({ code: 'OBJECTION_FIRST', article: '《招标投标法实施条例》第六十条' })
  })

  it('is taken up within three working days; until it is ruled on the supervisor may have the tender rest', async () => {
    const { items } = await as('supervisor').get<{ items: { id: string; author: { name: string } }[] }>(
      path('/complaints'),
    )
    expect(items.find(({ id }) => id === complaint)?.author.name).to.equal(as('bidder-4').person.organisation?.name)
    await onIt('supervisor', 'decide', '/decision', { accepted: true, reason: '符合受理条件' })
    await onIt('supervisor', 'rest', '/rest', { reason: '核查期间暂停发出招标文件' })
    await test.world.moveTo(prequalified.documentsFrom - 60_000)
    expect(await codeOf(() => publishTender(test.world))).to.equal('TENDER_SUSPENDED')
  })

  it('where it is right the applications are reviewed again: who may bid is open, nothing is unlocked anew', async () => {
    const text = '经查，申请人所附资质证书载明二级，原审查认定事实错误，责令重新审查。'
    const other = { outcome: 'unfounded', text, remedy: 'reReview' }
    expect(await codeOf(() => onIt('supervisor', 'rule', '/ruling', other))).to.equal('REMEDY_WITHOUT_REASON')
    await onIt('supervisor', 'rule', '/ruling', { outcome: 'upheld', text, remedy: 'reReview' })
    expect((await play.tender()).stage).to.equal('prequalifying')
    expect(await codeOf(() => publishTender(test.world))).to.equal('TENDER_NOT_DRAFT')
    const { applications } = await play.board()
    expect(applications.map(({ stage, verdict }) => [stage, verdict])).to.deep.equal(Array(4).fill(['opened', null]))
    expect((await play.mine('bidder-4')).result).to.equal(null)
    await play.release('centre')
    await play.release('supervisor')
    for (const person of people) await play.review(person, person !== 'bidder-1')
    expect(await play.conclude()).to.deep.include({ passed: 3, enough: true })
    await play.settled()
    const told = await Promise.all(people.map((person) => play.mine(person)))
    expect(told.map(({ result }) => result?.passed)).to.deep.equal([false, true, true, true])
    expect(new Set(told.map(({ result }) => result?.notice)).size).to.equal(4)
  })

  it('after the tender document is out no review is ordered again', async () => {
    await test.world.moveTo((await play.tender()).documentsFrom - 60_000)
    await publishTender(test.world)
    complaint = (await file('bidder-1')).complaint
    await onIt('supervisor', 'decide', '/decision', { accepted: true, reason: '符合受理条件' })
    const text = '经查，投诉人的资质证书载明二级，原审查认定事实错误，应予改正。'
    const ruling = { outcome: 'upheld', text, remedy: 'reReview' }
    expect(await codeOf(() => onIt('supervisor', 'rule', '/ruling', ruling))).to.equal('REVIEW_AGAIN_STAGE')
    expect(await codeOf(() => as('bidder-1').post(path('/bid/prepare')))).to.equal('NOT_PREQUALIFIED')
  })
})
