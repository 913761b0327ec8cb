import { expect } from 'chai'
import { type Deposit, heldMoney, settled, standing, unreturned } from '../../server/deposits/deposit.ts'
import { releaseFacts } from '../../server/deposits/refunds.ts'
import { reverseFacts } from '../../server/deposits/reversing.ts'
import { shippedCalendar } from '../../server/law/periods.ts'
import { demoRegion } from '../../server/law/regional.ts'
import { yuan } from '../../server/law/units.ts'
import { refused } from '../tenders/world.ts'
import { deadline } from './tender.ts'
import { anAccount, becomes, law, money, paid, stranger } from './world.ts'

const numbered = (n: number, amount: string, changes = {}) =>
  money(amount, { message: String(n).repeat(64), ...changes })
const reversal = (n: number, changes = {}) => ({
  ...{ payment: String(n).repeat(64), message: 'd'.repeat(64), because: '付款行撤回', evidence: 'sealed' },
  ...{ reversedAt: deadline - 1, ...changes },
})
const reversed = (deposit: Deposit, n: number): Deposit => becomes(deposit, reverseFacts(deposit, reversal(n)))

describe('an arrival that the bank takes back', () => {
  it('secures nothing any more; the arrival stays in the books with its opposite beside it', () => {
    const after = reversed(paid(anAccount(), numbered(1, '100000')), 1)
    expect([standing(after), heldMoney(after), after.payments.length]).to.deep.equal(['reversed', 0n, 1])
    expect(after.payments[0]?.reversed?.reason.zh).to.equal(
      '银行已冲正100,000.00元（付款行撤回），还差100,000.00元，请在投标截止时间前补足至同一子账号',
    )
    expect([unreturned(after), settled(after)]).to.deep.equal([[], true])
    expect(standing(paid(after, numbered(2, '100000')))).to.equal('held')
  })

  it('of two payments leaves the other, which steps in: who paid twice and takes one back is still secured', () => {
    const twice = paid(paid(anAccount(), numbered(1, '100000')), numbered(2, '100000'))
    const after = reversed(twice, 1)
    expect([standing(after), heldMoney(after)]).to.deep.equal(['held', yuan('100000')])
    expect(after.payments.map(({ counted }) => counted)).to.deep.equal(['0', String(yuan('100000'))])
    expect(after.lines.surplus).to.equal('0')
    expect(after.payments[0]?.reversed?.reason.zh).to.include('其余到账仍足额')
  })

  it('lets so much step in as there is, and says to the fen what is missing', () => {
    const more = paid(paid(anAccount(), numbered(1, '60000')), numbered(2, '40000.01'))
    const after = reversed(more, 1)
    expect([standing(after), heldMoney(after)]).to.deep.equal(['short', yuan('40000.01')])
    expect(after.payments[0]?.reversed?.reason.zh).to.include('还差59,999.99元')
  })

  it('does not let late money or a stranger\u2019s step in', () => {
    const strange = paid(paid(anAccount(), numbered(1, '100000')), numbered(2, '100000', { nameTag: stranger }))
    expect(heldMoney(reversed(strange, 1))).to.equal(0n)
    const gone = reversed(strange, 2)
    expect([gone.lines, gone.payments[1]?.reversed !== undefined]).to.deep.equal([strange.lines, true])
    const late = paid(paid(anAccount(), numbered(1, '100000')), numbered(2, '100000', { paidAt: deadline }))
    expect(heldMoney(reversed(late, 1))).to.equal(0n)
  })

  it('is taken back once, not before it came, not one that never came, nor one that is on its way back or kept', () => {
    const whole = paid(anAccount(), numbered(1, '100000'))
    const code = (deposit: Deposit, n = 1, changes = {}) =>
      refused(() => reverseFacts(deposit, reversal(n, changes))).code
    expect(code(whole, 2)).to.equal('PAYMENT_UNKNOWN')
    expect(code(reversed(whole, 1))).to.equal('PAYMENT_REVERSED')
    expect(code(whole, 1, { reversedAt: (whole.payments[0]?.paidAt ?? 0) - 1 })).to.equal('REVERSED_BEFORE')
    const cause = { reason: 'withdrawn' as const, at: deadline, order: 'order-0', table: shippedCalendar }
    expect(code(becomes(whole, releaseFacts(whole, cause, law, demoRegion, deadline)))).to.equal('PAYMENT_GONE')
    const kept = { ground: 'revoked' as const, article: '', amount: '1', decision: '', evidence: '', at: 0 }
    expect(code({ ...whole, kept })).to.equal('PAYMENT_GONE')
  })
})
