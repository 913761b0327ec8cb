import { dayOf, isPending } from '../law/periods.ts'
import { interest, type RefundEvent, refundDue } from '../law/refunds.ts'
import { refusals } from '../law/refusal.ts'
import type { Regional } from '../law/regional.ts'
import type { Rule } from '../law/rule.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { type Account, type Deposit, type Payment, unreturned, waiting } from './deposit.ts'
import {
  type DepositHappening,
  DepositPosted,
  DepositRefunded,
  DepositReleased,
  DepositReleaseOrdered,
  type ReleaseReason,
} from './events.ts'
import { linesOf } from './rules.ts'

const refuse = refusals({
  ORDER_PAID: { status: 409, zh: '该退款指令已执行，不得重复退款', en: 'this order was carried out already' },
  ORDER_UNKNOWN: { status: 404, zh: '没有该退款指令', en: 'there is no such order' },
  REFUND_BEFORE_ORDER: { status: 422, zh: '退款时间早于指令下达时间', en: 'the refund is dated before its order' },
})

type RefundLaw = Pick<
  Rulebook,
  'refundWithdrawn' | 'refundTerminated' | 'refundLosers' | 'refundWinner' | 'depositInterest'
>

const clocks: Record<ReleaseReason, { event: (at: number) => RefundEvent; rule: (law: RefundLaw) => Rule<unknown> }> = {
  withdrawn: { event: (at) => ({ cause: 'withdrawn', at }), rule: (law) => law.refundWithdrawn },
  failed: { event: (at) => ({ cause: 'terminated', at }), rule: (law) => law.refundTerminated },
  lost: { event: (at) => ({ cause: 'contract', at, winner: false }), rule: (law) => law.refundLosers },
  late: { event: (at) => ({ cause: 'contract', at, winner: false }), rule: (law) => law.refundLosers },
  'won-and-signed': { event: (at) => ({ cause: 'contract', at, winner: true }), rule: (law) => law.refundWinner },
}

/** Why and since when a deposit is to go back. */
export interface ReleaseCause {
  reason: ReleaseReason
  /** when the bid was withdrawn, the contract signed, the tender ended (ms) */
  at: number
  order: string
}

/** Where a payment stands in the accounts: the part that counts, and the rest. */
function standsOn(payment: Payment): Partial<Record<Account, bigint>> {
  const counted = BigInt(payment.counted)
  const rest = BigInt(payment.amount) - counted
  const account = payment.outcome === 'late' ? 'late' : payment.outcome === 'payerMismatch' ? 'mismatched' : 'surplus'
  return { held: counted, [account]: rest }
}

/**
 * Orders everything back that was not ordered back before: each payment to its payer, with interest for the nights
 * since it came in, by the day the law gives. A guarantee is given back without money. Nothing left: no facts.
 */
export function releaseFacts(
  deposit: Deposit,
  cause: ReleaseCause,
  law: RefundLaw,
  region: Regional,
  now: number,
): DepositHappening[] {
  const { tender, tag } = deposit
  const { reason, order } = cause
  const facts: DepositHappening[] = []
  if (deposit.guarantee && !deposit.freed) facts.push(DepositReleased({ tender, tag, reason }))
  const payments = unreturned(deposit)
  if (waiting(deposit) || !payments.length) return facts

  const bears = law.depositInterest.value === 'bankDepositRate'
  const items = payments.map(({ message, amount, paidAt }) => {
    const gained = bears ? interest(BigInt(amount), dayOf(paidAt), dayOf(Math.max(now, paidAt)), region) : 0n
    return { message, amount, interest: String(gained) }
  })
  const principal = items.reduce((sum, item) => sum + BigInt(item.amount), 0n)
  const gained = items.reduce((sum, item) => sum + BigInt(item.interest), 0n)
  const due = refundDue(clocks[reason].event(cause.at), law)
  const dueBy = due === undefined || isPending(due) ? null : due
  const { article } = clocks[reason].rule(law)
  const amounts: Partial<Record<Account, bigint>> = { interest: gained, payable: -principal - gained }
  for (const payment of payments)
    for (const [account, amount] of Object.entries(standsOn(payment)))
      amounts[account as Account] = (amounts[account as Account] ?? 0n) + amount
  const figures = { principal: String(principal), interest: String(gained), items, dueBy, article }
  return [
    ...facts,
    DepositReleaseOrdered({ tender, tag, order, reason, ...figures }),
    DepositPosted({ tender, tag, lines: linesOf(amounts), of: order }),
  ]
}

/** Books that the bank has paid an order. An order is paid once, whatever the bank says how often. */
export function confirmFacts(
  deposit: Deposit | undefined,
  of: { order: string; message: string; paidAt: number; evidence: string },
): DepositHappening[] {
  const release = deposit?.releases.find((one) => one.order === of.order)
  if (!deposit || !release) throw refuse('ORDER_UNKNOWN')
  if (release.paidAt !== null) throw refuse('ORDER_PAID', { order: of.order, paidAt: release.paidAt })
  if (of.paidAt < release.orderedAt) throw refuse('REFUND_BEFORE_ORDER', { orderedAt: release.orderedAt })
  const { tender, tag } = deposit
  const [principal, gained] = [BigInt(release.principal), BigInt(release.interest)]
  const amount = principal + gained
  return [
    DepositRefunded({ tender, tag, ...of, amount: String(amount) }),
    DepositPosted({
      tender,
      tag,
      lines: linesOf({ payable: amount, bank: -principal, interest: -gained }),
      of: of.order,
    }),
  ]
}
