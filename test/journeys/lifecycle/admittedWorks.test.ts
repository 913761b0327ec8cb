import { expect } from 'chai'
import { award, publicise } from '../../../server/cli/demo/steps/award.ts'
import { submitBid } from '../../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../../server/cli/demo/steps/deposits.ts'
import { evaluation } from '../../../server/cli/demo/steps/evaluation.ts'
import { publish } from '../../../server/cli/demo/steps/notice.ts'
import { openBids } from '../../../server/cli/demo/steps/opening.ts'
import { panel } from '../../../server/cli/demo/steps/panel.ts'
import { parkPlayed } from '../../../server/cli/demo/tender.ts'
import { type TestWorld, world } from '../../world/world.ts'
import { committeeOf, doing, prequalifiedFor, reportOf } from './admitting.ts'
import { another, archived, named, refused, signed, tenderOf } from './course.ts'
import { foundByPanel, offering, unitOf } from './jointly.ts'

interface Result_ extends Record<string, unknown> {
  rejections: { bid: string; clause: string; ground: string }[]
  ranking: { tag: string }[]
}
interface Result {
  notice: string
  received: number | null
}

describe('Works for which not everybody may bid, whole, over HTTP', function () {
  this.timeout(480_000)
  let test: TestWorld
  before(async () => {
    test = await world({ tender: 'admitted-none' })
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    await test.stop()
  })

  it('are prequalified for by a drawn committee, also by a consortium; who changes members or bids twice is found, and the rest is archived', async () => {
    const played = prequalifiedFor(parkPlayed, 0, { consortium: true })
    const of = test.beside('works-prequalified', { ...played, lost: '' })
    const { prequal } = doing(test, of)
    const people = ['bidder-1', 'bidder-2', 'bidder-3', 'bidder-4', 'bidder-5', 'bidder-6']
    const partner = unitOf(of, 'bidder-9')
    await prequal.prepareDraft(of.played.draft)
    await prequal.publish()
    for (const person of people) await prequal.apply(person, person === 'bidder-1' ? { consortium: [partner] } : {})
    await prequal.openAfter()
    for (const person of people) await prequal.unlock(person)
    const members = await committeeOf(test, of)
    for (const person of people)
      for (const member of members) await prequal.review(person, person !== 'bidder-4', member)
    await reportOf(test, of, members)
    expect(await prequal.conclude()).to.deep.include({ passed: 5, failed: 1, enough: true })
    const told = async (person: string) =>
      (await of.as(person).get<{ items: { zh: string }[] }>('/messages')).items.map(({ zh }) => zh)
    await of.until('its result is told', async () => (await told('bidder-4')).includes('资格预审结果通知书已发出'))
    expect(await told('bidder-7')).to.deep.equal([])
    await named(of, '/application/result.pdf', [partner.name], 'bidder-1')
    await named(of, '/prequalification/report.pdf', [partner.name], 'supervisor')
    const mine = () => of.as('bidder-4').get<{ result: Result }>(`/tenders/${of.tender}/application`)
    const confirm: [string, string] = ['application.confirmResult', '/application/result']
    const of4 = { sha256: (await mine()).result.notice }
    expect(await refused(signed(of, of.as('bidder-1'), confirm, of4))).to.equal('APPLICATION_ABSENT')
    expect(await signed(of, of.as('bidder-4'), confirm, of4)).to.deep.equal({ received: true })
    expect((await mine()).result.received).to.be.a('number')
    of.played.bidders = played.bidders.filter(({ id }) => id !== 'bidder-4').slice(0, 5)
    of.played.offers = offering(played.offers, {
      'bidder-1': { members: [partner] },
      'bidder-5': { members: [unitOf(of, 'bidder-6')] },
    })
    await of.moveTo(played.draft.documentsFrom - 60_000)
    await publish(of)
    expect((await tenderOf(of)).stage).to.equal('bidding')
    await deposits(of)
    expect(await refused(submitBid(of, 'bidder-4'))).to.equal('NOT_PREQUALIFIED 《招标投标法实施条例》第三十六条')
    for (const { id } of of.played.bidders) await submitBid(of, id)
    await openBids(of)
    await panel(of)
    const tag = (person: string) => of.as(person).tag(of.tender)
    const [first, second, third, changed, twice] = await Promise.all(of.played.bidders.map(({ id }) => tag(id)))
    const asked = await foundByPanel(of)
    for (const lawful of [first, second, third]) expect(asked[lawful ?? '']).to.deep.equal([])
    expect([asked[changed ?? ''], asked[twice ?? '']]).to.deep.equal([['law-member', 'law-changed'], ['law-member']])
    await evaluation(of)
    const result = await of.as('tenderer').get<Result_>(`/tenders/${of.tender}/evaluation/result`)
    expect(result.rejections.map(({ bid, clause }) => [bid, clause])).to.have.deep.members([
      ...[
        [changed, 'law-member'],
        [changed, 'law-changed'],
        [twice, 'law-member'],
      ],
    ])
    expect(result.rejections.every(({ ground }) => ground.includes('《招标投标法实施条例》第三十七条'))).to.equal(true)
    expect(result.ranking.map((one) => one.tag)).to.have.members([first, second, third])
    await publicise(of)
    const text = '请求复核联合体的资格。'
    const object = signed(of, of.as('bidder-4'), ['award.object', '/result-objections'], { text })
    expect(await refused(object), 'who may not bid').to.equal('NO_BID')
    await named(of, '/publicity.pdf', [unitOf(of, 'bidder-1').name, partner.name])
    await named(of, '/evaluation/report.pdf', [unitOf(of, 'bidder-1').name, partner.name], 'supervisor')
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
