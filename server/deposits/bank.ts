import { canonical } from '../../crypto/canonical.ts'
import { checkStatement } from '../access/statement.ts'
import { refusals } from '../law/refusal.ts'
import { formatYuan } from '../law/units.ts'
import { command, query } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { rows } from '../ledger/store.ts'
import type { Platform } from '../platform/platform.ts'
import { accountTag } from './account.ts'
import type { Confirm, Pay } from './contract.ts'
import { type Deposit, waiting } from './deposit.ts'
import {
  type BankAnswer,
  type BankMessage,
  MessageTaken,
  MoneyReturned,
  MoneySuspended,
  paymentStream,
} from './payment.ts'
import { confirmFacts } from './refunds.ts'
import { takePayment } from './rules.ts'
import { depositId, depositStream, depositsWhere } from './store.ts'
import { reasons } from './words.ts'

const refuse = refusals({
  MESSAGE_CHANGED: {
    status: 409,
    zh: '同一报文编号的内容与先前不一致',
    en: 'this number was used for another message',
  },
  ORDER_UNKNOWN: { status: 404, zh: '没有该退款指令', en: 'there is no such order' },
  ORDER_PAID: { status: 409, zh: '该退款指令已执行，不得重复退款', en: 'this order was carried out already' },
})

/** Who paid and the bank's signature for it, as sealed in the ledger. */
interface Evidence {
  payerName: string
  payerAccount: string
  reference: string
  account: string
  cms: string
}

interface Taken {
  message: string
  content: string
  evidence: string
}

const nothing = async (): Promise<undefined> => undefined

/** Checks the bank's signature; answers the message's tag and content as the ledger keeps them. */
async function signedByBank(e: Entry, what: 'bank.pay' | 'bank.confirm', input: Pay | Confirm): Promise<Taken> {
  const { cms, ...fields } = input
  const { vault } = e.platform
  await checkStatement(e.platform, e.who, { what, fields, cms }, e.now)
  return {
    message: vault.tag('bank message', e.who.organisation ?? '', input.message),
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

/** Books money that has arrived. The same message counts once, however often it comes. */
export const pay = command('bank.pay', nothing, async (e, _none, input: Pay): Promise<BankAnswer> => {
  const taken = await signedByBank(e, 'bank.pay', input)
  const stream = paymentStream(taken.message)
  const known = answeredBefore(await e.holdIfAny(stream), taken.content)
  if (known) return known
  const [found] = await depositsWhere(e, { account: accountTag(e.platform.vault, input.account) })
  const answer = found ? await book(e, found, input, taken) : await suspend(e, input, taken)
  await e.append(stream, [MessageTaken({ message: taken.message, content: taken.content, answer })])
  return answer
})

async function book(e: Entry, found: Deposit, input: Pay, { message, evidence }: Taken): Promise<BankAnswer> {
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

async function suspend(e: Entry, input: Pay, { message, evidence }: Taken): Promise<BankAnswer> {
  const { amount, paidAt } = input
  const lines = [
    { account: 'bank' as const, amount },
    { account: 'suspense' as const, amount: `-${amount}` },
  ]
  const order = `suspense-${message.slice(0, 32)}`
  await e.append(paymentStream(message), [MoneySuspended({ message, order, amount, paidAt, lines, evidence })])
  return { message: input.message, outcome: 'suspense', reason: reasons.suspense() }
}

/** Books that an order was paid. Another message for the same order is refused: nothing is paid back twice. */
export const confirm = command('bank.confirm', nothing, async (e, _none, input: Confirm): Promise<BankAnswer> => {
  const taken = await signedByBank(e, 'bank.confirm', input)
  const stream = paymentStream(taken.message)
  const known = answeredBefore(await e.holdIfAny(stream), taken.content)
  if (known) return known
  await (input.order.startsWith('suspense-') ? returned(e, input, taken) : refunded(e, input, taken))
  const answer: BankAnswer = { message: input.message, outcome: 'refunded', reason: null }
  await e.append(stream, [MessageTaken({ message: taken.message, content: taken.content, answer })])
  return answer
})

async function refunded(e: Entry, { order, paidAt }: Confirm, { message, evidence }: Taken): Promise<void> {
  const [found] = await depositsWhere(e, { refund: order })
  if (!found) throw refuse('ORDER_UNKNOWN')
  const stream = depositStream(depositId(found.tender, found.tag))
  await e.append(stream, confirmFacts(await e.hold(stream), { order, message, paidAt, evidence }))
}

async function returned(e: Entry, { order, paidAt }: Confirm, { evidence }: Taken): Promise<void> {
  const found = await rows(e.platform.database, paymentStream.kind).findOne({ where: { suspense: order }, raw: true })
  if (!found) throw refuse('ORDER_UNKNOWN')
  const message = (found as unknown as { id: string }).id
  const { suspended } = await e.hold(paymentStream(message))
  if (!suspended || suspended.returnedAt !== null) throw refuse('ORDER_PAID', { order })
  const lines = [
    { account: 'bank' as const, amount: `-${suspended.amount}` },
    { account: 'suspense' as const, amount: suspended.amount },
  ]
  await e.append(paymentStream(message), [MoneyReturned({ message, order, paidAt, lines, evidence })])
}

/** One payment that the bank is to make. */
export interface Transfer {
  order: string
  payeeName: string
  payeeAccount: string
  amount: string
  interest: string
}

/** An order as the bank sees it: where the money goes, how much, by when. */
export interface BankOrder {
  id: string
  amount: string
  interest: string
  yuan: string
  dueBy: number | null
  article: string | null
  transfers: Transfer[]
}

const evidenceOf = (platform: Platform, sealed: string): Evidence =>
  JSON.parse(platform.vault.open('payer', sealed)) as Evidence

function orderOf(platform: Platform, deposit: Deposit): BankOrder[] {
  const release = waiting(deposit)
  if (!release) return []
  const transfers = release.items.map(({ message, amount, interest }) => {
    const payment = deposit.payments.find((one) => one.message === message)
    const { payerName, payerAccount } = evidenceOf(platform, payment?.evidence ?? '')
    return { order: release.order, payeeName: payerName, payeeAccount: payerAccount, amount, interest }
  })
  const { order: id, principal, interest, dueBy, article } = release
  const yuan = formatYuan(BigInt(principal) + BigInt(interest))
  return [{ id, amount: principal, interest, yuan, dueBy, article, transfers }]
}

function returnOf(platform: Platform, { suspended }: BankMessage): BankOrder[] {
  if (!suspended) return []
  const { payerName, payerAccount } = evidenceOf(platform, suspended.evidence)
  const { order, amount } = suspended
  const transfers = [{ order, payeeName: payerName, payeeAccount: payerAccount, amount, interest: '0' }]
  return [{ id: order, amount, interest: '0', yuan: formatYuan(BigInt(amount)), dueBy: null, article: null, transfers }]
}

/** What the bank has still to pay back, refunds first. */
export const orders = query('bank.orders', nothing, async (context) => {
  const { platform } = context
  const deposits = await depositsWhere(context, { refund_waiting: 1 })
  const suspended = await rows(platform.database, paymentStream.kind).findAll({
    where: { suspense_open: 1 },
    raw: true,
  })
  const messages = suspended.map((row) => JSON.parse((row as unknown as { state: string }).state) as BankMessage)
  return {
    orders: [
      ...deposits.flatMap((deposit) => orderOf(platform, deposit)),
      ...messages.flatMap((message) => returnOf(platform, message)),
    ],
  }
})
