import { expect } from 'chai'
import { people } from '../../../server/cli/demo/people.ts'
import { purchasePlayed } from '../../../server/cli/demo/purchase.ts'
import { submitBid } from '../../../server/cli/demo/steps/bids.ts'
import { deposits } from '../../../server/cli/demo/steps/deposits.ts'
import { drawTogether } from '../../../server/cli/demo/steps/draws.ts'
import { evaluation } from '../../../server/cli/demo/steps/evaluation.ts'
import { publish } from '../../../server/cli/demo/steps/notice.ts'
import { openBids } from '../../../server/cli/demo/steps/opening.ts'
import { panel } from '../../../server/cli/demo/steps/panel.ts'
import { purchaseResult } from '../../../server/cli/demo/steps/purchaseResult.ts'
import { concludeQualification, judgeAll } from '../../../server/cli/demo/steps/qualification.ts'
import type { Played } from '../../../server/cli/demo/tender.ts'
import { type TestWorld, world } from '../../world/world.ts'
import { doing, prequalifiedFor } from './admitting.ts'
import { another, archived, named, refused, signed, tenderOf } from './course.ts'
import { judgedBy, offering, unitOf } from './jointly.ts'

/** Six who may be listed, none of them far below the others. */
const listed = [...purchasePlayed.bidders, ...people.filter(({ id }) => id === 'bidder-7')]
const offer = (price: string, leader: string, brand: string) => ({
  ...{ price, durationDays: 45, leader, claims: { domestic: true, brand } },
})
const offers: Played['offers'] = {
  ...purchasePlayed.offers,
  'supplier-4': offer('299000000', '莫立强', '五象云'),
  'bidder-7': offer('301000000', '孔立新', '北部湾'),
}
const invitation = { ground: 'fewSuppliers', reason: '设备须与既有教学平台对接，仅有限范围的供应商可以提供' }

