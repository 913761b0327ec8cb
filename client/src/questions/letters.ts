import type { Edition } from '../../../server/questions/editions.ts'
import type { Objection as Kept } from '../../../server/questions/objection.ts'

/** A version of the tender document as the platform tells it, with when all holders were told. */
export type Version = Edition & { toldAt: number | null }

/** A question as this person may see it. */
export interface Question {
  id: string
  about: string
  text: string
  mine: boolean
  /** for those who answer and for the asker */
  askedAt?: number
  replyBy?: number | null
  answer: { text: string; at: number; version: number | null } | null
}

export interface Questions {
  items: Question[]
  until: number
  left: number | null
}

/** An objection to the document as this person may see it. */
export type Objection = Omit<Kept, 'tender' | 'tag' | 'objector' | 'paper'> & {
  objector: { code: string; name: string } | null
  /** the answer as a paper; absent: not issued yet */
  paper?: { sha256: string; signed: boolean }
}

export interface Objections {
  items: Objection[]
  until: number | null
  article: string
  reply: { article: string }
  suspends: boolean
}

/** What this bidder holds of the document. */
export interface MyDocuments {
  fetchedAt: number | null
  read: { version: number; at: number }[]
  latest: number
  confirmed: boolean
}
