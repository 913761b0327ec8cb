import type { Deposit } from './deposit.ts'

/** Deposits of several bidders that came from one account: a fact for those who judge, and never a verdict. */
export interface SamePayer {
  /** tags of the bidders */
  bidders: string[]
  /** what came from that account, in the order of arrival; `message` names the bank's signed message in the ledger */
  payments: { bidder: string; amount: string; paidAt: number; message: string }[]
}

/** Every account that stands behind more than one bidder of a tender. */
export function samePayers(deposits: readonly Deposit[]): SamePayer[] {
  const byPayer = new Map<string, SamePayer['payments']>()
  for (const { tag, payments } of deposits)
    for (const { payerTag, amount, paidAt, message } of payments)
      byPayer.set(payerTag, [...(byPayer.get(payerTag) ?? []), { bidder: tag, amount, paidAt, message }])
  return [...byPayer.values()]
    .map((payments) => ({
      bidders: [...new Set(payments.map(({ bidder }) => bidder))].sort(),
      payments: payments.toSorted((a, b) => a.paidAt - b.paidAt),
    }))
    .filter(({ bidders }) => bidders.length > 1)
}
