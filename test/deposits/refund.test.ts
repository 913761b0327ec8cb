import { expect } from 'chai'
import { type Deposit, standing, waiting } from '../../server/deposits/deposit.ts'
import type { ReleaseReason } from '../../server/deposits/events.ts'
import { batchFacts, confirmFacts, releaseFacts } from '../../server/deposits/refunds.ts'
import { strayOrder } from '../../server/deposits/rules.ts'
import { largestDeposit } from '../../server/law/checks.ts'
import { instantOf, shippedCalendar } from '../../server/law/periods.ts'
import { demoRegion, regional } from '../../server/law/regional.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { yuan } from '../../server/law/units.ts'
import { deadline } from './tender.ts'
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
    const cause = { reason: 'lost' as const, at: 0, order: 'again', table: shippedCalendar }
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

  it('is only of what stands on it: late money and a stranger’s go back on their own, at once', () => {
    const late = paid(full(), money('1', { paidAt: deadline }))
    const stranger = paid(late, money('2', { nameTag: 'f'.repeat(64) }))
    expect(stranger.payments.map(({ parted }) => parted)).to.deep.equal([
      undefined,
      strayOrder(money('1').message),
      strayOrder(money('2').message),
    ])
    expect(stranger.lines).to.deep.equal(full().lines)
    expect(waiting(released(stranger, '2026-04-20T10:00'))?.principal).to.equal(String(yuan('100000')))
  })
})

describe('the largest deposit', () => {
  it('is 2 % of the estimate, rounded down, and 800,000 yuan for works at most', () => {
    expect(largestDeposit(yuan('8000000'), 'works', law)).to.equal(yuan('160000'))
    expect(largestDeposit(yuan('0.99'), 'works', law)).to.equal(1n)
    expect(largestDeposit(yuan('100000000'), 'works', law)).to.equal(yuan('800000'))
  })
})
