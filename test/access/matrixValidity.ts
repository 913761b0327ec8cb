import { reviewAbility } from '../../server/award/ability.ts'
import { answerValidity, askValidity } from '../../server/tenders/validity.ts'
import type { Line } from './matrix.ts'

const of = (more: object) => more as never
const stages: Line['stages'] = ['evaluating', 'publicised', 'awarded']

/** What is done about the validity of the bids, also while the tender rests, and about a candidate that changed: before the contract. */
export const validityLines: Line[] = [
  {
    ...{ deed: 'tender.extendValidity', roles: ['tenderer'], stages, wrong: 'VALIDITY_STAGE', rests: true },
    run: (t, l, at) => askValidity(t, of({ to: '2027-01-01', reason: '复议', opened: ['a'] }), l, at),
  },
  {
    ...{ deed: 'bid.answerValidity', roles: ['bidder'], stages, wrong: 'VALIDITY_STAGE', rests: true },
    run: (t, l, at) => answerValidity(t, of({ tag: 'a', agrees: true, guaranteedUntil: null }), l, at),
  },
  {
    ...{ deed: 'award.reviewAbility', roles: ['tenderer'], stages: ['publicised', 'awarded'], wrong: 'ABILITY_STAGE' },
    run: (tender, l, at) => reviewAbility(of({ tender }), l, at),
  },
]
