import { z } from 'zod'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { everybody, officers } from '../ledger/eye.ts'
import { FrozenRegion } from '../regions/values.ts'
import { prequalEvents } from './admissionEvents.ts'
import { Draft, Party, SEATS, SignedDocument } from './contract.ts'
import { JustifiedWarnings } from './justified.ts'
import { sideEvents } from './sideEvents.ts'
import { HostSigned, Signature, SignedIn } from './signature.ts'

export { Signature }

const tender = z.string()

/** A tender is being prepared; nothing of it is public. */
export const TenderDrafted = defineEvent('tender.drafted', {
  v: 1,
  zh: '标段已登记（草稿）',
  en: 'tender drafted',
  data: z.strictObject({
    tender,
    draft: Draft,
    /** the centre that serves its region */
    centre: Party.optional(),
  }),
  seenBy: officers,
})

/** An officer made a key pair of its own for this tender and published the public half, signed. */
export const OfficerKeyPublished = defineEvent('tender.officerKeyPublished', {
  v: 1,
  zh: '开标人密钥已公布',
  en: "officer's key published",
  data: z.strictObject({
    tender,
    role: z.enum(SEATS),
    organisation: z.string(),
    name: z.string(),
    /** public key, SubjectPublicKeyInfo, base64 */
    spki: z.string(),
    /** the private half, encrypted by the officer's client to its own certificate; only that certificate's key opens it */
    backup: z.string(),
    signature: Signature,
  }),
  seenBy: everybody,
})

/** The notice and the tender document are public. */
export const TenderPublished = defineEvent('tender.published', {
  v: 1,
  zh: '招标公告已发布',
  en: 'notice published',
  data: z.strictObject({
    tender,
    version: z.number().int(),
    rulebook: z.string(),
    /** the region's values in force on this day, by which it is judged to its end */
    regional: FrozenRegion.optional(),
    /** SHA-256 of the canonical notice */
    notice: z.string(),
    /** hash of the officers' keys, in order of role */
    ceremony: z.string(),
    documents: z.array(SignedDocument),
    /** SHA-256 of the document that the platform made of the draft; absent: none was */
    composed: z.string().optional(),
    signature: Signature,
    publishedAt: z.number().int(),
    /** warnings of the pre-publication check, with the reasons that were given for them */
    justified: JustifiedWarnings.optional(),
    /** the notice, signed in its PDF; absent: an invitation, or older than the duty to sign it in this step */
    paper: HostSigned.optional(),
  }),
  seenBy: everybody,
})

/** The notice as a PDF with the platform's stamp. */
export const NoticeIssued = defineEvent('tender.noticeIssued', {
  v: 1,
  zh: '公告文件已生成',
  en: 'notice issued as PDF',
  data: z.strictObject({ tender, file: z.string(), sha256: z.string(), signed: SignedIn.optional() }),
  seenBy: everybody,
})

/** The deadline has passed: no bid is taken any more. */
export const BiddingClosed = defineEvent('tender.biddingClosed', {
  v: 1,
  zh: '投标截止',
  en: 'bidding closed',
  data: z.strictObject({ tender, deadline: z.number().int() }),
  seenBy: everybody,
})

/** The tender ends without a result. */
export const TenderFailed = defineEvent('tender.failed', {
  v: 1,
  zh: '本次招标失败（流标）',
  en: 'tender failed',
  data: z.strictObject({
    ...{ tender, reason: z.string(), article: z.string().optional() },
    /** whether its bidders had been named, where its stage does not tell: at the end of the opening */
    named: z.literal(true).optional(),
  }),
  seenBy: everybody,
})

/** The tender reached its next stage. */
export const TenderMoved = defineEvent('tender.moved', {
  v: 1,
  zh: '进入下一阶段',
  en: 'tender moved on',
  data: z.strictObject({
    tender,
    stage: z.enum(['evaluating', 'publicised', 'awarded', 'contracted', 'archived']),
  }),
  seenBy: everybody,
})

export const tenderEvents = [
  TenderDrafted,
  OfficerKeyPublished,
  TenderPublished,
  NoticeIssued,
  BiddingClosed,
  TenderFailed,
  TenderMoved,
  ...sideEvents,
  ...prequalEvents,
]
export type TenderFact = FactOf<(typeof tenderEvents)[number]>
export type TenderHappening = HappeningOf<(typeof tenderEvents)[number]>
