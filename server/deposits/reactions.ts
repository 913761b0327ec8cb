import { type Context, on } from '../ledger/command.ts'
import type { BankOrder } from '../platform/platform.ts'
import { CalendarConfirmed } from '../regions/calendarEvents.ts'
import { TenderPublished } from '../tenders/events.ts'
import { endAlarm, raiseAlarm } from './alarmCommands.ts'
import { releaseDeposit } from './commands.ts'
import { unreturned } from './deposit.ts'
import { nameDues } from './dueCommands.ts'
import { DepositRefunded } from './events.ts'
import { orderOf, returnOf } from './orders.ts'
import { makePayersKey } from './payerCommands.ts'
import { BatchApproved } from './refundBatch.ts'
import { noteSent } from './refundCommands.ts'
import { RefundOverdue } from './refundEvents.ts'
import { batchById, depositId, depositsWhere, findDeposit, messagesWhere } from './store.ts'

/** Orders that are on their way to the bank at once, and that one transaction notes. */
const AT_ONCE = 16

interface Parcel {
  orders: BankOrder[]
  deposits: { tender: string; tag: string }[]
  messages: string[]
}

/** Everything of a batch that the bank is not known to have. */
async function unsent(context: Context, batch: string): Promise<Parcel[]> {
  const { vault } = context.platform
  const deposits = await depositsWhere(context, { refund_batch: batch, refund_state: 'batched' })
  const messages = await messagesWhere(context, { suspense_batch: batch, suspense_state: 'batched' })
  return [
    ...deposits.map((one) => ({
      orders: orderOf(vault, one),
      deposits: [{ tender: one.tender, tag: one.tag }],
      messages: [],
    })),
    ...messages.map((one) => ({ orders: returnOf(vault, one), deposits: [], messages: [one.message] })),
  ]
}

/**
 * Hands every order of an approved batch to the bank and notes what the bank has taken. Stopped anywhere and run again,
 * it hands over what is not noted: the bank knows an order by its number and carries it out once.
 */
export async function sendBatch(context: Context, id: string): Promise<void> {
  const batch = await batchById(context, id)
  if (batch?.stage !== 'approved') return
  const parcels = await unsent(context, id)
  const failures: unknown[] = []
  for (let i = 0; i < parcels.length; i += AT_ONCE) {
    const some = parcels.slice(i, i + AT_ONCE)
    const ends = await Promise.allSettled(some.map(({ orders }) => handOver(context, orders)))
    const taken = some.filter((_, n) => ends[n]?.status === 'fulfilled')
    failures.push(...ends.flatMap((end) => (end.status === 'rejected' ? [end.reason] : [])))
    const noted = { deposits: taken.flatMap((one) => one.deposits), messages: taken.flatMap((one) => one.messages) }
    if (taken.length) await noteSent(context, { batch: id, ...noted, last: false })
    if (failures.length) throw failures[0] // the job comes again, later each time
  }
  await noteSent(context, { batch: id, deposits: [], messages: [], last: true })
}

async function handOver({ platform }: Context, orders: BankOrder[]): Promise<void> {
  for (const order of orders) await platform.bank?.take(order)
}

/** Where a deposit was kept and paid out, what was paid above it goes back; while the payout was under way it could not. */
async function releaseRest(context: Context, { tender, tag }: { tender: string; tag: string }): Promise<void> {
  const deposit = await findDeposit(context, tender, tag)
  if (!deposit?.kept || !unreturned(deposit).some(({ amount, counted }) => amount !== counted)) return
  await releaseDeposit(context, { tender, tag, reason: 'lost', at: context.now })
}

export const depositReactions = [
  on(CalendarConfirmed, 'refundsDue', (context) => nameDues(context)),
  on(TenderPublished, 'payersKey', (context, fact) => makePayersKey.run(context, { tender: fact.data.tender })),
  on(DepositRefunded, 'restAfterPayout', (context, { data }) => releaseRest(context, data)),
  on(DepositRefunded, 'overdueOver', (context, { data }) => endAlarm(context, data.order)),
  on(RefundOverdue, 'overdueAlarm', (context, { data }) =>
    raiseAlarm(context, depositId(data.tender, data.tag), data.order),
  ),
  on(BatchApproved, 'refundsToBank', (context, fact) =>
    fact.data.complete ? sendBatch(context, fact.data.batch) : Promise.resolve(),
  ),
]
