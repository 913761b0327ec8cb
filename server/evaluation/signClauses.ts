import type { Rulebook } from '../law/rulebook.ts'
import type { LikenessFinding, LikenessKind } from '../opening/likenessEvents.ts'
import type { ClauseByLaw } from '../tenders/criteria.ts'

/** Findings that are a sign that bidders belong together. */
export const RELATION_SIGNS: readonly LikenessKind[] = ['sameHead', 'control']
/**
 * Findings that are a sign of collusion. One network address is none by itself: a whole building may have it. What only
 * concerns one bidder, or of which the law says nothing, is none either.
 */
export const COLLUSION_SIGNS: readonly LikenessKind[] = [
  ...(['sameAuthor', 'sameDocument', 'sameMoment', 'samePeople', 'sameContact', 'sameFile', 'mixedUp'] as const),
  ...(['alikeText', 'alikePrices', 'patternedPrices', 'sameMac', 'sameDisk', 'sameProcessor', 'sameLock'] as const),
]

/** What was noticed about bids: findings of the report, and bidders whose deposits came from one account. */
export interface Signs {
  findings: readonly Pick<LikenessFinding, 'kind' | 'bids'>[]
  samePayer: readonly { bidders: readonly string[] }[]
}

type Law = Pick<Rulebook, 'relatedBids' | 'colludingBids' | 'qualificationBy'>

const clauseOf = ({ id, zh, ground }: { id: string; zh: string; ground: string }): ClauseByLaw => ({
  id,
  zh,
  ground,
  sign: true,
})
const concerns = (signs: Signs, kinds: readonly LikenessKind[], tag: string): boolean =>
  signs.findings.some(({ kind, bids }) => kinds.includes(kind) && bids.includes(tag))

/**
 * What the panel votes on about one bid beside the document's clauses, because the law itself makes the bid invalid by it and
 * there is a sign of it. Where the purchaser judges qualification, it judges the relations.
 */
export function signClauses(tag: string, signs: Signs, law: Law): ClauseByLaw[] {
  const related = law.qualificationBy.value === 'panel' && concerns(signs, RELATION_SIGNS, tag)
  const payer = signs.samePayer.some(({ bidders }) => bidders.includes(tag))
  return [
    ...(related ? [clauseOf(law.relatedBids.value)] : []),
    ...(payer || concerns(signs, COLLUSION_SIGNS, tag) ? [clauseOf(law.colludingBids.value)] : []),
  ]
}
