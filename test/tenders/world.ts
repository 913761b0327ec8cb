import { instantOf } from '../../server/law/periods.ts'
import type { TenderFact, TenderHappening } from '../../server/tenders/events.ts'
import { evolve, type Tender } from '../../server/tenders/tender.ts'
import { aTender } from '../deposits/tender.ts'

export const signature = { statement: '{}', cms: '', certificate: '' }
export const HOUR = 3_600_000
export const DAY = 24 * HOUR
/** A Tuesday while bids are taken for the tender of these tests. */
export const now = instantOf('2026-03-10T10:00')

/** What facts make of a tender, written at a moment. */
export function becomes(tender: Tender, happenings: TenderHappening[], at = now): Tender {
  return happenings.reduce(
    (before, one, i) =>
      evolve(before, {
        ...{ ...one, id: `f${at}${i}`, stream: '', version: i, at, actor: { role: '' }, via: '' },
      } as TenderFact),
    tender,
  )
}

/** The refusal of a deed, or that it was done. */
export function refused(deed: () => unknown): { code: string; article?: string; facts?: Record<string, unknown> } {
  try {
    deed()
  } catch (problem) {
    return problem as { code: string; article?: string }
  }
  return { code: 'done' }
}

export { aTender }
