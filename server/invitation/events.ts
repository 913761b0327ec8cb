import { z } from 'zod'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { type Eye, nobody, supervisors } from '../ledger/eye.ts'
import { Hash } from '../tenders/contract.ts'
import { Signature } from '../tenders/signature.ts'
import { ListSource } from './contract.ts'

const tender = z.string()
const instant = z.number().int()
/** Those who run the tender and its supervisor. */
const desk = (eye: Eye): boolean => eye.host || eye.role === 'supervisor'

/** Who may be invited: a list of sealed names. Once more before it is drawn from replaces it. */
export const CandidatesListed = defineEvent('invitation.listed', {
  v: 1,
  zh: '邀请招标备选名单已确定',
  en: 'list of those who may be invited',
  data: z.strictObject({
    tender,
    source: ListSource,
    /** a keyed hash of the code, and name, code and reason sealed by the vault */
    candidates: z.array(z.strictObject({ tag: Hash, sealed: z.string() })).min(1),
    wanted: z.number().int().positive(),
    at: instant,
    signature: Signature,
  }),
  seenBy: nobody,
})

/** The invitees are drawn from the list: under pseudonyms, by three parties, in front of witnesses. */
export const InviteesDrawn = defineEvent('invitation.drawAsked', {
  v: 1,
  zh: '随机抽取受邀请供应商的抽签已开始',
  en: 'draw of the invitees begun',
  data: z.strictObject({
    tender,
    draw: z.string(),
    number: z.number().int().positive(),
    witnesses: z.array(z.string()),
    article: z.string(),
    signature: Signature,
  }),
  seenBy: supervisors,
})

/** Who is invited: kept from everybody but those who run the tender, the supervisor, and each invitee for itself. */
export const InviteesFixed = defineEvent('invitation.fixed', {
  v: 1,
  zh: '受邀请的投标人已确定',
  en: 'invitees fixed',
  data: z.strictObject({
    tender,
    invited: z.array(Hash),
    /** by which anybody repeats the draw, canonical JSON; null where nobody drew */
    transcript: z.string().nullable(),
    article: z.string(),
    at: instant,
  }),
  seenBy: nobody,
})

/** The letter to one invitee. All letters carry the same moment. */
export const LetterSent = defineEvent('invitation.letterSent', {
  v: 1,
  zh: '投标邀请书已发出',
  en: 'letter of invitation sent',
  data: z.strictObject({ tender, tag: Hash, file: z.string(), sha256: Hash, at: instant }),
  seenBy: nobody,
})

/** Tenderer or agent put its seal into a letter. */
export const LetterSigned = defineEvent('invitation.letterSigned', {
  v: 1,
  zh: '投标邀请书已签章',
  en: 'letter of invitation sealed',
  data: z.strictObject({
    ...{ tender, tag: Hash, field: z.enum(['tenderer', 'agent']), base: Hash },
    ...{ file: z.string(), sha256: Hash, certificate: Hash },
  }),
  seenBy: nobody,
})

/** An invitee confirmed with its signature that it has its letter; who did, nobody else is told. */
export const LetterReceived = defineEvent('invitation.letterReceived', {
  v: 1,
  zh: '受邀请人已确认收到投标邀请书',
  en: 'letter of invitation confirmed as received',
  /** `evidence` is the signature, sealed by the vault */
  data: z.strictObject({ tender, tag: Hash, evidence: z.string(), at: instant }),
  seenBy: nobody,
})

/** The record of the draw of the invitees, as a paper to be signed. */
export const DrawRecorded = defineEvent('invitation.recorded', {
  v: 1,
  zh: '随机抽取供应商的书面记录已生成',
  en: 'record of the draw of the invitees made',
  data: z.strictObject({ tender, draw: z.string(), file: z.string(), sha256: Hash }),
  seenBy: desk,
})

/** Somebody who ran or watched the draw signed its record in the PDF. */
export const DrawRecordSigned = defineEvent('invitation.recordSigned', {
  v: 1,
  zh: '随机抽取供应商的书面记录已签署',
  en: 'record of the draw of the invitees signed',
  data: z.strictObject({
    tender,
    /** `tenderer`, `agent`, or a witness's place */
    field: z.string(),
    /** the witness's name; empty for an organisation */
    person: z.string(),
    base: Hash,
    file: z.string(),
    sha256: Hash,
    certificate: Hash,
  }),
  seenBy: desk,
})

export const invitationEvents = [
  ...[CandidatesListed, InviteesDrawn, InviteesFixed, LetterSent],
  ...[LetterSigned, LetterReceived, DrawRecorded, DrawRecordSigned],
]
export type InvitationFact = FactOf<(typeof invitationEvents)[number]>
export type InvitationHappening = HappeningOf<(typeof invitationEvents)[number]>
