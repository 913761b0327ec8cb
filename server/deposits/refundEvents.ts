import { z } from 'zod'
import { defineEvent } from '../ledger/event.ts'
import type { Eye } from '../ledger/eye.ts'
import { FenText, Hash, InstantNumber } from '../tenders/contract.ts'
import { Signature } from '../tenders/events.ts'

/** Only the bidder whose deposit it is: rows of a tender are shown to officers by views, and only after its opening. */
const bidderItself = (eye: Eye, data: { tag: string }): boolean => eye.role === 'bidder' && eye.tag === data.tag
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
    /** the account number, sealed; null keeps the one that the money came from */
    payee: z.string().nullable(),
    /** the statement of the one who corrected it, sealed */
    evidence: z.string(),
  }),
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

export const refundEvents = [
  RefundBatched,
  RefundUnbatched,
  RefundSent,
  RefundRefused,
  RefundCorrected,
  RefundOverdue,
  DepositKept,
]
