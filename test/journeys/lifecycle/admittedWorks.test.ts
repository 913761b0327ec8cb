import { expect } from 'chai'
import { award } from '../../../server/cli/demo/steps/award.ts'
import { submitBid } from '../../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../../server/cli/demo/steps/deposits.ts'
import { evaluation } from '../../../server/cli/demo/steps/evaluation.ts'
import { publish } from '../../../server/cli/demo/steps/notice.ts'
import { openBids } from '../../../server/cli/demo/steps/opening.ts'
import { panel } from '../../../server/cli/demo/steps/panel.ts'
import { parkPlayed } from '../../../server/cli/demo/tender.ts'
import { type TestWorld, world } from '../../world/world.ts'
import { committeeOf, doing, prequalifiedFor, reportOf } from './admitting.ts'
import { another, archived, refused, signed, tenderOf } from './course.ts'

interface Result {
  notice: string
  received: number | null
}

describe('Works for which not everybody may bid, whole, over HTTP', function () {
  this.timeout(300_000)
  let test: TestWorld
  before(async () => {
    test = await world({ tender: 'admitted-none' })
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    await test.stop()
  })

  it('are prequalified for by a drawn committee, built by one who passed, and archived with all of it', async () => {
    const played = prequalifiedFor(parkPlayed, 0)
    const of = test.beside('works-prequalified', { ...played, lost: '' })
    const { prequal } = doing(test, of)
    const people = ['bidder-1', 'bidder-2', 'bidder-3', 'bidder-4']
    await prequal.prepareDraft(of.played.draft)
    await prequal.publish()
    for (const person of people) await prequal.apply(person)
    await prequal.openAfter()
    for (const person of people) await prequal.unlock(person)
    const members = await committeeOf(test, of)
    for (const person of people)
      for (const member of members) await prequal.review(person, person !== 'bidder-4', member)
    await reportOf(test, of, members)
    expect(await prequal.conclude()).to.deep.include({ passed: 3, failed: 1, enough: true })
    const told = async (person: string) =>
      (await of.as(person).get<{ items: { zh: string }[] }>('/messages')).items.map(({ zh }) => zh)
    await of.until('its result is told', async () => (await told('bidder-4')).includes('资格预审结果通知书已发出'))
    expect(await told('bidder-5')).to.deep.equal([])
    const mine = () => of.as('bidder-4').get<{ result: Result }>(`/tenders/${of.tender}/application`)
    const confirm: [string, string] = ['application.confirmResult', '/application/result']
    const of4 = { sha256: (await mine()).result.notice }
    expect(await refused(signed(of, of.as('bidder-1'), confirm, of4))).to.equal('APPLICATION_ABSENT')
    expect(await signed(of, of.as('bidder-4'), confirm, of4)).to.deep.equal({ received: true })
    expect((await mine()).result.received).to.be.a('number')
    of.played.bidders = played.bidders.slice(0, 3)
    await of.moveTo(played.draft.documentsFrom - 60_000)
    await publish(of)
    expect((await tenderOf(of)).stage).to.equal('bidding')
    await deposits(of)
    expect(await refused(submitBid(of, 'bidder-4'))).to.equal('NOT_PREQUALIFIED 《招标投标法实施条例》第三十六条')
    for (const { id } of of.played.bidders) await submitBid(of, id)
    await openBids(of)
    await panel(of)
    await evaluation(of)
    await award(of)
    await archived(of)
  })

  it('are built by one of three that were invited, and archived with their letters', async () => {
    const played = another(parkPlayed, 16, 3)
    const invitation = { ground: 'fewBidders', reason: '场地位于主城核心区，仅少量单位具备分段封闭施工条件' }
    const draft = { ...played.draft, method: 'invited' as const, invitation }
    const of = test.beside('works-invited', { ...played, draft })
    const { invite } = doing(test, of)
    await of.moveTo(draft.documentsFrom - 3_600_000)
    await invite.draft(draft)
    await invite.list(
      'tenderer',
      of.played.bidders.map(({ id }) => id),
    )
    await publish(of)
    await of.until('the letters are sent', async () => (await invite.mine('bidder-1')).invited)
    await deposits(of)
    expect(await refused(submitBid(of, 'bidder-4'))).to.equal('NOT_INVITED 《招标投标法》第十七条')
    for (const { id } of of.played.bidders) await submitBid(of, id)
    await openBids(of)
    await panel(of)
    await evaluation(of)
    await award(of)
    await archived(of)
  })
})
