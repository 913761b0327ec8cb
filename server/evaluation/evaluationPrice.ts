import type { Claims } from '../bids/contract.ts'
import { fen, minus, plus, type Ratio, ratio, roundHalfUp, times } from '../law/units.ts'
import type { ClauseByLaw, Criteria } from '../tenders/criteria.ts'
import { addedBy, type Counted } from './deviations.ts'
import type { Adjustment, Deduction } from './result.ts'

/** A valid bid as it is compared: its price in fen, decimal digits, and the claims that were found good. */
export interface Offered {
  tag: string
  price: string
  claims?: Claims | undefined
  /** the price as it was read out, where it was corrected since */
  readOut?: string
  /** what the panel counted of its deviations */
  counted?: readonly Pick<Counted, 'deviation' | 'quantity'>[]
  /** clauses that the law itself puts before the panel on this bid; absent: none */
  byLaw?: ClauseByLaw[] | undefined
  /** the codes of the units that were prequalified together, its bidder among them; absent: nobody was */
  applied?: string[] | undefined
}

/** A bid with the price that it is evaluated by, exact, and how that came from the price it is paid by. */
export interface Evaluated extends Offered {
  exact: Ratio
  deductions: Deduction[]
  adjustments: Adjustment[]
}

/**
 * The prices by which bids are evaluated: each deduction is counted on the bid's own price, and all are subtracted.
 * What a domestic product gets is given only where another competes with it. What is counted of deviations is added.
 */
export function evaluated(
  bids: readonly Offered[],
  { policy = {}, deviations }: Pick<Criteria, 'policy' | 'deviations'>,
): Evaluated[] {
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
    const added = (bid.counted ?? []).map((one) => ({ ...one, exact: addedBy(one, bid.price, { deviations }) }))
    const rest = cut.reduce((left, { amount }) => minus(left, amount), ratio(price))
    return {
      ...bid,
      exact: added.reduce((sum, { exact }) => plus(sum, exact), rest),
      adjustments: added.map(({ deviation, quantity, exact }) => ({ deviation, quantity, amount: inFen(exact) })),
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
    .map(({ clause }) => [...criteria.clauses, ...(bid.byLaw ?? [])].find(({ id }) => id === clause)?.denies)
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
