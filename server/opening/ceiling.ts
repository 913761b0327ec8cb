import type { Rulebook } from '../law/rulebook.ts'
import { computedCeiling } from '../tenders/ceiling.ts'
import type { Tender } from '../tenders/tender.ts'
import { CeilingComputed } from './hallEvents.ts'
import type { Opening } from './opening.ts'

/** Computes the highest price once the bids are read out; nothing where the document states the amount. */
export function computeCeiling(
  { id, ceilingMethod: method }: Pick<Tender, 'id' | 'ceilingMethod'>,
  { coefficient }: Pick<Opening, 'coefficient'>,
  law: Pick<Rulebook, 'ceilingByMethod'>,
) {
  if (!method || !coefficient?.value) return []
  const { draw, value: k } = coefficient
  const ceiling = String(computedCeiling(method, k))
  return [CeilingComputed({ tender: id, method, k, draw, ceiling, article: law.ceilingByMethod.article })]
}
