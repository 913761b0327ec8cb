import { canonical } from '../../../crypto/canonical.ts'
import { type Evaluation, validBids } from '../../evaluation/evaluation.ts'
import { ranking, rulesOf } from '../../evaluation/ranking.ts'
import type { Ranking } from '../../evaluation/result.ts'
import { rulebook } from '../../law/rulebook.ts'

/**
 * The ranking computed once more from the revealed sheets and the published rules, as it was when it was made: what
 * lapsed later is left out by the publicity, not by the panel.
 */
export function rankedAgain(e: Evaluation): Ranking {
  const { lapsed = [] } = e.ranking ?? {}
  const inputs = { bids: validBids(e), sheets: e.scores ?? {}, settled: e.settled ?? [], lapsed }
  return ranking(inputs, rulesOf(e.criteria, rulebook(e.rulebook)))
}

/** Whether the ranking that was made is the one that follows from the sheets; one that was not made holds. */
export const isRepeated = (e: Evaluation): boolean => !e.ranking || canonical(rankedAgain(e)) === canonical(e.ranking)
