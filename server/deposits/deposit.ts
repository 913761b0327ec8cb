import type { Fen } from '../law/units.ts'
import type { ACCOUNTS, DepositFact, ReleaseReason } from './events.ts'
import type { KeepGround, RefusedBecause } from './refundEvents.ts'

/** An account of a deposit. What all of them hold adds up to zero at any time. */
export type Account = (typeof ACCOUNTS)[number]
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
  /** what coming late costs, fen */
  penalty: string
  /** counts the orders to the bank: each has a number of its own */
  attempt: number
  batch: string | null
  sentAt: number | null
  refused: { because: RefusedBecause; at: number } | null
  /** the account to pay to where the bidder named another, sealed */
  payee: string | null
  /** the last day passed before it was paid */
  overdue: boolean
}

/** Where a refund stands that is not paid yet. */
export type RefundState = 'ordered' | 'batched' | 'sent' | 'refused'

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
  /** on which ground the deposit is not given back */
  kept: { ground: KeepGround; article: string; amount: string; decision: string; evidence: string; at: number } | null
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
  | 'kept'
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

/** Where the refund stands that is not paid yet; null if there is none. */
export function refundState(deposit: Deposit): RefundState | null {
  const release = waiting(deposit)
  if (!release) return null
  if (release.refused) return 'refused'
  if (!release.batch) return 'ordered'
  return release.sentAt === null ? 'batched' : 'sent'
}

/** The number under which the bank knows this attempt to pay back. */
export const orderNumber = ({ order, attempt }: Pick<Release, 'order' | 'attempt'>): string =>
  attempt === 1 ? order : `${order}_${attempt}`

/** The refund behind a number that the bank names, and which attempt it was. */
export function ofOrderNumber(number: string): { order: string; attempt: number } {
  const [order = '', attempt] = number.split('_')
  return { order, attempt: attempt === undefined ? 1 : Number(attempt) }
}

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
  if (deposit.kept) return 'kept'
  if (on(deposit, 'late') !== 0n) return 'late'
  if (on(deposit, 'mismatched') !== 0n) return 'payerMismatch'
  return deposit.releases.length || deposit.freed ? 'released' : 'open'
}

/** By what a deposit is given. */
export const formOf = (deposit: Deposit): 'transfer' | 'guarantee' | null =>
  deposit.payments.length ? 'transfer' : deposit.guarantee ? 'guarantee' : null

/** A refund changed: the one with this order. */
const withRelease = (deposit: Deposit, order: string, change: (one: Release) => Partial<Release>): Deposit => ({
  ...deposit,
  releases: deposit.releases.map((one) => (one.order === order ? { ...one, ...change(one) } : one)),
})

const fresh = { paidAt: null, penalty: '0', attempt: 1, batch: null, sentAt: null, refused: null, payee: null } as const

/** The only place where a deposit changes. */
export function evolve(deposit: Deposit | undefined, fact: DepositFact): Deposit {
  if (fact.type === 'deposit.opened')
    return { ...fact.data, lines: {}, payments: [], guarantee: null, releases: [], freed: null, kept: null }
  if (!deposit) throw new Error(`${fact.type} before the deposit was opened`)
  switch (fact.type) {
    case 'deposit.posted':
      return posted(deposit, fact.data.lines)
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
      const added: Release = { ...release, ...fresh, orderedAt: fact.at, overdue: false }
      return { ...deposit, releases: [...deposit.releases, added] }
    }
    case 'deposit.released':
      return { ...deposit, freed: fact.data.reason }
    case 'deposit.kept': {
      const { tender: _tender, tag: _tag, signature: _signature, ...kept } = fact.data
      return { ...deposit, kept: { ...kept, at: fact.at } }
    }
    default:
      return refundEvolves(deposit, fact)
  }
}

type RefundFact = Exclude<
  DepositFact,
  {
    type:
      | 'deposit.opened'
      | 'deposit.posted'
      | 'deposit.paid'
      | 'deposit.guaranteed'
      | 'deposit.releaseOrdered'
      | 'deposit.released'
      | 'deposit.kept'
  }
>

function refundEvolves(deposit: Deposit, { type, data, at }: RefundFact): Deposit {
  const changed = (change: (one: Release) => Partial<Release>): Deposit => withRelease(deposit, data.order, change)
  switch (type) {
    case 'deposit.refunded':
      return changed(() => ({ paidAt: data.paidAt, refused: null }))
    case 'deposit.refundBatched': {
      const { batch, interest, penalty, items } = data
      return changed(() => ({ batch, interest, penalty, items }))
    }
    case 'deposit.refundUnbatched':
      return changed(() => ({ batch: null }))
    case 'deposit.refundSent':
      return changed(() => ({ sentAt: at }))
    case 'deposit.refundRefused':
      return changed(() => ({ refused: { because: data.because, at: data.refusedAt }, batch: null, sentAt: null }))
    case 'deposit.refundCorrected':
      return changed((one) => ({ refused: null, attempt: one.attempt + 1, payee: data.payee ?? one.payee }))
    case 'deposit.refundOverdue':
      return changed(() => ({ overdue: true }))
  }
}

/** The accounts after movements. */
function posted(deposit: Deposit, lines: readonly Line[]): Deposit {
  const before = Object.entries(deposit.lines).map(([account, amount]) => ({ account: account as Account, amount }))
  const sums = Object.entries(balance([...before, ...lines])).map(([account, sum]) => [account, String(sum)])
  return { ...deposit, lines: Object.fromEntries(sums) }
}
