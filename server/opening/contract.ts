import { z } from 'zod'
import { SUITES } from '../../crypto/suite.ts'
import { Base64, Cms, FenText, Hash, InstantNumber } from '../tenders/contract.ts'
import { Id } from '../web/route.ts'
import { ReadField, SpotKind } from './hallEvents.ts'

/** Bytes closed to the opening's key: what crypto/letter.ts makes. */
export const LetterShape = z.strictObject({
  suite: z.enum(SUITES).optional(),
  key: Base64(2000),
  body: Base64(2_000_000),
})

export const OneOpening = z.strictObject({ tender: Id })
export const OneBid = z.strictObject({ tender: Id, tag: Hash })
export const OfficerRelease = z.strictObject({
  tender: Id,
  epoch: z.number().int().positive(),
  letter: LetterShape,
  cms: Cms,
})
export const BidderRelease = OfficerRelease
export const RemedyRelease = OfficerRelease
/** An officer's decision on the remedy of a bid, on the consent (its hash) that the bidder signed. */
export const RemedyDecide = z.strictObject({
  tender: Id,
  tag: Hash,
  epoch: z.number().int().positive(),
  consent: Hash,
  decision: z.discriminatedUnion('agreed', [
    z.strictObject({ agreed: z.literal(true), letter: LetterShape }),
    z.strictObject({ agreed: z.literal(false), reason: z.string().trim().min(4).max(1000) }),
  ]),
  cms: Cms,
})
export const UnlockReport = z.strictObject({
  tender: Id,
  /** what the bidder's client found: a code of crypto/problem.ts */
  code: z.string().regex(/^[A-Z_]{3,40}$/),
  /** SHA-256 of the certificate that was tried */
  certificate: Hash,
  cms: Cms,
})
export const Classify = z.strictObject({
  tender: Id,
  tag: Hash,
  cause: z.enum(['bidder', 'platform', 'third-party']),
  evidence: z.string().min(5).max(1000),
  cms: Cms,
})
/** The host has the record made. */
export const MakeRecord = z.strictObject({ tender: Id, cms: Cms })
/** The host ends the opening on the record as it stands. */
export const FinishOpening = z.strictObject({ tender: Id, record: Hash, cms: Cms })
/** A reason in words, for people. */
const Reason = z.string().trim().min(4).max(1000)
export const PauseHall = z.strictObject({
  tender: Id,
  pause: Id,
  reason: Reason,
  resumesAt: InstantNumber.optional(),
  cms: Cms,
})
export const ResumeHall = z.strictObject({ tender: Id, pause: Id, reason: Reason, cms: Cms })
export const ConfirmFigures = z.strictObject({ tender: Id, figures: Hash, cms: Cms })
export const CorrectFigure = z.strictObject({
  tender: Id,
  tag: Hash,
  field: ReadField,
  corrected: z.string().trim().min(1).max(200),
  reason: Reason,
  cms: Cms,
})
export const OpenQuestions = z.strictObject({ tender: Id, minutes: z.number().int().min(1).max(240), cms: Cms })
export const SealReserve = z.strictObject({ tender: Id, commitment: Hash, letter: Base64(4000), cms: Cms })
/** The highest price is the notice's; the reserve price is the one that was sealed, with its salt. */
export const AnnouncePrices = z.strictObject({
  tender: Id,
  reserve: z.strictObject({ price: FenText, salt: Hash }).optional(),
  cms: Cms,
})
export const RaiseSpot = z.strictObject({
  tender: Id,
  objection: Id,
  kind: SpotKind,
  text: z.string().trim().min(5).max(2000),
  cms: Cms,
})
export const AnswerSpot = z.strictObject({
  tender: Id,
  objection: Id,
  outcome: z.enum(['upheld', 'dismissed', 'explained']),
  text: z.string().trim().min(2).max(2000),
  cms: Cms,
})
export const SignRecord = z.strictObject({ tender: Id, record: Hash, cms: Cms })
/** A signature over the prepared copy of the record; `prepared` is the version that it is based on. */
export const SealRecord = z.strictObject({ tender: Id, prepared: Hash, cms: Cms })

/**
 * What an officer's letter holds: for each bid its share of the identity box and of each part's key (hex), and its share of
 * the box of the payers' key, which has no parts.
 */
export const OfficerShares = z.record(
  Hash,
  z.strictObject({ box: z.string().max(300), parts: z.record(z.string().max(32), z.string().max(300)) }),
)
export type OfficerShares = z.infer<typeof OfficerShares>
/** What an officer's letter holds when it agrees to the remedy of a bid: its share of that bid's remedy (hex). */
export const RemedyShare = z.strictObject({ share: z.string().max(300) })

/** What a bidder's letter holds when its key does not open: the secret of the remedy code (hex). */
export const RemedySecret = z.strictObject({ remedy: Hash })

/** What a bidder's letter holds: its secret of each part (hex). */
export const BidderSecrets = z.record(z.string().max(32), Hash)
