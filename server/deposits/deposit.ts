import type { Fen } from '../law/units.ts'
import type { DepositFact, ReleaseReason } from './events.ts'

/**
 * The accounts of one deposit. `bank` and `interest` are what the bank holds or owes, the others what is owed to the
 * payer, as negative amounts. What all of them hold adds up to zero at any time.
 */
export type Account = 'bank' | 'held' | 'surplus' | 'late' | 'mismatched' | 'payable' | 'interest'
/** One movement on one account, fen. */
export interface Line {
  account: Account
  amount: string
}

/** One payment as the bank announced it, and what became of it. */
export interface Payment {
  message: string
  amount: string
  counted: string
  paidAt: number
  outcome: 'held' | 'short' | 'surplus' | 'late' | 'payerMismatch'
  reason: { zh: string; en: string }
  payerTag: string
  evidence: string
}

/** An order to pay back, and whether the bank has. */
export interface Release {
  order: string
  reason: ReleaseReason
  principal: string
  interest: string
  items: { message: string; amount: string; interest: string }[]
  dueBy: number | null
  article: string
  orderedAt: number
  paidAt: number | null
}

/** A bidder's deposit for one tender. No name stands in it but sealed. */
export interface Deposit {
  tender: string
  tag: string
  required: string
  /** the tender's deadline (ms): a payment before it is in time, a payment of that very moment is not */
  until: number
  account: string
  accountTag: string
  payer: string
  lines: Partial<Record<Account, string>>
  payments: Payment[]
  guarantee: { amount: string; validUntil: number; evidence: string } | null
  releases: Release[]
  /** the guarantee was given back */
  freed: ReleaseReason | null
}

/** How a deposit stands. */
export type Standing =
  | 'none'
  | 'open'
  | 'short'
  | 'held'
  | 'guaranteed'
  | 'late'
  | 'payerMismatch'
  | 'releasing'
  | 'released'

/** What each account holds after movements. */
export function balance(lines: readonly Line[]): Partial<Record<Account, Fen>> {
  const sums: Partial<Record<Account, Fen>> = {}
  for (const { account, amount } of lines) sums[account] = (sums[account] ?? 0n) + BigInt(amount)
  return sums
}

/** What an account of a deposit holds, fen. */
export const on = (deposit: Deposit, account: Account): Fen => BigInt(deposit.lines[account] ?? '0')

/** What counts towards the deposit in money, fen. */
export const heldMoney = (deposit: Deposit): Fen => -on(deposit, 'held')

/** Payments that no order has sent back yet. */
export function unreturned(deposit: Deposit): Payment[] {
  const ordered = new Set(deposit.releases.flatMap((release) => release.items.map((item) => item.message)))
  return deposit.payments.filter((payment) => !ordered.has(payment.message))
}

/** The order that the bank has still to carry out. */
export const waiting = (deposit: Deposit): Release | undefined => deposit.releases.find((one) => one.paidAt === null)

/** What secures the bid: money that counts, or a guarantee that was not given back. */
export function secured(deposit: Deposit): Fen {
  const guaranteed = deposit.guarantee && !deposit.freed ? BigInt(deposit.guarantee.amount) : 0n
  return heldMoney(deposit) > guaranteed ? heldMoney(deposit) : guaranteed
}

/** How a deposit stands, in one word. */
export function standing(deposit: Deposit): Standing {
  if (waiting(deposit)) return 'releasing'
  if (heldMoney(deposit) > 0n) return heldMoney(deposit) >= BigInt(deposit.required) ? 'held' : 'short'
  if (deposit.guarantee && !deposit.freed) return 'guaranteed'
  if (on(deposit, 'late') !== 0n) return 'late'
  if (on(deposit, 'mismatched') !== 0n) return 'payerMismatch'
  return deposit.releases.length || deposit.freed ? 'released' : 'open'
}

/** By what a deposit is given. */
export const formOf = (deposit: Deposit): 'transfer' | 'guarantee' | null =>
  deposit.payments.length ? 'transfer' : deposit.guarantee ? 'guarantee' : null

/** The only place where a deposit changes. */
export function evolve(deposit: Deposit | undefined, fact: DepositFact): Deposit {
  if (fact.type === 'deposit.opened') {
    return { ...fact.data, lines: {}, payments: [], guarantee: null, releases: [], freed: null }
  }
  if (!deposit) throw new Error(`${fact.type} before the deposit was opened`)
  switch (fact.type) {
    case 'deposit.posted': {
      const before = Object.entries(deposit.lines).map(([account, amount]) => ({ account: account as Account, amount }))
      const sums = Object.entries(balance([...before, ...fact.data.lines])).map(([account, sum]) => [
        account,
        String(sum),
      ])
      return { ...deposit, lines: Object.fromEntries(sums) }
    }
    case 'deposit.paid': {
      const { tender: _tender, tag: _tag, missing: _missing, ...payment } = fact.data
      return { ...deposit, payments: [...deposit.payments, payment] }
    }
    case 'deposit.guaranteed': {
      const { amount, validUntil, evidence } = fact.data
      return { ...deposit, guarantee: { amount, validUntil, evidence }, freed: null }
    }
    case 'deposit.releaseOrdered': {
      const { tender: _tender, tag: _tag, ...release } = fact.data
      return { ...deposit, releases: [...deposit.releases, { ...release, orderedAt: fact.at, paidAt: null }] }
    }
    case 'deposit.refunded': {
      const { order, paidAt } = fact.data
      return { ...deposit, releases: deposit.releases.map((one) => (one.order === order ? { ...one, paidAt } : one)) }
    }
    case 'deposit.released':
      return { ...deposit, freed: fact.data.reason }
  }
}
