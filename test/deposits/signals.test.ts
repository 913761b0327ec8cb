import { expect } from 'chai'
import type { Deposit } from '../../server/deposits/deposit.ts'
import { samePayers } from '../../server/deposits/signals.ts'
import { anAccount, money, paid } from './world.ts'

const of = (tag: string, payer: string, ...amounts: string[]): Deposit =>
  amounts.reduce((deposit, amount) => paid(deposit, money(amount, { payerTag: payer.repeat(64) })), {
    ...anAccount(),
    tag: tag.repeat(64),
  })

describe('deposits from one account', () => {
  it('are pointed out with every payment when they stand behind two bidders', () => {
    const [found, ...more] = samePayers([
      of('a', '1', '60000', '40000'),
      of('b', '1', '100000'),
      of('c', '2', '100000'),
    ])
    expect(more).to.deep.equal([])
    expect(found?.bidders).to.deep.equal(['a'.repeat(64), 'b'.repeat(64)])
    expect(found?.payments.map(({ amount }) => amount)).to.deep.equal(['6000000', '4000000', '10000000'])
  })

  it('of one bidder that paid twice are no sign of anything', () => {
    expect(samePayers([of('a', '1', '60000', '40000'), of('b', '2', '100000')])).to.deep.equal([])
  })
})
