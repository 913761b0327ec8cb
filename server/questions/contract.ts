import { z } from 'zod'
import { AmendedTerms, Cms, Hash, InstantNumber, PaperSeal, Reasoned, Seals } from '../tenders/contract.ts'
import { Id } from '../web/route.ts'

const Text = z.string().trim().min(4).max(4000)
const Version = z.number().int().min(1).max(999)

export const OfTender = z.strictObject({ tender: Id })
/** `about` says which part of the document is meant. */
export const AskQuestion = z.strictObject({
  tender: Id,
  about: z.string().trim().max(100),
  text: z.string().trim().min(4).max(1000),
  cms: Cms,
})
export const AnswerQuestion = z.strictObject({
  tender: Id,
  question: Id,
  text: Text,
  /** whether it may affect the making of bids; then it goes by an addendum */
  affects: z.boolean(),
  cms: Cms,
})
export const ConfirmVersion = z.strictObject({ tender: Id, version: Version, cms: Cms })

/** A document of the new version: one that stays, by its hash, or one that was uploaded. */
export const AddendumDocument = z.union([
  z.strictObject({ keep: Hash }),
  z.strictObject({ title: z.string().trim().min(1).max(120), upload: Id }),
])
const AddendumSaid = z.strictObject({
  tender: Id,
  version: Version,
  title: z.string().trim().min(2).max(120),
  text: Text,
  changes: AmendedTerms,
  /** the SHA-256 of the document that the platform makes anew, as the preview showed it; it is the first, before `documents` */
  composed: Hash.optional(),
  documents: z.array(AddendumDocument).max(40),
  affects: z.boolean(),
  keeps: z.boolean().optional(),
  deadline: InstantNumber.optional(),
  answers: z.array(z.strictObject({ question: Id, text: Text })).max(200),
  objections: z.array(Id).max(50),
  /** complaints whose rulings order the correction that it makes */
  rulings: z.array(Id).max(20).optional(),
  /** for what the check of the new content warns of */
  reasons: z.array(Reasoned).max(100).optional(),
})
const saysSomething = ({ composed, documents }: { composed?: string | undefined; documents: unknown[] }) =>
  composed !== undefined || documents.length > 0
export const IssueAddendum = AddendumSaid.extend({
  seals: Seals.default([]),
  paper: PaperSeal.optional(),
  cms: Cms,
}).refine(saysSomething, { path: ['documents'] })
/** An addendum as it would be issued at a moment, to be signed. */
export const UnsignedAddendum = AddendumSaid.extend({ at: InstantNumber }).refine(saysSomething, {
  path: ['documents'],
})
/** The tender document as the platform would make it of other terms and a later deadline. */
export const PreviewAddendum = z.strictObject({
  tender: Id,
  changes: AmendedTerms,
  deadline: InstantNumber.optional(),
})
export const MakeObjection = z.strictObject({
  tender: Id,
  version: Version,
  text: Text,
  /** what the objector asks for */
  request: Text,
  cms: Cms,
})
export const OneAnswer = z.strictObject({ tender: Id, objection: Id })
/** The tenderer's signature over the prepared copy of its answer's paper. */
export const SealAnswer = z.strictObject({ tender: Id, objection: Id, cms: Cms })
export const AnswerObjection = z.strictObject({
  tender: Id,
  objection: Id,
  text: Text,
  outcome: z.enum(['upheld', 'dismissed']),
  cms: Cms,
})
