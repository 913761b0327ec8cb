import type { Criteria } from '../tenders/criteria.ts'
import type { Ranked } from './result.ts'

type Scored = Pick<Ranked, 'factors'>

/** The points of a bid in one volume, centipoints: the sum of its published figures. */
const pointsIn = ({ factors }: Scored, criteria: Pick<Criteria, 'factors'>, volume: 'technical' | 'business'): number =>
  criteria.factors.filter((one) => one.volume === volume).reduce((sum, { id }) => sum + (factors[id] ?? 0), 0)

/** The order that the document gives to bids that are equal otherwise: by the points of its volumes, each in its turn. */
export const byVolumes =
  ({ ties, factors }: Pick<Criteria, 'ties' | 'factors'>) =>
  (a: Scored, b: Scored): number =>
    (ties?.by ?? []).reduce(
      (found, volume) => found || pointsIn(b, { factors }, volume) - pointsIn(a, { factors }, volume),
      0,
    )

/** Those of equal bids that the document's order puts first. */
export function firstByVolumes<S extends Scored>(
  equal: readonly S[],
  criteria: Pick<Criteria, 'ties' | 'factors'>,
): S[] {
  const order = byVolumes(criteria)
  return equal.filter((one) => equal.every((other) => order(one, other) <= 0))
}
