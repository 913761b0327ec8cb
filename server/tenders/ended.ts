import type { Stage, Tender } from './tender.ts'

/**
 * In which stage a tender ended without a result; undefined where it goes on or has one. What ended before its stage was
 * kept is placed by what is known of it.
 */
export function whereEnded(
  of: Pick<Tender, 'stage' | 'endedIn' | 'published' | 'closedAt' | 'named'>,
): Stage | undefined {
  if (of.stage !== 'failed' && of.stage !== 'terminated') return undefined
  if (of.endedIn) return of.endedIn
  if (!of.published) return 'prequalifying'
  return of.closedAt === null ? 'bidding' : of.named ? 'evaluating' : 'opening'
}
