import { type Rule, rule } from './rule.ts'
import type { BasisPoints } from './units.ts'

const law = (number: string) => `《招标投标法》第${number}条`
const regulations = (number: string) => `《招标投标法实施条例》第${number}条`

/** What binds bidders who bid as one (联合体), and packages that are kept for small enterprises (预留份额). */
export interface ConsortiumRules {
  readonly consortiumStated: Rule<'asStated'>
  readonly consortiumAgreement: Rule<'withBid'>
  readonly consortiumMembers: Rule<'oneBidEach'>
  readonly consortiumContract: Rule<'allSign'>
  readonly leastSmallShare: Rule<BasisPoints | 'none'>
  readonly reservedPackages: Rule<'declarationQualifies' | 'none'>
  readonly reservedDeduction: Rule<'none'>
  readonly reservedNotice: Rule<'stated' | 'none'>
}

/** The notice says whether consortia may bid. */
export const consortiumStated = rule<'asStated'>('asStated', regulations('三十七'))

/** The joint agreement comes with the bid. */
export const consortiumAgreement = rule<'withBid'>('withBid', law('三十一'))

/** A member that also bids alone or in another consortium makes all those bids invalid. */
export const consortiumMembers = rule<'oneBidEach'>('oneBidEach', regulations('三十七'))

/** All members of a consortium that wins sign the contract together and answer for it jointly. */
export const consortiumContract = rule<'allSign'>('allSign', law('三十一'))

/** The share that small enterprises must have in a consortium is a matter of purchases. */
export const leastSmallShare = rule<BasisPoints | 'none'>('none', law('三十一'), 'own')

/** Packages reserved for small enterprises are a matter of purchases. */
export const reservedPackages = rule<'declarationQualifies' | 'none'>('none', law('十八'), 'own')
export const reservedDeduction = rule<'none'>('none', law('十八'), 'own')
export const reservedNotice = rule<'stated' | 'none'>('none', law('十八'), 'own')
