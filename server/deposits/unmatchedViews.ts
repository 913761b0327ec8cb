import { query } from '../ledger/command.ts'
import type { Deposit } from './deposit.ts'
import type { BankMessage, Suspended } from './messages.ts'
import { payerReader } from './payerCommands.ts'
import { depositsWhere, messagesWhere, returnsOf } from './store.ts'
import { atOwnDesk, closed, tenders } from './views.ts'
import type { Words } from './words.ts'

/** Money that secures no bid, and why. `sealed`: only that it is there is told. */
export interface UnmatchedRow {
  id: string
  sealed: boolean
  outcome: string
  reason: Words
  tender: { id: string; code: string; name: string } | null
  bidder: string | null
  amount: string | null
  paidAt: number | null
  /** whether it is on its way back, or back */
  back: 'waits' | 'ordered' | 'returned'
}

/** One sentence for all of it: of which kind it is would tell whether somebody bids. */
const SUSPENDED: Words = {
  zh: '款项不能计入任何保证金（子账号不存在、付款人不符或逾期到账），已挂账，原路退回',
  en: 'secures no bid (no such account, another payer, or late): in suspense until it goes back',
}

const nothing = async (): Promise<undefined> => undefined

/**
 * Money that did not find its bid. In suspense: sealed rows that say neither whose it is nor of which section, since
 * whoever sent it may be a bidder of any. By name, and with what was paid above what is asked, only of sections whose
 * bidders are named.
 */
export const unmatched = query('money.unmatched', nothing, async (context) => {
  const [find, payer] = [tenders(context), payerReader(context)]
  const named: UnmatchedRow[] = []
  const told = new Set<string>()
  for (const deposit of await atOwnDesk(context, find, await depositsWhere(context, {}))) {
    const tender = await find(deposit.tender)
    const strange = deposit.payments.filter(({ amount, counted, reversed }) => !reversed && amount !== counted)
    if (!tender || closed(tender) || !strange.length) continue
    const who = await payer<{ name: string }>(deposit.tender, deposit.tag, deposit.payer)
    const returns = await returnsOf(context, deposit)
    const { id, code, name } = tender
    const of = { sealed: false, tender: { id, code, name }, bidder: who?.name ?? null }
    for (const { message, amount, counted, paidAt, outcome, reason } of strange) {
      told.add(message)
      const rest = String(BigInt(amount) - BigInt(counted))
      const back = backOf(deposit, message, returns.get(message))
      named.push({ id: message, ...of, outcome, reason, amount: rest, paidAt, back })
    }
  }
  const open = (await messagesWhere(context, { suspense_open: 1 })).filter(({ message }) => !told.has(message))
  return { items: [...open.flatMap(sealedRow), ...named] }
})

function sealedRow({ suspended }: BankMessage): UnmatchedRow[] {
  if (!suspended) return []
  const nobody = { tender: null, bidder: null, amount: null, paidAt: null }
  const back = suspended.batch ? 'ordered' : 'waits'
  return [{ id: suspended.order, sealed: true, outcome: 'suspense', reason: SUSPENDED, ...nobody, back }]
}

function backOf(deposit: Deposit, message: string, suspended: Suspended | undefined): UnmatchedRow['back'] {
  if (suspended) return suspended.returnedAt !== null ? 'returned' : suspended.batch ? 'ordered' : 'waits'
  const release = deposit.releases.find(({ items }) => items.some((item) => item.message === message))
  return !release ? 'waits' : release.paidAt === null ? 'ordered' : 'returned'
}
