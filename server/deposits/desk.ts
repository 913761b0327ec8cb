import type { Tender } from '../tenders/tender.ts'

/** Whose desk money belongs to: a centre's, by its code; null is nobody's in particular. */
export interface Desk {
  centre: string | null
}

/**
 * What goes back of a tender goes back from its centre's desk. Money that found no tender lies at every centre's desk:
 * which centre it was meant for would tell something of who bids where.
 */
export const deskOf = (tender: Pick<Tender, 'centre'> | undefined): Desk => ({ centre: tender?.centre?.code ?? null })

/** Whether somebody works at that desk; whoever is of no centre (a supervisor) sees the desks of all. */
export const worksAt = (who: { role: string; organisation?: string }, { centre }: Desk): boolean =>
  who.role !== 'centre' || centre === null || who.organisation === centre
