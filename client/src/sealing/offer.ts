import type { Tender } from '../../../server/tenders/tender.ts'
import type { Defects, Fields } from './form.ts'

/** What a part of the form is given: what was typed, what is wrong with it, and the tender that asks. */
export interface OfferOf {
  fields: Fields
  defects: Defects
  tender: Tender
  onChange: (fields: Fields) => void
}

/** The id around what a defect is about: the summary of errors leads there. */
export const placeOf = (name: keyof Defects): string => `bid-${name}`
