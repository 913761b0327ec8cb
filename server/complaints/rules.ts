import type { z } from 'zod'
import type { Calendar } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { SignedDocument } from '../tenders/contract.ts'
import type { Signature } from '../tenders/signature.ts'
import type { Tender } from '../tenders/tender.ts'
import {
  acceptanceUntil,
  asWorkingDays,
  complaintUntil,
  type EarlierObjection,
  leftWhenStopped,
  longestRest,
  rulingDays,
  rulingUntil,
} from './clocks.ts'
import { type Complaint, pending } from './complaint.ts'
import type { Matter, OUTCOMES, REMEDIES } from './contract.ts'
import {
  CaseStated,
  ComplaintClockResumed,
  ComplaintClockStopped,
  ComplaintDecided,
  ComplaintFiled,
  type ComplaintHappening,
  ComplaintRuled,
  ComplaintWithdrawn,
  RestLifted,
  RestOrdered,
} from './events.ts'
import { matterStands, remedyFits } from './matters.ts'

const refuse = refusals({
  COMPLAINT_STAGE: {
    status: 409,
    zh: '该标段当前阶段不受理投诉',
    en: 'no complaint is taken in this stage of the tender',
  },
  OBJECTION_FIRST: {
    status: 422,
    zh: '就该事项投诉的，应当先提出异议（质疑）；尚未答复且答复期限未满的，待答复或期满后投诉',
    en: 'an objection comes first: complain when it is answered or its time is over',
  },
  OBJECTION_OTHER: {
    status: 422,
    zh: '所引异议（质疑）不是本单位就该事项提出的',
    en: 'that objection is not yours on this matter',
  },
  KNOWN_LATER: { status: 422, zh: '知悉日期不能晚于投诉日期', en: 'one cannot know later than one complains' },
  FILES_LATER: {
    status: 422,
    zh: '开标前的投诉材料请以文件指纹提交，原件由投诉人直接送交监督部门，以免泄露投标人身份',
    en: 'before the opening give fingerprints: files kept here could tell who bids',
  },
  COMPLAINT_NOT_OPEN: {
    status: 409,
    zh: '该投诉已办结或当前环节不允许此操作',
    en: 'the complaint is not open for that',
  },
  CLOCK_STOPPED: { status: 409, zh: '处理期限已停止计算', en: 'the clock stands already' },
  CLOCK_RUNNING: { status: 409, zh: '处理期限正在计算', en: 'the clock is running' },
  RESTS_ALREADY: { status: 409, zh: '该标段已因本投诉暂停', en: 'the tender rests because of this complaint already' },
  RESTS_NOT: { status: 409, zh: '该标段未因本投诉暂停', en: 'the tender does not rest because of this complaint' },
  REMEDY_WITHOUT_REASON: {
    status: 422,
    zh: '只有投诉成立才能责令改正、重新评标或者重新招标',
    en: 'only a complaint that is right leads to a correction, another evaluation or another tender',
  },
  REMEDY_INCOMPLETE: {
    status: 422,
    zh: '责令重新评标的，须指明法定情形和评审主体',
    en: 'another evaluation needs its ground and its panel',
  },
  RETENDER_STAGE: {
    status: 409,
    zh: '合同已订立，不能直接责令重新招标',
    en: 'the contract is made: a new tender cannot be ordered here',
  },
})

type File = z.infer<typeof SignedDocument>

