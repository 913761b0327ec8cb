import { z } from 'zod'
import { defineEvent, type FactOf } from '../ledger/event.ts'
import { nobody } from '../ledger/eye.ts'
import { FenText, Hash, InstantNumber } from '../tenders/contract.ts'
import type { RefundState } from './deposit.ts'
import { Outcome, SignedFen, Words } from './events.ts'
import { RefusedBecause } from './refundEvents.ts'

/** What the bank is told about a message, the first time and every time it repeats it. */
export const BankAnswer = z.strictObject({
  message: z.string(),
  outcome: z.enum([...Outcome.options, 'suspense', 'refunded', 'refusalNoted', 'revoked', 'reversed']),
  reason: Words.nullable(),
})
export type BankAnswer = z.infer<typeof BankAnswer>

/** A message of the bank was carried out; the same message again changes nothing. */
export const MessageTaken = defineEvent('payment.messageTaken', {
  v: 1,
  zh: '银行报文已受理',
  en: "bank's message carried out",
  /** `content` is a keyed hash of everything the bank signed */
  data: z.strictObject({ message: Hash, content: Hash, answer: BankAnswer }),
  seenBy: nobody,
})

const lines = z.array(z.strictObject({ account: z.enum(['bank', 'suspense']), amount: SignedFen })).length(2)

/** Money came for an account that nobody has. It stands in suspense until the bank has sent it back. */
export const MoneySuspended = defineEvent('payment.suspended', {
  v: 1,
  zh: '款项已挂账',
  en: 'money in suspense',
  data: z.strictObject({
    message: Hash,
    order: z.string(),
    amount: FenText,
    paidAt: InstantNumber,
    lines,
    evidence: z.string(),
  }),
  seenBy: nobody,
})

/** The bank sent suspended money back to where it came from. */
export const MoneyReturned = defineEvent('payment.returned', {
  v: 1,
  zh: '挂账款项已退回',
  en: 'suspended money returned',
  data: z.strictObject({ message: Hash, order: z.string(), paidAt: InstantNumber, lines, evidence: z.string() }),
  seenBy: nobody,
})

/** Where the return of suspended money got to: in a batch, out of it, at the bank, refused by it, to be sent again. */
export const ReturnMoved = defineEvent('payment.returnMoved', {
  v: 1,
  zh: '挂账款项退回进度',
  en: 'return of suspended money moved on',
  data: z.strictObject({
    message: Hash,
    to: z.enum(['batched', 'unbatched', 'sent', 'refused', 'corrected']),
    batch: z.string().nullable(),
    because: RefusedBecause.nullable(),
    /** who said so, sealed; empty where the platform itself moved it */
    evidence: z.string(),
  }),
  seenBy: nobody,
})

/** The bank took money for no account back itself. */
export const SuspendedReversed = defineEvent('payment.suspendedReversed', {
  v: 1,
  zh: '挂账款项已被银行冲正',
  en: 'suspended money reversed by the bank',
  data: z.strictObject({ message: Hash, reversedAt: InstantNumber, lines, evidence: z.string() }),
  seenBy: nobody,
})

export const paymentEvents = [SuspendedReversed, MessageTaken, MoneySuspended, MoneyReturned, ReturnMoved]
export type PaymentFact = FactOf<(typeof paymentEvents)[number]>

/** Money in suspense, and how far its return has come. */
export interface Suspended {
  order: string
  amount: string
  evidence: string
  arrivedAt: number
  returnedAt: number | null
  attempt: number
  batch: string | null
  sentAt: number | null
  refused: { because: RefusedBecause; at: number } | null
}

/** One message of the bank, by the tag of its number, and money in suspense if it brought some. */
export interface BankMessage {
  message: string
  content: string
  answer: BankAnswer | null
  suspended: Suspended | null
}

/** Where the return of suspended money stands; null if there is nothing to return. */
export function returnState({ suspended }: BankMessage): RefundState | null {
  if (!suspended || suspended.returnedAt !== null) return null
  if (suspended.refused) return 'refused'
  if (!suspended.batch) return 'ordered'
  return suspended.sentAt === null ? 'batched' : 'sent'
}

function moved(before: Suspended, { data, at }: FactOf<typeof ReturnMoved>): Suspended {
  switch (data.to) {
    case 'batched':
    case 'unbatched':
      return { ...before, batch: data.batch }
    case 'sent':
      return { ...before, sentAt: at }
    case 'refused':
      return { ...before, refused: { because: data.because ?? 'other', at }, batch: null, sentAt: null }
    case 'corrected':
      return { ...before, refused: null, attempt: before.attempt + 1 }
  }
}

/** The only place where a message changes. */
export function evolve(before: BankMessage | undefined, fact: PaymentFact): BankMessage {
  const message = before ?? { message: fact.data.message, content: '', answer: null, suspended: null }
  if (fact.type === 'payment.messageTaken') return { ...message, content: fact.data.content, answer: fact.data.answer }
  if (fact.type === 'payment.suspended') {
    const { order, amount, evidence, paidAt } = fact.data
    const open = { returnedAt: null, attempt: 1, batch: null, sentAt: null, refused: null }
    return { ...message, suspended: { order, amount, evidence, arrivedAt: paidAt, ...open } }
  }
  if (!message.suspended) throw new Error('money goes back that was never suspended')
  if (fact.type === 'payment.returnMoved') return { ...message, suspended: moved(message.suspended, fact) }
  const returnedAt = fact.type === 'payment.suspendedReversed' ? fact.data.reversedAt : fact.data.paidAt
  return { ...message, suspended: { ...message.suspended, returnedAt } }
}
