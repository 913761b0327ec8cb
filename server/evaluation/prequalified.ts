import { CHANGED } from '../bids/consortium.ts'
import { rulebook } from '../law/rulebook.ts'
import { STANDING } from '../qualification/changes.ts'
import { panelClauses } from '../tenders/criteria.ts'
import type { Evaluation } from './evaluation.ts'
import type { Offered } from './evaluationPrice.ts'

/** Whether a bidder passed a prequalification and nothing of it has changed: whether it qualifies is not asked again. */
export const stands = ({ applied, byLaw = [] }: Pick<Offered, 'applied' | 'byLaw'>): boolean =>
  applied !== undefined && !byLaw.some(({ id }) => id === STANDING || id === CHANGED)

/** The bids about which the document's clauses of qualification are not asked, and the article; nothing where there are none. */
export function notAskedAgain(
  e: Pick<Evaluation, 'bids' | 'criteria' | 'rulebook'>,
): { bids: string[]; article: string } | undefined {
  const bids = e.bids.filter(stands).map(({ tag }) => tag)
  const asks = panelClauses(e.criteria).some(({ qualifies }) => qualifies)
  return asks && bids.length ? { bids, article: rulebook(e.rulebook).afterPrequal.article } : undefined
}
