import { dayOf, lastMomentOf } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import type { DepositPolicy } from '../law/regional.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Tender } from '../tenders/tender.ts'
import { askedNow, bidValidUntil, boundUntil } from '../tenders/validity.ts'
import type { Guarantee } from './contract.ts'
import { type Deposit, guaranteeOf, heldMoney, owed, secured } from './deposit.ts'
import { DepositForgiven, DepositGuaranteed, type DepositHappening, GuaranteeRevoked } from './events.ts'
import type { IssuerKind } from './issuers.ts'
import { sameName, takesDeposits } from './rules.ts'

const refuse = refusals({
  DEPOSIT_SECURED: { status: 409, zh: '保证金已足额提供，无需重复提供', en: 'the bid is already secured in full' },
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
  ISSUER_NOT_ADMITTED: {
    status: 422,
    zh: '出具机构未在平台登记许可证，或许可证已到期、已停止受理；请联系出具机构向交易中心登记，或改用其他方式',
    en: "the issuer's licence is not in the register, is over, or its guarantees are not taken any more: have it entered by the centre, or give the deposit in another way",
  },
  ISSUER_NOT_BANK: { status: 422, zh: '年度保证金须由银行出具', en: 'an annual deposit is kept by a bank' },
  ANNUAL_NOT_BEGUN: { status: 422, zh: '年度保证金尚未生效', en: 'the annual deposit is not in force yet' },
  GUARANTEE_UNKNOWN: { status: 404, zh: '没有该保函', en: 'there is no such guarantee' },
  GUARANTEE_NONE_TO_PROLONG: {
    status: 409,
    zh: '没有需要延长的保函',
    en: 'there is no guarantee that could run on',
  },
  GUARANTEE_OVER: { status: 409, zh: '该保函已退还或已撤销', en: 'it was given back or revoked already' },
  POLICY_UNKNOWN: {
    status: 422,
    zh: '本地区没有该项减免政策，或尚未施行、已经废止',
    en: 'the region has no such policy in force',
  },
  POLICY_TAKEN: { status: 409, zh: '已享受减免，不得叠加', en: 'one policy was taken already: they do not add up' },
  POLICY_AFTER_MONEY: {
    status: 409,
    zh: '保证金已缴纳，无需减免',
    en: 'the deposit is given already: there is nothing to forgive',
  },
})

/** Who signed a document: from the signer's certificate, which was good at that moment and not revoked. */
export interface Issuer {
  name: string | undefined
  code: string | undefined
  /** what kind of institution it is, where its guarantees are taken (issuers.ts) */
  kind: IssuerKind | null
}

interface Given {
  tender: Tender
  deposit: Deposit
  bidder: string
  issuer: Issuer
  numberTag: string
  evidence: string
  /** where its signed PDF will lie */
  document?: string
}

/** A guarantee is taken before the deadline, or to run on for a longer validity that was asked for. */
function wanted(tender: Tender, deposit: Deposit, now: number): void {
  if (!askedNow(tender, now)) takesDeposits(tender, now)
  else if (!guaranteeOf(deposit)) throw refuse('GUARANTEE_NONE_TO_PROLONG')
  if (!tender.depositForms.some((form) => form !== 'transfer'))
    throw refuse('FORM_NOT_ADMITTED', { forms: tender.depositForms })
  if (secured(deposit, boundUntil(tender)) >= BigInt(deposit.required)) throw refuse('DEPOSIT_SECURED')
}

/** Asks that the issuer signed it, that it is this bidder's, large enough, and valid as long as the bid. */
function holds(
  of: { number: string; issuer: string; applicant: string; amount: string; validUntil: string },
  { tender, deposit, bidder, issuer }: Given,
  law: Pick<Rulebook, 'depositValidity'>,
): void {
  if (of.applicant !== bidder) throw refuse('GUARANTEE_APPLICANT')
  if (!issuer.name || !sameName(issuer.name, of.issuer) || issuer.code === bidder) throw refuse('GUARANTEE_ISSUER')
  if (!issuer.kind) throw refuse('ISSUER_NOT_ADMITTED', { issuer: of.issuer })
  if (BigInt(of.amount) < owed(deposit))
    throw refuse('GUARANTEE_AMOUNT', { required: String(owed(deposit)), amount: of.amount })
  const needed = bidValidUntil(tender)
  if (of.validUntil < needed)
    throw refuse('GUARANTEE_VALIDITY', { needed, validUntil: of.validUntil }, law.depositValidity)
}

