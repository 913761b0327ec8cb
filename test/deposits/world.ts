import type { Line } from '../../server/deposits/deposit.ts'
import { balance, type Deposit, evolve } from '../../server/deposits/deposit.ts'
import type { DepositFact, DepositHappening } from '../../server/deposits/events.ts'
import { type Arrival, openDeposit, takePayment } from '../../server/deposits/rules.ts'
import { yuan } from '../../server/law/units.ts'
import { aTender, deadline } from './tender.ts'

export const bidder = '云南建工第一有限公司'
export const tag = 'b'.repeat(64)

/** What facts make of a deposit, written at a moment. */
export function becomes(deposit: Deposit | undefined, happenings: DepositHappening[], at = deadline): Deposit {
  const facts = happenings.map(
    (one, i) => ({ ...one, id: `f${i}`, stream: '', version: i, at, actor: { role: '' }, via: '' }) as DepositFact,
  )
  const last = facts.reduce<Deposit | undefined>(evolve, deposit)
  if (!last) throw new Error('nothing happened')
  return last
}

/** A deposit that was opened for the tender above, with nothing on it. */
export function anAccount(tender = aTender()): Deposit {
  const of = { tender, before: undefined, tag, account: 'sealed', accountTag: 'a'.repeat(64), payer: 'sealed' }
  return becomes(undefined, openDeposit(of, deadline - 1000))
}

/** Money that arrives in time from the bidder unless told otherwise. */
export const money = (amount: string, changes: Partial<Arrival> = {}): Arrival => ({
  message: amount.replace(/\D/g, '').padStart(64, '0'),
  amount: yuan(amount),
  paidAt: deadline - 60_000,
  payerName: bidder,
  payerTag: 'c'.repeat(64),
  evidence: 'sealed',
  ...changes,
})

/** The deposit after a payment. */
export const paid = (deposit: Deposit, arrival: Arrival): Deposit =>
  becomes(deposit, takePayment(deposit, arrival, bidder, Math.max(deadline, arrival.paidAt)))

/** What all accounts hold together: must be zero. */
export const sum = (lines: readonly Line[]): bigint => Object.values(balance(lines)).reduce((a, b) => a + b, 0n)
