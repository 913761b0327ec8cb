import { refusals } from '../law/refusal.ts'
import { command } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { accountTag } from './account.ts'
import type { Reverse } from './contract.ts'
import { type BankAnswer, returnState, SuspendedReversed } from './messages.ts'
import { paymentStream } from './payment.ts'
import { reverseFacts } from './reversing.ts'
import { depositId, depositStream, depositsWhere } from './store.ts'
import { once, signedByBank, type Taken } from './takenCommands.ts'

const refuse = refusals({
  PAYMENT_UNKNOWN: { status: 404, zh: '没有该笔到账', en: 'there is no such arrival' },
  PAYMENT_GONE: {
    status: 409,
    zh: '该笔到账已列入退款，不能冲正；银行应退回该退款指令',
    en: 'this arrival was ordered back already: refuse that order instead',
  },
})

const nothing = async (): Promise<undefined> => undefined

/** Books that the bank took an arrival back. The same message counts once, by whatever way it comes. */
export const reverse = command('bank.reverse', nothing, async (e, _none, input: Reverse) =>
  takenBack(e, input, await signedByBank(e, 'bank.reverse', input)),
)

/** Books a reversal whose signature was checked. */
export const takenBack = (e: Entry, input: Omit<Reverse, 'cms'>, taken: Taken): Promise<BankAnswer> =>
  once(e, taken, async () => {
    const { account, because, reversedAt } = input
    const payment = e.platform.vault.tag('bank message', e.who.organisation ?? '', input.of)
    const [found] = await depositsWhere(e, { account: accountTag(e.platform.vault, account) })
    if (!found) return stray(e, payment, input, taken)
    const stream = depositStream(depositId(found.tender, found.tag))
    const { message, evidence } = taken
    const after = await e.append(
      stream,
      reverseFacts(await e.hold(stream), { payment, message, because, reversedAt, evidence }),
    )
    const gone = after.payments.find((one) => one.message === payment)
    if (gone?.parted) await stray(e, payment, input, taken)
    const reason = gone?.reversed?.reason ?? null
    return { message: input.message, outcome: 'reversed', reason }
  })

/** Money for no account, taken back by the bank before it was sent back. */
async function stray(
  e: Entry,
  payment: string,
  { message, reversedAt }: Omit<Reverse, 'cms'>,
  { evidence }: Taken,
): Promise<BankAnswer> {
  const found = await e.holdIfAny(paymentStream(payment))
  if (!found?.suspended) throw refuse('PAYMENT_UNKNOWN')
  if (!['ordered', 'refused'].includes(returnState(found) ?? '')) throw refuse('PAYMENT_GONE')
  const { amount } = found.suspended
  const lines = [
    { account: 'bank' as const, amount: `-${amount}` },
    { account: 'suspense' as const, amount },
  ]
  await e.append(paymentStream(payment), [SuspendedReversed({ message: payment, reversedAt, lines, evidence })])
  return { message, outcome: 'reversed', reason: null }
}
