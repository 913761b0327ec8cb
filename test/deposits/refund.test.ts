import { expect } from 'chai'
import type { Guarantee } from '../../server/deposits/contract.ts'
import { type Deposit, secured, standing, waiting } from '../../server/deposits/deposit.ts'
import type { ReleaseReason } from '../../server/deposits/events.ts'
import { batchFacts, confirmFacts, releaseFacts } from '../../server/deposits/refunds.ts'
import { bidValidUntil, takeGuarantee } from '../../server/deposits/rules.ts'
import { largestDeposit } from '../../server/law/checks.ts'
import { instantOf } from '../../server/law/periods.ts'
import { demoRegion, regional } from '../../server/law/regional.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { yuan } from '../../server/law/units.ts'
import { aTender, deadline } from './tender.ts'
import { anAccount, becomes, money, paid } from './world.ts'

const law = rulebook('T-2025')
const refused = (deed: () => unknown): { code: string; article?: string } => {
  try {
    deed()
  } catch (problem) {
    return problem as { code: string; article?: string }
  }
  return { code: 'done' }
}

function released(deposit: Deposit, at: string, reason: ReleaseReason = 'lost', region = demoRegion): Deposit {
  const now = instantOf(at)
  const cause = { reason, at: now, order: `order-${deposit.releases.length}` }
  return becomes(deposit, releaseFacts(deposit, cause, law, region, now), now)
}

/** The deposit after its refund was put into a batch. */
const batched = (deposit: Deposit, at: string, book = law): Deposit =>
  becomes(deposit, batchFacts(deposit, 'batch-1', book, demoRegion, instantOf(at)), instantOf(at))

describe('giving a deposit back', () => {
  const full = () => paid(anAccount(), money('100000', { paidAt: instantOf('2026-03-30T15:00') }))

  it('adds the interest of the region, exact to the fen and rounded down', () => {
    const four = regional('test', { depositInterestRate: 435, interestYear: 360 })
    // 100,000.00 yuan × 4.35 % × 10 nights / 360 = 120.8333… yuan
    expect(waiting(released(full(), '2026-04-09T10:00', 'lost', four))?.interest).to.equal('12083')
    const year = regional('test', { depositInterestRate: 435, interestYear: 365 })
    expect(waiting(released(full(), '2026-04-09T10:00', 'lost', year))?.interest).to.equal('11917')
  })

  it('counts interest of a top-up from its own day', () => {
    const short = paid(anAccount(), money('60000', { paidAt: instantOf('2026-03-20T10:00') }))
    const topped = paid(short, money('40000', { paidAt: instantOf('2026-03-30T10:00') }))
    const four = regional('test', { depositInterestRate: 360, interestYear: 360 })
    const items = waiting(released(topped, '2026-04-09T10:00', 'lost', four))?.items.map((one) => one.interest)
    expect(items).to.deep.equal(['12000', '4000'])
  })

  it('is due five days after the contract, or the next working day, and five days after a withdrawal', () => {
    const due = (reason: ReleaseReason, at: string) => waiting(released(full(), at, reason))
    expect(due('lost', '2026-04-20T10:00')?.dueBy).to.equal(instantOf('2026-04-25') + 86_400_000 * 3 - 1) // Saturday → Monday
    expect(due('won-and-signed', '2026-04-15T10:00')?.dueBy).to.equal(instantOf('2026-04-21') - 1)
    expect(due('withdrawn', '2026-03-30T16:00')).to.include({
      dueBy: instantOf('2026-04-07') + 86_400_000 - 1, // 4 to 6 April are holidays
      article: '《招标投标法实施条例》第三十五条',
    })
  })

  it('is ordered once, however often it is asked', () => {
    const once = released(full(), '2026-04-20T10:00')
    const cause = { reason: 'lost' as const, at: 0, order: 'again' }
    expect(releaseFacts(once, cause, law, demoRegion, instantOf('2026-04-21'))).to.deep.equal([])
  })

  it('is paid once, however often the bank says so', () => {
    const ordered = batched(released(full(), '2026-04-20T10:00'), '2026-04-20T11:00')
    const of = { order: 'order-0', message: 'd'.repeat(64), paidAt: instantOf('2026-04-21'), evidence: '' }
    const back = becomes(ordered, confirmFacts(ordered, of))
    expect(standing(back)).to.equal('released')
    expect(refused(() => confirmFacts(back, of)).code).to.equal('ORDER_PAID')
    expect(refused(() => confirmFacts(back, { ...of, order: 'other' })).code).to.equal('ORDER_UNKNOWN')
    expect(refused(() => confirmFacts(ordered, { ...of, paidAt: instantOf('2026-04-19') })).code).to.equal(
      'REFUND_BEFORE_ORDER',
    )
  })

  it('waits for the region where no rate is set', () => {
    expect(refused(() => released(full(), '2026-04-20T10:00', 'lost', regional('nowhere'))).code).to.equal(
      'REGION_UNSET',
    )
  })

  it('takes late money and a stranger’s money along', () => {
    const late = paid(full(), money('1', { paidAt: deadline }))
    const stranger = paid(late, money('2', { payerName: '他人' }))
    expect(waiting(released(stranger, '2026-04-20T10:00'))?.principal).to.equal(String(yuan('100003')))
  })
})

