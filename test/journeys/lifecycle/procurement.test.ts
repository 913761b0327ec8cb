import { expect } from 'chai'
import { purchasePlayed } from '../../../server/cli/demo/purchase.ts'
import { sendNotices } from '../../../server/cli/demo/steps/award.ts'
import { electChair, evaluation } from '../../../server/cli/demo/steps/evaluation.ts'
import { seatedMembers } from '../../../server/cli/demo/steps/evaluationRoom.ts'
import { openBids } from '../../../server/cli/demo/steps/opening.ts'
import { panel } from '../../../server/cli/demo/steps/panel.ts'
import { announced, purchaseResult } from '../../../server/cli/demo/steps/purchaseResult.ts'
import { concludeQualification, judgeAll } from '../../../server/cli/demo/steps/qualification.ts'
import type { World } from '../../../server/cli/demo/world.ts'
import type { Opening } from '../../../server/opening/opening.ts'
import { codeOf } from '../../opening/playing.ts'
import { type TestWorld, world } from '../../world/world.ts'
import { another, archived, bidden, failed, lawful, replaced, signed, tenderOf } from './course.ts'

/** Opening, panel and qualification: everything up to the first vote of the panel. */
async function qualified(of: World, failing: string[] = []): Promise<void> {
  await openBids(of)
  await panel(of)
  await judgeAll(of, failing)
  expect((await concludeQualification(of)).enough).to.equal(true)
}

describe('A government purchase, whole, over HTTP', function () {
  this.timeout(300_000)
  let test: TestWorld
  before(async () => {
    test = await world({ tender: 'purchase-none', played: purchasePlayed })
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    await test.stop()
  })

  it('runs from its notice to its contract, and every step of its archive is lawful', async () => {
    const of = test.beside('purchase-happy', another(purchasePlayed, 0, 5))
    await bidden(of)
    await qualified(of, ['supplier-5'])
    await evaluation(of)
    await purchaseResult(of)
    expect((await tenderOf(of)).stage).to.equal('contracted')
    await archived(of)
  })

  it('fails with two bids: nobody is named, the deposits go back, and the purchase begins anew', async () => {
    const of = test.beside('purchase-few', another(purchasePlayed, 8, 2))
    await bidden(of)
    await failed(test, of, '《政府采购货物和服务招标投标管理办法》第四十一条')
    await lawful(test, of)
  })

  it('goes on without the bid whose key is lost: its failure has a cause, and the others are read out', async () => {
    const of = test.beside('purchase-shut', another(purchasePlayed, 16, 5, 'supplier-5'))
    await bidden(of)
    await qualified(of)
    const { bids } = await of.as('agent').get<Opening & Record<string, unknown>>(`/tenders/${of.tender}/opening`)
    const shut = bids[await of.as('supplier-5').tag(of.tender)]
    expect(shut).to.deep.include({ status: 'unopened' })
    expect(shut?.cause).to.include({ cause: 'bidder' })
    await evaluation(of)
    await purchaseResult(of)
    await archived(of)
  })

  it('replaces a member who falls ill by the next ticket of the draw, whose report all five sign', async () => {
    const of = test.beside('purchase-ill', another(purchasePlayed, 24, 4))
    await bidden(of)
    await qualified(of)
    const members = await seatedMembers(of)
    await electChair(of, members)
    for (const member of members) member.leave()
    const [ill] = members
    await replaced(of, ill!.client)
    expect(await codeOf(() => ill!.look())).to.equal('FORBIDDEN')
    await evaluation(of)
    await purchaseResult(of)
    await archived(of)
  })

  it('is evaluated again where a challenge is right, announced anew, and only then becomes a contract', async () => {
    const of = test.beside('purchase-challenged', another(purchasePlayed, 32, 4))
    await bidden(of)
    await qualified(of)
    await evaluation(of)
    await announced(of)
    await sendNotices(of)
    const { objection } = await challenge(of)
    const answer = {
      ...{ text: '经核查，一项分值汇总计算错误，组织原评标委员会重新评审。', outcome: 'upheld' },
      reEvaluate: { ground: 'sumWrong', by: 'samePanel', from: 'scoring' },
    }
    const purchaser = of.as('tenderer')
    const cms = await purchaser.sign('award.answer', { tender: of.tender, objection, ...answer })
    await purchaser.post(`/tenders/${of.tender}/result-objections/${objection}/answer`, { ...answer, cms })
    expect((await tenderOf(of)).stage).to.equal('evaluating')
    await evaluation(of)
    await purchaseResult(of)
    await archived(of)
  })
})

/** A supplier that lost challenges the result with its reasons. */
async function challenge(of: World): Promise<{ objection: string }> {
  const text = '评审得分与公布的评审标准不符，请求重新计算。'
  const { id } = await signed<{ id: string }>(of, of.as('supplier-3'), ['award.object', '/result-objections'], { text })
  return { objection: id }
}
