import { z } from 'zod'
import { SEATED_LEAVINGS } from '../experts/panelEvents.ts'
import { Cms, Defect, Hash, InstantNumber } from '../tenders/contract.ts'
import { Id } from '../web/route.ts'
import { Contradiction } from './arithmetic.ts'
import { BidAdjustments } from './deviations.ts'
import { Tag } from './tag.ts'

export { Tag }

/** The id of a clause or of a factor, as the tender document names it. */
const Item = z.string().regex(/^[a-z0-9-]{1,24}$/)
const Page = z.number().int().min(1).max(100_000)

/** One member's finding on one clause of one bid. */
export const Vote = z.strictObject({
  clause: Item,
  pass: z.boolean(),
  /** where in the bid it stands; needed for a failure */
  page: Page.optional(),
  /** why; needed for a failure */
  reason: z.string().min(1).max(1000).optional(),
  /** the failure rests on words that may be read in two ways, or on a price suspected below cost: the bidder is asked first */
  unclear: z.boolean().optional(),
})
export type Vote = z.infer<typeof Vote>

/** One mark on a sheet. */
export const Mark = z.strictObject({
  /** hundredths of a point */
  score: z.number().int().min(0).max(10_000),
  reason: z.string().max(1000).optional(),
  page: Page.optional(),
})
export type Mark = z.infer<typeof Mark>
/** A member's marks: bid → factor → mark. */
export const Sheet = z.record(Tag, z.record(Item, Mark))
export type Sheet = z.infer<typeof Sheet>

/** A new value for an objective item that members had marked differently. */
export const Correction = z.strictObject({
  bid: Tag,
  factor: Item,
  score: z.number().int().min(0).max(10_000),
  reason: z.string().min(1).max(1000),
})
export type Correction = z.infer<typeof Correction>

export const OneEvaluation = z.strictObject({ tender: Id })
export const ElectChair = z.strictObject({ tender: Id, for: Tag })
export const Review = z.strictObject({ tender: Id, bid: Tag, votes: z.array(Vote).min(1).max(50) })
export const Ask = z.strictObject({
  tender: Id,
  bid: Tag,
  question: z.string().trim().min(1).max(2000),
  /** how long the bidder has to answer */
  minutes: z.number().int().min(1).max(1440),
})
export const Answer = z.strictObject({
  tender: Id,
  clarification: Id,
  answer: z.string().trim().min(1).max(5000),
  cms: Cms,
})
export const Argue = z.strictObject({ tender: Id, enough: z.boolean(), argument: z.string().trim().min(10).max(2000) })
export const SuspectPrice = z.strictObject({ tender: Id, bid: Tag, reason: z.string().trim().min(4).max(1000) })
export const JudgePrice = z.strictObject({
  tender: Id,
  bid: Tag,
  proven: z.boolean(),
  reason: z.string().trim().min(4).max(2000),
  /** what was looked up on the net, and where: kept with the report */
  searches: z.string().trim().min(1).max(4000).optional(),
})
export const SaveSheet = z.strictObject({
  tender: Id,
  /** version of the sheet that this one replaces; 0 for the first */
  version: z.number().int().min(0),
  sheet: Sheet,
})
export const LockSheet = z.strictObject({ tender: Id, version: z.number().int().min(1), cms: Cms })
export const Correct = z.strictObject({ tender: Id, corrections: z.array(Correction).min(1).max(200), cms: Cms })
export const Opine = z.strictObject({
  tender: Id,
  agree: z.boolean(),
  /** a dissent's reasons; printed in the report to the last word */
  reason: z.string().trim().min(1).max(2000).optional(),
})
export const SignReport = z.strictObject({
  tender: Id,
  /** SHA-256 of the report's version that the signature is put on */
  prepared: Hash,
  cms: Cms,
})
export const RefuseToSign = z.strictObject({
  tender: Id,
  /** the member who does not sign; absent: oneself */
  member: Tag.optional(),
  reason: z.string().trim().min(1).max(2000).optional(),
})
/** Where a bid's price contradicts itself, and how long its bidder has to confirm what comes of it. */
export const CorrectPrice = z.strictObject({
  tender: Id,
  bid: Tag,
  page: Page,
  found: Contradiction,
  minutes: z.number().int().min(1).max(1440),
})
export const DropCorrection = z.strictObject({ tender: Id, repricing: Id, reason: z.string().trim().min(2).max(500) })
export const AnswerCorrection = z.strictObject({ tender: Id, repricing: Id, confirmed: z.boolean(), cms: Cms })
export const CountDeviations = z.strictObject({ tender: Id, bids: z.array(BidAdjustments).min(1).max(500) })
/** How long the parties of the lot between equal bids have to commit, and then to reveal. */
export const DrawTie = z.strictObject({ tender: Id, minutes: z.number().int().min(1).max(60), cms: Cms })
/** The purchaser's choice among equal bids, where the document leaves it to the purchaser. */
export const ChooseEqual = z.strictObject({
  tender: Id,
  chosen: Tag,
  reason: z.string().trim().min(4).max(1000),
  cms: Cms,
})
/** A member's own word that it cannot go on. */
export const Leave = z.strictObject({
  tender: Id,
  ground: z.enum(SEATED_LEAVINGS),
  reason: z.string().trim().min(2).max(1000),
  cms: Cms,
})
/** The supervisor's order that a member be replaced. */
export const Dismiss = z.strictObject({
  tender: Id,
  member: Tag,
  ground: z.enum(SEATED_LEAVINGS),
  reason: z.string().trim().min(4).max(1000),
  cms: Cms,
})
/** The host's word that the panel cannot be filled up. */
export const GiveUp = z.strictObject({ tender: Id, reason: z.string().trim().min(4).max(1000), cms: Cms })

const Reason = z.string().trim().min(4).max(2000)
/** A member finds the document defective, by a ground of the law. */
export const RaiseDefect = z.strictObject({ tender: Id, ground: z.string().max(40), defect: Defect, cms: Cms })
export const VoteOnDefect = z.strictObject({ tender: Id, agree: z.boolean(), reason: Reason.optional(), cms: Cms })
/** The tenderer confirms what the panel found, or does not. */
export const AnswerStop = z.strictObject({ tender: Id, confirmed: z.boolean(), reason: Reason, cms: Cms })
/** How long the panel is given, at first or from now on. */
export const SetTime = z.strictObject({ tender: Id, until: InstantNumber, reason: Reason, cms: Cms })
/** A member finds the time too short. */
export const AskTime = z.strictObject({ tender: Id, reason: Reason, cms: Cms })
