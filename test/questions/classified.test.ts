import { expect } from 'chai'
import { shippedCalendar } from '../../server/law/periods.ts'
import { affectsBids, issueAddendum } from '../../server/questions/addendum.ts'
import type { AmendedTerms } from '../../server/tenders/contract.ts'
import type { Tender } from '../../server/tenders/tender.ts'
import { now, refused } from '../tenders/world.ts'
import { addendum, first, issued, T, tender } from './example.ts'

describe('what an addendum changes is classified', () => {
  const affects = (changes: Partial<Tender>, before: Partial<Tender> = {}) =>
    affectsBids(tender(before), changes as AmendedTerms, [first])
  it('deposit, its forms, bond, remedy, criteria and most texts may affect bids; a contact and the visit do not', () => {
    expect(affects({ deposit: '1' })).to.equal(true)
    expect(affects({ depositForms: ['guarantee'] })).to.equal(true)
    expect(affects({ performanceBond: { share: 500 } })).to.equal(true)
    expect(affects({ remedy: 'code' })).to.equal(true)
    expect(affects({ texts: { payment: '按季支付' } })).to.equal(true)
    expect(affects({ contact: '王工' })).to.equal(false)
    expect(affects({ texts: { site: '统一踏勘' } })).to.equal(false)
    expect(affects({ texts: { payment: ' 按季支付 ' } }, { texts: { payment: '按季支付' } })).to.equal(false)
    expect(affects({ texts: {} }, { texts: { technical: '国标' } })).to.equal(true)
  })

  it('《招标投标法实施条例》第二十六条: a deposit above two per cent comes with no addendum either', () => {
    const most = (BigInt(tender().estimate) * 2n) / 100n
    expect(issued(tender(), { affects: true, changes: { deposit: String(most) } }).deposit).to.equal(String(most))
    const more = { affects: true, changes: { deposit: String(most + 1n) } }
    expect(refused(() => issueAddendum(tender(), addendum(more), T, now, shippedCalendar))).to.include({
      code: 'DEPOSIT_TOO_LARGE',
    })
  })
})
