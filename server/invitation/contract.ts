import { z } from 'zod'
import { Cms, Hash, Party } from '../tenders/contract.ts'
import { Id } from '../web/route.ts'

/** How a list came about. `tenderer`: the law leaves the choice to the tenderer, and nobody draws. */
export const ListSource = z.enum(['tenderer', 'prequalification', 'register', 'recommendation'])
export type ListSource = z.infer<typeof ListSource>

/** An organisation on the list; why it is recommended, where it is. */
export const Candidate = z.strictObject({
  ...Party.shape,
  reason: z.string().trim().min(4).max(500).optional(),
})
export type Candidate = z.infer<typeof Candidate>

export const OfTender = z.strictObject({ tender: Id })
export const ListCandidates = z.strictObject({
  tender: Id,
  source: ListSource,
  /** empty where those who passed the prequalification are the list */
  candidates: z.array(Candidate).max(200),
  /** how many are invited; where nobody draws, all */
  wanted: z.number().int().min(1).max(100).optional(),
  cms: Cms,
})
export const DrawInvitees = z.strictObject({
  tender: Id,
  /** how long each of the two steps waits for its parties */
  minutes: z.number().int().min(1).max(1440),
  /** the purchaser's staff who watch the draw */
  witnesses: z.array(z.string().trim().min(2).max(40)).max(10),
  cms: Cms,
})

/** Where somebody signs the record of a draw: for its organisation, or as the first, second … who watched. */
export const RecordPlace = z.string().regex(/^(unit|witness-[1-9][0-9]?)$/)
export const OneRecord = z.strictObject({ tender: Id, place: RecordPlace })
export const SignRecord = z.strictObject({ tender: Id, place: RecordPlace, prepared: Hash, cms: Cms })
/** A letter, by the tag of its invitee. */
export const OneLetter = z.strictObject({ tender: Id, tag: Hash })
export const SignLetter = z.strictObject({ tender: Id, tag: Hash, prepared: Hash, cms: Cms })
/** Which letter an invitee confirms, by its hash. */
export const ConfirmLetter = z.strictObject({ tender: Id, sha256: Hash, cms: Cms })
