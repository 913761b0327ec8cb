import type { z } from 'zod'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { atLeast, atMost } from '../law/units.ts'
import type { SignedDocument } from '../tenders/contract.ts'
import { inStage } from '../tenders/rules.ts'
import type { Signature } from '../tenders/signature.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Award } from './award.ts'
import { type BondForm, BondGiven, BondReturned } from './bondEvents.ts'

const refuse = refusals({
  BOND_NOT_ASKED: {
    status: 409,
    zh: '招标文件未要求提交履约保证金',
    en: 'the tender document asks for no performance bond',
  },
  BOND_NOT_THE_WINNER: { status: 403, zh: '只有中标人提交履约保证金', en: 'only the winner gives the bond' },
  BOND_GIVEN: { status: 409, zh: '履约保证金已提交', en: 'the bond is given already' },
  BOND_OPEN: {
    status: 409,
    zh: '先前中标人的履约保证金尚未退还',
    en: 'the bond of the winner before is to be returned first',
  },
  BOND_SHORT: { status: 422, zh: '履约保证金低于招标文件要求的金额', en: 'the bond is less than was asked for' },
  BOND_TOO_LARGE: {
    status: 422,
    zh: '履约保证金超过中标合同金额的法定上限',
    en: 'the bond is more than the law allows',
  },
  BOND_CASH: { status: 422, zh: '履约保证金不得以现金提交', en: 'the bond may not be given in cash' },
  BOND_MISSING: {
    status: 409,
    zh: '招标文件要求提交履约保证金，提交后方可签订合同',
    en: 'the performance bond comes before the contract',
  },
  BOND_NOT_GIVEN: { status: 404, zh: '没有可退还的履约保证金', en: 'there is no bond to return' },
  BOND_RETURNED: { status: 409, zh: '履约保证金已退还', en: 'the bond is returned already' },
  BOND_HELD: { status: 409, zh: '合同订立后方可退还履约保证金', en: 'the bond is returned once the contract is made' },
})

/** A performance bond as it was given. */
export interface Bond {
  tag: string
  form: BondForm
  amount: string
  reference: string
  issuer: string | null
  validUntil: number | null
  files: z.infer<typeof SignedDocument>[]
  at: number
  returned: { reference: string; reason: string; at: number } | null
}

/** What the tender document asks for at this contract price, fen; null: no bond. */
export const bondAsked = (tender: Pick<Tender, 'performanceBond'>, price: string): bigint | null =>
  tender.performanceBond ? atLeast(BigInt(price), tender.performanceBond.share) : null

/** The largest bond at this contract price, fen. */
export const bondCeiling = (price: string, law: Pick<Rulebook, 'performanceBondCeiling'>): bigint =>
  atMost(BigInt(price), law.performanceBondCeiling.value)

type BondLaw = Pick<Rulebook, 'performanceBondCeiling' | 'performanceBondForms'>

/** The winner gives the bond: as much as was asked for, not more than the law allows, in a form that it allows. */
export function giveBond(
  of: {
    tender: Tender
    award: Award
    tag: string
    bond: Pick<Bond, 'form' | 'amount' | 'reference' | 'issuer' | 'validUntil' | 'files'>
    signature: Signature
  },
  law: BondLaw,
) {
  const { tender, award, tag, bond, signature } = of
  inStage(tender, 'awarded')
  if (award.winner?.tag !== tag) throw refuse('BOND_NOT_THE_WINNER')
  const { price } = award.winner.terms
  const asked = bondAsked(tender, price)
  if (asked === null) throw refuse('BOND_NOT_ASKED')
  if (award.bond?.tag === tag) throw refuse('BOND_GIVEN')
  if (award.bond && !award.bond.returned) throw refuse('BOND_OPEN')
  if (law.performanceBondForms.value === 'notCash' && bond.form === 'cash')
    throw refuse('BOND_CASH', { form: bond.form }, law.performanceBondForms)
  const amount = BigInt(bond.amount)
  const most = bondCeiling(price, law)
  if (amount > most) throw refuse('BOND_TOO_LARGE', { amount, most }, law.performanceBondCeiling)
  // rounding up what was asked for never asks for more than the law allows
  const least = asked > most ? most : asked
  if (amount < least) throw refuse('BOND_SHORT', { amount, least })
  const { form, reference, issuer, validUntil, files } = bond
  const more = { ...(issuer ? { issuer } : {}), ...(files.length ? { files } : {}) }
  return [BondGiven({ tender: tender.id, tag, form, amount: bond.amount, reference, validUntil, ...more, signature })]
}

/** Refuses the contract while a bond that was asked for is not there. */
export function bondFirst(tender: Tender, award: Award, law: Pick<Rulebook, 'performanceBondCeiling'>): void {
  if (!award.winner || bondAsked(tender, award.winner.terms.price) === null) return
  if (award.bond?.tag !== award.winner.tag) throw refuse('BOND_MISSING', {}, law.performanceBondCeiling)
}

/** The tenderer gives the bond back, once, by its own reference. */
export function returnBond(
  tender: Tender,
  award: Award,
  of: { reference: string; reason: string; signature: Signature },
) {
  const { bond } = award
  if (!bond) throw refuse('BOND_NOT_GIVEN')
  if (bond.returned) throw refuse('BOND_RETURNED')
  // one who did not become, or did not stay, the winner gets it back at once
  if (award.winner?.tag === bond.tag && !award.contract) throw refuse('BOND_HELD')
  return [BondReturned({ tender: tender.id, tag: bond.tag, ...of })]
}
