import { z } from 'zod'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { type Eye, everybody } from '../ledger/eye.ts'
import { Hash, InstantNumber, SignedDocument } from '../tenders/contract.ts'
import { Signature } from '../tenders/events.ts'
import { Matter, OUTCOMES, REMEDIES } from './contract.ts'

const id = { tender: z.string(), complaint: z.string() }
/** Whose complaint it is; until the opening nothing but this tells. */
const tag = Hash

/** The complainant and the supervisor. */
const theirs = (eye: Eye, data: { tag: string }): boolean =>
  eye.role === 'supervisor' || (eye.role === 'bidder' && eye.tag === data.tag)
/** They, and those who run the tender. */
const parties = (eye: Eye, data: { tag: string }): boolean => theirs(eye, data) || eye.host

/** A complaint has reached the supervisor. Who complains and what it says are sealed. */
export const ComplaintFiled = defineEvent('complaint.filed', {
  v: 1,
  zh: '投诉已提交行政监督部门',
  en: 'complaint filed',
  data: z.strictObject({
    ...id,
    tag,
    matter: Matter,
    objection: z.string().nullable(),
    knownAt: InstantNumber,
    /** last lawful moment for it; null while the calendar of that year is not out */
    until: InstantNumber.nullable(),
    late: z.boolean(),
    /** until when the supervisor says whether it takes it up; null: no such time, or not to be told yet */
    acceptBy: InstantNumber.nullable(),
    /** until when it is ruled on, where that counts from the receipt */
    ruleBy: InstantNumber.nullable(),
    files: z.array(SignedDocument),
    /** the letter, its signature and its author */
    sealed: z.string(),
  }),
  seenBy: theirs,
})

/** The supervisor takes it up, or does not, with its reason. */
export const ComplaintDecided = defineEvent('complaint.decided', {
  v: 1,
  zh: '投诉受理决定',
  en: 'whether the complaint is taken up',
  data: z.strictObject({
    ...id,
    tag,
    accepted: z.boolean(),
    reason: z.string(),
    article: z.string(),
    inTime: z.boolean(),
    ruleBy: InstantNumber.nullable(),
    signature: Signature,
  }),
  seenBy: parties,
})

/** From now on time does not count: something is inspected, tested, appraised or to be completed. */
export const ComplaintClockStopped = defineEvent('complaint.clockStopped', {
  v: 1,
  zh: '检验检测鉴定评审期间，不计入投诉处理期限',
  en: 'the time for the ruling stands',
  data: z.strictObject({ ...id, tag, reason: z.string(), at: InstantNumber, signature: Signature }),
  seenBy: parties,
})

/** Time counts again. */
export const ComplaintClockResumed = defineEvent('complaint.clockResumed', {
  v: 1,
  zh: '投诉处理期限继续计算',
  en: 'the time for the ruling goes on',
  data: z.strictObject({
    ...id,
    tag,
    at: InstantNumber,
    /** working days of the time for the ruling that are left */
    left: z.number().int().min(0),
    ruleBy: InstantNumber.nullable(),
    signature: Signature,
  }),
  seenBy: parties,
})

/** Those who run the tender have said what they have to say. */
export const CaseStated = defineEvent('complaint.stated', {
  v: 1,
  zh: '被投诉人已提交说明',
  en: 'the other side has stated its case',
  data: z.strictObject({ ...id, tag, text: z.string(), signature: Signature }),
  seenBy: (eye, data) => eye.role === 'supervisor' || eye.host || (eye.role === 'bidder' && eye.tag === data.tag),
})

/** The tender rests while the complaint is looked into; the words of the order are with the tender's own fact. */
export const RestOrdered = defineEvent('complaint.restOrdered', {
  v: 1,
  zh: '因处理投诉责令暂停',
  en: 'the tender rests because of the complaint',
  data: z.strictObject({ ...id, tag, suspension: z.string(), until: InstantNumber.nullable(), article: z.string() }),
  seenBy: parties,
})

/** The rest is over. */
export const RestLifted = defineEvent('complaint.restLifted', {
  v: 1,
  zh: '因投诉的暂停已解除',
  en: 'the rest because of the complaint is over',
  data: z.strictObject({ ...id, tag, cause: z.enum(['order', 'longest', 'ended']) }),
  seenBy: parties,
})

/** The complainant takes it back: the procedure ends. */
export const ComplaintWithdrawn = defineEvent('complaint.withdrawn', {
  v: 1,
  zh: '投诉人撤回投诉，处理程序终止',
  en: 'complaint withdrawn',
  data: z.strictObject({ ...id, tag, sealed: z.string() }),
  seenBy: parties,
})

/** The supervisor's ruling; it is public. */
export const ComplaintRuled = defineEvent('complaint.ruled', {
  v: 1,
  zh: '投诉处理决定',
  en: 'ruling on a complaint',
  data: z.strictObject({
    ...id,
    matter: Matter,
    outcome: z.enum(OUTCOMES),
    text: z.string(),
    article: z.string(),
    remedy: z.enum(REMEDIES),
    ground: z.string().nullable(),
    inTime: z.boolean(),
    signature: Signature,
  }),
  seenBy: everybody,
})

/** The ruling as a stamped PDF. */
export const RulingIssued = defineEvent('complaint.rulingIssued', {
  v: 1,
  zh: '投诉处理决定书已生成',
  en: 'ruling issued as PDF',
  data: z.strictObject({ ...id, file: z.string(), sha256: Hash }),
  seenBy: everybody,
})

export const complaintEvents = [
  ...[ComplaintFiled, ComplaintDecided, ComplaintClockStopped, ComplaintClockResumed, CaseStated],
  ...[RestOrdered, RestLifted, ComplaintWithdrawn, ComplaintRuled, RulingIssued],
]
export type ComplaintFact = FactOf<(typeof complaintEvents)[number]>
export type ComplaintHappening = HappeningOf<(typeof complaintEvents)[number]>
