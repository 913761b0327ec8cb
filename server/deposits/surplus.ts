import { refusals } from '../law/refusal.ts'
import type { Fen } from '../law/units.ts'
import { type Deposit, type Payment, unreturned } from './deposit.ts'
import { type DepositHappening, DepositPosted } from './events.ts'
import { SurplusParted } from './refundEvents.ts'
import { linesOf, strayOrder } from './rules.ts'

const refuse = refusals({
  SURPLUS_NONE: {
    status: 409,
    zh: '没有可以单独退回的多付款项；同一笔款项中部分多付的，随保证金一并退还',
    en: 'no payment is above the deposit as a whole; what one payment brought above it goes back with the deposit',
  },
  SURPLUS_CHANGED: {
    status: 409,
    zh: '多付款项已有变化，请刷新后重新确认金额',
    en: 'what is above the deposit has changed: look at it again',
  },
})

/** Payments of which nothing counts because the deposit was whole before them: a second payment by mistake. */
export const wholeSurplus = (deposit: Deposit): Payment[] =>
  unreturned(deposit).filter(({ outcome, counted }) => outcome === 'surplus' && counted === '0')

/** What those payments come to, fen. */
export const surplusOf = (deposit: Deposit): Fen =>
  wholeSurplus(deposit).reduce((sum, { amount }) => sum + BigInt(amount), 0n)

/** The payments that a bidder asks back, of the amount that it was shown and has signed. */
export function askedBack(deposit: Deposit | undefined, amount: string): { deposit: Deposit; payments: Payment[] } {
  const payments = deposit ? wholeSurplus(deposit) : []
  if (!deposit || !payments.length) throw refuse('SURPLUS_NONE')
  const now = String(surplusOf(deposit))
  if (amount !== now) throw refuse('SURPLUS_CHANGED', { amount: now })
  return { deposit, payments }
}

/** Parts those payments from the deposit: what secures the bid stays as it is. */
export function partSurplus({ deposit, payments }: ReturnType<typeof askedBack>, evidence: string): DepositHappening[] {
  const { tender, tag } = deposit
  const items = payments.map(({ message }) => ({ message, order: strayOrder(message) }))
  return [
    SurplusParted({ tender, tag, items, amount: String(surplusOf(deposit)), evidence }),
    ...payments.map(({ message, amount }) => {
      const lines = linesOf({ bank: -BigInt(amount), surplus: BigInt(amount) })
      return DepositPosted({ tender, tag, lines, of: strayOrder(message) })
    }),
  ]
}
