import { z } from 'zod'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { type Eye, partyAlone } from '../ledger/eye.ts'
import { FenText, Hash, InstantNumber } from '../tenders/contract.ts'
import { refundEvents } from './refundEvents.ts'

/** A signed number of fen: a line of a posting. */
export const SignedFen = z.string().regex(/^(0|-?[1-9]\d{0,17})$/)
/** A sentence in both languages. */
export const Words = z.strictObject({ zh: z.string(), en: z.string() })

/** Only the bidder whose deposit it is; officers look at the list that opens with the bids. */
const bidderItself = partyAlone((eye: Eye, data: { tag: string }) => eye.role === 'bidder' && eye.tag === data.tag)

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
    /** who it is, closed to the officers of the tender (payers.ts) */
    payer: z.string(),
    /** keyed hash of the bidder's name: what the hash of a payer's name must equal */
    nameTag: Hash,
  }),
  seenBy: bidderItself,
})

/** The bidder named the basic account (基本账户) that its money comes from. */
export const BasicAccountNamed = defineEvent('deposit.basicAccountNamed', {
  v: 1,
  zh: '已申报基本账户',
  en: 'basic account named',
  /** keyed hash of the account within this tender, as `payerTag` of a payment */
  data: z.strictObject({ ...whose, basicAccount: Hash }),
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

/** What became of money that arrived on a deposit's account. */
export const Outcome = z.enum(['held', 'short', 'surplus', 'late', 'payerMismatch', 'notBasicAccount', 'cashRefused'])
export type Outcome = z.infer<typeof Outcome>

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
    outcome: Outcome,
    reason: Words,
    /** keyed hash of the payer's account within this tender: equal for one payer behind several bidders */
    payerTag: Hash,
    /** the bank's own number of this arrival, sealed by the vault: by it the bank sends the money back to where it came from */
    reference: z.string(),
    /** the order that sends it back at once, where none of it counts: it stands in suspense and never on the deposit */
    parted: z.string().optional(),
    /** payer, account, reference and the bank's signature, closed to the officers of the tender (payers.ts) */
    evidence: z.string(),
  }),
  seenBy: bidderItself,
})

/** A guarantee, or a deposit given for the whole year, stands in for the money. */
export const DepositGuaranteed = defineEvent('deposit.guaranteed', {
  v: 1,
  zh: '电子保函或年度保证金已受理',
  en: 'guarantee or annual deposit accepted',
  data: z.strictObject({
    ...whose,
    kind: z.enum(['guarantee', 'annual']),
    amount: FenText,
    validUntil: InstantNumber,
    /** keyed hash of the issuer's code and its number: what a revocation is matched by */
    numberTag: Hash,
    /** the document and its issuer's signature, closed to the officers of the tender (payers.ts) */
    evidence: z.string(),
    /** where the issuer's signed PDF lies, closed in the same way; absent where it was given as signed data alone */
    document: z.string().optional(),
  }),
  seenBy: bidderItself,
})

/** The issuer took its guarantee back: it secures nothing any more. */
export const GuaranteeRevoked = defineEvent('deposit.guaranteeRevoked', {
  v: 1,
  zh: '保函已被开立人撤销',
  en: 'guarantee revoked by its issuer',
  data: z.strictObject({ ...whose, message: Hash, reason: z.string(), revokedAt: InstantNumber, evidence: z.string() }),
  seenBy: bidderItself,
})

/** A bidder takes what a policy of the region forgives, all of the deposit or a part, and shows that it may. */
export const DepositForgiven = defineEvent('deposit.forgiven', {
  v: 1,
  zh: '保证金减免已登记',
  en: 'deposit waived or reduced',
  data: z.strictObject({
    ...whose,
    /** id of the policy among the region's values */
    policy: z.string(),
    instrument: z.string(),
    forgiven: FenText,
    /** statement, evidence's hash and the bidder's signature, closed to the officers of the tender (payers.ts) */
    evidence: z.string(),
  }),
  seenBy: bidderItself,
})

/** Why a deposit goes back. */
export const ReleaseReason = z.enum(['withdrawn', 'declined', 'lost', 'won-and-signed', 'late', 'failed', 'terminated'])
/** Why the bank is to pay: a deposit goes back, or what is kept goes to the one who keeps it. */
const OrderReason = z.enum([...ReleaseReason.options, 'kept'])
export type ReleaseReason = z.infer<typeof ReleaseReason>

/** The bank is told to pay back; a guarantee is given back without money. */
export const DepositReleaseOrdered = defineEvent('deposit.releaseOrdered', {
  v: 1,
  zh: '保证金退还指令已下达',
  en: 'refund ordered',
  data: z.strictObject({
    ...whose,
    order: z.string(),
    reason: OrderReason,
    principal: FenText,
    interest: FenText,
    /** each payment that goes back to its payer, with its own interest */
    items: z.array(z.strictObject({ message: Hash, amount: FenText, interest: FenText })).min(1),
    /** last lawful moment; null where the law names no number of days or the calendar is not out yet */
    dueBy: InstantNumber.nullable(),
    /** the first day that no calendar covered, where that is why there is no last moment */
    pending: z.string().optional(),
    /** the moment that the law counts from */
    countedFrom: InstantNumber.optional(),
    /** the article that says by when */
    article: z.string(),
    /** who is paid where it is not the payer; the account's number sealed by the vault */
    keeper: z.strictObject({ name: z.string(), account: z.string() }).nullable(),
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
  BasicAccountNamed,
  DepositPosted,
  DepositPaid,
  DepositGuaranteed,
  GuaranteeRevoked,
  DepositForgiven,
  DepositReleaseOrdered,
  DepositRefunded,
  DepositReleased,
  ...refundEvents,
]
export type DepositFact = FactOf<(typeof depositEvents)[number]>
export type DepositHappening = HappeningOf<(typeof depositEvents)[number]>