describe('A purchase for which not everybody may bid, whole, over HTTP', function () {
  this.timeout(480_000)
  let test: TestWorld
  before(async () => {
    test = await world({ tender: 'admitted-none', played: purchasePlayed })
  })
  after(async () => {
    expect(test.errors()).to.deep.equal([])
    await test.stop()
  })

  it('is prequalified for by the purchaser, who judges again only what changed since: a consortium, a merger, a bankruptcy', async () => {
    const more = { consortium: true }
    const played = { ...prequalifiedFor({ ...purchasePlayed, bidders: listed }, 0, more), offers, lost: '' }
    const of = test.beside('purchase-prequalified', played)
    const { prequal } = doing(test, of)
    const applicants = played.bidders.map(({ id }) => id)
    const partner = unitOf(of, 'bidder-8')
    await prequal.prepareDraft(of.played.draft)
    await prequal.publish()
    for (const person of applicants)
      await prequal.apply(person, person === 'supplier-1' ? { consortium: [partner] } : {})
    await prequal.openAfter()
    for (const person of applicants) await prequal.unlock(person)
    for (const person of applicants) await prequal.review(person, person !== 'supplier-5')
    expect(await prequal.conclude()).to.deep.include({ passed: 5, failed: 1, enough: true })
    of.played.bidders = played.bidders.filter(({ id }) => id !== 'supplier-5')
    of.played.offers = offering(played.offers, {
      'supplier-1': { members: [partner] },
      'supplier-2': { changes: '法定代表人变更，已办理变更登记' },
      'bidder-7': { members: [unitOf(of, 'supplier-4')] },
    })
    await of.moveTo(played.draft.documentsFrom - 60_000)
    await publish(of)
    expect((await tenderOf(of)).stage).to.equal('bidding')
    await deposits(of)
    expect(await refused(submitBid(of, 'supplier-5'))).to.match(/^NOT_PREQUALIFIED .+第十八条/)
    for (const { id } of of.played.bidders) await submitBid(of, id)
    const tell = (person: string) =>
      signed(of, of.as(person), ['qualification.report', '/qualification/changes'], {
        ...{ kind: 'bankruptcy', text: '法院已受理破产重整申请' },
      })
    expect(await refused(tell('supplier-4'))).to.equal('CHANGE_STAGE')
    await openBids(of)
    await panel(of)
    expect(await refused(tell('supplier-5'))).to.equal('CHANGE_OF_BIDDERS')
    await tell('supplier-4')
    const told = async (person: string) =>
      (await of.as(person).get<{ items: { kind: string }[] }>(`/tenders/${of.tender}/qualification/changes`)).items
    expect((await told('tenderer')).map(({ kind }) => kind)).to.deep.equal(['bankruptcy'])
    expect(await told('supplier-3')).to.deep.equal([])
    const lost = (_name: string, clause: string) =>
      ['law-member', 'law-standing'].includes(clause) && !_name.startsWith(unitOf(of, 'supplier-2').name)
    const asked = await judgedBy(of, (name, clause) => lost(name, clause) && '经核对，不再具备资格条件')
    const byName = (person: string) =>
      asked[Object.keys(asked).find((name) => name.startsWith(unitOf(of, person).name)) ?? '']
    const document = ['capacity', 'record']
    expect(byName('supplier-1'), 'a consortium as it was prequalified').to.deep.equal([])
    expect(byName('supplier-3')).to.deep.equal([])
    expect(byName('supplier-2')).to.deep.equal([...document, 'law-standing'])
    expect(byName('supplier-4')).to.deep.equal([...document, 'law-member', 'law-standing'])
    expect(byName('bidder-7')).to.deep.equal([...document, 'law-member', 'law-standing'])
    expect(await concludeQualification(of)).to.deep.include({ qualified: 3, unqualified: 2, enough: true })
    await evaluation(of)
    await named(of, '/evaluation/report.pdf', [unitOf(of, 'supplier-1').name, partner.name], 'supervisor')
    await purchaseResult(of)
    await archived(of)
  })

  it('is bought from one of three drawn from six by three parties, and archived with the draw', async () => {
    const played = another(purchasePlayed, 16, 5)
    const draft = { ...played.draft, method: 'invited' as const, invitation }
    const of = test.beside('purchase-invited', { ...played, draft, offers, lost: '', bidders: listed })
    const { invite } = doing(test, of)
    await of.moveTo(draft.documentsFrom - 3_600_000)
    await invite.draft(draft)
    const reason = '承担过同类项目，履约良好'
    await invite.list(
      'recommendation',
      listed.map(({ id }) => id),
      3,
      reason,
    )
    const { draw } = await invite.draw(['韦明丽', '黄小芳'])
    await drawTogether(of, draw, ['tenderer', 'centre', 'supervisor'])
    await of.until('the invitees are fixed', async () => (await invite.read()).fixedAt)
    const drawn = (await invite.read()).candidates.flatMap(({ code, invited }) => (invited ? [code] : []))
    of.played.bidders = listed.filter(({ organisation }) => drawn.includes(organisation?.code ?? ''))
    expect(of.played.bidders).to.have.lengthOf(3)
    await publish(of)
    const sent = async () => (await invite.read()).candidates.filter(({ letter }) => letter).length === 3
    await of.until('the letters are sent', sent)
    await deposits(of)
    const other = listed.find((one) => !of.played.bidders.includes(one))?.id ?? ''
    expect(await refused(submitBid(of, other))).to.match(/^NOT_INVITED .+第三十四条/)
    for (const { id } of of.played.bidders) await submitBid(of, id)
    await openBids(of)
    await panel(of)
    await judgeAll(of, [])
    await concludeQualification(of)
    await evaluation(of)
    await purchaseResult(of)
    const { announcement } = (await (await fetch(`${of.origins.public}/api/v1/tenders/${of.tender}/award`)).json()) as {
      announcement: { recommended: { code: string; reason: string }[] }
    }
    const codes = listed.map(({ organisation }) => organisation?.code)
    expect(announcement.recommended.map(({ code }) => code)).to.have.members(codes)
    expect(new Set(announcement.recommended.map((one) => one.reason))).to.deep.equal(new Set([reason]))
    expect(await refused(archived(of))).to.match(/^ARCHIVE_INCOMPLETE .+第十四条/)
    await invite.signRecord('purchaser-2', 'witness-2')
    for (const place of ['witness-1', 'unit']) await invite.signRecord('tenderer', place)
    await invite.signRecord('agent', 'unit')
    await archived(of)
  })
})
