import { dayAfter, dayOf, lastMomentOf } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Fen } from '../law/units.ts'
import { inStage } from '../tenders/rules.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Guarantee } from './contract.ts'
import { type Account, type Deposit, heldMoney, type Line, secured } from './deposit.ts'
import { DepositGuaranteed, type DepositHappening, DepositOpened, DepositPaid, DepositPosted } from './events.ts'
import { reasons, type Words } from './words.ts'

const refuse = refusals({
  DEPOSIT_NOT_ASKED: { status: 409, zh: '本标段不要求投标保证金', en: 'this tender asks for no deposit' },
  DEPOSIT_CLOSED: { status: 409, zh: '投标截止时间已过', en: 'the deadline has passed' },
  DEPOSIT_SECURED: { status: 409, zh: '保证金已足额提供，无需重复提供', en: 'the bid is already secured in full' },
  BANK_TIME_AHEAD: { status: 422, zh: '银行报文的到账时间晚于平台时间', en: "the bank's time lies in the future" },
  FORM_NOT_ADMITTED: { status: 422, zh: '招标文件未允许以保函形式提供保证金', en: 'this tender admits no guarantee' },
  GUARANTEE_BENEFICIARY: { status: 422, zh: '保函受益人不是本标段招标人', en: 'the beneficiary is not the tenderer' },
  GUARANTEE_APPLICANT: { status: 422, zh: '保函申请人不是投标人本单位', en: 'the applicant is not this bidder' },
  GUARANTEE_ISSUER: {
    status: 422,
    zh: '保函开立人与签名证书不一致，或为投标人自身',
    en: 'the issuer did not sign it, or is the bidder itself',
  },
  GUARANTEE_TENDER: { status: 422, zh: '保函载明的标段编号不符', en: 'the guarantee is for another tender' },
  GUARANTEE_AMOUNT: { status: 422, zh: '保函金额低于保证金金额', en: 'the guarantee is below the deposit' },
  GUARANTEE_VALIDITY: { status: 422, zh: '保函有效期短于投标有效期', en: 'the guarantee ends before the bid does' },
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
  of: { tender: Tender; before: Deposit | undefined; tag: string; account: string; accountTag: string; payer: string },
  now: number,
): DepositHappening[] {
  const { tender, before, tag, account, accountTag, payer } = of
  takesDeposits(tender, now)
  if (before) return []
  const facts = { tender: tender.id, tag, required: tender.deposit, until: tender.deadline }
  return [DepositOpened({ ...facts, account, accountTag, payer })]
}

/** A name as payments carry it: widths of letters and blanks do not count. */
export const sameName = (a: string, b: string): boolean => plain(a) === plain(b)
const plain = (name: string): string => name.normalize('NFKC').replace(/\s/g, '')

/** A payment as the bank announced it. Names are compared here and nowhere kept. */
export interface Arrival {
  message: string
  amount: Fen
  paidAt: number
  payerName: string
  payerTag: string
  evidence: string
}

interface Judgement {
  outcome: 'held' | 'short' | 'surplus' | 'late' | 'payerMismatch'
  counted: Fen
  rest: Account
  reason: Words
}

/** What becomes of money: what counts, where the rest stands, and why. */
function judge(deposit: Deposit, arrival: Arrival, bidder: string): Judgement {
  if (!sameName(arrival.payerName, bidder))
    return { outcome: 'payerMismatch', counted: 0n, rest: 'mismatched', reason: reasons.payerMismatch() }
  if (arrival.paidAt >= deposit.until) return { outcome: 'late', counted: 0n, rest: 'late', reason: reasons.late() }
  const required = BigInt(deposit.required)
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

/**
 * Books a payment. It counts when it comes from the bidder itself and arrived before the deadline.
 *
 * @param bidder the organisation in the bidder's certificate
 * @param now when the message reached the platform
 */
export function takePayment(deposit: Deposit, arrival: Arrival, bidder: string, now: number): DepositHappening[] {
  if (arrival.paidAt > now + AHEAD) throw refuse('BANK_TIME_AHEAD', { paidAt: arrival.paidAt, now })
  const { outcome, counted, rest, reason } = judge(deposit, arrival, bidder)
  const { tender, tag } = deposit
  const { message, amount, paidAt, payerTag, evidence } = arrival
  const missing = BigInt(deposit.required) - heldMoney(deposit) - counted
  const figures = { amount: String(amount), counted: String(counted), missing: String(missing), paidAt }
  return [
    DepositPaid({ tender, tag, message, ...figures, outcome, reason, payerTag, evidence }),
    DepositPosted({
      tender,
      tag,
      lines: linesOf({ bank: amount, held: -counted, [rest]: counted - amount }),
      of: message,
    }),
  ]
}

/** The last day on which a bid of this tender is valid, counted from the deadline. */
export const bidValidUntil = (tender: Pick<Tender, 'deadline' | 'validityDays'>): string =>
  dayAfter(dayOf(tender.deadline), tender.validityDays)

/** Takes a guarantee in place of money, or says what is wrong with it. */
export function takeGuarantee(
  of: {
    tender: Tender
    deposit: Deposit
    guarantee: Guarantee
    bidder: string
    issuer: { name: string | undefined; code: string | undefined }
    evidence: string
  },
  law: Pick<Rulebook, 'depositValidity'>,
  now: number,
): DepositHappening[] {
  const { tender, deposit, guarantee, bidder, issuer, evidence } = of
  takesDeposits(tender, now)
  if (!tender.depositForms.some((form) => form !== 'transfer'))
    throw refuse('FORM_NOT_ADMITTED', { forms: tender.depositForms })
  if (secured(deposit) >= BigInt(deposit.required)) throw refuse('DEPOSIT_SECURED')
  const { beneficiary } = guarantee
  if (beneficiary.code !== tender.tenderer.code || !sameName(beneficiary.name, tender.tenderer.name))
    throw refuse('GUARANTEE_BENEFICIARY', { tenderer: tender.tenderer })
  if (guarantee.applicant !== bidder) throw refuse('GUARANTEE_APPLICANT')
  if (!issuer.name || !sameName(issuer.name, guarantee.issuer) || issuer.code === bidder)
    throw refuse('GUARANTEE_ISSUER')
  if (guarantee.tender !== tender.code) throw refuse('GUARANTEE_TENDER', { code: tender.code })
  if (BigInt(guarantee.amount) < BigInt(deposit.required))
    throw refuse('GUARANTEE_AMOUNT', { required: deposit.required, amount: guarantee.amount })
  const needed = bidValidUntil(tender)
  if (guarantee.validUntil < needed)
    throw refuse('GUARANTEE_VALIDITY', { needed, validUntil: guarantee.validUntil }, law.depositValidity)
  const { tag } = deposit
  const validUntil = lastMomentOf(guarantee.validUntil)
  return [DepositGuaranteed({ tender: tender.id, tag, amount: guarantee.amount, validUntil, evidence })]
}
