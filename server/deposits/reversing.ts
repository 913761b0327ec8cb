import { refusals } from '../law/refusal.ts'
import { type Account, type Deposit, heldMoney, owed, type Payment } from './deposit.ts'
import { type DepositHappening, DepositPosted } from './events.ts'
import { PaymentReversed } from './refundEvents.ts'
import { restOn } from './refunds.ts'
import { linesOf } from './rules.ts'
import { reasons } from './words.ts'

const refuse = refusals({
  PAYMENT_UNKNOWN: { status: 404, zh: '没有该笔到账', en: 'there is no such arrival' },
  PAYMENT_REVERSED: { status: 409, zh: '该笔到账已冲正', en: 'this arrival was reversed already' },
  PAYMENT_GONE: {
    status: 409,
    zh: '该笔到账已列入退款或不予退还，不能冲正；银行应退回该退款指令',
    en: 'this arrival was ordered back or kept already: refuse that order instead',
  },
  REVERSED_BEFORE: { status: 422, zh: '冲正时间早于到账时间', en: 'the reversal is dated before the arrival' },
})

/** The payment that the bank takes back; refuses what cannot be taken back. */
function paymentOf(deposit: Deposit, message: string, reversedAt: number): Payment {
  const payment = deposit.payments.find((one) => one.message === message)
  if (!payment) throw refuse('PAYMENT_UNKNOWN')
  if (payment.reversed) throw refuse('PAYMENT_REVERSED', { at: payment.reversed.at })
  const ordered = deposit.releases.some(({ items }) => items.some((item) => item.message === message))
  if (ordered || deposit.kept) throw refuse('PAYMENT_GONE')
  if (reversedAt < payment.paidAt) throw refuse('REVERSED_BEFORE', { paidAt: payment.paidAt })
  return payment
}

/** Which money above what was asked takes the place of what is gone, oldest first: the parts that count anew. */
function stepsIn(deposit: Deposit, gone: Payment): { message: string; counted: string }[] {
  let missing = owed(deposit) - heldMoney(deposit) + BigInt(gone.counted)
  const spare = deposit.payments.filter(
    (one) =>
      one !== gone &&
      !one.reversed &&
      one.parted === undefined &&
      restOn[one.outcome] === 'surplus' &&
      !deposit.releases.some(({ items }) => items.some((item) => item.message === one.message)),
  )
  return spare.flatMap(({ message, amount, counted }) => {
    const rest = BigInt(amount) - BigInt(counted)
    const more = rest < missing ? rest : missing
    if (more <= 0n) return []
    missing -= more
    return [{ message, counted: String(BigInt(counted) + more) }]
  })
}

/**
 * Books that the bank took an arrival back. Nothing is struck out: the same accounts move the other way. Money that was
 * paid above what was asked steps in for what is gone.
 */
export function reverseFacts(
  deposit: Deposit,
  of: { payment: string; message: string; because: string; reversedAt: number; evidence: string },
): DepositHappening[] {
  const { tender, tag } = deposit
  const { payment, message, because, reversedAt, evidence } = of
  const gone = paymentOf(deposit, payment, reversedAt)
  if (gone.parted !== undefined) {
    const reason = reasons.reversed(BigInt(gone.amount), owed(deposit) - heldMoney(deposit), because)
    return [PaymentReversed({ tender, tag, payment, message, recounted: [], reason, reversedAt, evidence })]
  }
  const recounted = stepsIn(deposit, gone)
  const before = new Map(deposit.payments.map((one) => [one.message, BigInt(one.counted)]))
  const more = recounted.reduce((sum, one) => sum + BigInt(one.counted) - (before.get(one.message) ?? 0n), 0n)
  const [amount, counted] = [BigInt(gone.amount), BigInt(gone.counted)]
  const missing = owed(deposit) - heldMoney(deposit) + counted - more
  const amounts: Partial<Record<Account, bigint>> = { bank: -amount, held: counted - more }
  const rest = restOn[gone.outcome]
  amounts[rest] = (amounts[rest] ?? 0n) + amount - counted
  amounts.surplus = (amounts.surplus ?? 0n) + more
  const reason = reasons.reversed(amount, missing > 0n ? missing : 0n, because)
  return [
    PaymentReversed({ tender, tag, payment, message, recounted, reason, reversedAt, evidence }),
    DepositPosted({ tender, tag, lines: linesOf(amounts), of: message }),
  ]
}
