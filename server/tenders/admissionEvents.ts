import { z } from 'zod'
import { defineEvent, type FactOf } from '../ledger/event.ts'
import { everybody, nobody } from '../ledger/eye.ts'
import { FrozenRegion } from '../regions/values.ts'
import { Requirement } from './admissionContract.ts'
import { Hash, SignedDocument } from './contract.ts'
import { HostSigned, Signature } from './signature.ts'

const tender = z.string()
const instant = z.number().int()

/** The prequalification notice and its document are public: applications are taken. */
export const PrequalificationPublished = defineEvent('prequalification.published', {
  v: 1,
  zh: '资格预审公告已发布',
  en: 'prequalification notice published',
  data: z.strictObject({
    tender,
    rulebook: z.string(),
    regional: FrozenRegion.optional(),
    /** SHA-256 of what the notice announces */
    notice: Hash,
    /** hash of the officers' keys, in order of role */
    ceremony: Hash,
    documents: z.array(SignedDocument),
    signature: Signature,
    publishedAt: instant,
    /** the paper that tells it, signed; absent in facts that are older than the duty to sign it in this step */
    paper: HostSigned.optional(),
  }),
  seenBy: everybody,
})

/** The prequalification document has a new version; with one that comes late the deadline moves. */
export const PrequalificationAmended = defineEvent('prequalification.amended', {
  v: 1,
  zh: '资格预审文件的澄清或修改已发布',
  en: 'addendum to the prequalification document published',
  data: z.strictObject({
    tender,
    version: z.number().int().min(2),
    title: z.string(),
    text: z.string(),
    /** the requirements from now on, where they differ */
    requirements: z.array(Requirement).optional(),
    documents: z.array(SignedDocument),
    /** whether it may affect the making of applications */
    affects: z.boolean(),
    documentsUntil: instant,
    deadline: instant,
    at: instant,
    signature: Signature,
    /** the paper that tells it, signed; absent in facts that are older than the duty to sign it in this step */
    paper: HostSigned.optional(),
  }),
  seenBy: everybody,
})

/** The deadline for applications has passed. */
export const ApplicationsClosed = defineEvent('prequalification.closed', {
  v: 1,
  zh: '资格预审申请截止',
  en: 'applications closed',
  data: z.strictObject({ tender, deadline: instant }),
  seenBy: everybody,
})

/** Enough passed: those who did will bid. Who and how many is told to each of them alone. */
export const TenderPrequalified = defineEvent('prequalification.passed', {
  v: 1,
  zh: '资格预审结束，通过者达到法定数量',
  en: 'prequalification over: enough passed',
  data: z.strictObject({ tender, at: instant, article: z.string() }),
  seenBy: everybody,
})

/** The review of the applications is done again by order: who may bid is open until it ends. */
export const TenderReviewedAgain = defineEvent('prequalification.reopened', {
  v: 1,
  zh: '责令重新审查资格预审申请文件',
  en: 'applications to be reviewed again by order',
  /** `order` is the complaint whose ruling orders it */
  data: z.strictObject({ tender, order: z.string(), reason: z.string(), article: z.string(), at: instant }),
  seenBy: everybody,
})

/** The list of those who may bid is void: another follows the new review. */
export const AdmissionVoided = defineEvent('admission.voided', {
  v: 1,
  zh: '有投标资格者名单作废',
  en: 'the list of those who may bid is void',
  data: z.strictObject({ tender, order: z.string(), at: instant }),
  seenBy: nobody,
})

/** Whom a tender admits to bid, as keyed hashes of their codes. */
export const BiddersAdmitted = defineEvent('admission.fixed', {
  v: 1,
  zh: '有投标资格者已确定',
  en: 'who may bid is fixed',
  data: z.strictObject({
    tender,
    by: z.enum(['prequalification', 'invitation']),
    tags: z.array(Hash).min(1).max(500),
    at: instant,
  }),
  seenBy: nobody,
})

export const prequalEvents = [
  PrequalificationPublished,
  PrequalificationAmended,
  ApplicationsClosed,
  TenderPrequalified,
  TenderReviewedAgain,
]
export type PrequalFact = FactOf<(typeof prequalEvents)[number]>
export type AdmissionFact = FactOf<typeof BiddersAdmitted> | FactOf<typeof AdmissionVoided>
