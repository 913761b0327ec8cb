import { z } from 'zod'
import { defineEvent } from '../ledger/event.ts'
import { type Eye, partyAlone } from '../ledger/eye.ts'
import { FenText, Hash, InstantNumber } from '../tenders/contract.ts'
import { Signature } from '../tenders/events.ts'

/** Only the bidder whose deposit it is: rows of a tender are shown to officers by views, and only after its opening. */
const bidderItself = partyAlone((eye: Eye, data: { tag: string }) => eye.role === 'bidder' && eye.tag === data.tag)
const whose = { tender: z.string(), tag: Hash, order: z.string() }

/** Why a bank gives a refund back. */
export const RefusedBecause = z.enum(['accountClosed', 'accountUnknown', 'nameMismatch', 'accountFrozen', 'other'])
export type RefusedBecause = z.infer<typeof RefusedBecause>

/** A refund was put into a batch; interest and what lateness costs are those of this day. */
export const RefundBatched = defineEvent('deposit.refundBatched', {
  v: 1,
  zh: '退款已编入批次',
  en: 'refund put into a batch',
  data: z.strictObject({
    ...whose,
    batch: z.string(),
    interest: FenText,
    /** what the law charges for coming late; owed by the one who was late, not by the bank */
    penalty: FenText,
    items: z.array(z.strictObject({ message: Hash, amount: FenText, interest: FenText })).min(1),
  }),
  seenBy: bidderItself,
})

/** The batch was given up before anything of it was sent; the refund waits for another. */
export const RefundUnbatched = defineEvent('deposit.refundUnbatched', {
  v: 1,
  zh: '退款已退出批次',
  en: 'refund taken out of its batch',
  data: z.strictObject({ ...whose, batch: z.string() }),
  seenBy: bidderItself,
})

/** The bank has taken the order; it may be carried out from now on. */
export const RefundSent = defineEvent('deposit.refundSent', {
  v: 1,
  zh: '退款指令已送达银行',
  en: 'refund order taken by the bank',
  data: z.strictObject({ ...whose, batch: z.string() }),
  seenBy: bidderItself,
})

/** The bank could not pay: the refund comes back to a person. */
export const RefundRefused = defineEvent('deposit.refundRefused', {
  v: 1,
  zh: '银行退回退款指令',
  en: 'refund refused by the bank',
  data: z.strictObject({
    ...whose,
    message: Hash,
    because: RefusedBecause,
    refusedAt: InstantNumber,
    /** public key (SPKI, base64) to which the bidder closes another account's number; null where the bank gave none */
    replyTo: z.string().nullable(),
    /** the bank's signed message, sealed */
    evidence: z.string(),
  }),
  seenBy: bidderItself,
})

/** A refused refund was looked at and may be sent again, under a new number; to another account of the same bidder if one is given. */
export const RefundCorrected = defineEvent('deposit.refundCorrected', {
  v: 1,
  zh: '退款已更正，待重新发送',
  en: 'refund corrected, to be sent again',
  data: z.strictObject({
    ...whose,
    /** the account, a letter that the bank alone opens, as JSON; null keeps the one that the money came from */
    payee: z.string().nullable(),
    /** the statement of the one who corrected it, sealed */
    evidence: z.string(),
  }),
  seenBy: bidderItself,
})

/** The calendar that was missing is out: the last lawful moment can be told. */
export const RefundDueNamed = defineEvent('deposit.refundDueNamed', {
  v: 1,
  zh: '退还期限已确定',
  en: 'last day of a refund named',
  data: z.strictObject({ ...whose, dueBy: InstantNumber }),
  seenBy: bidderItself,
})

/** The last lawful day has passed and the money is not back. */
export const RefundOverdue = defineEvent('deposit.refundOverdue', {
  v: 1,
  zh: '保证金逾期未退',
  en: 'refund overdue',
  data: z.strictObject({ ...whose, dueBy: InstantNumber }),
  seenBy: bidderItself,
})

/** The grounds on which the law lets a deposit be kept, and no other. */
export const KeepGround = z.enum(['revoked', 'contractRefused', 'conditionsAdded', 'noPerformanceBond'])
export type KeepGround = z.infer<typeof KeepGround>

/** A deposit is not given back, on a ground of the law, by a decision with its evidence. */
export const DepositKept = defineEvent('deposit.kept', {
  v: 1,
  zh: '投标保证金不予退还',
  en: 'deposit kept',
  data: z.strictObject({
    tender: z.string(),
    tag: Hash,
    ground: KeepGround,
    /** the article of the ground */
    article: z.string(),
    amount: FenText,
    decision: z.string(),
    /** SHA-256 of the evidence's file */
    evidence: Hash,
    signature: Signature,
  }),
  seenBy: (eye, data) => bidderItself(eye, data) || eye.host || eye.role === 'supervisor',
})

/** A bidder does not stay bound after the deadline was postponed: what it gave goes back. */
export const DepositDeclined = defineEvent('deposit.declined', {
  v: 1,
  zh: '投标人不接受延期，要求退还保证金',
  en: 'postponement declined, deposit asked back',
  data: z.strictObject({
    tender: z.string(),
    tag: Hash,
    /** the deadline that it does not go along with */
    deadline: InstantNumber,
    /** when it said so: from here the days are counted */
    at: InstantNumber,
    /** the bidder's signed statement, closed to the officers of the tender (payers.ts) */
    evidence: z.string(),
  }),
  seenBy: bidderItself,
})

/** The bank took an arrival back (冲正). The arrival stays in the books; its opposite stands beside it. */
export const PaymentReversed = defineEvent('deposit.paymentReversed', {
  v: 1,
  zh: '银行冲正到账',
  en: 'arrival reversed by the bank',
  data: z.strictObject({
    tender: z.string(),
    tag: Hash,
    /** the message of the arrival */
    payment: Hash,
    message: Hash,
    /** what was paid above what was asked and counts from now on */
    recounted: z.array(z.strictObject({ message: Hash, counted: FenText })),
    reason: z.strictObject({ zh: z.string(), en: z.string() }),
    reversedAt: InstantNumber,
    /** the bank's signed message, sealed */
    evidence: z.string(),
  }),
  seenBy: bidderItself,
})

/**
 * The bidder asked money back that it paid above a deposit that was whole already: it leaves the deposit's accounts and
 * stands in suspense (messages.ts), from where it goes back.
 */
export const SurplusParted = defineEvent('deposit.surplusParted', {
  v: 1,
  zh: '多付款项已申请单独退回',
  en: 'money paid above the deposit asked back',
  data: z.strictObject({
    tender: z.string(),
    tag: Hash,
    /** each payment, and the order that sends it back */
    items: z.array(z.strictObject({ message: Hash, order: z.string() })).min(1),
    amount: FenText,
    /** the bidder's signed request, closed to the officers of the tender (payers.ts) */
    evidence: z.string(),
  }),
  seenBy: bidderItself,
})

export const refundEvents = [
  SurplusParted,
  PaymentReversed,
  DepositDeclined,
  RefundBatched,
  RefundUnbatched,
  RefundSent,
  RefundRefused,
  RefundCorrected,
  RefundDueNamed,
  RefundOverdue,
  DepositKept,
]
