import { expect } from 'chai'
import { award, publicise } from '../../../server/cli/demo/steps/award.ts'
import { electChair, evaluation } from '../../../server/cli/demo/steps/evaluation.ts'
import { seatedMembers } from '../../../server/cli/demo/steps/evaluationRoom.ts'
import { openBids } from '../../../server/cli/demo/steps/opening.ts'
import { panel } from '../../../server/cli/demo/steps/panel.ts'
import { parkPlayed } from '../../../server/cli/demo/tender.ts'
import type { Opening } from '../../../server/opening/opening.ts'
import { codeOf } from '../../opening/playing.ts'
import { type TestWorld, world } from '../../world/world.ts'
import { another, archived, bidden, failed, lawful, replaced, signed, tenderOf } from './course.ts'

describe('A construction tender, whole, over HTTP', function () {
  this.timeout(300_000)
  let test: TestWorld
  before(async () => {
    test = await world({ tender: 'works-none' })
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    await test.stop()
  })

  it('runs from its notice to its contract, and every step of its archive is lawful', async () => {
    const of = test.beside('works-happy', another(parkPlayed, 0, 3))
    await bidden(of)
    await openBids(of)
    await panel(of)
    await evaluation(of)
    await award(of)
    expect((await tenderOf(of)).stage).to.equal('contracted')
    await archived(of)
  })

  it('fails with two bids: nobody is named, the deposits go back, and it is tendered again', async () => {
    const of = test.beside('works-few', another(parkPlayed, 8, 2))
    await bidden(of)
    await failed(test, of, '《招标投标法实施条例》第四十四条')
    await lawful(test, of)
  })

  it('goes on without the bid whose key is lost: its failure has a cause, and the others are read out', async () => {
    const of = test.beside('works-shut', another(parkPlayed, 16, 4, 'bidder-4'))
    await bidden(of)
    await openBids(of)
    const { bids } = await of.as('agent').get<Opening & Record<string, unknown>>(`/tenders/${of.tender}/opening`)
    const shut = bids[await of.as('bidder-4').tag(of.tender)]
    expect(shut).to.deep.include({ status: 'unopened' })
    expect(shut?.cause).to.include({ cause: 'bidder' })
    await panel(of)
    await evaluation(of)
    await award(of)
    await archived(of)
  })

  it('replaces a member who falls ill by the next ticket of the draw, whose report all five sign', async () => {
    const of = test.beside('works-ill', another(parkPlayed, 24, 3))
    await bidden(of)
    await openBids(of)
    await panel(of)
    const members = await seatedMembers(of)
    await electChair(of, members)
    for (const member of members) member.leave()
    const [ill] = members
    await replaced(of, ill!.client)
    expect(await codeOf(() => ill!.look())).to.equal('FORBIDDEN')
    await evaluation(of)
    await award(of)
    await archived(of)
  })

  it('rests while an objection waits, is evaluated again where it is right, and is publicised anew in full', async () => {
    const of = test.beside('works-objected', another(parkPlayed, 32, 3))
    await bidden(of)
    await openBids(of)
    await panel(of)
    await evaluation(of)
    await publicise(of)
    const tenderer = of.as('tenderer')
    const text = '第一名的业绩分与招标文件规定的标准不符，请求重新计分。'
    const way: [string, string] = ['award.object', '/result-objections']
    const { id: objection } = await signed<{ id: string }>(of, of.as('bidder-3'), way, { text })
    expect((await tenderOf(of)).suspensions?.map(({ id }) => id)).to.deep.equal([objection])
    const answer = {
      ...{ text: '经核查，业绩分未按招标文件规定的标准计算，组织原评标委员会重新评审。', outcome: 'upheld' },
      reEvaluate: { ground: 'standardMisapplied', by: 'samePanel', from: 'scoring' },
    }
    const cms = await tenderer.sign('award.answer', { tender: of.tender, objection, ...answer })
    await tenderer.post(`/tenders/${of.tender}/result-objections/${objection}/answer`, { ...answer, cms })
    expect(await tenderOf(of)).to.deep.include({ stage: 'evaluating', suspensions: [] })
    await evaluation(of)
    await award(of)
    await archived(of)
  })
})
