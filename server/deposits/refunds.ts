import { type Calendar, dayOf } from '../law/periods.ts'
import { interest, latePenalty } from '../law/refunds.ts'
import { refusals } from '../law/refusal.ts'
import type { Regional } from '../law/regional.ts'
import { clocks, type RefundLaw } from './clocks.ts'
import {
  type Account,
  type Deposit,
  guaranteeOf,
  ofOrderNumber,
  type Payment,
  type Release,
  refundState,
  unreturned,
  waiting,
} from './deposit.ts'
import { dueOf } from './dues.ts'
import {
  type DepositHappening,
  DepositPosted,
  DepositRefunded,
  DepositReleased,
  DepositReleaseOrdered,
  type Outcome,
  type ReleaseReason,
} from './events.ts'
import { wrongOrder } from './orderRefusals.ts'
import {
  RefundBatched,
  RefundCorrected,
  RefundRefused,
  RefundSent,
  RefundUnbatched,
  type RefusedBecause,
} from './refundEvents.ts'
import { linesOf } from './rules.ts'

const refuse = refusals({
  REFUND_NOT_REFUSED: { status: 409, zh: '该退款未被银行退回，无需更正', en: 'the bank has not refused this refund' },
  REFUND_BEFORE_ORDER: { status: 422, zh: '退款时间早于指令下达时间', en: 'the refund is dated before its order' },
})

/** Why and since when a deposit is to go back. */
export interface ReleaseCause {
  reason: ReleaseReason
  /** when the bid was withdrawn, the postponement or extension declined, the award notified or the contract signed (as the track has it), the tender ended (ms) */
  at: number
  order: string
  /** the published calendar, by which the last day is counted */
  table: Calendar
}

/** On which account money of each outcome stands that does not count. */
export const restOn: Record<Outcome, Account> = {
  ...{ held: 'surplus', short: 'surplus', surplus: 'surplus', late: 'late' },
  ...{ payerMismatch: 'mismatched', notBasicAccount: 'mismatched', cashRefused: 'mismatched' },
}

/** Where a payment stands in the accounts: the part that counts, and the rest. What is kept stands there no more. */
function standsOn(deposit: Deposit, payment: Payment): Partial<Record<Account, bigint>> {
  const rest = BigInt(payment.amount) - BigInt(payment.counted)
  const counted = deposit.kept ? 0n : BigInt(payment.counted)
  return { held: counted, [restOn[payment.outcome]]: rest }
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
  if (guaranteeOf(deposit)) facts.push(DepositReleased({ tender, tag, reason }))
  const payments = unreturned(deposit)
  if (waiting(deposit) || !payments.length) return facts

  const items = payments
    .map((payment) => {
      const standing = Object.values(standsOn(deposit, payment)).reduce((sum, part) => sum + part, 0n)
      return { ...payment, amount: String(standing) }
    })
    .filter(({ amount }) => amount !== '0')
    .map((payment) => itemOf(payment, bears(reason, law), region, now))
  if (!items.length) return facts
  const { principal, gained } = totals(items)
  const due = dueOf(cause, law, region, cause.table)
  const { article } = clocks[reason].rule(law)
  const amounts: Partial<Record<Account, bigint>> = { interest: gained, payable: -principal - gained }
  for (const payment of payments)
    for (const [account, amount] of Object.entries(standsOn(deposit, payment)))
      amounts[account as Account] = (amounts[account as Account] ?? 0n) + amount
  const figures = { principal: String(principal), interest: String(gained), items, article, ...due }
  return [
    ...facts,
    DepositReleaseOrdered({ tender, tag, order, reason, ...figures, keeper: null, countedFrom: cause.at }),
    DepositPosted({ tender, tag, lines: linesOf(amounts), of: order }),
  ]
}

type Item = Release['items'][number]

/** Whether what goes back for a reason bears interest. */
const bears = (reason: Release['reason'], law: RefundLaw): boolean =>
  (reason === 'terminated' ? law.terminatedInterest : law.depositInterest).value === 'bankDepositRate'

/** What goes back of a payment, with the interest that it bears until now. */
function itemOf(
  { message, amount, paidAt }: Pick<Payment, 'message' | 'amount' | 'paidAt'>,
  withInterest: boolean,
  region: Regional,
  now: number,
): Item {
  const gained = withInterest ? interest(BigInt(amount), dayOf(paidAt), dayOf(Math.max(now, paidAt)), region) : 0n
  return { message, amount, interest: String(gained) }
}

const totals = (items: readonly Item[]): { principal: bigint; gained: bigint } => ({
  principal: items.reduce((sum, item) => sum + BigInt(item.amount), 0n),
  gained: items.reduce((sum, item) => sum + BigInt(item.interest), 0n),
})

