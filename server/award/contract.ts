import { z } from 'zod'
import { Cms, Hash } from '../tenders/contract.ts'
import { Id } from '../web/route.ts'

export const OfTender = z.strictObject({ tender: Id })
/** Statement `award.publicise` over {tender, candidates}: `candidates` is the hash that the preview shows. */
export const Publicise = z.strictObject({ tender: Id, candidates: Hash, cms: Cms })
/** Uploads that come with a letter; the statement carries their hashes as `files`. */
export const Files = z
  .array(z.strictObject({ title: z.string().trim().min(1).max(120), upload: Id }))
  .max(10)
  .optional()

/** How an evaluation is to be done again: on which ground of the law, by whom, from where. */
export const ReEvaluate = z.strictObject({
  ground: z.string().regex(/^[a-zA-Z]{1,40}$/),
  by: z.enum(['samePanel', 'newPanel']),
  from: z.enum(['review', 'scoring']),
})

/** Statement `award.object` over {tender, text}, and `files` where there are any. */
export const MakeObjection = z.strictObject({
  tender: Id,
  text: z.string().trim().min(1).max(2000),
  files: Files,
  cms: Cms,
})
/** Statement `award.answer` over {tender, objection, text}, and of `outcome`, `reEvaluate`, `files` what is given. */
export const AnswerObjection = z.strictObject({
  tender: Id,
  objection: Id,
  text: z.string().trim().min(1).max(4000),
  outcome: z.enum(['upheld', 'dismissed']).optional(),
  reEvaluate: ReEvaluate.optional(),
  files: Files,
  cms: Cms,
})
/** Statement `award.decide` over {tender, winner}: the winner's tag. */
export const Decide = z.strictObject({ tender: Id, winner: Hash, cms: Cms })

/** What a contract says that must be as the bid said. */
export const Terms = z.strictObject({
  price: z.string().regex(/^[1-9]\d{0,17}$/),
  durationDays: z.number().int().positive().max(5000),
  quality: z.string().min(1).max(100),
  leader: z.string().min(1).max(60),
})
export type Terms = z.infer<typeof Terms>

/** Statement `award.contract` over {tender, contract, terms}: `contract` is the SHA-256 of the contract's PDF. */
export const SignContract = z.strictObject({ tender: Id, contract: Hash, terms: Terms, cms: Cms })
export const OneFile = z.strictObject({ tender: Id, sha256: Hash })
