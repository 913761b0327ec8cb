import { expect } from 'chai'
import { rulebookFor } from '../../server/law/rulebook.ts'
import { publishControlPrice } from '../../server/tenders/controlPrice.ts'
import { draftOf } from '../../server/tenders/tender.ts'
import { aTender, becomes, now, refused, signature } from './world.ts'

const law = rulebookFor('T', '2026-03-02')
const tender = aTender()
const of = { price: tender.ceiling ?? '', basis: '工程量清单与2026年3月信息价', signature }

describe('the control price by itself', () => {
  it('is published while bids are taken, and stands beside the notice without changing it', () => {
    const after = becomes(tender, publishControlPrice(tender, of, law, now))
    expect(after.controlPrice).to.deep.equal({ price: tender.ceiling, basis: of.basis, at: now })
    expect(draftOf(after)).to.deep.equal(draftOf(tender))
  })

  it('《招标投标法实施条例》第二十七条: is the one that the tender document states', () => {
    const other = refused(() => publishControlPrice(tender, { ...of, price: '1' }, law, now))
    expect([other.code, other.article]).to.deep.equal(['CONTROL_PRICE_OTHER', '《招标投标法实施条例》第二十七条'])
  })

  it('is published until the deadline, not at it, and in no other stage', () => {
    expect(publishControlPrice(tender, of, law, tender.deadline - 1)).to.have.lengthOf(1)
    expect(refused(() => publishControlPrice(tender, of, law, tender.deadline)).code).to.equal('CONTROL_PRICE_STAGE')
    for (const stage of ['draft', 'opening', 'awarded', 'failed'] as const)
      expect(refused(() => publishControlPrice(aTender({ stage }), of, law, now)).code, stage).to.equal(
        'CONTROL_PRICE_STAGE',
      )
  })

  it('is published once, and again when an addendum changed it', () => {
    const after = becomes(tender, publishControlPrice(tender, of, law, now))
    expect(refused(() => publishControlPrice(after, of, law, now)).code).to.equal('CONTROL_PRICE_PUBLISHED')
    const changed = { ...after, ceiling: '700000000' }
    expect(publishControlPrice(changed, { ...of, price: '700000000' }, law, now)).to.have.lengthOf(1)
  })
})
