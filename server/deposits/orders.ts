import { refusals } from '../law/refusal.ts'
import { formatYuan } from '../law/units.ts'
import type { BankOrder, Vault } from '../platform/platform.ts'
import { type Deposit, orderNumber, type Payment, type Release, waiting } from './deposit.ts'
import type { BankMessage } from './messages.ts'

const refuse = refusals({
  EVIDENCE_MISSING: { status: 409, zh: '缺少付款人信息，无法退款', en: 'the payer of this money is not known' },
})

/** Who paid and the bank's signature for it, as sealed in the ledger. */
export interface Evidence {
  payerName: string
  payerAccount: string
  reference: string
  account: string
  cms: string
}

const evidenceOf = (vault: Pick<Vault, 'open'>, sealed: string | undefined): Evidence => {
  if (!sealed) throw refuse('EVIDENCE_MISSING')
  return JSON.parse(vault.open('payer', sealed)) as Evidence
}

/** Where a payment goes back to: the account that the bidder named instead, or the one it came from. */
function payeeOf(vault: Pick<Vault, 'open'>, release: Release, payment: Payment | undefined) {
  const { payerName, payerAccount } = evidenceOf(vault, payment?.evidence)
  const named = release.payee !== null && payment?.outcome !== 'payerMismatch'
  return {
    payeeName: payerName,
    payeeAccount: named && release.payee ? vault.open('payer', release.payee) : payerAccount,
  }
}

/** The order that pays a deposit back, or nothing if none waits. */
export function orderOf(vault: Pick<Vault, 'open'>, deposit: Deposit): BankOrder[] {
  const release = waiting(deposit)
  if (!release) return []
  const id = orderNumber(release)
  const transfers = release.items.map(({ message, amount, interest }) => {
    const payment = deposit.payments.find((one) => one.message === message)
    return { order: id, ...payeeOf(vault, release, payment), amount, interest }
  })
  const { principal, interest, penalty, dueBy, article } = release
  const yuan = formatYuan(BigInt(principal) + BigInt(interest) + BigInt(penalty))
  return [{ id, amount: principal, interest, penalty, yuan, dueBy, article, transfers }]
}

/** The order that returns money which came for no account. */
export function returnOf(vault: Pick<Vault, 'open'>, { suspended }: BankMessage): BankOrder[] {
  if (!suspended) return []
  const { payerName, payerAccount } = evidenceOf(vault, suspended.evidence)
  const { amount } = suspended
  const id = orderNumber(suspended)
  const nothing = { interest: '0', dueBy: null, article: null }
  const transfers = [{ order: id, payeeName: payerName, payeeAccount: payerAccount, amount, interest: '0' }]
  return [{ id, amount, penalty: '0', yuan: formatYuan(BigInt(amount)), transfers, ...nothing }]
}
