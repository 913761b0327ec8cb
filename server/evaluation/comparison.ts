import type { Rulebook } from '../law/rulebook.ts'
import { biddersIn } from './brands.ts'
import type { Sheet } from './contract.ts'
import { type Evaluation, validBids } from './evaluation.ts'
import type { EvaluationHappening } from './events.ts'
import { LowPriceSuspected } from './lowPriceEvents.ts'
import { isSuspected } from './lowPrices.ts'
import { countsDeviations } from './prices.ts'
import { equalBrands, ranking, rulesOf } from './ranking.ts'
import { BidsRanked } from './scoringEvents.ts'
import { suspicions } from './suspicion.ts'
import { BrandsTied } from './tieEvents.ts'

/**
 * Ranks the valid bids by the published rules; where nothing is scored, without sheets. Where bids of one brand are equal in what
 * decides, it is first chosen among them.
 */
export function rank(e: Evaluation, sheets: Record<string, Sheet>, law: Rulebook): EvaluationHappening[] {
  const { tender, members: panel, criteria } = e
  const rules = rulesOf(criteria, law)
  const inputs = { bids: validBids(e), sheets, settled: e.settled ?? [], lapsed: e.lapsed ?? [] }
  const groups = equalBrands(inputs, rules)
  if (groups.length) return [BrandsTied({ tender, panel, groups, article: law.sameBrand.article })]
  return [BidsRanked({ tender, panel, ranking: ranking(inputs, rules) })]
}

/** The article by which too few bids are left for a result, bidders of one brand counted once; undefined: enough, or the panel argues. */
export function tooFew(e: Evaluation, law: Rulebook): string | undefined {
  const few = biddersIn(validBids(e), e.criteria) < law.fewestBidders.value
  return law.fewConforming.value === 'void' && few ? law.fewConforming.article : undefined
}

/** What is suspected about the prices of the bids that passed the review; a trigger rejects nobody. */
export function suspectedPrices(e: Evaluation, law: Rulebook): EvaluationHappening[] {
  const of = law.lowPriceTriggers
  if (of.value === 'none' || e.ceiling === undefined) return []
  const found = suspicions(validBids(e), e.ceiling, e.criteria.lowPrice ?? of.value)
  const bids = found.filter(({ bid }) => !isSuspected(e, bid))
  return bids.length ? [LowPriceSuspected({ tender: e.tender, panel: e.members, bids, article: of.article })] : []
}

/** What follows once it is clear which bids are compared: points, or at once the ranking where the price alone decides. */
export function afterReview(e: Evaluation, law: Rulebook): EvaluationHappening[] {
  const argued = law.fewConforming.value === 'panelArgues' && (e.valid?.length ?? 0) < law.fewestBidders.value
  return e.criteria.factors.length || argued || !e.valid?.length || countsDeviations(e) ? [] : rank(e, {}, law)
}