/** Puts the refund that waits into a batch, with interest and what lateness costs as of now. Not waiting: no facts. */
export function batchFacts(
  deposit: Deposit,
  batch: string,
  law: RefundLaw,
  region: Regional,
  now: number,
): DepositHappening[] {
  const release = waiting(deposit)
  if (!release || refundState(deposit) !== 'ordered') return []
  const paidAt = new Map(deposit.payments.map((one) => [one.message, one.paidAt]))
  const items = release.items.map((item) =>
    itemOf(
      { ...item, paidAt: paidAt.get(item.message) ?? now },
      release.keeper === null && bears(release.reason, law),
      region,
      now,
    ),
  )
  const { principal, gained } = totals(items)
  const late = release.dueBy === null ? 0n : latePenalty(principal, dayOf(release.dueBy), dayOf(now), law, region)
  const [moreInterest, morePenalty] = [gained - BigInt(release.interest), late - BigInt(release.penalty)]
  const { tender, tag } = deposit
  const { order } = release
  const lines = linesOf({ interest: moreInterest, penalty: morePenalty, payable: -moreInterest - morePenalty })
  return [
    RefundBatched({ tender, tag, order, batch, interest: String(gained), penalty: String(late), items }),
    ...(lines.length ? [DepositPosted({ tender, tag, lines, of: batch })] : []),
  ]
}

/** Takes the refund out of a batch that was given up. */
export function unbatchFacts(deposit: Deposit, batch: string): DepositHappening[] {
  const release = waiting(deposit)
  if (release?.batch !== batch || refundState(deposit) !== 'batched') return []
  return [RefundUnbatched({ tender: deposit.tender, tag: deposit.tag, order: release.order, batch })]
}

/** Notes that the bank has taken the order. It may have been paid or refused meanwhile: no facts then. */
export function sentFacts(deposit: Deposit, batch: string): DepositHappening[] {
  const release = waiting(deposit)
  if (release?.batch !== batch || refundState(deposit) !== 'batched') return []
  return [RefundSent({ tender: deposit.tender, tag: deposit.tag, order: release.order, batch })]
}

/** The refund and the attempt that the bank speaks of; refuses what it cannot say of them. */
function spokenOf(deposit: Deposit | undefined, number: string): { deposit: Deposit; release: Release } {
  const { order, attempt } = ofOrderNumber(number)
  const release = deposit?.releases.find((one) => one.order === order)
  if (!deposit || !release || attempt > release.attempt) throw wrongOrder('ORDER_UNKNOWN')
  if (release.paidAt !== null) throw wrongOrder('ORDER_PAID', { order: number, paidAt: release.paidAt })
  if (attempt < release.attempt || release.refused) throw wrongOrder('ORDER_REFUSED', { order: number })
  if (!release.batch) throw wrongOrder('ORDER_NOT_APPROVED', { order: number })
  return { deposit, release }
}

/** Books that the bank could not pay an order: the money stays owed, the refund waits for a person. */
export function refuseFacts(
  found: Deposit | undefined,
  of: {
    order: string
    message: string
    because: RefusedBecause
    refusedAt: number
    replyTo: string | null
    evidence: string
  },
): DepositHappening[] {
  const { deposit, release } = spokenOf(found, of.order)
  return [RefundRefused({ tender: deposit.tender, tag: deposit.tag, ...of, order: release.order })]
}

/** Lets a refused refund go again, to another account of the bidder if one is given. */
export function correctFacts(deposit: Deposit, of: { payee: string | null; evidence: string }): DepositHappening[] {
  const release = waiting(deposit)
  if (!release?.refused) throw refuse('REFUND_NOT_REFUSED')
  return [RefundCorrected({ tender: deposit.tender, tag: deposit.tag, order: release.order, ...of })]
}

/** Books that the bank has paid an order. An order is paid once, whatever the bank says how often. */
export function confirmFacts(
  found: Deposit | undefined,
  of: { order: string; message: string; paidAt: number; evidence: string },
): DepositHappening[] {
  const { deposit, release } = spokenOf(found, of.order)
  if (of.paidAt < release.orderedAt) throw refuse('REFUND_BEFORE_ORDER', { orderedAt: release.orderedAt })
  const { tender, tag } = deposit
  const [principal, gained, late] = [BigInt(release.principal), BigInt(release.interest), BigInt(release.penalty)]
  const amount = principal + gained + late
  const lines = linesOf({ payable: amount, bank: -principal, interest: -gained, penalty: -late })
  return [
    DepositRefunded({ tender, tag, ...of, order: release.order, amount: String(amount) }),
    DepositPosted({ tender, tag, lines, of: release.order }),
  ]
}
