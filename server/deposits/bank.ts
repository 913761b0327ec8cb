import { rulebook } from '../law/rulebook.ts'
import { type Context, command, query, type Ready, readied } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { tenderStream } from '../tenders/store.ts'
import { accountTag, nameTag, payerTag } from './account.ts'
import type { Confirm, Pay, Refuse } from './contract.ts'
import { type Deposit, ofOrderNumber, waiting } from './deposit.ts'
import { type BankAnswer, MoneyReturned, MoneySuspended, ReturnMoved, type Suspended } from './messages.ts'
import { wrongOrder } from './orderRefusals.ts'
import { orderOf, returnOf } from './orders.ts'
import { sealedBefore, sealPayer } from './payerCommands.ts'
import { paymentStream } from './payment.ts'
import { confirmFacts, refuseFacts } from './refunds.ts'
import { strayOrder, takePayment } from './rules.ts'
import { batches, depositId, depositStream, depositsWhere, messagesWhere, refundBatchStream } from './store.ts'
import { once, signedByBank, type Taken } from './takenCommands.ts'
import { reasons } from './words.ts'

const nothing = async (): Promise<undefined> => undefined

/** Books money that has arrived. The same message counts once, however often and by whatever way it comes. */
export const pay = readied(
  async (context, input: Pay) => {
    const taken = await signedByBank(context, 'bank.pay', input)
    const found = await depositOn(context, input.account)
    return { taken, sealed: found && (await sealedBefore(context, found, { ...input })) }
  },
  command('bank.pay', nothing, (e, _none, { input, ready }: Ready<Pay, { taken: Taken; sealed: string | undefined }>) =>
    payIn(e, input, ready.taken, ready.sealed),
  ),
)

const depositOn = async (context: Pick<Context, 'platform'>, account: string): Promise<Deposit | undefined> =>
  (await depositsWhere(context, { account: accountTag(context.platform.vault, account) }))[0]

/** Books an arrival whose signature was checked; `sealed` is who paid, where that was closed beforehand. */
export const payIn = (e: Entry, input: Omit<Pay, 'cms'>, taken: Taken, sealed?: string): Promise<BankAnswer> =>
  once(e, taken, async () => {
    const found = await depositOn(e, input.account)
    return found ? book(e, found, input, { ...taken, sealed }) : suspend(e, input, taken)
  })

async function book(
  e: Entry,
  found: Deposit,
  input: Omit<Pay, 'cms'>,
  taken: Taken & { sealed: string | undefined },
): Promise<BankAnswer> {
  const { message, cms, sealed } = taken
  const { vault } = e.platform
  const stream = depositStream(depositId(found.tender, found.tag))
  const deposit = await e.hold(stream)
  const tender = await e.read(tenderStream(deposit.tender)) // its deadline may have moved since the account was opened
  const arrival = {
    ...{ message, amount: BigInt(input.amount), paidAt: input.paidAt, means: input.means ?? 'transfer' },
    nameTag: nameTag(vault, tender.id, input.payerName),
    payerTag: payerTag(vault, tender.id, input.payerAccount),
    reference: vault.seal('bank message', input.message),
    evidence: sealed ?? (await sealPayer(e, tender, deposit.tag, { ...input, cms })),
  }
  const law = rulebook(tender.published?.rulebook ?? '')
  const after = await e.append(stream, takePayment({ ...deposit, until: tender.deadline }, arrival, law, e.now))
  const booked = after.payments.at(-1)
  if (booked?.parted) await suspend(e, input, taken)
  return { message: input.message, outcome: booked?.outcome ?? 'held', reason: booked?.reason ?? null }
}

async function suspend(e: Entry, input: Omit<Pay, 'cms'>, { message, evidence }: Taken): Promise<BankAnswer> {
  const { amount, paidAt } = input
  const lines = [
    { account: 'bank' as const, amount },
    { account: 'suspense' as const, amount: `-${amount}` },
  ]
  const order = strayOrder(message)
  await e.append(paymentStream(message), [MoneySuspended({ message, order, amount, paidAt, lines, evidence })])
  return { message: input.message, outcome: 'suspense', reason: reasons.suspense() }
}

/** Carries out a message about an order, once, and keeps what was answered. */
function aboutOrder(
  e: Entry,
  input: { message: string; order: string },
  taken: Taken,
  outcome: BankAnswer['outcome'],
  book: {
    deposit(e: Entry, id: Deposit, taken: Taken): Promise<void>
    suspended(e: Entry, id: string, taken: Taken): Promise<void>
  },
): Promise<BankAnswer> {
  return once(e, taken, async () => {
    const { order } = ofOrderNumber(input.order)
    const [deposit] = await depositsWhere(e, { refund: order })
    const [money] = deposit ? [] : await messagesWhere(e, { suspense: order })
    if (deposit) await book.deposit(e, deposit, taken)
    else if (money) await book.suspended(e, money.message, taken)
    else throw wrongOrder('ORDER_UNKNOWN')
    return { message: input.message, outcome, reason: null }
  })
}

