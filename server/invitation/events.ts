import { z } from 'zod'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { nobody, supervisors } from '../ledger/eye.ts'
import { Hash } from '../tenders/contract.ts'
import { Signature } from '../tenders/signature.ts'
import { ListSource } from './contract.ts'

const tender = z.string()
const instant = z.number().int()

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

export const invitationEvents = [CandidatesListed, InviteesDrawn, InviteesFixed, LetterSent]
export type InvitationFact = FactOf<(typeof invitationEvents)[number]>
export type InvitationHappening = HappeningOf<(typeof invitationEvents)[number]>