/** Takes a complaint in. One that comes late is registered and told so; an objection has to come first where the law says so. */
export function fileComplaint(
  of: {
    tender: Tender
    id: string
    tag: string
    matter: Matter
    objection: EarlierObjection | undefined
    named: boolean
    knownAt: number
    files: File[]
    sealed: string
  },
  law: Rulebook,
  now: number,
  table: Calendar,
): ComplaintHappening[] {
  const { tender, id: complaint, tag, matter, objection, knownAt, files, sealed } = of
  if (tender.stage === 'draft' || tender.stage === 'archived') throw refuse('COMPLAINT_STAGE', { stage: tender.stage })
  if (files.length && ['prequalifying', 'prequalified', 'bidding'].includes(tender.stage))
    throw refuse('FILES_LATER', {}, law.bidderSecrecy)
  matterStands(tender, matter)
  if (knownAt > now) throw refuse('KNOWN_LATER', { knownAt })
  if (of.named && objection?.matter !== matter) throw refuse('OBJECTION_OTHER')
  if (law.objectionFirst.value.includes(matter) && !settled(objection, now))
    throw refuse('OBJECTION_FIRST', { answerBy: objection?.answerBy ?? null }, law.objectionFirst)
  const until = complaintUntil({ knownAt, objection }, law, table)
  const fromReceipt = law.complaintRuling.value.from === 'receipt'
  return [
    ComplaintFiled({
      ...{ tender: tender.id, complaint, tag, matter, objection: objection?.id ?? null, knownAt, until, files, sealed },
      late: until !== null && now > until,
      acceptBy: acceptanceUntil(now, law, table),
      ruleBy: fromReceipt ? rulingUntil(now, law.complaintRuling.value.within, table) : null,
    }),
  ]
}

/** An objection was answered, or the time for its answer is over. */
const settled = (objection: EarlierObjection | undefined, now: number): boolean =>
  !!objection && (objection.answeredAt !== null || (objection.answerBy !== null && now > objection.answerBy))

const inStage = (complaint: Complaint, ...stages: Complaint['stage'][]): void => {
  if (!stages.includes(complaint.stage)) throw refuse('COMPLAINT_NOT_OPEN', { stage: complaint.stage })
}
const ids = ({ tender, id: complaint, tag }: Complaint) => ({ tender, complaint, tag })

/** Until when it is said whether a complaint is taken up, told anew where the calendar was not out when it came. */
export const acceptByOf = (complaint: Complaint, law: Rulebook, table: Calendar): number | null =>
  complaint.acceptBy ?? acceptanceUntil(complaint.filedAt, law, table)

/** The supervisor takes a complaint up, or does not. */
export function decideComplaint(
  complaint: Complaint,
  of: { accepted: boolean; reason: string; signature: Signature },
  law: Rulebook,
  now: number,
  table: Calendar,
): ComplaintHappening[] {
  inStage(complaint, 'filed')
  const { article } = complaint.late && !of.accepted ? law.complaintWithin : law.complaintAcceptance
  const { from, within } = law.complaintRuling.value
  const ruleBy = of.accepted && from === 'acceptance' ? rulingUntil(now, within, table) : null
  const acceptBy = acceptByOf(complaint, law, table)
  const inTime = acceptBy === null || now <= acceptBy
  return [ComplaintDecided({ ...ids(complaint), ...of, article, inTime, ruleBy })]
}

/** Since when the time for the ruling has been counting. */
const countsFrom = (complaint: Complaint, law: Rulebook): number =>
  law.complaintRuling.value.from === 'receipt' ? complaint.filedAt : (complaint.decision?.at ?? complaint.filedAt)

/** Until when a complaint is ruled on, told anew where the calendar was not out when its time began. */
export function ruleByOf(complaint: Complaint, law: Rulebook, table: Calendar): number | null {
  if (complaint.ruleBy !== null || complaint.stopped || complaint.stage === 'filed') return complaint.ruleBy
  const { from, left } = complaint.counts ?? { from: countsFrom(complaint, law), left: rulingDays(law) }
  return rulingUntil(from, asWorkingDays(left), table)
}

/** Stops the time for the ruling. */
export function stopClock(
  complaint: Complaint,
  of: { reason: string; signature: Signature },
  now: number,
): ComplaintHappening[] {
  inStage(complaint, 'accepted')
  if (complaint.stopped) throw refuse('CLOCK_STOPPED')
  return [ComplaintClockStopped({ ...ids(complaint), ...of, at: now })]
}

