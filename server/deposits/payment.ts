import { DataTypes } from 'sequelize'
import { z } from 'zod'
import { defineEvent, type FactOf } from '../ledger/event.ts'
import { nobody } from '../ledger/eye.ts'
import { defineStream } from '../ledger/stream.ts'
import { FenText, Hash, InstantNumber } from '../tenders/contract.ts'
import { SignedFen, Words } from './events.ts'

/** What the bank is told about a message, the first time and every time it repeats it. */
export const BankAnswer = z.strictObject({
  message: z.string(),
  outcome: z.enum(['held', 'short', 'surplus', 'late', 'payerMismatch', 'suspense', 'refunded']),
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
    lines: z.array(z.strictObject({ account: z.enum(['bank', 'suspense']), amount: SignedFen })).length(2),
    evidence: z.string(),
  }),
  seenBy: nobody,
})

/** The bank sent suspended money back to where it came from. */
export const MoneyReturned = defineEvent('payment.returned', {
  v: 1,
  zh: '挂账款项已退回',
  en: 'suspended money returned',
  data: z.strictObject({
    message: Hash,
    order: z.string(),
    paidAt: InstantNumber,
    lines: z.array(z.strictObject({ account: z.enum(['bank', 'suspense']), amount: SignedFen })).length(2),
    evidence: z.string(),
  }),
  seenBy: nobody,
})

export const paymentEvents = [MessageTaken, MoneySuspended, MoneyReturned]
export type PaymentFact = FactOf<(typeof paymentEvents)[number]>

/** One message of the bank, by the tag of its number, and money in suspense if it brought some. */
export interface BankMessage {
  content: string
  answer: BankAnswer | null
  suspended: { order: string; amount: string; evidence: string; returnedAt: number | null } | null
}

/** The only place where a message changes. */
export function evolve(before: BankMessage | undefined, fact: PaymentFact): BankMessage {
  const message = before ?? { content: '', answer: null, suspended: null }
  switch (fact.type) {
    case 'payment.messageTaken':
      return { ...message, content: fact.data.content, answer: fact.data.answer }
    case 'payment.suspended': {
      const { order, amount, evidence } = fact.data
      return { ...message, suspended: { order, amount, evidence, returnedAt: null } }
    }
    case 'payment.returned': {
      if (!message.suspended) throw new Error('money was returned that was never suspended')
      return { ...message, suspended: { ...message.suspended, returnedAt: fact.data.paidAt } }
    }
  }
}

/** The stream of one message: `payment/<tag of bank and number>`. */
export const paymentStream = defineStream<BankMessage, PaymentFact>({
  name: 'payment',
  table: 'payments',
  evolve,
  columns: {
    suspense: { type: DataTypes.STRING(64), of: (message) => message.suspended?.order ?? null },
    suspense_open: { type: DataTypes.INTEGER, of: (message) => (message.suspended?.returnedAt === null ? 1 : 0) },
  },
})
