import { z } from 'zod'
import { manifestSchema } from '../../crypto/manifest.ts'
import { LetterShape } from '../opening/contract.ts'
import { Requirement } from '../tenders/admissionContract.ts'
import { Cms, Hash, InstantNumber, PaperSeal, Party, Seals, Stratum } from '../tenders/contract.ts'
import { Id } from '../web/route.ts'

/** The one part of an application's package. */
export const PART = 'application'
/** The file of the package that the platform reads: who applies together. */
export const FORM = 'form.json'

/** What an application says of itself, `form.json` in its package; the proofs lie beside it. */
export const ApplicationForm = z.strictObject({
  /** the other members of a consortium; empty: the applicant alone */
  consortium: z
    .array(Party)
    .max(10)
    .refine((all) => new Set(all.map(({ code }) => code)).size === all.length),
  contact: z.string().trim().min(4).max(300),
})
export type ApplicationForm = z.infer<typeof ApplicationForm>

/** A manifest of an application: one part, by an organisation with a credit code. */
export const ApplicationManifest = manifestSchema.extend({
  tender: Id,
  parts: z.array(z.strictObject({ id: z.literal(PART), root: Hash, bytes: z.number().int().positive() })).length(1),
  bidder: Party,
})
export type ApplicationManifest = z.infer<typeof ApplicationManifest>

/** What a reviewer found on one requirement of one application. */
export const Finding = z.strictObject({
  requirement: z.string().regex(/^[a-z0-9-]{1,24}$/),
  pass: z.boolean(),
  /** why; needed for a failure, and told to the applicant word for word */
  reason: z.string().trim().min(4).max(1000).optional(),
})
export type Finding = z.infer<typeof Finding>

export const OfTender = z.strictObject({ tender: Id })
export const PublishPrequalification = z.strictObject({
  tender: Id,
  /** annexes beside the document that the platform makes */
  documents: z.array(z.strictObject({ title: z.string().min(1).max(120), upload: Id })).max(20),
  seals: Seals.default([]),
  paper: PaperSeal.optional(),
  cms: Cms,
})
/** Notice and document as they would be published at a moment, to be signed. */
export const UnsignedPrequalification = z.strictObject({ tender: Id, at: InstantNumber })
const AmendmentSaid = z.strictObject({
  tender: Id,
  title: z.string().trim().min(2).max(120),
  text: z.string().trim().min(4).max(8000),
  requirements: z.array(Requirement).min(1).max(40).optional(),
  affects: z.boolean(),
  /** objections that were upheld and that it follows */
  objections: z.array(Id).max(20).optional(),
  /** the dates from now on; absent: as they are */
  documentsUntil: InstantNumber.optional(),
  deadline: InstantNumber.optional(),
})
export const AmendPrequalification = AmendmentSaid.extend({
  seals: Seals.default([]),
  paper: PaperSeal.optional(),
  cms: Cms,
})
/** An addendum as it would be issued at a moment, to be signed. */
export const UnsignedAmendment = AmendmentSaid.extend({ at: InstantNumber })
export const SealApplication = z.strictObject({ tender: Id, upload: Id, manifest: ApplicationManifest, cms: Cms })
export const WithdrawApplication = z.strictObject({ tender: Id, sequence: z.number().int().positive(), cms: Cms })
const Share = z.string().max(300)
/**
 * What an officer's letter holds: of each application its share of the box that names the applicant, of the package's key,
 * and, once it was opened, of the box of that key. Hexadecimal.
 */
export const ApplicationShares = z.record(Hash, z.strictObject({ box: Share, part: Share, key: Share.optional() }))
export type ApplicationShares = z.infer<typeof ApplicationShares>
/** What an applicant's letter holds: its half of its package's key. */
export const ApplicantSecret = z.strictObject({ secret: Hash })
/** An officer's shares after the deadline, or an applicant's half, closed to the opening's key of that number. */
export const ReleaseShares = z.strictObject({
  tender: Id,
  epoch: z.number().int().positive(),
  letter: LetterShape,
  cms: Cms,
})
export const UnlockApplication = ReleaseShares
/** What an applicant's client found when its key did not open its package: a code of crypto/problem.ts. */
export const ReportUnlock = z.strictObject({
  tender: Id,
  code: z.string().regex(/^[A-Z_]{3,40}$/),
  /** SHA-256 of the certificate that was tried */
  certificate: Hash,
  cms: Cms,
})
export const OneApplication = z.strictObject({ tender: Id, tag: Hash })
/** Which result notice an applicant confirms, by its hash. */
export const ConfirmResult = z.strictObject({ tender: Id, sha256: Hash, cms: Cms })
export const ReviewApplication = z.strictObject({
  tender: Id,
  application: Hash,
  findings: z.array(Finding).min(1).max(40),
  cms: Cms,
})
/** Which experts are drawn for the committee, and how long each step of the draw waits. */
export const DrawCommittee = z.strictObject({
  tender: Id,
  members: z.number().int().min(3).max(21),
  strata: z.array(Stratum).min(1).max(10),
  minutes: z.number().int().min(1).max(1440),
  /** how long one who is drawn may take to accept, and then to check in */
  answerMinutes: z.number().int().min(1).max(2880),
  cms: Cms,
})
/** One who was drawn comes. */
export const JoinCommittee = z.strictObject({ tender: Id })
/** One who was drawn, or a member, does not come or leaves: why, in a word and in its own words. */
export const LeaveCommittee = z.strictObject({
  tender: Id,
  cause: z.enum(['declined', 'avoidance', 'health']),
  reason: z.string().trim().min(4).max(1000),
  cms: Cms,
})
/** A member signs the committee's report; with `differs` it signs that it holds another opinion, and which. */
export const SignReviewReport = z.strictObject({
  tender: Id,
  report: Hash,
  differs: z.string().trim().min(4).max(2000).optional(),
  cms: Cms,
})
/** An applicant's challenge of the result. */
export const ChallengeResult = z.strictObject({ tender: Id, text: z.string().trim().min(10).max(5000), cms: Cms })
/** The purchaser's answer; with `reReview` an upheld one has the applications reviewed again. */
export const AnswerChallenge = z.strictObject({
  tender: Id,
  challenge: Id,
  text: z.string().trim().min(4).max(5000),
  outcome: z.enum(['upheld', 'dismissed']),
  reReview: z.boolean(),
  cms: Cms,
})
export const Conclude = z.strictObject({ tender: Id, cms: Cms })
export const ApplicationFile = z.strictObject({ tender: Id, tag: Hash, file: z.string().min(1).max(300) })
export const DocumentFile = z.strictObject({ tender: Id, sha256: Hash })
