import { expect } from 'chai'
import { drawTogether } from '../../server/cli/demo/steps/draws.ts'
import { fillPool } from '../../server/cli/demo/steps/panel.ts'
import { park } from '../../server/cli/demo/tender.ts'
import { codeOf, problemOf } from '../opening/playing.ts'
import { type TestWorld, world } from '../world/world.ts'
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
      ...{ members: 5, strata, minutes: 30, ...of },
    })
  /** The experts who sit, as they find out for themselves. */
  const seated = async (): Promise<string[]> => {
    const found = await Promise.all(
      test.world.played.experts.slice(0, 60).map(async ({ id }) => {
        const { items } = await as(id).get<{ items: { tender: string }[] }>('/prequalification/committees')
        return items.some(({ tender }) => tender === test.world.tender) ? [id] : []
      }),
    )
    return found.flat()
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

  it('reviews and nobody else does; its members see the applications, other experts do not', async () => {
    for (const person of people) await play.unlock(person)
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
  })

  it('loses a member with all it found, and the next ticket sits', async () => {
    const members = await seated()
    const [first = ''] = members
    await play.review('bidder-1', true, first)
    const reason = { reason: '本人近亲属任职于申请人单位' }
    await play.say(first, '/prequalification/committee/leave', 'prequalification.leave', reason)
    const after = await seated()
    expect(after).to.have.lengthOf(5).and.not.include(first)
    expect(await codeOf(() => play.review('bidder-1', true, first))).to.equal('NOT_ON_COMMITTEE')
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
    expect(await play.conclude()).to.deep.include({ passed: 2, enough: false })
    expect(JSON.stringify(await as('agent').get(path('/facts')))).not.to.include(members[0])
  })
})
