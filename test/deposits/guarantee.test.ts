import { expect } from 'chai'
import type { Guarantee } from '../../server/deposits/contract.ts'
import { type Deposit, formOf, owed, secured, settled, standing, waiting } from '../../server/deposits/deposit.ts'
import type { ReleaseReason } from '../../server/deposits/events.ts'
import {
  forgive,
  type Issuer,
  policyInForce,
  revokeGuarantee,
  takeAnnual,
  takeGuarantee,
} from '../../server/deposits/guarantees.ts'
import { releaseFacts } from '../../server/deposits/refunds.ts'
import { instantOf, shippedCalendar } from '../../server/law/periods.ts'
import { demoRegion, settled as settledIn } from '../../server/law/regional.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { yuan } from '../../server/law/units.ts'
import { bidValidUntil } from '../../server/tenders/validity.ts'
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
  const cause = { reason, at: now, order: `order-${deposit.releases.length}`, table: shippedCalendar }
  return becomes(deposit, releaseFacts(deposit, cause, law, region, now), now)
}

const anIssuer = (): Issuer => ({ name: '云南某银行', code: 'X', kind: 'bank' })

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
  const give = (changes: Partial<Guarantee> = {}, issuer: Issuer = anIssuer(), at = deadline - 1) => {
    const deposit = anAccount(tender)
    const of = {
      tender,
      deposit,
      guarantee: { ...good, ...changes },
      bidder,
      issuer,
      numberTag: 'a'.repeat(64),
      evidence: 'sealed',
    }
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
    expect(refused(() => give({}, { ...anIssuer(), name: '另一银行' })).code).to.equal('GUARANTEE_ISSUER')
    expect(refused(() => give({}, { ...anIssuer(), code: bidder })).code).to.equal('GUARANTEE_ISSUER')
    expect(refused(() => give({}, { ...anIssuer(), kind: null })).code).to.equal('ISSUER_NOT_ADMITTED')
    expect(refused(() => give({}, undefined, deadline)).code).to.equal('DEPOSIT_CLOSED')
  })

  it('is given back without money', () => {
    const back = released(give(), '2026-04-20T10:00', 'won-and-signed')
    expect([standing(back), back.freed, back.releases]).to.deep.equal(['released', 'won-and-signed', []])
  })
})

describe('a guarantee that its issuer takes back', () => {
  const of = { message: 'd'.repeat(64), reason: '保函系伪造申请材料取得', revokedAt: deadline - 1, evidence: '' }
  const given = (freed = false): Deposit => ({
    ...anAccount(),
    guarantee: {
      kind: 'guarantee',
      amount: String(yuan('100000')),
      validUntil: 0,
      numberTag: '',
      evidence: '',
      revoked: null,
    },
    freed: freed ? 'lost' : null,
  })

  it('secures nothing any more, and another may be given', () => {
    const after = becomes(given(), revokeGuarantee(given(), of))
    expect([standing(after), secured(after), settled(after)]).to.deep.equal(['revoked', 0n, true])
    expect(settled(given())).to.equal(false)
    expect(settled(paid(after, money('1'))), 'money of its own is still here').to.equal(false)
    expect(standing(paid(after, money('100000')))).to.equal('held')
    expect(refused(() => revokeGuarantee(after, of)).code).to.equal('GUARANTEE_OVER')
  })

  it('is not one that was given back, nor one that was never given', () => {
    expect(refused(() => revokeGuarantee(given(true), of)).code).to.equal('GUARANTEE_OVER')
    expect(refused(() => revokeGuarantee(anAccount(), of)).code).to.equal('GUARANTEE_UNKNOWN')
    expect(refused(() => revokeGuarantee(undefined, of)).code).to.equal('GUARANTEE_UNKNOWN')
  })
})

describe('a deposit for the whole year', () => {
  const bidder = '91530100MA6K00BID1'
  const good = {
    ...{ number: 'ND-2026-7', issuer: '云南某银行', applicant: bidder, amount: String(yuan('100000')) },
    ...{ validFrom: '2026-01-01', validUntil: '2026-12-31' },
  }
  const give = (changes: Partial<typeof good> = {}, kind: Issuer['kind'] = 'bank') => {
    const [tender, deposit] = [aTender(), anAccount()]
    const of = {
      tender,
      deposit,
      bidder,
      issuer: { ...anIssuer(), kind },
      numberTag: 'a'.repeat(64),
      evidence: '',
    }
    return becomes(deposit, takeAnnual({ ...of, annual: { ...good, ...changes } }, law, deadline - 1))
  }

  it('secures a bid as long as it covers it', () => {
    expect([standing(give()), formOf(give()), secured(give())]).to.deep.equal(['guaranteed', 'annual', yuan('100000')])
  })

  it('is refused before it begins, when it ends before the bid, one fen below, and from another bidder', () => {
    expect(refused(() => give({ validFrom: '2026-04-01' })).code).to.equal('ANNUAL_NOT_BEGUN')
    expect(refused(() => give({ validUntil: '2026-06-28' })).code).to.equal('GUARANTEE_VALIDITY')
    expect(refused(() => give({ amount: '9999999' })).code).to.equal('GUARANTEE_AMOUNT')
    expect(refused(() => give({ applicant: 'another' })).code).to.equal('GUARANTEE_APPLICANT')
  })

  it('is kept by a bank that is in the register, not by an insurer or anybody else', () => {
    expect(refused(() => give({}, 'insurer')).code).to.equal('ISSUER_NOT_BANK')
    expect(refused(() => give({}, null)).code).to.equal('ISSUER_NOT_ADMITTED')
  })
})

describe('a deposit that a policy forgives', () => {
  const policies = settledIn(demoRegion, 'depositPolicies').value
  const take = (id: string, deposit = anAccount(), tender = aTender(), at = deadline - 1) =>
    becomes(deposit, forgive({ tender, deposit, policy: policyInForce(policies, id, '2026-03-30'), evidence: '' }, at))

  it('wholly, secures the bid; by half, leaves the other half to pay', () => {
    expect([standing(take('credit')), secured(take('credit'))]).to.deep.equal(['waived', yuan('100000')])
    const half = take('small')
    expect([standing(half), owed(half), secured(half)]).to.deep.equal(['open', yuan('50000'), yuan('50000')])
    const both = paid(half, money('50000'))
    expect([standing(both), secured(both), both.payments[0]?.outcome]).to.deep.equal(['held', yuan('100000'), 'held'])
    expect(standing(paid(half, money('49999.99')))).to.equal('short')
    expect(waiting(released(both, '2026-04-20T10:00'))?.principal).to.equal(String(yuan('50000')))
  })

  it('is forgiven once, before it is paid, before the deadline, and by a policy in force', () => {
    expect(refused(() => take('small', take('small'))).code).to.equal('POLICY_TAKEN')
    expect(refused(() => take('small', paid(anAccount(), money('1')))).code).to.equal('POLICY_AFTER_MONEY')
    expect(refused(() => take('small', anAccount(), aTender(), deadline)).code).to.equal('DEPOSIT_CLOSED')
    expect(refused(() => policyInForce(policies, 'none', '2026-03-30')).code).to.equal('POLICY_UNKNOWN')
    expect(refused(() => policyInForce(policies, 'small', '2023-01-05')).code).to.equal('POLICY_UNKNOWN')
    const ended = policies.map((one) => ({ ...one, until: '2026-03-29' }))
    expect(refused(() => policyInForce(ended, 'small', '2026-03-30')).code).to.equal('POLICY_UNKNOWN')
  })
})
