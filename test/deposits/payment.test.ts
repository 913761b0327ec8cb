import { createHash } from 'node:crypto'
import { expect } from 'chai'
import { accountNumber, checkDigit, nameTag, wellFormed } from '../../server/deposits/account.ts'
import { heldMoney, secured, standing } from '../../server/deposits/deposit.ts'
import { nameBasicAccount, openDeposit, takePayment } from '../../server/deposits/rules.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { yuan } from '../../server/law/units.ts'
import { aTender, deadline } from './tender.ts'
import { anAccount, becomes, law, money, paid, stranger, tag } from './world.ts'

const vault = {
  tag: (...parts: string[]) => createHash('sha256').update(parts.join('|')).digest('hex'),
}
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
    const deposit = paid(anAccount(), money('100000', { nameTag: stranger }))
    expect([standing(deposit), secured(deposit)]).to.deep.equal(['payerMismatch', 0n])
    expect(JSON.stringify(deposit)).not.to.include(stranger)
  })

  it('counts when the payer is written with full-width brackets or blanks', () => {
    const tagged = (name: string) => nameTag(vault, 'tender-1', name)
    expect(tagged('云南（建工） 公司')).to.equal(tagged('云南(建工)公司'))
    expect(tagged('云南（建工） 公司')).not.to.equal(tagged('云南建工公司'))
  })

  it('in cash is refused by the procurement regulations, and admitted by the tendering regulations', () => {
    const cash = money('100000', { means: 'cash' })
    const judged = (track: string) =>
      becomes(anAccount(), takePayment(anAccount(), cash, rulebook(track), deadline)).payments[0]
    expect([judged('G-2017')?.outcome, judged('G-2017')?.counted]).to.deep.equal(['cashRefused', '0'])
    expect(judged('G-2017')?.reason.zh).to.include('《政府采购法实施条例》第三十三条')
    expect(judged('T-2025')?.outcome).to.equal('held')
  })

  it('of a works tender counts only from the basic account that the bidder named, by 第二十六条', () => {
    const [mine, other] = ['1'.repeat(64), '2'.repeat(64)]
    const named = becomes(anAccount(), nameBasicAccount(anAccount(), mine, law))
    const strange = paid(named, money('100000', { payerTag: other })).payments[0]
    expect([strange?.outcome, strange?.counted]).to.deep.equal(['notBasicAccount', '0'])
    expect(strange?.reason.zh).to.include('《招标投标法实施条例》第二十六条')
    expect(standing(paid(named, money('100000', { payerTag: mine })))).to.equal('held')
    expect(nameBasicAccount(anAccount(), mine, rulebook('G-2017'))).to.deep.equal([])
    expect(nameBasicAccount(named, mine, law)).to.deep.equal([])
    expect(nameBasicAccount(named, null, law)).to.deep.equal([])
  })

  it('of a works tender does not count, and no account is told, while the bidder has named no basic account', () => {
    const unnamed = { ...anAccount(), basicAccount: null }
    const { outcome, counted, reason } = paid(unnamed, money('100000')).payments[0] ?? {}
    expect([outcome, counted]).to.deep.equal(['notBasicAccount', '0'])
    expect(reason?.zh).to.include('尚未申报基本账户')
    expect(code(() => nameBasicAccount(unnamed, null, law))).to.equal('BASIC_ACCOUNT_NEEDED')
    const purchases = takePayment(unnamed, money('100000'), rulebook('G-2017'), deadline)
    expect(standing(becomes(unnamed, purchases))).to.equal('held')
    expect(nameBasicAccount(unnamed, null, rulebook('G-2017'))).to.deep.equal([])
  })

  it('is refused when the bank dates it in the future', () => {
    const facts = () => takePayment(anAccount(), money('1', { paidAt: deadline + 60_001 }), law, deadline)
    expect(code(facts)).to.equal('BANK_TIME_AHEAD')
  })
})

describe("a bidder's account", () => {
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
    const of = { before: undefined, tag, account: 's', accountTag: 'a'.repeat(64), payer: 's', nameTag: stranger }
    expect(code(() => openDeposit({ ...of, tender: aTender() }, deadline))).to.equal('DEPOSIT_CLOSED')
    expect(code(() => openDeposit({ ...of, tender: aTender({ deposit: '0' }) }, 0))).to.equal('DEPOSIT_NOT_ASKED')
  })
})
