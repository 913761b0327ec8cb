import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Fen } from '../law/units.ts'
import { inStage } from '../tenders/rules.ts'
import type { Tender } from '../tenders/tender.ts'
import { type Account, type Deposit, heldMoney, type Line, owed } from './deposit.ts'
import {
  BasicAccountNamed,
  type DepositHappening,
  DepositOpened,
  DepositPaid,
  DepositPosted,
  type Outcome,
} from './events.ts'
import { reasons, type Words } from './words.ts'

const refuse = refusals({
  DEPOSIT_NOT_ASKED: { status: 409, zh: '本标段不要求投标保证金', en: 'this tender asks for no deposit' },
  DEPOSIT_CLOSED: { status: 409, zh: '投标截止时间已过', en: 'the deadline has passed' },
  BASIC_ACCOUNT_NEEDED: {
    status: 422,
    zh: '请先申报本单位基本账户，保证金应当从基本账户转出',
    en: 'name the basic account first: the deposit comes from it',
  },
  BANK_TIME_AHEAD: { status: 422, zh: '银行报文的到账时间晚于平台时间', en: "the bank's time lies in the future" },
})

/** Clocks of two houses differ: a bank may be this many ms ahead. */
const AHEAD = 60_000

const small = (a: Fen, b: Fen): Fen => (a < b ? a : b)

/** Asks that a tender takes deposits now. */
export function takesDeposits(tender: Tender, now: number): void {
  inStage(tender, 'bidding')
  if (now >= tender.deadline) throw refuse('DEPOSIT_CLOSED', { deadline: tender.deadline })
  if (tender.deposit === '0') throw refuse('DEPOSIT_NOT_ASKED')
}

/** Gives a bidder its account; asked again, it is the same account. */
export function openDeposit(
  of: {
    tender: Tender
    before: Deposit | undefined
    tag: string
    account: string
    accountTag: string
    payer: string
    nameTag: string
  },
  now: number,
): DepositHappening[] {
  const { tender, before, tag, account, accountTag, payer, nameTag } = of
  takesDeposits(tender, now)
  if (before) return []
  const facts = { tender: tender.id, tag, required: tender.deposit, until: tender.deadline }
  return [DepositOpened({ ...facts, account, accountTag, payer, nameTag })]
}

/**
 * Notes the basic account where the law asks for it; it is what a later payment is compared with. Nobody is told where
 * to pay before it is named.
 */
export function nameBasicAccount(
  deposit: Deposit,
  basicAccount: string | null,
  law: Pick<Rulebook, 'basicAccount'>,
): DepositHappening[] {
  if (!law.basicAccount.value) return []
  const named = basicAccount ?? deposit.basicAccount
  if (named === null) throw refuse('BASIC_ACCOUNT_NEEDED', {}, law.basicAccount)
  if (basicAccount === null || named === deposit.basicAccount) return []
  return [BasicAccountNamed({ tender: deposit.tender, tag: deposit.tag, basicAccount })]
}

/** A name as payments carry it: widths of letters and blanks do not count. */
export const sameName = (a: string, b: string): boolean => plain(a) === plain(b)
/** A name without what does not count. */
export const plain = (name: string): string => name.normalize('NFKC').replace(/\s/g, '')

/** A payment as the bank announced it. */
export interface Arrival {
  message: string
  amount: Fen
  paidAt: number
  /** keyed hash of the payer's name: compared with the bidder's and not kept */
  nameTag: string
  /** how the payer gave the money to its bank */
  means: 'transfer' | 'cheque' | 'cash'
  payerTag: string
  reference: string
  evidence: string
}

/** What the law says of where money for a deposit may come from. */
export type MoneyLaw = Pick<Rulebook, 'cashDeposit' | 'basicAccount'>

interface Judgement {
  outcome: Outcome
  counted: Fen
  rest: Account
  reason: Words
}

/** What becomes of money: what counts, where the rest stands, and why. */
function judge(deposit: Deposit, arrival: Arrival, law: MoneyLaw): Judgement {
  const mismatched = (outcome: 'payerMismatch' | 'notBasicAccount' | 'cashRefused', reason: Words): Judgement => ({
    ...{ outcome, counted: 0n, rest: 'mismatched', reason },
  })
  if (arrival.nameTag !== deposit.nameTag) return mismatched('payerMismatch', reasons.payerMismatch())
  if (arrival.means === 'cash' && !law.cashDeposit.value)
    return mismatched('cashRefused', reasons.cashRefused(law.cashDeposit.article))
  if (law.basicAccount.value && arrival.payerTag !== deposit.basicAccount) {
    const { article } = law.basicAccount
    const reason = deposit.basicAccount ? reasons.notBasicAccount(article) : reasons.basicAccountUnnamed(article)
    return mismatched('notBasicAccount', reason)
  }
  if (arrival.paidAt >= deposit.until) return { outcome: 'late', counted: 0n, rest: 'late', reason: reasons.late() }
  const required = owed(deposit)
  const counted = small(arrival.amount, required - heldMoney(deposit))
  const missing = required - heldMoney(deposit) - counted
  const surplus = arrival.amount - counted
  const rest = 'surplus' as const
  if (surplus > 0n) return { outcome: 'surplus', counted, rest, reason: reasons.surplus(surplus) }
  if (missing > 0n) return { outcome: 'short', counted, rest, reason: reasons.short(missing) }
  return { outcome: 'held', counted, rest, reason: reasons.held(required) }
}

/** Lines without the empty ones. */
export const linesOf = (amounts: Partial<Record<Account, Fen>>): Line[] =>
  Object.entries(amounts)
    .filter(([, amount]) => amount !== 0n)
    .map(([account, amount]) => ({ account: account as Account, amount: String(amount) }))

/** The number of the order that sends money back which secures no bid, from the tag of the message that brought it. */
export const strayOrder = (message: string): string => `suspense-${message.slice(0, 32)}`

/**
 * Books a payment. It counts when it comes from the bidder itself and arrived before the deadline. Money of which nothing
 * can count is told here with its reason, and stands in suspense, from where it goes back at once.
 *
 * @param now when the message reached the platform
 */
export function takePayment(deposit: Deposit, arrival: Arrival, law: MoneyLaw, now: number): DepositHappening[] {
  if (arrival.paidAt > now + AHEAD) throw refuse('BANK_TIME_AHEAD', { paidAt: arrival.paidAt, now })
  const { outcome, counted, rest, reason } = judge(deposit, arrival, law)
  const { tender, tag } = deposit
  const { message, amount, paidAt, payerTag, reference, evidence } = arrival
  const missing = owed(deposit) - heldMoney(deposit) - counted
  const figures = { amount: String(amount), counted: String(counted), missing: String(missing), paidAt }
  const facts = { tender, tag, message, ...figures, outcome, reason, payerTag, reference, evidence }
  if (rest !== 'surplus') return [DepositPaid({ ...facts, parted: strayOrder(message) })]
  return [
    DepositPaid(facts),
    DepositPosted({
      tender,
      tag,
      lines: linesOf({ bank: amount, held: -counted, [rest]: counted - amount }),
      of: message,
    }),
  ]
}
