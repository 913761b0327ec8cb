import type { Fen } from '../law/units.ts'
import type { ACCOUNTS, Outcome, ReleaseReason } from './events.ts'
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
  outcome: Outcome
  reason: { zh: string; en: string }
  payerTag: string
  /** the bank's own number of it, sealed */
  reference: string
  evidence: string
  /** the order that sends it back, where none of it counts: it stands in suspense (messages.ts) and not here */
  parted?: string | undefined
  /** when and why the bank took it back; absent: it did not */
  reversed?: { at: number; reason: { zh: string; en: string } }
}

/** An order to pay back, and whether the bank has. */
export interface Release {
  order: string
  reason: ReleaseReason | 'kept'
  principal: string
  interest: string
  items: { message: string; amount: string; interest: string }[]
  dueBy: number | null
  /** the first day that no calendar covers, where that is why there is no last moment yet */
  pending?: string | null | undefined
  /** what the law counts from (ms) */
  countedFrom?: number | undefined
  article: string
  orderedAt: number
  paidAt: number | null
  /** what coming late costs, fen */
  penalty: string
  /** counts the orders to the bank: each has a number of its own */
  attempt: number
  batch: string | null
  sentAt: number | null
  refused: { because: RefusedBecause; at: number; replyTo: string | null } | null
  /** the account to pay to where the bidder named another: a letter that the bank alone opens, as JSON */
  payee: string | null
  /** who is paid where it is not the payer: the one who keeps the deposit; the account sealed */
  keeper: { name: string; account: string } | null
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
  nameTag: string
  /** keyed hash of the basic account that the bidder named; null while it has named none */
  basicAccount: string | null
  lines: Partial<Record<Account, string>>
  payments: Payment[]
  guarantee: {
    kind: 'guarantee' | 'annual'
    amount: string
    validUntil: number
    numberTag: string
    evidence: string
    /** the file of the issuer's signed PDF, closed to the officers of the tender */
    document?: string | undefined
    revoked: { at: number; reason: string } | null
  } | null
  /** what a policy forgives of `required`, fen */
  forgiven: { policy: string; instrument: string; amount: string; evidence: string } | null
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
  | 'waived'
  | 'revoked'
  | 'reversed'
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

/** Payments on the deposit that neither an order nor the bank has sent back yet. */
export function unreturned(deposit: Deposit): Payment[] {
  const back = deposit.releases.filter((release) => release.reason !== 'kept')
  const ordered = new Set(back.flatMap((release) => release.items.map((item) => item.message)))
  return deposit.payments.filter(
    ({ message, reversed, parted }) => !reversed && parted === undefined && !ordered.has(message),
  )
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

/** What a policy forgives, fen. */
export const forgiven = (deposit: Deposit): Fen => BigInt(deposit.forgiven?.amount ?? '0')

/** What the bidder has to give: what is required less what a policy forgives, fen. */
export const owed = (deposit: Deposit): Fen => BigInt(deposit.required) - forgiven(deposit)

/** The guarantee or annual deposit that stands: neither given back nor revoked. */
export const guaranteeOf = (deposit: Deposit) =>
  deposit.guarantee && !deposit.freed && !deposit.guarantee.revoked ? deposit.guarantee : null

/**
 * What secures the bid: money that counts or a guarantee that stands, and what need not be given.
 *
 * @param boundUntil until when the bid binds (ms), where that is asked: a guarantee that a postponement has made too
 *   short secures nothing
 */
export function secured(deposit: Deposit, boundUntil = 0): Fen {
  const guarantee = guaranteeOf(deposit)
  const guaranteed = guarantee && guarantee.validUntil >= boundUntil ? BigInt(guarantee.amount) : 0n
  return (heldMoney(deposit) > guaranteed ? heldMoney(deposit) : guaranteed) + forgiven(deposit)
}

/** How a deposit stands, in one word. */
export function standing(deposit: Deposit): Standing {
  const release = waiting(deposit)
  if (release) return release.keeper ? 'kept' : 'releasing'
  if (heldMoney(deposit) > 0n) return heldMoney(deposit) >= owed(deposit) ? 'held' : 'short'
  if (guaranteeOf(deposit)) return 'guaranteed'
  if (deposit.kept) return 'kept'
  if (deposit.forgiven && owed(deposit) === 0n && !deposit.freed) return 'waived'
  if (deposit.guarantee?.revoked && !deposit.freed) return 'revoked'
  if (on(deposit, 'late') !== 0n) return 'late'
  if (on(deposit, 'mismatched') !== 0n) return 'payerMismatch'
  const strange = partedLast(deposit)
  if (strange) return strange.outcome === 'late' ? 'late' : 'payerMismatch'
  if (deposit.releases.length || deposit.freed) return 'released'
  return deposit.payments.some(({ reversed }) => reversed) ? 'reversed' : 'open'
}

/** The last payment that was not asked back as paid above the deposit, where it does not count and nothing was ordered back since it came. */
function partedLast({ payments, releases }: Deposit): Payment | undefined {
  const last = payments.findLast(({ reversed, outcome }) => !reversed && outcome !== 'surplus')
  return last?.parted !== undefined && releases.every(({ orderedAt }) => orderedAt < last.paidAt) ? last : undefined
}

/** Whether nothing of a deposit is owed to anybody any more: every fen is out again, and no guarantee stands that is not kept. */
export const settled = (deposit: Deposit): boolean =>
  !waiting(deposit) &&
  Object.values(deposit.lines).every((amount) => BigInt(amount) === 0n) &&
  (deposit.kept !== null || guaranteeOf(deposit) === null)

/** What a deposit is given by. */
export type DepositForm = 'transfer' | 'guarantee' | 'annual' | 'waiver'

/** By what a deposit is given; null while nothing is. */
export function formOf(deposit: Deposit): DepositForm | null {
  if (deposit.payments.length) return 'transfer'
  return deposit.guarantee?.kind ?? (deposit.forgiven ? 'waiver' : null)
}
