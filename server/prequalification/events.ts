import { z } from 'zod'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { type Eye, nobody } from '../ledger/eye.ts'
import { Hash } from '../tenders/contract.ts'
import { Signature } from '../tenders/signature.ts'
import { ResultChallengeAnswered, ResultChallenged } from './challengeEvents.ts'
import { committeeEvents } from './committeeEvents.ts'
import { Finding } from './contract.ts'
import {
  ApplicationOpened,
  ApplicationReleased,
  ApplicationStamped,
  ApplicationUnlockFailed,
  KeyAnnounced,
  ShareRefused,
  SharesReleased,
} from './openingEvents.ts'

const tender = z.string()
const tag = z.string().length(64)
const instant = z.number().int()
const base = { tender, tag, sequence: z.number().int() }
/** Those who run the tender and its supervisor. */
const desk = (eye: Eye): boolean => eye.host || eye.role === 'supervisor'
/** Reviewers judge each for itself: a member's findings are its own and the supervisor's, the host's the desk's. */
const reviewer = (eye: Eye, { by }: { by: string }): boolean =>
  eye.role === 'supervisor' || (by === 'host' ? eye.host : eye.role === 'expert' && eye.tag === by)

/** An application is complete on our side. What is in it, nobody can read yet. */
export const ApplicationSealed = defineEvent('application.sealed', {
  v: 1,
  zh: '资格预审申请文件已送达并密封',
  en: 'application received and sealed',
  data: z.strictObject({
    ...base,
    header: Hash,
    root: Hash,
    bytes: z.number().int().positive(),
    upload: z.string(),
    /** who applies, the manifest and its signature, sealed to the officers: canonical JSON of the box */
    box: z.string(),
    manifest: Hash,
    /** the version of the prequalification document that it answers */
    document: Hash,
    receivedAt: instant,
    /** the certificate that signed it, sealed by the vault as a bid's is: for the receipt; absent in older facts */
    certificate: z.string().optional(),
  }),
  seenBy: nobody,
})

/** The applicant took it back before the deadline. */
export const ApplicationWithdrawn = defineEvent('application.withdrawn', {
  v: 1,
  zh: '资格预审申请文件已撤回',
  en: 'application withdrawn',
  data: z.strictObject({ ...base, at: instant }),
  seenBy: nobody,
})

/** The officers have opened who applies; the name stays sealed by the vault. */
export const ApplicantNamed = defineEvent('application.named', {
  v: 1,
  zh: '申请人已由开标人核对',
  en: 'applicant named to those who review',
  data: z.strictObject({ ...base, applicant: z.string() }),
  seenBy: nobody,
})

/** The result notice of one applicant, as a paper. */
export const ResultIssued = defineEvent('application.resultIssued', {
  v: 1,
  zh: '资格预审结果通知书已发出',
  en: 'result notice sent to the applicant',
  data: z.strictObject({
    ...base,
    file: z.string(),
    sha256: Hash,
    /** of which review, where it was done again */
    round: z.number().int().positive().optional(),
  }),
  seenBy: nobody,
})

/** An applicant confirmed with its signature that it has its result; who did, nobody else is told. */
export const ResultReceived = defineEvent('application.resultReceived', {
  v: 1,
  zh: '申请人已确认收到资格预审结果通知书',
  en: 'result notice confirmed as received',
  /** `evidence` is the signature, sealed by the vault */
  data: z.strictObject({ tender, tag, sequence: z.number().int(), evidence: z.string(), at: instant }),
  seenBy: nobody,
})

/** The set of applications that stood at the deadline. */
export const ReviewBegun = defineEvent('prequalification.begun', {
  v: 1,
  zh: '资格预审申请文件开启程序开始',
  en: 'opening of the applications begun',
  data: z.strictObject({ tender, needed: z.number().int(), minutes: z.number().int(), applications: z.array(tag) }),
  seenBy: desk,
})

/** Who applies is known to those who review; the applicants' time to unlock runs. */
export const ApplicantsNamed = defineEvent('prequalification.named', {
  v: 1,
  zh: '申请人名单已核对，申请人解密时限开始',
  en: 'applicants named to those who review; they unlock',
  data: z.strictObject({ tender, at: instant }),
  seenBy: desk,
})

/** A reviewer judged one application on every requirement; once more before the end replaces it. */
export const ApplicationReviewed = defineEvent('prequalification.reviewed', {
  v: 1,
  zh: '已审查一份资格预审申请文件',
  en: 'application reviewed',
  data: z.strictObject({
    tender,
    application: tag,
    /** `host`, or the tag of a member of the committee */
    by: z.string(),
    findings: z.array(Finding),
    pass: z.boolean(),
    signature: Signature,
  }),
  seenBy: reviewer,
})

/** Who passed and who did not. */
export const PrequalificationConcluded = defineEvent('prequalification.concluded', {
  v: 1,
  zh: '资格预审结束',
  en: 'prequalification concluded',
  data: z.strictObject({
    tender,
    passed: z.array(tag),
    failed: z.array(tag),
    /** those whose applicant did not unlock in time */
    unopened: z.array(tag),
    enough: z.boolean(),
    article: z.string(),
    at: instant,
    signature: Signature,
    /** where a committee reviewed: its report, and who of its members signed, differs or did not sign */
    report: z
      .strictObject({ sha256: Hash, signed: z.array(tag), differing: z.array(tag), unsigned: z.array(tag) })
      .optional(),
  }),
  seenBy: desk,
})

/** A ruling orders that the applications are reviewed again: what was found is void, the officers release anew. */
export const ReviewReopened = defineEvent('prequalification.reviewReopened', {
  v: 1,
  zh: '资格预审申请文件重新审查',
  en: 'applications reviewed again',
  /** `order` is the complaint whose ruling orders it; `round` counts the reviews before this one */
  data: z.strictObject({ tender, order: z.string(), round: z.number().int().positive() }),
  seenBy: desk,
})

export const applicationEvents = [
  ApplicationSealed,
  ApplicationStamped,
  ApplicationWithdrawn,
  ApplicantNamed,
  ApplicationReleased,
  ApplicationUnlockFailed,
  ApplicationOpened,
  ResultIssued,
  ResultReceived,
]
export type ApplicationFact = FactOf<(typeof applicationEvents)[number]>
export type ApplicationHappening = HappeningOf<(typeof applicationEvents)[number]>

export const reviewEvents = [
  ReviewBegun,
  KeyAnnounced,
  SharesReleased,
  ShareRefused,
  ApplicantsNamed,
  ...committeeEvents,
  ApplicationReviewed,
  PrequalificationConcluded,
  ReviewReopened,
  ResultChallenged,
  ResultChallengeAnswered,
]
export type ReviewFact = FactOf<(typeof reviewEvents)[number]>
export type ReviewHappening = HappeningOf<(typeof reviewEvents)[number]>