describe('a guarantee', () => {
  const tender = aTender()
  const bidder = '91530100MA6K00BID1'
  const good: Guarantee = {
    number: 'BH-1',
    issuer: '云南某银行',
    beneficiary: tender.tenderer,
    applicant: bidder,
    tender: tender.code,
    amount: String(yuan('100000')),
    validUntil: '2026-06-29',
  }
  const give = (changes: Partial<Guarantee> = {}, issuer = { name: '云南某银行', code: 'X' }, at = deadline - 1) => {
    const deposit = anAccount(tender)
    const of = { tender, deposit, guarantee: { ...good, ...changes }, bidder, issuer, evidence: 'sealed' }
    return becomes(deposit, takeGuarantee(of, law, at))
  }

  it('stands in for the money', () => {
    expect(bidValidUntil(tender)).to.equal('2026-06-29')
    expect([standing(give()), secured(give())]).to.deep.equal(['guaranteed', yuan('100000')])
  })

  it('is refused when it ends one day before the bid, by the article', () => {
    const problem = refused(() => give({ validUntil: '2026-06-28' }))
    expect(problem).to.include({ code: 'GUARANTEE_VALIDITY', article: '《招标投标法实施条例》第二十六条' })
  })

  it('is refused one fen below, for another beneficiary, applicant, tender or issuer, and at the deadline', () => {
    const other = { code: tender.supervisor.code, name: tender.tenderer.name }
    expect(refused(() => give({ amount: '9999999' })).code).to.equal('GUARANTEE_AMOUNT')
    expect(refused(() => give({ beneficiary: other })).code).to.equal('GUARANTEE_BENEFICIARY')
    expect(refused(() => give({ applicant: tender.supervisor.code })).code).to.equal('GUARANTEE_APPLICANT')
    expect(refused(() => give({ tender: 'E1' })).code).to.equal('GUARANTEE_TENDER')
    expect(refused(() => give({}, { name: '另一银行', code: 'X' })).code).to.equal('GUARANTEE_ISSUER')
    expect(refused(() => give({}, { name: '云南某银行', code: bidder })).code).to.equal('GUARANTEE_ISSUER')
    expect(refused(() => give({}, undefined, deadline)).code).to.equal('DEPOSIT_CLOSED')
  })

  it('is given back without money', () => {
    const back = released(give(), '2026-04-20T10:00', 'won-and-signed')
    expect([standing(back), back.freed, back.releases]).to.deep.equal(['released', 'won-and-signed', []])
  })
})

describe('the largest deposit', () => {
  it('is 2 % of the estimate, rounded down, and 800,000 yuan for works at most', () => {
    expect(largestDeposit(yuan('8000000'), 'works', law)).to.equal(yuan('160000'))
    expect(largestDeposit(yuan('0.99'), 'works', law)).to.equal(1n)
    expect(largestDeposit(yuan('100000000'), 'works', law)).to.equal(yuan('800000'))
  })
})