/** Lets it go on: with the working days that were left when it stopped. */
export function resumeClock(
  complaint: Complaint,
  signature: Signature,
  law: Rulebook,
  now: number,
  table: Calendar,
): ComplaintHappening[] {
  inStage(complaint, 'accepted')
  if (!complaint.stopped) throw refuse('CLOCK_RUNNING')
  const { from, left } = complaint.counts ?? { from: countsFrom(complaint, law), left: rulingDays(law) }
  const remaining = leftWhenStopped({ from, left, stoppedAt: complaint.stopped.at }, table)
  const ruleBy = rulingUntil(now, asWorkingDays(remaining), table)
  return [ComplaintClockResumed({ ...ids(complaint), at: now, left: remaining, ruleBy, signature })]
}

/** Those who run the tender state their case, once. */
export function stateCase(complaint: Complaint, of: { text: string; signature: Signature }): ComplaintHappening[] {
  inStage(complaint, 'accepted')
  if (complaint.statement) throw refuse('COMPLAINT_NOT_OPEN', { statedAt: complaint.statement.at })
  return [CaseStated({ ...ids(complaint), ...of })]
}

/** Orders that the tender rests while the complaint is looked into; at most as long as the law lets it. */
export function orderRest(complaint: Complaint, suspension: string, law: Rulebook, now: number): ComplaintHappening[] {
  inStage(complaint, 'filed', 'accepted')
  if (complaint.rest) throw refuse('RESTS_ALREADY')
  const { article } = law.complaintSuspension
  return [RestOrdered({ ...ids(complaint), suspension, until: longestRest(now, law), article })]
}

/** Ends the rest, by order, because its longest time is over, or because the complaint is. */
export function liftRest(complaint: Complaint, cause: 'order' | 'longest' | 'ended'): ComplaintHappening[] {
  if (!complaint.rest) throw refuse('RESTS_NOT')
  return [RestLifted({ ...ids(complaint), cause })]
}

/** The complainant takes it back. */
export function withdrawComplaint(complaint: Complaint, sealed: string): ComplaintHappening[] {
  if (!pending(complaint)) throw refuse('COMPLAINT_NOT_OPEN', { stage: complaint.stage })
  return [ComplaintWithdrawn({ ...ids(complaint), sealed })]
}

/** What a ruling says. */
export interface Ruling {
  outcome: (typeof OUTCOMES)[number]
  text: string
  remedy: (typeof REMEDIES)[number]
  ground: string | null
  signature: Signature
}

/** Rules on a complaint that was taken up. */
export function ruleOn(
  of: { complaint: Complaint; tender: Tender; ruling: Ruling },
  law: Rulebook,
  now: number,
  table: Calendar,
) {
  const { complaint, tender, ruling } = of
  inStage(complaint, 'accepted')
  if (ruling.outcome !== 'upheld' && ruling.remedy !== 'none') throw refuse('REMEDY_WITHOUT_REASON')
  if ((ruling.remedy === 'reEvaluate') !== (ruling.ground !== null)) throw refuse('REMEDY_INCOMPLETE')
  remedyFits(ruling.remedy, complaint.matter)
  const gone = ['contracted', 'archived', 'failed', 'terminated', 'draft'].includes(tender.stage)
  if (ruling.remedy === 'retender' && gone) throw refuse('RETENDER_STAGE', { stage: tender.stage })
  const { article } = ruling.outcome === 'abusive' ? law.complaintAbuse : law.complaintRuling
  const ruleBy = ruleByOf(complaint, law, table)
  const inTime = complaint.stopped !== null || ruleBy === null || now <= ruleBy
  const { tender: id, id: complaintId, matter } = complaint
  return [ComplaintRuled({ tender: id, complaint: complaintId, matter, article, inTime, ...ruling })]
}
