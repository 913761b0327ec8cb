import { DataTypes } from 'sequelize'
import { defineStream } from '../ledger/stream.ts'
import { type BankMessage, evolve, type PaymentFact, returnState } from './messages.ts'

/** The stream of one message: `payment/<tag of bank and number>`. */
export const paymentStream = defineStream<BankMessage, PaymentFact>({
  name: 'payment',
  table: 'payments',
  evolve,
  columns: {
    suspense: { type: DataTypes.STRING(64), of: (message) => message.suspended?.order ?? null },
    suspense_open: { type: DataTypes.INTEGER, of: (message) => (message.suspended?.returnedAt === null ? 1 : 0) },
    suspense_state: { type: DataTypes.STRING(16), of: returnState },
    suspense_batch: { type: DataTypes.STRING(64), of: (message) => message.suspended?.batch ?? null },
  },
})
