import type { Claims } from '../bids/contract.ts'
import { fen, minus, type Ratio, ratio, roundHalfUp, times } from '../law/units.ts'
import type { Criteria } from '../tenders/criteria.ts'
import type { Deduction } from './result.ts'

/** A valid bid as it is compared: its price in fen, decimal digits, and the claims that were found good. */
export interface Offered {
  tag: string
  price: string
  claims?: Claims | undefined
}

/** A bid with the price that it is evaluated by, exact, and how that came from the price it is paid by. */
export interface Evaluated extends Offered {
  exact: Ratio
  deductions: Deduction[]
}

/**
 * The prices by which bids are evaluated: each deduction is counted on the bid's own price, and all are subtracted.
 * What a domestic product gets is given only where another competes with it.
 */
export function evaluated(bids: readonly Offered[], { policy = {} }: Pick<Criteria, 'policy'>): Evaluated[] {
  const competing = bids.some(({ claims }) => !claims?.domestic)
  return bids.map((bid) => {
    const { small, domestic } = bid.claims ?? {}
    const rates = [
      ...(small === 'whole' ? [{ policy: 'small' as const, rate: policy.small }] : []),
      ...(small === 'share' ? [{ policy: 'smallShare' as const, rate: policy.smallShare }] : []),
      ...(domestic && competing ? [{ policy: 'domestic' as const, rate: policy.domestic }] : []),
    ].flatMap(({ policy: of, rate }) => (rate ? [{ policy: of, rate }] : []))
    const price = fen(bid.price)
    const cut = rates.map(({ policy: of, rate }) => ({
      of,
      rate,
      amount: times(ratio(price), ratio(BigInt(rate), 10_000n)),
    }))
    return {
      ...bid,
      exact: cut.reduce((left, { amount }) => minus(left, amount), ratio(price)),
      deductions: cut.map(({ of, rate, amount }) => ({ policy: of, rate, base: bid.price, amount: inFen(amount) })),
    }
  })
}

/** An exact amount in whole fen, rounded half up for publication. */
export const inFen = (exact: Ratio): string => roundHalfUp(exact.numerator, exact.denominator, 0).toString()

/** A bid with those of its claims that the panel did not deny, by majority, on the clauses of the tender document. */
export function granted(
  {
    criteria,
    denied = [],
  }: { criteria: Pick<Criteria, 'clauses'>; denied?: readonly { bid: string; clause: string }[] },
  bid: Offered,
): Offered {
  if (!bid.claims) return bid
  const lost = denied
    .filter((one) => one.bid === bid.tag)
    .map(({ clause }) => criteria.clauses.find(({ id }) => id === clause)?.denies)
  const { small, domestic, ...rest } = bid.claims
  return {
    ...bid,
    claims: {
      ...rest,
      ...(small && !lost.includes('small') ? { small } : {}),
      ...(domestic && !lost.includes('domestic') ? { domestic } : {}),
    },
  }
}
