/** What a message is about. */
export const MATTERS = [
  ...(['document', 'deposit', 'opening', 'result', 'dispute', 'progress'] as const),
  ...(['signature', 'certificate', 'outage'] as const),
] as const
export type Matter = (typeof MATTERS)[number]
type OfTender = 'tender' | 'application' | 'docs' | 'deposit' | 'hall' | 'result' | 'disputes' | 'signings' | 'review'
/** Where one goes on from it: a page of the tender, or one of its own. */
export type Place = OfTender | 'account' | 'orders' | 'outages'

/** A message as the platform answers it. */
export interface Message {
  id: string
  at: number
  matter: Matter
  place: Place
  tender: { id: string; code: string; name: string } | null
  zh: string
  en: string
  /** words of somebody, as they were written */
  note: string | null
  /** last moment for what it asks */
  until: number | null
  /** whether it says that something is to be done, and whether that was done */
  asks: boolean
  done: boolean
}