const guaranteed = (kind: 'guarantee' | 'annual', of: { amount: string; validUntil: string }, given: Given) => {
  const { tender, deposit, numberTag, evidence, document } = given
  const validUntil = lastMomentOf(of.validUntil)
  return [
    DepositGuaranteed({
      ...{ tender: tender.id, tag: deposit.tag, kind, amount: of.amount, validUntil, numberTag, evidence },
      ...(document === undefined ? {} : { document }),
    }),
  ]
}

/** Takes a guarantee in place of money, or says what is wrong with it. */
export function takeGuarantee(
  of: Given & { guarantee: Guarantee },
  law: Pick<Rulebook, 'depositValidity'>,
  now: number,
): DepositHappening[] {
  const { tender, deposit, guarantee } = of
  wanted(tender, deposit, now)
  const { beneficiary } = guarantee
  if (beneficiary.code !== tender.tenderer.code || !sameName(beneficiary.name, tender.tenderer.name))
    throw refuse('GUARANTEE_BENEFICIARY', { tenderer: tender.tenderer })
  if (guarantee.tender !== tender.code) throw refuse('GUARANTEE_TENDER', { code: tender.code })
  holds(guarantee, of, law)
  return guaranteed('guarantee', guarantee, of)
}

/** A deposit given for the whole year, as the bank that keeps it signs it: statement `annual.issue` over these fields. */
export interface Annual {
  number: string
  issuer: string
  applicant: string
  amount: string
  validFrom: string
  validUntil: string
}

/** Lets a deposit given for the whole year secure this bid too, or says why it does not. */
export function takeAnnual(
  of: Given & { annual: Annual },
  law: Pick<Rulebook, 'depositValidity'>,
  now: number,
): DepositHappening[] {
  const { tender, deposit, annual } = of
  wanted(tender, deposit, now)
  if (annual.validFrom > dayOf(now)) throw refuse('ANNUAL_NOT_BEGUN', { validFrom: annual.validFrom })
  holds(annual, of, law)
  if (of.issuer.kind !== 'bank') throw refuse('ISSUER_NOT_BANK')
  return guaranteed('annual', annual, of)
}

/** Notes that the issuer took its guarantee back: what it secured is not secured any more. */
export function revokeGuarantee(
  deposit: Deposit | undefined,
  of: { message: string; reason: string; revokedAt: number; evidence: string },
): DepositHappening[] {
  if (!deposit?.guarantee) throw refuse('GUARANTEE_UNKNOWN')
  if (!guaranteeOf(deposit)) throw refuse('GUARANTEE_OVER')
  return [GuaranteeRevoked({ tender: deposit.tender, tag: deposit.tag, ...of })]
}

/** A policy of the region, if it is in force on a day. */
export function policyInForce(policies: readonly DepositPolicy[], id: string, day: string): DepositPolicy {
  const found = policies.find((one) => one.id === id)
  if (!found || day < found.from || (found.until !== null && day > found.until)) throw refuse('POLICY_UNKNOWN', { id })
  return found
}

/** Forgives what a policy of the region forgives. The panel sees the evidence once the bids are open. */
export function forgive(
  of: { tender: Tender; deposit: Deposit; policy: DepositPolicy; evidence: string },
  now: number,
): DepositHappening[] {
  const { tender, deposit, policy, evidence } = of
  takesDeposits(tender, now)
  if (deposit.forgiven) throw refuse('POLICY_TAKEN', { policy: deposit.forgiven.policy })
  if (heldMoney(deposit) > 0n || guaranteeOf(deposit)) throw refuse('POLICY_AFTER_MONEY')
  const amount = (BigInt(deposit.required) * BigInt(policy.share)) / 10_000n
  const { id, instrument } = policy
  return [
    DepositForgiven({
      ...{ tender: tender.id, tag: deposit.tag, policy: id, instrument, forgiven: String(amount), evidence },
    }),
  ]
}