/** Asks that a refund's batch was approved by two people: else the bank cannot have its order. */
async function approved(e: Entry, batch: string | null | undefined, order: string): Promise<void> {
  const found = batch ? await e.find(refundBatchStream(batch)) : undefined
  if (found && !inHand(found.stage)) throw wrongOrder('ORDER_NOT_APPROVED', { order })
}

/** Books that an order was paid. Another message for the same order is refused: nothing is paid back twice. */
export const confirm = readied(
  (context, input: Confirm) => signedByBank(context, 'bank.confirm', input),
  command('bank.confirm', nothing, (e, _none, { input, ready }: Ready<Confirm, Taken>) => paidOut(e, input, ready)),
)

/** Books a confirmation whose signature was checked. */
export async function paidOut(e: Entry, input: Omit<Confirm, 'cms'>, taken: Taken): Promise<BankAnswer> {
  const { order, paidAt } = input
  return aboutOrder(e, input, taken, 'refunded', {
    deposit: async (e, { tender, tag }, { message, evidence }) => {
      const stream = depositStream(depositId(tender, tag))
      const deposit = await e.hold(stream)
      await approved(e, waiting(deposit)?.batch, order)
      await e.append(stream, confirmFacts(deposit, { order, message, paidAt, evidence }))
    },
    suspended: async (e, id, { evidence }) => {
      const suspended = await spokenOf(e, id, order)
      const lines = [
        { account: 'bank' as const, amount: `-${suspended.amount}` },
        { account: 'suspense' as const, amount: suspended.amount },
      ]
      await e.append(paymentStream(id), [MoneyReturned({ message: id, order, paidAt, lines, evidence })])
    },
  })
}

/** Books that an order could not be paid: it comes back to a person with the reason. */
export const refuseOrder = readied(
  (context, input: Refuse) => signedByBank(context, 'bank.refuse', input),
  command('bank.refuse', nothing, (e, _none, { input, ready }: Ready<Refuse, Taken>) => givenBack(e, input, ready)),
)

/** Books a refusal whose signature was checked. */
export async function givenBack(e: Entry, input: Omit<Refuse, 'cms'>, taken: Taken): Promise<BankAnswer> {
  const { order, because, refusedAt, replyTo = null } = input
  return aboutOrder(e, input, taken, 'refusalNoted', {
    deposit: async (e, { tender, tag }, { message, evidence }) => {
      const stream = depositStream(depositId(tender, tag))
      const deposit = await e.hold(stream)
      await approved(e, waiting(deposit)?.batch, order)
      await e.append(stream, refuseFacts(deposit, { order, message, because, refusedAt, replyTo, evidence }))
    },
    suspended: async (e, id, { evidence }) => {
      await spokenOf(e, id, order)
      const moved = ReturnMoved({ message: id, to: 'refused', batch: null, because, evidence })
      await e.append(paymentStream(id), [moved])
    },
  })
}

/** The money in suspense of which the bank speaks; refuses what it cannot say of it. */
async function spokenOf(e: Entry, id: string, number: string): Promise<Suspended> {
  const { suspended } = await e.hold(paymentStream(id))
  const { attempt } = ofOrderNumber(number)
  if (!suspended || attempt > suspended.attempt) throw wrongOrder('ORDER_UNKNOWN')
  if (suspended.returnedAt !== null) throw wrongOrder('ORDER_PAID', { order: number })
  if (attempt < suspended.attempt || suspended.refused) throw wrongOrder('ORDER_REFUSED', { order: number })
  if (!suspended.batch) throw wrongOrder('ORDER_NOT_APPROVED', { order: number })
  await approved(e, suspended.batch, number)
  return suspended
}

const inHand = (stage: string | undefined): boolean => stage === 'approved' || stage === 'sent'

/** What the bank has still to pay back: orders of batches that two people have approved. */
export const orders = query('bank.orders', nothing, async (context) => {
  const { vault } = context.platform
  const approved = (await batches(context, 1000)).filter(({ stage }) => inHand(stage)).map(({ id }) => id)
  const handed = (batch: string | null | undefined): boolean => !!batch && approved.includes(batch)
  const deposits = await depositsWhere(context, { refund_waiting: 1 })
  const suspended = await messagesWhere(context, { suspense_open: 1 })
  return {
    orders: [
      ...deposits.filter((one) => handed(waiting(one)?.batch)).flatMap((deposit) => orderOf(vault, deposit)),
      ...suspended.filter((one) => handed(one.suspended?.batch)).flatMap((message) => returnOf(vault, message)),
    ],
  }
})
