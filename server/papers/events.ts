import { z } from 'zod'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { type Eye, partlyOpen, ROLES, supervisors } from '../ledger/eye.ts'
import { Hash } from '../tenders/contract.ts'

const tender = z.string()

/** Somebody who signs a paper: an organisation by its code, a member or a bidder by its tag, the tender's centre by its role. */
export const Place = z.strictObject({
  field: z.string().regex(/^[a-z0-9-]{1,24}$/),
  role: z.enum(ROLES),
  party: z.string().nullable(),
})
export type Place = z.infer<typeof Place>

/** What a paper tells of who may know of it. */
interface Known {
  open: boolean
  places: Place[]
}

/** Those who sign it, the supervisor, and of an open paper everybody. */
const seen = partlyOpen(
  (eye: Eye, { open, places }: Known): boolean =>
    open ||
    supervisors(eye) ||
    places.some(({ role, party }) => role === eye.role && (party === eye.tag || eye.host || role === 'centre')),
)

/** A paper was made that others than the platform sign, with the places for their signatures. */
export const PaperLaid = defineEvent('paper.laid', {
  v: 1,
  zh: '文书已生成，待签署',
  en: 'a paper is made and waits for its signatures',
  data: z.strictObject({
    tender,
    kind: z.string(),
    /** which of its kind */
    key: z.string(),
    title: z.string(),
    file: z.string(),
    sha256: Hash,
    places: z.array(Place),
    open: z.boolean(),
    /** whether it names members of the panel or what they said: closed to those who run the tender until its result */
    secret: z.boolean(),
    /** who gets a copy without the signatures, by tag; null: nobody */
    copyFor: z.string().nullable(),
  }),
  seenBy: seen,
})

/** One of its signatures was put into it: a new version, which leaves every byte of the one before. */
export const PaperSigned = defineEvent('paper.signed', {
  v: 1,
  zh: '文书已签署',
  en: 'a paper is signed by one of its signers',
  data: z.strictObject({
    tender,
    /** SHA-256 of the paper as it was made */
    paper: Hash,
    field: z.string(),
    base: Hash,
    file: z.string(),
    sha256: Hash,
    places: z.array(Place),
    open: z.boolean(),
  }),
  seenBy: seen,
})

export const paperEvents = [PaperLaid, PaperSigned]
export type PaperFact = FactOf<(typeof paperEvents)[number]>
export type PaperHappening = HappeningOf<(typeof paperEvents)[number]>
