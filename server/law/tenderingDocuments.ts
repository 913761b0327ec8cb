import { type Rule, rule } from './rule.ts'
import type { Days, Period } from './units.ts'

const law = (number: string) => `《招标投标法》第${number}条`
const regulations = (number: string) => `《招标投标法实施条例》第${number}条`

/** What stands before a notice: the project's registration, and what its documents say and do not say. */
export interface DocumentRules {
  readonly splitting: Rule<'forbidden'>
  readonly dividing: Rule<'forbidden'>
  readonly approvalFirst: Rule<'whereMandatory' | 'none'>
  readonly approvedScope: Rule<'whereMandatory' | 'none'>
  readonly fundsSettled: Rule<boolean>
  readonly agencyContract: Rule<'written'>
  readonly selfOrganised: Rule<'filed' | 'free'>
  readonly noticeContents: Rule<readonly string[]>
  readonly documentContents: Rule<readonly string[]>
  readonly planLead: Rule<Days | 'regional'>
  readonly planRequired: Rule<'whereRegional' | 'unlessUnforeseen' | 'none'>
  readonly noticeOut: Rule<Period | 'none'>
  readonly brands: Rule<'forbidden'>
  readonly localBidders: Rule<'forbidden'>
  readonly localRecords: Rule<'forbidden' | 'withReason'>
  readonly ownershipLimits: Rule<'forbidden' | 'withReason'>
  readonly scaleConditions: Rule<'forbidden' | 'withReason'>
  readonly makersLetters: Rule<'forbidden' | 'withReason'>
  readonly qualificationScored: Rule<'forbidden' | 'allowed'>
  readonly ceilingByMethod: Rule<'allowed' | 'none'>
}

/** A project that must be tendered is not divided, nor its tender avoided in any other way. */
export const splitting = rule<'forbidden'>('forbidden', law('四'))

/** A project is not divided into tenders to keep bidders out or to avoid its tender. */
export const dividing = rule<'forbidden'>('forbidden', regulations('二十四'))

/** Where a project needs approval, approval comes before the tender. */
export const approvalFirst = rule<'whereMandatory' | 'none'>('whereMandatory', law('九'))

/** Scope, way and organisation of the tender of a mandatory project are approved with it, where it needs approval. */
export const approvedScope = rule<'whereMandatory' | 'none'>('whereMandatory', regulations('七'))

/** The money is there, or its source is settled. */
export const fundsSettled = rule(true, law('九'))

/** An agent acts by a written contract. */
export const agencyContract = rule<'written'>('written', regulations('十四'))

/** A tenderer of a mandatory project that tenders by itself files that with the supervising department. */
export const selfOrganised = rule<'filed' | 'free'>('filed', law('十二'))

/** What a notice says. */
export const noticeContents = rule<readonly string[]>(
  ['tenderer', 'address', 'demand', 'place', 'time', 'documents'],
  law('十六'),
)

/** What a tender document says. */
export const documentContents = rule<readonly string[]>(
  ['technical', 'qualification', 'pricing', 'criteria', 'contract'],
  law('十九'),
)

/** The text knows of no plan before the notice: how many days before it one is published, a region may say. */
export const planLead = rule<Days | 'regional'>('regional', law('十六'), 'own')

/** So a plan is asked for where the region has set those days. */
export const planRequired = rule<'whereRegional' | 'unlessUnforeseen'>('whereRegional', law('十六'), 'own')

/** The text has no time for which a notice stands. */
export const noticeOut = rule<Period | 'none'>('none', law('十六'), 'own')

/** No patent, trade mark, brand, origin or supplier is named or prescribed. */
export const brands = rule<'forbidden'>('forbidden', regulations('三十二'))

/** Nobody is kept out for its region: neither by its seat, nor by where it has branches, pays taxes or insures its people. */
export const localBidders = rule<'forbidden'>('forbidden', law('六'))

/** Records or prizes of one region or one trade neither add points nor decide (mandatory projects). */
export const localRecords = rule<'forbidden'>('forbidden', regulations('三十二'))

/** Nobody is kept out for who owns it or how it is organised (mandatory projects). */
export const ownershipLimits = rule<'forbidden'>('forbidden', regulations('三十二'))

/** Conditions of size must fit the project and its contract: reasons are given for them. */
export const scaleConditions = rule<'forbidden' | 'withReason'>('withReason', regulations('三十二'))

/** So are for a maker's letter of authorisation. */
export const makersLetters = rule<'forbidden' | 'withReason'>('withReason', regulations('三十二'))

/** The text does not keep qualification out of the scores. */
export const qualificationScored = rule<'forbidden' | 'allowed'>('allowed', regulations('三十二'), 'own')

/** A document that sets a highest price states it, or how it is computed. */
export const ceilingByMethod = rule<'allowed' | 'none'>('allowed', regulations('二十七'))
