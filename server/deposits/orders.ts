import { formatYuan } from '../law/units.ts'
import type { BankOrder, Transfer, Vault } from '../platform/platform.ts'
import { type Deposit, orderNumber, type Payment, type Release, waiting } from './deposit.ts'
import type { BankMessage } from './messages.ts'

type Opens = Pick<Vault, 'open'>

/** Money whose payer is not the bidder goes back to where it came from, whatever account the bidder names. */
const own = ({ outcome }: Payment): boolean => outcome !== 'payerMismatch'

/** Where money goes: to the one who keeps it, or, by the bank's own number of its arrival, back to where it came from. */
function wayOf(vault: Opens, { keeper, payee }: Release, payment: Payment): Pick<Transfer, 'back' | 'payee' | 'to'> {
  if (keeper) {
    const account = vault.open('keeper', keeper.account)
    return { back: null, payee: null, to: { name: keeper.name, account } }
  }
  const letter = payee && own(payment) ? (JSON.parse(payee) as NonNullable<Transfer['payee']>) : null
  return { back: vault.open('bank message', payment.reference), payee: letter, to: null }
}

/** The order that pays a deposit back, or nothing if none waits. It names no payer: the bank knows whose arrival it was. */
export function orderOf(vault: Opens, deposit: Deposit): BankOrder[] {
  const release = waiting(deposit)
  if (!release) return []
  const id = orderNumber(release)
  const transfers = release.items.map(({ message, amount, interest }) => {
    const payment = deposit.payments.find((one) => one.message === message)
    if (!payment) throw new Error(`order ${id} returns money that never came`)
    return { order: id, ...wayOf(vault, release, payment), amount, interest }
  })
  const { principal, interest, penalty, dueBy, article } = release
  const yuan = formatYuan(BigInt(principal) + BigInt(interest) + BigInt(penalty))
  return [{ id, amount: principal, interest, penalty, yuan, dueBy, article, transfers }]
}

/** The order that returns money which came for no account. */
export function returnOf(vault: Opens, { suspended }: BankMessage): BankOrder[] {
  if (!suspended) return []
  const { message: back } = JSON.parse(vault.open('bank message', suspended.evidence)) as { message: string }
  const { amount } = suspended
  const id = orderNumber(suspended)
  const nothing = { interest: '0', dueBy: null, article: null }
  const transfers = [{ order: id, back, payee: null, to: null, amount, interest: '0' }]
  return [{ id, amount, penalty: '0', yuan: formatYuan(BigInt(amount)), transfers, ...nothing }]
}
