import { canonical } from '../../crypto/canonical.ts'
import { checkStatement } from '../access/statement.ts'
import { refusals } from '../law/refusal.ts'
import { command, query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { accountTag } from './account.ts'
import type { Confirm, Pay, Refuse } from './contract.ts'
import { type Deposit, ofOrderNumber, waiting } from './deposit.ts'
import {
  type BankAnswer,
  type BankMessage,
  MessageTaken,
  MoneyReturned,
  MoneySuspended,
  ReturnMoved,
  type Suspended,
} from './messages.ts'
import { orderOf, returnOf } from './orders.ts'
import { paymentStream } from './payment.ts'
import { confirmFacts, refuseFacts } from './refunds.ts'
import { takePayment } from './rules.ts'
import { batches, depositId, depositStream, depositsWhere, messagesWhere, refundBatchStream } from './store.ts'
import { reasons } from './words.ts'

const refuse = refusals({
  MESSAGE_CHANGED: {
    status: 409,
    zh: '同一报文编号的内容与先前不一致',
    en: 'this number was used for another message',
  },
  ORDER_UNKNOWN: { status: 404, zh: '没有该退款指令', en: 'there is no such order' },
  ORDER_NOT_APPROVED: {
    status: 409,
    zh: '该退款指令尚未经两人审批，银行不应办理',
    en: 'this order was not approved by two people: the bank cannot have it',
  },
  ORDER_REFUSED: {
    status: 409,
    zh: '银行此前已退回该退款指令，请核对后使用新指令编号',
    en: 'the bank refused this very order before; it goes on under another number',
  },
  ORDER_PAID: { status: 409, zh: '该退款指令已执行，不得重复退款', en: 'this order was carried out already' },
})

/** A message as the ledger keeps it: tag of its number, keyed hash of its content, the signed whole sealed. */
export interface Taken {
  message: string
  content: string
  evidence: string
}

const nothing = async (): Promise<undefined> => undefined

/** Checks the bank's signature; answers the message's tag and content as the ledger keeps them. */
async function signedByBank(
  e: Entry,
  what: 'bank.pay' | 'bank.confirm' | 'bank.refuse',
  input: Pay | Confirm | Refuse,
): Promise<Taken> {
  const { cms, ...fields } = input
  await checkStatement(e.platform, e.who, { what, fields, cms }, e.now)
  return takenFrom(e, what, fields, cms)
}

/** A message as the ledger keeps it, whichever way it came; `cms` is the signature that covers it. */
export function takenFrom(
  e: Entry,
  what: 'bank.pay' | 'bank.confirm' | 'bank.refuse',
  fields: { message: string } & Record<string, unknown>,
  cms: string,
): Taken {
  const { vault } = e.platform
  return {
    message: vault.tag('bank message', e.who.organisation ?? '', fields.message),
    content: vault.tag('bank message content', what, canonical(fields)),
    evidence: vault.seal('payer', canonical({ ...fields, cms })),
  }
}

/** What was answered before to this very message; refuses another message under its number. */
function answeredBefore(before: BankMessage | undefined, content: string): BankAnswer | undefined {
  if (!before?.answer) return undefined
  if (before.content !== content) throw refuse('MESSAGE_CHANGED', { message: before.answer.message })
  return before.answer
}

/** Books money that has arrived. The same message counts once, however often and by whatever way it comes. */
export const pay = command('bank.pay', nothing, async (e, _none, input: Pay) =>
  payIn(e, input, await signedByBank(e, 'bank.pay', input)),
)

/** Books an arrival whose signature was checked. */
export async function payIn(e: Entry, input: Omit<Pay, 'cms'>, taken: Taken): Promise<BankAnswer> {
  const stream = paymentStream(taken.message)
  const known = answeredBefore(await e.holdIfAny(stream), taken.content)
  if (known) return known
  const [found] = await depositsWhere(e, { account: accountTag(e.platform.vault, input.account) })
  const answer = found ? await book(e, found, input, taken) : await suspend(e, input, taken)
  await e.append(stream, [MessageTaken({ message: taken.message, content: taken.content, answer })])
  return answer
}

async function book(
  e: Entry,
  found: Deposit,
  input: Omit<Pay, 'cms'>,
  { message, evidence }: Taken,
): Promise<BankAnswer> {
  const { vault } = e.platform
  const stream = depositStream(depositId(found.tender, found.tag))
  const deposit = await e.hold(stream)
  const { paidAt, payerName } = input
  const payerTag = vault.tag('payer account', deposit.tender, input.payerAccount)
  const arrival = { message, amount: BigInt(input.amount), paidAt, payerName, payerTag, evidence }
  const after = await e.append(stream, takePayment(deposit, arrival, vault.open('payer', deposit.payer), e.now))
  const booked = after.payments.at(-1)
  return { message: input.message, outcome: booked?.outcome ?? 'held', reason: booked?.reason ?? null }
}

async function suspend(e: Entry, input: Omit<Pay, 'cms'>, { message, evidence }: Taken): Promise<BankAnswer> {
  const { amount, paidAt } = input
  const lines = [
    { account: 'bank' as const, amount },
    { account: 'suspense' as const, amount: `-${amount}` },
  ]
  const order = `suspense-${message.slice(0, 32)}`
  await e.append(paymentStream(message), [MoneySuspended({ message, order, amount, paidAt, lines, evidence })])
  return { message: input.message, outcome: 'suspense', reason: reasons.suspense() }
}

/** Carries out a message about an order, once, and keeps what was answered. */
async function aboutOrder(
  e: Entry,
  input: { message: string; order: string },
  taken: Taken,
  outcome: BankAnswer['outcome'],
  book: {
    deposit(e: Entry, id: Deposit, taken: Taken): Promise<void>
    suspended(e: Entry, id: string, taken: Taken): Promise<void>
  },
): Promise<BankAnswer> {
  const stream = paymentStream(taken.message)
  const known = answeredBefore(await e.holdIfAny(stream), taken.content)
  if (known) return known
  const { order } = ofOrderNumber(input.order)
  const [deposit] = await depositsWhere(e, { refund: order })
  const [money] = deposit ? [] : await messagesWhere(e, { suspense: order })
  if (deposit) await book.deposit(e, deposit, taken)
  else if (money) await book.suspended(e, money.message, taken)
  else throw refuse('ORDER_UNKNOWN')
  const answer: BankAnswer = { message: input.message, outcome, reason: null }
  await e.append(stream, [MessageTaken({ message: taken.message, content: taken.content, answer })])
  return answer
}

/** Asks that a refund's batch was approved by two people: else the bank cannot have its order. */
async function approved(e: Entry, batch: string | null | undefined, order: string): Promise<void> {
  const found = batch ? await e.find(refundBatchStream(batch)) : undefined
  if (found && !inHand(found.stage)) throw refuse('ORDER_NOT_APPROVED', { order })
}

/** Books that an order was paid. Another message for the same order is refused: nothing is paid back twice. */
export const confirm = command('bank.confirm', nothing, async (e, _none, input: Confirm) =>
  paidOut(e, input, await signedByBank(e, 'bank.confirm', input)),
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
export const refuseOrder = command('bank.refuse', nothing, async (e, _none, input: Refuse) =>
  givenBack(e, input, await signedByBank(e, 'bank.refuse', input)),
)

/** Books a refusal whose signature was checked. */
export async function givenBack(e: Entry, input: Omit<Refuse, 'cms'>, taken: Taken): Promise<BankAnswer> {
  const { order, because, refusedAt } = input
  return aboutOrder(e, input, taken, 'refusalNoted', {
    deposit: async (e, { tender, tag }, { message, evidence }) => {
      const stream = depositStream(depositId(tender, tag))
      const deposit = await e.hold(stream)
      await approved(e, waiting(deposit)?.batch, order)
      await e.append(stream, refuseFacts(deposit, { order, message, because, refusedAt, evidence }))
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
  if (!suspended || attempt > suspended.attempt) throw refuse('ORDER_UNKNOWN')
  if (suspended.returnedAt !== null) throw refuse('ORDER_PAID', { order: number })
  if (attempt < suspended.attempt || suspended.refused) throw refuse('ORDER_REFUSED', { order: number })
  if (!suspended.batch) throw refuse('ORDER_NOT_APPROVED', { order: number })
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
