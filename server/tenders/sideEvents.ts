import { z } from 'zod'
import { defineEvent, type FactOf } from '../ledger/event.ts'
import { everybody, officers } from '../ledger/eye.ts'
import { AmendedTerms, Defect, Hash, SignedDocument } from './contract.ts'
import { JustifiedWarnings } from './justified.ts'
import { methodEvents } from './methodEvents.ts'
import { HostSigned, Signature, SignedIn } from './signature.ts'
import { validityEvents } from './validityEvents.ts'

const tender = z.string()
const instant = z.number().int()

/** Why a tender rests: an objection, an order of supervision, an incident of the platform, a complaint, or a document that must be corrected first. */
export const SuspensionKind = z.enum(['objection', 'supervision', 'incident', 'complaint', 'correction'])
export type SuspensionKind = z.infer<typeof SuspensionKind>

/** The tender rests. Several suspensions may stand at once; each is lifted by itself. */
export const TenderSuspended = defineEvent('tender.suspended', {
  v: 1,
  zh: '招标活动暂停',
  en: 'tender suspended',
  data: z.strictObject({
    tender,
    /** which of the tender's suspensions: the objection's or complaint's id, or one of its own */
    suspension: z.string(),
    kind: SuspensionKind,
    reason: z.string(),
    article: z.string(),
    since: instant,
    /** until when the document is corrected; absent: no such time, or no calendar tells it yet */
    correctBy: instant.optional(),
    /** of the order, where a person gave one */
    signature: Signature.optional(),
  }),
  seenBy: everybody,
})

/** The document should have been corrected by now: the supervisor is told; the tender rests on. */
export const CorrectionOverdue = defineEvent('tender.correctionOverdue', {
  v: 1,
  zh: '应当修改的招标文件逾期未修改',
  en: 'the tender document was not corrected in time',
  data: z.strictObject({ tender, suspension: z.string(), correctBy: instant, article: z.string() }),
  seenBy: officers,
})

/** A suspension is over. With the last one the clocks go on. */
export const SuspensionLifted = defineEvent('tender.suspensionLifted', {
  v: 1,
  zh: '暂停原因消除',
  en: 'suspension lifted',
  data: z.strictObject({
    tender,
    suspension: z.string(),
    reason: z.string(),
    at: instant,
    signature: Signature.optional(),
    /** with the last suspension: since when the clocks stood, by how much (ms) what was still to come moves, and the new dates */
    resumed: z
      .strictObject({
        stoppedAt: instant,
        by: instant,
        documentsUntil: instant,
        deadline: instant,
        /** the dates of a prequalification that rested; the tender's own then stay as they are */
        prequalification: z.strictObject({ documentsUntil: instant, deadline: instant }).optional(),
        article: z.string(),
      })
      .nullable(),
  }),
  seenBy: everybody,
})

/** The highest price is public by itself (控制价公示), with what it was made from. */
export const ControlPricePublished = defineEvent('tender.controlPricePublished', {
  v: 1,
  zh: '控制价已公示',
  en: 'control price published',
  data: z.strictObject({
    tender,
    /** fen, in digits */
    price: z.string(),
    /** what it was made from: lists, quotas, who made it */
    basis: z.string(),
    at: instant,
    signature: Signature,
    /** the paper that tells it, signed; absent in facts that are older than the duty to sign it in this step */
    paper: HostSigned.optional(),
  }),
  seenBy: everybody,
})

/** The deadline is later than it was. */
export const TenderPostponed = defineEvent('tender.postponed', {
  v: 1,
  zh: '投标截止时间延期',
  en: 'deadline postponed',
  data: z.strictObject({
    tender,
    before: instant,
    deadline: instant,
    documentsUntil: instant,
    reason: z.string(),
    at: instant,
    signature: Signature,
  }),
  seenBy: everybody,
})

/** The tenderer ends the tender before an award. */
export const TenderTerminated = defineEvent('tender.terminated', {
  v: 1,
  zh: '招标终止',
  en: 'tender terminated',
  data: z.strictObject({
    tender,
    ground: z.enum(['majorChange', 'other', 'documentUnlawful', 'documentDefective']),
    /** where it ends for its document: the words that are wrong, and what they offend */
    defect: Defect.optional(),
    reason: z.string(),
    article: z.string(),
    at: instant,
    signature: Signature,
  }),
  seenBy: everybody,
})

