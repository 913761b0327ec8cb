import type { LowPriceTriggers } from '../law/procurementPolicies.ts'
import { fen } from '../law/units.ts'
import type { Criteria } from '../tenders/criteria.ts'
import type { Suspicion } from './result.ts'

/**
 * Which prices fall strictly below a share of the mean, of the second lowest, or of the highest price allowed.
 *
 * @param bids those that passed the conformity review, with the prices they bid, whatever is deducted for the evaluation
 * @param ceiling the highest price allowed, or the budget, in fen
 */
export function suspicions(
  bids: readonly { tag: string; price: string }[],
  ceiling: string,
  shares: NonNullable<Criteria['lowPrice']> | LowPriceTriggers,
): Suspicion[] {
  const prices = bids.map(({ price }) => fen(price))
  const sum = prices.reduce((all, price) => all + price, 0n)
  const second = [...prices].sort((a, b) => (a < b ? -1 : a > b ? 1 : 0))[1]
  const below = (price: bigint, share: number, of: bigint, parts = 1n) => price * 10_000n * parts < BigInt(share) * of
  return bids.flatMap(({ tag, price: text }) => {
    const price = fen(text)
    const triggers: Suspicion['triggers'] = [
      ...(below(price, shares.average, sum, BigInt(bids.length)) ? (['average'] as const) : []),
      ...(second !== undefined && below(price, shares.second, second) ? (['second'] as const) : []),
      ...(below(price, shares.ceiling, fen(ceiling)) ? (['ceiling'] as const) : []),
    ]
    return triggers.length ? [{ bid: tag, triggers, reason: null }] : []
  })
}
