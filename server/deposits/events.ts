import { z } from 'zod'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import type { Eye } from '../ledger/eye.ts'
import { FenText, Hash, InstantNumber } from '../tenders/contract.ts'
import { refundEvents } from './refundEvents.ts'

/** A signed number of fen: a line of a posting. */
export const SignedFen = z.string().regex(/^(0|-?[1-9]\d{0,17})$/)
/** A sentence in both languages. */
export const Words = z.strictObject({ zh: z.string(), en: z.string() })

/** Only the bidder whose deposit it is; officers look at the list that opens with the bids. */
const bidderItself = (eye: Eye, data: { tag: string }): boolean => eye.role === 'bidder' && eye.tag === data.tag

/**
 * The accounts of one deposit. `bank`, `interest` and `penalty` are what the bank holds, owes, or is owed by the one who
 * was late; the others what is owed to the payer or (`kept`) to the one who keeps it, as negative amounts.
 */
export const ACCOUNTS = [
  'bank',
  'held',
  'surplus',
  'late',
  'mismatched',
  'payable',
  'interest',
  'penalty',
  'kept',
] as const

const whose = { tender: z.string(), tag: Hash }

/** A bidder was given an account of its own for this tender. */
export const DepositOpened = defineEvent('deposit.opened', {
  v: 1,
  zh: '已取得保证金子账号',
  en: 'deposit account given',
  data: z.strictObject({
    ...whose,
    required: FenText,
    until: InstantNumber,
    /** the account's number, sealed */
    account: z.string(),
    /** keyed hash of the number: what a payment is matched by */
    accountTag: Hash,
    /** the bidder's name, sealed: what a payer's name must equal */
    payer: z.string(),
  }),
  seenBy: bidderItself,
})

/** What each account of a deposit gains or loses; the lines add up to zero. */
export const DepositPosted = defineEvent('deposit.posted', {
  v: 1,
  zh: '保证金记账',
  en: 'deposit posted',
  data: z.strictObject({
    ...whose,
    lines: z
      .array(
        z.strictObject({
          account: z.enum(ACCOUNTS),
          amount: SignedFen,
        }),
      )
      .min(2),
    /** the bank's message or the refund order, as a tag or id */
    of: z.string(),
  }),
  seenBy: bidderItself,
})

/** Money arrived on the account, and what became of it. */
export const DepositPaid = defineEvent('deposit.paid', {
  v: 1,
  zh: '保证金到账',
  en: 'deposit paid',
  data: z.strictObject({
    ...whose,
    message: Hash,
    amount: FenText,
    /** what of it counts towards the deposit */
    counted: FenText,
    missing: FenText,
    paidAt: InstantNumber,
    outcome: z.enum(['held', 'short', 'surplus', 'late', 'payerMismatch']),
    reason: Words,
    /** keyed hash of the payer's account within this tender: equal for one payer behind several bidders */
    payerTag: Hash,
    /** payer, account, reference and the bank's signature, sealed */
    evidence: z.string(),
  }),
  seenBy: bidderItself,
})

/** A guarantee stands in for the money. */
export const DepositGuaranteed = defineEvent('deposit.guaranteed', {
  v: 1,
  zh: '电子保函已受理',
  en: 'guarantee accepted',
  data: z.strictObject({
    ...whose,
    amount: FenText,
    validUntil: InstantNumber,
    /** guarantee and its issuer's signature, sealed */
    evidence: z.string(),
  }),
  seenBy: bidderItself,
})

/** Why a deposit goes back. */
export const ReleaseReason = z.enum(['withdrawn', 'lost', 'won-and-signed', 'late', 'failed'])
export type ReleaseReason = z.infer<typeof ReleaseReason>

/** The bank is told to pay back; a guarantee is given back without money. */
export const DepositReleaseOrdered = defineEvent('deposit.releaseOrdered', {
  v: 1,
  zh: '保证金退还指令已下达',
  en: 'refund ordered',
  data: z.strictObject({
    ...whose,
    order: z.string(),
    reason: ReleaseReason,
    principal: FenText,
    interest: FenText,
    /** each payment that goes back to its payer, with its own interest */
    items: z.array(z.strictObject({ message: Hash, amount: FenText, interest: FenText })).min(1),
    /** last lawful moment; null where the law names no number of days or the calendar is not out yet */
    dueBy: InstantNumber.nullable(),
    /** the article that says by when */
    article: z.string(),
  }),
  seenBy: bidderItself,
})

/** The bank has paid back. */
export const DepositRefunded = defineEvent('deposit.refunded', {
  v: 1,
  zh: '保证金已退还',
  en: 'deposit refunded',
  data: z.strictObject({
    ...whose,
    order: z.string(),
    message: Hash,
    amount: FenText,
    paidAt: InstantNumber,
    evidence: z.string(),
  }),
  seenBy: bidderItself,
})

/** A guarantee was given back. */
export const DepositReleased = defineEvent('deposit.released', {
  v: 1,
  zh: '保函已解除',
  en: 'guarantee released',
  data: z.strictObject({ ...whose, reason: ReleaseReason }),
  seenBy: bidderItself,
})

export const depositEvents = [
  DepositOpened,
  DepositPosted,
  DepositPaid,
  DepositGuaranteed,
  DepositReleaseOrdered,
  DepositRefunded,
  DepositReleased,
  ...refundEvents,
]
export type DepositFact = FactOf<(typeof depositEvents)[number]>
export type DepositHappening = HappeningOf<(typeof depositEvents)[number]>
