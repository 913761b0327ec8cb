import type { RefundEvent } from '../law/refunds.ts'
import type { Rule } from '../law/rule.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { ReleaseReason } from './events.ts'

/** What of a rulebook decides when and with what a deposit goes back. */
export type RefundLaw = Pick<
  Rulebook,
  | 'refundWithdrawn'
  | 'refundDeclined'
  | 'refundTerminated'
  | 'refundLosers'
  | 'refundWinner'
  | 'depositInterest'
  | 'terminatedInterest'
  | 'lateRefund'
>

interface Clock {
  event(at: number, law: RefundLaw): RefundEvent
  rule(law: RefundLaw): Rule<unknown>
}

const losersClock: Clock = {
  event: (at, law) => ({ cause: law.refundLosers.value.after, at, winner: false }),
  rule: (law) => law.refundLosers,
}
/** For each reason what the law counts from, and the article that says by when. */
export const clocks: Record<ReleaseReason, Clock> = {
  withdrawn: { event: (at) => ({ cause: 'withdrawn', at }), rule: (law) => law.refundWithdrawn },
  declined: {
    event: (at) => ({ cause: 'declined', at }),
    rule: (law) => (law.refundDeclined.value === 'asWithdrawn' ? law.refundWithdrawn : law.refundDeclined),
  },
  terminated: { event: (at) => ({ cause: 'terminated', at }), rule: (law) => law.refundTerminated },
  failed: { event: (at) => ({ cause: 'terminated', at }), rule: (law) => law.refundTerminated },
  lost: losersClock,
  late: losersClock,
  'won-and-signed': {
    event: (at, law) => ({ cause: law.refundWinner.value.after, at, winner: true }),
    rule: (law) => law.refundWinner,
  },
}
