import { z } from 'zod'
import { defineEvent } from '../ledger/event.ts'
import { type Eye, nobody } from '../ledger/eye.ts'
import { Hash, Stratum } from '../tenders/contract.ts'
import { Signature } from '../tenders/signature.ts'

const tender = z.string()
const tag = z.string().length(64)
const instant = z.number().int()
const stratum = z.string()
const seat = z.strictObject({ tag, stratum, pid: Hash, sealed: z.string() })
const skip = z.strictObject({ pid: Hash, stratum, code: z.string() })
const desk = (eye: Eye): boolean => eye.host || eye.role === 'supervisor'
const own = (eye: Eye, data: { tag: string }): boolean =>
  eye.role === 'supervisor' || (eye.role === 'expert' && eye.tag === data.tag)

/** Why somebody who was drawn does not sit, or sits no longer. */
export const COMMITTEE_LEAVINGS = ['declined', 'no-answer', 'no-show', 'avoidance', 'health'] as const
/** Why a ticket was passed over when its turn came. */
export const COMMITTEE_SKIPS = ['employer-bidder', 'already-seated', 'left-the-pool'] as const

/** A committee is drawn: by the experts' register, three parties and numbered tickets, as a panel is. */
export const CommitteeAsked = defineEvent('prequalification.committeeAsked', {
  v: 2,
  zh: '资格审查委员会开始抽取',
  en: 'draw of the committee begun',
  data: z.strictObject({
    tender,
    draw: z.string(),
    number: z.number().int().positive(),
    members: z.number().int(),
    strata: z.array(Stratum),
    /** how long one who is drawn may take to accept, and then to check in */
    answerMinutes: z.number().int().positive(),
    signature: Signature,
  }),
  seenBy: desk,
})

/** The first tickets are asked to sit: tags, their names sealed. */
export const CommitteeSeated = defineEvent('prequalification.committeeSeated', {
  v: 2,
  zh: '已按抽取次序通知资格审查委员会成员',
  en: 'members of the committee asked in the order of the draw',
  data: z.strictObject({
    tender,
    draw: z.string(),
    seats: z.array(seat),
    skips: z.array(skip),
    answerUntil: instant,
  }),
  seenBy: nobody,
})

/** One who was drawn comes. */
export const MemberAccepted = defineEvent('prequalification.memberAccepted', {
  v: 1,
  zh: '资格审查委员会成员已确认参加',
  en: 'a member of the committee accepted',
  data: z.strictObject({ tender, tag, checkInUntil: instant }),
  seenBy: own,
})

/** A member is there and has promised in writing. The signature names it, so it is sealed. */
export const MemberArrived = defineEvent('prequalification.memberArrived', {
  v: 1,
  zh: '资格审查委员会成员已签到并签署承诺',
  en: 'a member of the committee checked in and signed its promise',
  data: z.strictObject({ tender, tag, sealed: z.string() }),
  seenBy: own,
})

/** A member declared for each applicant whether it must stand aside, before it saw an application. */
export const MemberDeclared = defineEvent('prequalification.memberDeclared', {
  v: 1,
  zh: '资格审查委员会成员已作回避声明',
  en: 'a member of the committee declared its interests',
  data: z.strictObject({ tender, tag, applicants: z.number().int(), avoid: z.boolean(), sealed: z.string() }),
  seenBy: own,
})

/** Every seat is taken by a member who promised and has nothing to declare: the review may begin. */
export const CommitteeFormed = defineEvent('prequalification.committeeFormed', {
  v: 1,
  zh: '资格审查委员会组成完毕',
  en: 'the committee is formed',
  data: z.strictObject({ tender, draw: z.string(), members: z.array(tag) }),
  seenBy: (eye, data) => desk(eye) || (eye.role === 'expert' && data.members.includes(eye.tag)),
})

/** A member left; what it found is void. The next ticket is asked, or the committee is drawn anew. Its words are sealed. */
export const MemberLeft = defineEvent('prequalification.memberLeft', {
  v: 2,
  zh: '资格审查委员会成员退出，其审查结论无效',
  en: 'a member left the committee; what it found is void',
  data: z.strictObject({
    tender,
    tag,
    pid: Hash,
    stratum,
    cause: z.enum(COMMITTEE_LEAVINGS),
    sealed: z.string().nullable(),
    next: seat.nullable(),
    answerUntil: instant,
    skips: z.array(skip),
  }),
  seenBy: own,
})

/** The committee's report, as a paper that is sealed at rest: it names the members. */
export const ReviewReported = defineEvent('prequalification.reported', {
  v: 1,
  zh: '资格审查报告已生成，待成员签署',
  en: 'report of the committee drawn up; its members sign',
  data: z.strictObject({
    tender,
    file: z.string(),
    sha256: Hash,
    passed: z.array(tag),
    failed: z.array(tag),
    unopened: z.array(tag),
    signUntil: instant,
  }),
  seenBy: desk,
})

/** A member signed the report, or signed that it differs and why. The signature names it, so it is sealed. */
export const ReviewReportSigned = defineEvent('prequalification.reportSigned', {
  v: 1,
  zh: '资格审查委员会成员已签署审查报告',
  en: 'a member of the committee signed the report',
  data: z.strictObject({ tender, tag, report: Hash, differs: z.boolean(), sealed: z.string() }),
  seenBy: own,
})

export const committeeEvents = [
  CommitteeAsked,
  CommitteeSeated,
  MemberAccepted,
  MemberArrived,
  MemberDeclared,
  CommitteeFormed,
  MemberLeft,
  ReviewReported,
  ReviewReportSigned,
]
