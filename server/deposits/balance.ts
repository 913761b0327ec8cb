import { z } from 'zod'
import { defineEvent, type FactOf } from '../ledger/event.ts'
import { nobody } from '../ledger/eye.ts'
import { Hash, InstantNumber } from '../tenders/contract.ts'
import { type Deposit, on } from './deposit.ts'
import { SignedFen } from './events.ts'
import type { BankMessage } from './messages.ts'

/** The bank told the balance of its account, and it was compared with the ledger at that moment. */
export const BalanceCompared = defineEvent('bankBalance.compared', {
  v: 1,
  zh: '银行余额与账簿核对',
  en: "bank's balance compared with the ledger",
  /** `difference` is bank less ledger, fen: the balances themselves would tell how many have paid, so they are sealed */
  data: z.strictObject({ message: Hash, at: InstantNumber, difference: SignedFen, evidence: z.string() }),
  seenBy: nobody,
})

export const balanceEvents = [BalanceCompared]

/** The last comparison. */
export interface Compared {
  message: string
  at: number
  difference: string
  comparedAt: number
}

/** The only place where a comparison changes. */
export const evolve = (_before: Compared | undefined, fact: FactOf<typeof BalanceCompared>): Compared => {
  const { message, at, difference } = fact.data
  return { message, at, difference, comparedAt: fact.at }
}

/** What the ledger says the bank holds: of deposits and of money in suspense. */
export const ledgerBalance = (deposits: readonly Deposit[], messages: readonly BankMessage[]): bigint =>
  deposits.reduce((sum, deposit) => sum + on(deposit, 'bank'), 0n) +
  messages.reduce((sum, { suspended }) => sum + (suspended?.returnedAt === null ? BigInt(suspended.amount) : 0n), 0n)
