import { expect } from 'chai'
import { accountNumber, checkDigit, wellFormed } from '../../server/deposits/account.ts'
import { heldMoney, secured, standing } from '../../server/deposits/deposit.ts'
import { openDeposit, takePayment } from '../../server/deposits/rules.ts'
import { yuan } from '../../server/law/units.ts'
import { aTender, deadline } from './tender.ts'
import { anAccount, becomes, bidder, money, paid, tag } from './world.ts'

const code = (deed: () => unknown): string => {
  try {
    deed()
  } catch (problem) {
    return (problem as { code: string }).code
  }
  return 'done'
}

describe('money for a deposit', () => {
  it('secures the bid when all of it has arrived', () => {
    const deposit = paid(anAccount(), money('100000'))
    expect(standing(deposit)).to.equal('held')
    expect(secured(deposit)).to.equal(yuan('100000'))
  })

  it('does not when one fen is missing, and says so', () => {
    const deposit = paid(anAccount(), money('99999.99'))
    expect(standing(deposit)).to.equal('short')
    expect(deposit.payments[0]?.reason.zh).to.include('还差0.01元')
    expect(deposit.payments[0]?.reason.en).to.include('0.01 yuan')
  })

  it('may be topped up on the same account', () => {
    const short = paid(anAccount(), money('60000'))
    expect(short.payments[0]?.reason.zh).to.include('还差40,000.00元')
    const full = paid(short, money('40000'))
    expect([standing(full), heldMoney(full)]).to.deep.equal(['held', yuan('100000')])
  })

  it('above what is asked is noted and counts no more than what is asked', () => {
    const deposit = paid(anAccount(), money('100000.01'))
    expect(deposit.payments[0]).to.include({ outcome: 'surplus', counted: String(yuan('100000')) })
    expect(secured(deposit)).to.equal(yuan('100000'))
  })

  it('is in time one millisecond before the deadline, not at the very deadline, not a millisecond late', () => {
    const at = (paidAt: number) => standing(paid(anAccount(), money('100000', { paidAt })))
    expect([at(deadline - 1), at(deadline), at(deadline + 1)]).to.deep.equal(['held', 'late', 'late'])
  })

  it('does not count when somebody else has paid it, and names nobody', () => {
    const deposit = paid(anAccount(), money('100000', { payerName: '昆明某某商贸有限公司' }))
    expect([standing(deposit), secured(deposit)]).to.deep.equal(['payerMismatch', 0n])
    expect(JSON.stringify(deposit)).not.to.include('商贸').and.not.to.include(bidder)
  })

  it('counts when the payer is written with full-width brackets or blanks', () => {
    const arrival = money('100000', { payerName: '云南（建工） 公司' })
    const deposit = becomes(anAccount(), takePayment(anAccount(), arrival, '云南(建工)公司', deadline))
    expect(standing(deposit)).to.equal('held')
  })

  it('is refused when the bank dates it in the future', () => {
    const facts = () => takePayment(anAccount(), money('1', { paidAt: deadline + 60_001 }), bidder, deadline)
    expect(code(facts)).to.equal('BANK_TIME_AHEAD')
  })
})

describe("a bidder's account", () => {
  const vault = { tag: (...parts: string[]) => Buffer.from(parts.join('|').padEnd(32, '!')).toString('hex').slice(-64) }

  it('is the same when asked for again, and another for another bidder or tender', () => {
    const number = accountNumber(vault, 'tender-1', 'x')
    expect(accountNumber(vault, 'tender-1', 'x')).to.equal(number)
    expect(
      new Set([number, accountNumber(vault, 'tender-2', 'x'), accountNumber(vault, 'tender-1', 'y')]).size,
    ).to.equal(3)
    expect(wellFormed(number)).to.equal(true)
  })

  it('carries a check digit that finds one wrong digit', () => {
    expect(checkDigit('7992739871')).to.equal('3') // ISO/IEC 7812-1, the example of Luhn's patent
    const number = accountNumber(vault, 'tender-1', 'x')
    const wrong = number.slice(0, 9) + ((Number(number[9]) + 1) % 10) + number.slice(10)
    expect(wellFormed(wrong)).to.equal(false)
  })

  it('is not given at the deadline, nor where no deposit is asked', () => {
    const of = { before: undefined, tag, account: 's', accountTag: 'a'.repeat(64), payer: 's' }
    expect(code(() => openDeposit({ ...of, tender: aTender() }, deadline))).to.equal('DEPOSIT_CLOSED')
    expect(code(() => openDeposit({ ...of, tender: aTender({ deposit: '0' }) }, 0))).to.equal('DEPOSIT_NOT_ASKED')
  })
})
