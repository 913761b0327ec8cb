import type { Evaluation, Stage } from './evaluation.ts'
import type { EvaluationFact } from './events.ts'
import { countsDeviations } from './prices.ts'
import type { LowPriceVote, Suspicion } from './result.ts'

/** Prices suspected to be too low, and what the members think of them. */
export interface LowPrices {
  found: Suspicion[]
  /** bid → member → vote */
  votes: Record<string, Record<string, LowPriceVote>>
}

/** Whether this bid's price is suspected. */
export const isSuspected = (e: Pick<Evaluation, 'lowPrice'>, bid: string): boolean =>
  e.lowPrice?.found.some((one) => one.bid === bid) ?? false

/** How the bids that are left are compared: without enough of them the panel first argues, or it is over. */
export const comparing = (e: Pick<Evaluation, 'valid' | 'void' | 'criteria'>): Stage => {
  const left = e.valid?.length ?? 0
  return left === 0 || e.void ? 'opinions' : left < 3 ? 'competition' : measured(e)
}

/** What bids are measured by first: points, or deviations counted in money. */
export const measured = (e: Pick<Evaluation, 'criteria'>): Stage => (countsDeviations(e) ? 'adjusting' : 'scoring')

/** What the examination of low prices changes. */
export function examined(e: Evaluation, fact: EvaluationFact): Evaluation | undefined {
  switch (fact.type) {
    case 'evaluation.lowPriceSuspected': {
      const found = [...(e.lowPrice?.found ?? []), ...fact.data.bids]
      const lowPrice = { found, votes: e.lowPrice?.votes ?? {} }
      return { ...e, lowPrice, stage: e.stage === 'review' ? 'review' : 'lowPrice' }
    }
    case 'evaluation.lowPriceVoted': {
      const { tender: _tender, bid, ...vote } = fact.data
      const before = e.lowPrice ?? { found: [], votes: {} }
      const votes = { ...before.votes, [bid]: { ...before.votes[bid], [vote.member]: vote } }
      return { ...e, lowPrice: { ...before, votes } }
    }
    case 'evaluation.lowPricesJudged': {
      const { valid, void: few } = fact.data
      const after = { ...e, valid, ...(few ? { void: few } : {}) }
      return { ...after, stage: comparing(after) }
    }
  }
  return undefined
}

/** An evaluation whose review is done again: what was denied, suspected, counted or found void goes with it. */
export function unexamined(e: Evaluation): Evaluation {
  const { denied: _denied, lowPrice: _lowPrice, void: _void, ...rest } = uncompared(e)
  return rest
}

/** An evaluation whose comparison is done again: what was counted, and which bids were equal, goes with it. */
export function uncompared(e: Evaluation): Evaluation {
  const { counted: _counted, ties: _ties, ...rest } = e
  return rest
}
