import type { Line } from '../../server/deposits/deposit.ts'
import { balance, type Deposit } from '../../server/deposits/deposit.ts'
import type { DepositFact, DepositHappening } from '../../server/deposits/events.ts'
import { evolve } from '../../server/deposits/evolve.ts'
import { type Arrival, nameBasicAccount, openDeposit, takePayment } from '../../server/deposits/rules.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import { yuan } from '../../server/law/units.ts'
import { aTender, deadline } from './tender.ts'

/** Keyed hash of the bidder's name. */
export const bidder = 'e'.repeat(64)
/** Keyed hash of somebody else's name. */
export const stranger = 'f'.repeat(64)
export const tag = 'b'.repeat(64)
/** Keyed hash of the account that the bidder named and pays from. */
export const basicAccount = 'c'.repeat(64)

/** What facts make of a deposit, written at a moment. */
export function becomes(deposit: Deposit | undefined, happenings: DepositHappening[], at = deadline): Deposit {
  const facts = happenings.map(
    (one, i) => ({ ...one, id: `f${i}`, stream: '', version: i, at, actor: { role: '' }, via: '' }) as DepositFact,
  )
  const last = facts.reduce<Deposit | undefined>(evolve, deposit)
  if (!last) throw new Error('nothing happened')
  return last
}

/** A deposit that was opened for the tender above, its basic account named, with nothing on it. */
export function anAccount(tender = aTender()): Deposit {
  const of = {
    tender,
    before: undefined,
    tag,
    account: 'sealed',
    accountTag: 'a'.repeat(64),
    payer: 'sealed',
    nameTag: bidder,
  }
  const opened = becomes(undefined, openDeposit(of, deadline - 1000))
  return becomes(opened, nameBasicAccount(opened, basicAccount, law))
}

/** Money that arrives in time from the bidder unless told otherwise. */
export const money = (amount: string, changes: Partial<Arrival> = {}): Arrival => ({
  message: amount.replace(/\D/g, '').padStart(64, '0'),
  amount: yuan(amount),
  paidAt: deadline - 60_000,
  nameTag: bidder,
  means: 'transfer',
  reference: 'sealed',
  payerTag: basicAccount,
  evidence: 'sealed',
  ...changes,
})

/** The deposit after a payment. */
export const paid = (deposit: Deposit, arrival: Arrival): Deposit =>
  becomes(deposit, takePayment(deposit, arrival, law, Math.max(deadline, arrival.paidAt)))

/** By which the tests judge money. */
export const law = rulebook('T-2025')

/** What all accounts hold together: must be zero. */
export const sum = (lines: readonly Line[]): bigint => Object.values(balance(lines)).reduce((a, b) => a + b, 0n)
