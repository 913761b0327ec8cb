import { rule } from './rule.ts'
import type { ChairRule } from './tenderingLaw.ts'
import type { BasisPoints } from './units.ts'

/** How bids may be compared: by points, with these formulas for the price, or by the price alone. */
export interface EvaluationMethods {
  readonly scored: { readonly zh: string; readonly en: string; readonly formulas: readonly string[] }
  readonly lowest: { readonly zh: string; readonly en: string }
}

/**
 * How a price that contradicts itself is corrected, in this order: the schedule of prices (开标一览表) over the rest; words over
 * figures; an obviously misplaced point in a unit price gives way to the total; otherwise unit prices over the total.
 */
export type ArithmeticStep = 'schedule' | 'words' | 'decimal' | 'sum'

/** What becomes of a price that seems too low. */
export type LowPriceBids = 'explainedOrInvalid'

const article = (number: string) => `《评标委员会和评标方法暂行规定》第${number}条`

/** The chair is elected by the members or named by the tenderer, and has the same vote as they. */
export const chair = rule<ChairRule>(
  { by: 'electionOrAppointment', tendererMayChair: true, sameVote: true },
  article('九'),
  'second-hand',
)

/** Who must stand aside. */
export const avoidance = rule<readonly string[]>(
  ['nearRelative', 'authorityStaff', 'economicInterest', 'punished'],
  article('十二'),
  'second-hand',
)

/** How many years back ties count, the text does not say. */
export const avoidanceYears = rule<number | 'regional'>('regional', article('十二'), 'own', 'years')

/** Fewer than three valid bids end nothing by themselves: the panel argues whether there is competition. */
export const fewValidBids = rule<'panelArgues' | 'noEvaluation'>('panelArgues', article('二十七'), 'second-hand')

/** What the evaluation report contains. */
export const reportParts = rule<readonly string[]>(
  [
    'project',
    'panel',
    'openingRecord',
    'compliantBids',
    'rejectedBids',
    'criteria',
    'comparison',
    'ranking',
    'candidates',
    'clarifications',
  ],
  article('四十二'),
  'second-hand',
)

/** By evaluated price, by points, or another method that the law allows; the formula is the document's. */
export const evaluationMethods = rule<EvaluationMethods>(
  {
    scored: { zh: '综合评估法', en: 'scored', formulas: ['benchmark-average', 'lowest-price'] },
    lowest: { zh: '经评审的最低投标价法', en: 'lowest evaluated price' },
  },
  article('二十九'),
  'second-hand',
)

/** The text names no least weight of the price. */
export const leastPriceWeight = rule<BasisPoints | 'none'>('none', article('二十九'), 'own', 'bp')

/** With few valid bids the panel argues; the bids that fulfil the document are the valid ones. */
export const fewConforming = rule<'panelArgues' | 'void'>('panelArgues', article('二十七'), 'second-hand')

/** A price far below the others, or below the ceiling so far that it may be below cost, is explained; who cannot is rejected. */
export const lowPriceBids = rule<LowPriceBids>('explainedOrInvalid', article('二十一'), 'second-hand')

/** Bidders of one brand are not counted as one here. */
export const sameBrand = rule<'countedOnce' | 'none'>('none', article('二十九'), 'own')

/** The price itself is not lowered for anybody; what small enterprises get is points, by the document. */
export const policyDeduction = rule<'none'>('none', article('二十九'), 'own')

/** No share tells which price is too low: the panel judges. */
export const lowPriceTriggers = rule<'none'>('none', article('二十一'), 'own')

/** Words over figures; unit prices over the total, unless the point of a unit price is obviously wrong. */
export const arithmetic = rule<readonly ArithmeticStep[]>(['words', 'decimal', 'sum'], article('十九'), 'second-hand')

/** Commercial deviations that the document lists are counted in money: they make the price that is compared. */
export const pricedDeviations = rule<'asStated' | 'none'>('asStated', article('三十二'), 'second-hand')
