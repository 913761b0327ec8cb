import { z } from 'zod'
import { Files, ReEvaluate } from '../award/contract.ts'
import { Cms, Hash, InstantNumber } from '../tenders/contract.ts'
import { Id } from '../web/route.ts'

/** What a complaint is about: for the first three the law may want an objection before it. */
export const MATTERS = ['documents', 'prequalification', 'opening', 'result', 'other'] as const
export const Matter = z.enum(MATTERS)
export type Matter = z.infer<typeof Matter>

const Words = (least: number) => z.string().trim().min(least).max(5000)

/** What a complainant says: something definite that it asks for, the facts, and the proof of what it has. */
export const Letter = z.strictObject({
  request: Words(4),
  facts: Words(10),
  /** proof that stays with the complainant: what it is called and its fingerprint */
  evidence: z.array(z.strictObject({ name: z.string().trim().min(1).max(120), sha256: Hash })).max(20),
})
export type Letter = z.infer<typeof Letter>

export const FileComplaint = z.strictObject({
  tender: Id,
  matter: Matter,
  /** the objection that came before, where there is one */
  objection: Id.optional(),
  /** since when the complainant knew, or should have known */
  knownAt: InstantNumber,
  letter: Letter,
  /** uploads; only once the bids are closed, so that nothing at rest names a bidder before */
  files: Files,
  cms: Cms,
})
const one = { tender: Id, complaint: Id }
export const OneComplaint = z.strictObject(one)
export const OfTender = z.strictObject({ tender: Id })
export const OneFile = z.strictObject({ ...one, sha256: Hash })
/** Whether a complaint is taken up, and why. */
export const DecideComplaint = z.strictObject({ ...one, accepted: z.boolean(), reason: Words(4), cms: Cms })
/** Time that does not count: inspection, testing, appraisal, expert review, corrections asked for. */
export const StopClock = z.strictObject({ ...one, reason: Words(4), cms: Cms })
export const ResumeClock = z.strictObject({ ...one, cms: Cms })
export const OrderRest = z.strictObject({ ...one, reason: Words(4), cms: Cms })
export const LiftRest = z.strictObject({ ...one, reason: Words(4), cms: Cms })
export const WithdrawComplaint = z.strictObject({ ...one, reason: Words(2), cms: Cms })
/** What those who run the tender say about it. */
export const StateCase = z.strictObject({ ...one, text: Words(10), cms: Cms })

export const OUTCOMES = ['upheld', 'unfounded', 'abusive'] as const
export const REMEDIES = ['none', 'correct', 'reReview', 'reEvaluate', 'retender'] as const
export const RuleOn = z.strictObject({
  ...one,
  outcome: z.enum(OUTCOMES),
  /** the facts found, the law, the decision: published */
  text: Words(20),
  remedy: z.enum(REMEDIES),
  /** on which ground of the law and by whom the evaluation is done again */
  reEvaluate: ReEvaluate.optional(),
  cms: Cms,
})