/** This tender is a new round of one that ended without a result. */
export const RoundOpened = defineEvent('tender.roundOpened', {
  v: 1,
  zh: '重新招标（新一轮）',
  en: 'new round opened',
  data: z.strictObject({
    ...{ tender, previous: z.string(), round: z.number().int().min(2) },
    /** the clauses for which earlier rounds ended, and what each offends; absent: none did */
    mended: z.array(Defect).optional(),
  }),
  seenBy: everybody,
})

/** A tender that ended without a result is repeated by another. */
export const TenderRepeated = defineEvent('tender.repeated', {
  v: 1,
  zh: '已启动重新招标',
  en: 'tender repeated',
  data: z.strictObject({ tender, next: z.string(), round: z.number().int().min(2) }),
  seenBy: everybody,
})

/** A stage is undone by law: the tender is back where it is to be done again. */
export const TenderReturned = defineEvent('tender.returned', {
  v: 1,
  zh: '依法退回前一阶段',
  en: 'returned to an earlier stage',
  data: z.strictObject({
    tender,
    from: z.string(),
    stage: z.enum(['evaluating', 'publicised']),
    reason: z.string(),
    article: z.string(),
    at: instant,
  }),
  seenBy: everybody,
})

/** A paper about what happened to the tender, with the platform's stamp. */
export const TenderPaperIssued = defineEvent('tender.paperIssued', {
  v: 1,
  zh: '公告文件已生成',
  en: 'paper issued',
  data: z.strictObject({
    tender,
    /** the fact that it tells */
    of: z.string(),
    title: z.string(),
    file: z.string(),
    sha256: z.string(),
    /** who had signed it when it was published */
    signed: SignedIn.optional(),
  }),
  seenBy: everybody,
})

/** The tender document has a new version; the versions before it stay readable. */
export const TenderAmended = defineEvent('tender.amended', {
  v: 1,
  zh: '澄清或修改文件已发布',
  en: 'addendum published',
  data: z.strictObject({
    tender,
    /** the version that it makes; the first is the one that was published */
    version: z.number().int().min(2),
    title: z.string(),
    text: z.string(),
    /** what the notice says from now on, where that differs */
    changes: AmendedTerms,
    /** every document in force, in order */
    documents: z.array(SignedDocument),
    /** SHA-256 of the one that the platform made of the new terms; absent: none was made anew */
    composed: Hash.optional(),
    /** SHA-256 of the canonical notice of this version */
    notice: Hash,
    /** whether it may affect the making of bids, as the tenderer declares and the changes show */
    affects: z.boolean(),
    /** questions that it answers, and objections that it follows */
    questions: z.array(z.string()),
    objections: z.array(z.string()),
    /** complaints whose rulings ordered the correction */
    rulings: z.array(z.string()).optional(),
    /** warnings of the check of its content, with the reasons that were given for them */
    justified: JustifiedWarnings.optional(),
    at: instant,
    signature: Signature,
    /** the paper that tells it, signed; absent in facts that are older than the duty to sign it in this step */
    paper: HostSigned.optional(),
  }),
  seenBy: everybody,
})

/** A signature was put into a published paper (PAdES): tender document, notice, addendum or another paper; no byte before it changed. */
export const TenderPaperSigned = defineEvent('tender.paperSigned', {
  v: 1,
  zh: '文件已加盖签章',
  en: 'paper signed',
  data: z.strictObject({
    tender,
    /** SHA-256 of the paper as it was published */
    paper: Hash,
    /** the place that was signed */
    field: z.enum(['tenderer', 'agent']),
    /** SHA-256 of the version that was signed */
    base: Hash,
    file: z.string(),
    sha256: Hash,
    certificate: z.string(),
  }),
  seenBy: everybody,
})

export const sideEvents = [
  ...methodEvents,
  ...validityEvents,
  TenderAmended,
  ...[TenderSuspended, CorrectionOverdue, SuspensionLifted, TenderPostponed, ControlPricePublished, TenderTerminated],
  ...[RoundOpened, TenderRepeated, TenderReturned, TenderPaperIssued, TenderPaperSigned],
]
export type SideFact = FactOf<(typeof sideEvents)[number]>
