import { lapsedBids, type Validity } from '../tenders/validity.ts'
import type { Remedied } from './setAside.ts'

type Tagged = { readonly tag: string }

/** Who does not win any more. */
export interface Gone {
  /** bids that are valid no longer */
  lapsed?: readonly Tagged[] | undefined
  /** who was passed over, or awarded by an award that was found invalid */
  passed?: readonly Tagged[] | undefined
}

/** Who does not win any more at a moment. */
export const goneAt = (tender: Validity, award: Pick<Remedied, 'passed'> | undefined, now: number): Gone => ({
  ...{ lapsed: lapsedBids(tender, now), passed: award?.passed },
})

/**
 * Who may still win, best first: whoever is gone leaves its place to the next. Publicity, winner, passing over and the check of
 * an archive all ask here.
 *
 * @param order whom the panel recommends, as ranked
 */
export function mayWin<T extends { readonly tag: string; readonly rank: number }>(
  order: readonly T[],
  gone: Gone,
): T[] {
  const out = new Set([...(gone.lapsed ?? []), ...(gone.passed ?? [])].map(({ tag }) => tag))
  return order.filter(({ tag }) => !out.has(tag)).sort((a, b) => a.rank - b.rank)
}
