import { z } from 'zod'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { type Eye, officers, supervisors } from '../ledger/eye.ts'
import { Stratum } from '../tenders/contract.ts'

const tender = z.string()
const tag = z.string().length(64)
const pid = z.string().length(64)
const own = (eye: Eye, data: { tag: string }): boolean =>
  eye.role === 'supervisor' || (eye.role === 'expert' && eye.tag === data.tag)

/** Why a ticket was passed over when its turn came. */
export const SKIPS = ['employer-bidder', 'already-seated', 'left-the-pool'] as const
/** Why somebody who was invited does not sit. */
export const LEAVINGS = ['declined', 'no-answer', 'no-show', 'avoidance', 'absent', 'health'] as const
/** Why a member who sat already leaves before the evaluation is over. */
export const SEATED_LEAVINGS = ['avoidance', 'absent', 'health'] as const

/** The host asked for experts: how many of which kind, when and where. It names nobody. */
export const PanelFrozen = defineEvent('panel.frozen', {
  v: 1,
  zh: '专家抽取条件已确定',
  en: 'the conditions of the panel are fixed',
  data: z.strictObject({
    tender,
    number: z.number().int().positive(),
    draw: z.string(),
    members: z.number().int(),
    strata: z.array(Stratum),
    meeting: z.strictObject({ at: z.number().int(), place: z.string(), checkInFrom: z.number().int() }),
    answerMinutes: z.number().int(),
    travelMinutes: z.number().int(),
    graceMinutes: z.number().int(),
    /** when the opening was over, if it is over */
    openedAt: z.number().int().nullable(),
    /** how many of the pool may not be drawn, by reason */
    excluded: z.array(z.strictObject({ code: z.string(), count: z.number().int() })),
  }),
  seenBy: officers,
})

/** The next ticket of a stratum is invited: time, place, seat. Who it is, is sealed. */
export const PanelInvited = defineEvent('panel.invited', {
  v: 1,
  zh: '已向抽中专家发出通知',
  en: 'the next ticket is invited',
  data: z.strictObject({
    tender,
    draw: z.string(),
    stratum: z.string(),
    pid,
    tag,
    sealed: z.string(),
    answerUntil: z.number().int(),
  }),
  seenBy: own,
})

/** A ticket was passed over, with the reason. */
export const PanelSkipped = defineEvent('panel.skipped', {
  v: 1,
  zh: '按次序跳过（附原因）',
  en: 'a ticket was passed over, with the reason',
  data: z.strictObject({ tender, draw: z.string(), stratum: z.string(), pid, reason: z.enum(SKIPS) }),
  seenBy: supervisors,
})

/**
 * The tenderer named one of its own for the panel, in writing and signed. Who it is stays sealed, as with those who were
 * drawn.
 */
export const RepresentativeNamed = defineEvent('panel.representativeNamed', {
  v: 1,
  zh: '招标人（采购人）代表已指定',
  en: 'a representative of the tenderer is named',
  data: z.strictObject({
    tender,
    tag,
    sealed: z.string(),
    /** the letter of authority and its signature, sealed */
    authority: z.string(),
    checkInUntil: z.number().int(),
  }),
  seenBy: own,
})

/** An invited expert comes. */
export const InvitationAccepted = defineEvent('panel.accepted', {
  v: 1,
  zh: '专家已确认参加',
  en: 'an invitation is accepted',
  data: z.strictObject({ tender, tag, checkInUntil: z.number().int() }),
  seenBy: own,
})

/** Somebody invited does not sit; the next ticket of the stratum follows. Words of the expert are sealed. */
export const SeatVacated = defineEvent('panel.seatVacated', {
  v: 1,
  zh: '席位空出，由次序靠后者递补',
  en: 'a seat is vacant; the next ticket follows',
  data: z.strictObject({ tender, tag, stratum: z.string(), reason: z.enum(LEAVINGS), sealed: z.string().nullable() }),
  seenBy: own,
})

/** The opening is over: from now on who is not there is missing. */
export const MeetingOpened = defineEvent('panel.meetingOpened', {
  v: 1,
  zh: '开标已结束，评标签到开始计时',
  en: 'the opening is over: check-in counts from now',
  data: z.strictObject({ tender, openedAt: z.number().int() }),
  seenBy: officers,
})

/** A member is there and has promised in writing. The signature names it, so it is sealed. */
export const MemberCheckedIn = defineEvent('panel.checkedIn', {
  v: 1,
  zh: '专家已签到并签署承诺',
  en: 'a member checked in and signed its promise',
  data: z.strictObject({ tender, tag, sealed: z.string() }),
  seenBy: own,
})

/** A member declared for each bidder whether it must stand aside. */
export const InterestsDeclared = defineEvent('panel.declared', {
  v: 1,
  zh: '专家已作回避声明',
  en: 'a member declared its interests',
  data: z.strictObject({ tender, tag, bidders: z.number().int(), avoid: z.boolean(), sealed: z.string() }),
  seenBy: own,
})

/** No ticket of a stratum is left: a new, numbered draw is needed. */
export const StratumDry = defineEvent('panel.stratumDry', {
  v: 1,
  zh: '该类专家已抽尽，须重新编号抽取',
  en: 'a stratum ran dry: a new numbered draw is needed',
  data: z.strictObject({ tender, draw: z.string(), stratum: z.string(), vacant: z.number().int() }),
  seenBy: officers,
})

/** Every seat is taken by a member who checked in and has nothing to declare. */
export const PanelSeated = defineEvent('panel.seated', {
  v: 1,
  zh: '评标委员会组成完毕',
  en: 'the panel is seated',
  data: z.strictObject({ tender, members: z.array(tag) }),
  seenBy: (eye, data) => officers(eye) || (eye.role === 'expert' && data.members.includes(eye.tag)),
})

/** The panel is dissolved by law: another is drawn, and nobody who was invited to this one. */
export const PanelDissolved = defineEvent('panel.dissolved', {
  v: 1,
  zh: '评标委员会已依法解散，须重新组建',
  en: 'the panel is dissolved; another is drawn',
  data: z.strictObject({ tender, reason: z.string(), article: z.string() }),
  seenBy: (eye) => officers(eye) || eye.role === 'expert',
})

/** The record of the draw as a PDF; it shows pids. */
export const DrawRecordIssued = defineEvent('panel.recordIssued', {
  v: 1,
  zh: '专家抽取记录已生成',
  en: 'record of the draw issued as PDF',
  data: z.strictObject({ tender, file: z.string(), sha256: z.string() }),
  seenBy: supervisors,
})

export const panelEvents = [
  PanelFrozen,
  PanelInvited,
  RepresentativeNamed,
  PanelSkipped,
  InvitationAccepted,
  SeatVacated,
  MeetingOpened,
  MemberCheckedIn,
  InterestsDeclared,
  StratumDry,
  PanelSeated,
  PanelDissolved,
  DrawRecordIssued,
]
export type PanelFact = FactOf<(typeof panelEvents)[number]>
export type PanelHappening = HappeningOf<(typeof panelEvents)[number]>
