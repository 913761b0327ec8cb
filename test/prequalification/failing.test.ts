import { expect } from 'chai'
import { codeOf } from '../opening/playing.ts'
import { type TestWorld, world } from '../world/world.ts'
import { playing, times } from './playing.ts'

describe('a prequalification that does not end with three, over HTTP', function () {
  this.timeout(240_000)
  let test: TestWorld
  const play = playing(() => test)
  const { as, path } = play
  const begin = async (tender: string) => {
    test = await world({ tender })
    await play.prepareDraft()
    await play.publish()
  }
  afterEach(async () => {
    expect(test.errors()).to.deep.equal([])
    await test.stop()
  })

  it('fails at the deadline with two applications, which are never opened, and is repeated as round two', async () => {
    await begin('two-applicants')
    for (const person of ['bidder-1', 'bidder-2']) await play.apply(person)
    await test.world.moveTo(times.deadline + 2500)
    await play.until('failed')
    expect(await codeOf(() => play.board())).to.equal('PREQUAL_ABSENT')
    expect(await codeOf(() => play.unlock('bidder-1'))).to.equal('PREQUAL_STEP')
    await play.settled()
    expect((await play.tender()).papers?.map(({ title }) => title)).to.include('流标公告')
    expect(JSON.stringify(await as('supervisor').get(path('/facts')))).to.include('《招标投标法实施条例》第十九条')
    const repeated = await as('agent').post<{ round: number }>(path('/repeat'), { next: 'round-two' })
    expect(repeated.round).to.equal(2)
    const next = await as('agent').get<{ previous: string; prequalification: { deadline: number } }>(
      '/tenders/round-two',
    )
    expect(next.previous).to.equal('two-applicants')
    expect(next.prequalification.deadline).to.be.greaterThan(times.deadline)
  })

  it('fails when only two pass; each is told so all the same, and nobody may bid', async () => {
    await begin('two-passers')
    const people = ['bidder-1', 'bidder-2', 'bidder-3']
    for (const person of people) await play.apply(person)
    await play.openAfter()
    for (const person of people) await play.unlock(person)
    for (const person of people) await play.review(person, person !== 'bidder-3')
    expect(await play.conclude()).to.deep.include({ passed: 2, enough: false })
    expect((await play.tender()).stage).to.equal('failed')
    await play.settled()
    for (const person of people) expect((await play.mine(person)).result?.passed).to.equal(person !== 'bidder-3')
    expect(await codeOf(() => as('bidder-1').post(path('/bid/prepare')))).to.equal('TENDER_UNKNOWN')
    expect(await codeOf(() => play.conclude())).to.equal('PREQUAL_STEP')
  })

  it('rests while an objection to its document waits for its answer (第二十二条), and an addendum settles it', async () => {
    await begin('objected')
    const said = { version: 1, text: '要求本地业绩，限制了外地企业。', request: '请删去该要求' }
    const made = await play.say<{ objection: string; suspended: boolean }>(
      'bidder-1',
      '/objections',
      'objection.make',
      said,
    )
    expect(made.suspended).to.equal(true)
    expect(await codeOf(() => play.apply('bidder-2'))).to.equal('TENDER_SUSPENDED')
    const { objection } = made
    const answer = { objection, text: '异议成立，将修改文件。', outcome: 'upheld' }
    await play.say('tenderer', `/objections/${objection}/answer`, 'objection.answer', answer)
    const asked = { about: '第四章', text: '业绩材料可以提供验收备案表吗？' }
    const { question } = await play.say<{ question: string }>('bidder-3', '/questions', 'question.ask', asked)
    const reply = { question, text: '可以，原文已允许。', affects: false }
    await play.say('agent', `/questions/${question}/answer`, 'question.answer', reply)
    const { prequalification } = await play.tender()
    expect(prequalification?.deadline).to.equal(times.deadline + 86_400_000) // it stood for less than a day, which counts whole
    const addendum = { title: '修改一', text: '删去本地业绩要求。', affects: true, objections: [objection] }
    await play.amend(addendum)
    const [mine] = (await as('bidder-1').get<{ items: { settledBy: number; on: string }[] }>(path('/objections'))).items
    expect(mine).to.deep.include({ settledBy: 2, on: 'prequalification' })
    expect((await play.apply('bidder-2')).receipt.sequence).to.equal(1)
    await play.settled()
    expect((await play.tender()).papers?.map(({ title }) => title)).to.include('资格预审澄清公告')
  })
})
