import type { z } from 'zod'
import { canonical } from '../../crypto/canonical.ts'
import type { DrawRules } from '../../crypto/draw.ts'
import { type Declaration, PARTIES } from '../experts/contract.ts'
import { standsAside } from '../experts/declaring.ts'
import { panelProblems } from '../law/checks.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Signature } from '../tenders/signature.ts'
import type { Tender } from '../tenders/tender.ts'
import {
  COMMITTEE_LEAVINGS,
  COMMITTEE_SKIPS,
  CommitteeAsked,
  CommitteeFormed,
  CommitteeSeated,
  MemberAccepted,
  MemberArrived,
  MemberDeclared,
  MemberLeft,
} from './committeeEvents.ts'
import type { DrawCommittee } from './contract.ts'
import type { ReviewHappening } from './events.ts'
import { type Committee, type Prequalification, reviewerOf, underway } from './prequalification.ts'

const refuse = refusals({
  NO_COMMITTEE_HERE: {
    status: 409,
    zh: '本标段由招标人审查资格预审申请文件，不设资格审查委员会',
    en: 'here the tenderer reviews: there is no committee',
  },
  COMMITTEE_TOO_EARLY: {
    status: 409,
    zh: '申请人名单核对后方可抽取，以便回避',
    en: 'one draws once the applicants are known, so that nobody with an interest is drawn',
  },
  COMMITTEE_STANDS: {
    status: 409,
    zh: '资格审查委员会已组成，不得重抽',
    en: 'the committee stands and is not drawn again',
  },
  COMMITTEE_DRAWN_NOW: { status: 409, zh: '上一次抽取尚未结束', en: 'the draw before is not over' },
  COMMITTEE_SEATS: {
    status: 422,
    zh: '各专业席位之和与委员会人数不符',
    en: 'the seats do not add up to the committee',
  },
  COMMITTEE_POOL_SMALL: {
    status: 409,
    zh: '符合条件且不须回避的专家少于所需席位',
    en: 'fewer experts fit and need not stand aside than there are seats',
  },
  MEMBER_LATE: { status: 409, zh: '已超过答复或签到时限', en: 'the time to answer or to check in is over' },
  MEMBER_STEP: {
    status: 409,
    zh: '须依次确认参加、签到承诺、回避声明',
    en: 'accept, check in and promise, declare: in this order',
  },
  NOT_SEATED: { status: 403, zh: '不是本标段资格审查委员会的现任成员', en: 'not a member of this committee' },
})

type Asked = Pick<z.infer<typeof DrawCommittee>, 'members' | 'strata'>
const MINUTE = 60_000

/** The rules of a draw of a committee: seats by stratum, who stands aside and why. */
export const committeeRules = (
  tender: Pick<Tender, 'id'>,
  draw: string,
  of: Asked & { register: string; exclusions: DrawRules['exclusions'] },
): DrawRules => ({
  text: canonical({ draw, tender: tender.id, purpose: 'committee', strata: of.strata }),
  register: of.register,
  parties: [...PARTIES],
  wanted: Object.fromEntries(of.strata.map(({ id, seats }) => [id, seats])),
  exclusions: of.exclusions,
  reasons: [...COMMITTEE_SKIPS, ...COMMITTEE_LEAVINGS, 'left'], // left: with one who left and none to follow
})

/**
 * Asks for a committee to be drawn: formed as a panel is, its members experts, once the applicants are named.
 *
 * @param of.fitting how many of each stratum may be drawn
 */
export function askForCommittee(
  tender: Tender,
  before: Prequalification | undefined,
  of: Asked & {
    answerMinutes: number
    running: boolean
    fitting: ReadonlyMap<string, number>
    signature: Signature
  },
  law: Rulebook,
): { draw: string; number: number; facts: ReviewHappening[] } {
  const state = underway(tender, before)
  if (reviewerOf(tender, law) !== 'committee') throw refuse('NO_COMMITTEE_HERE', {}, law.prequalReviewer)
  if (state.namedAt === null) throw refuse('COMMITTEE_TOO_EARLY', {}, law.selfAvoidance)
  if (state.committee?.seats.length) throw refuse('COMMITTEE_STANDS', {}, law.expertDraw)
  if (of.running) throw refuse('COMMITTEE_DRAWN_NOW')
  const { members, strata, answerMinutes, signature } = of
  const experts = strata.reduce((sum, { seats }) => sum + seats, 0)
  if (experts !== members) throw refuse('COMMITTEE_SEATS', { members, seats: experts })
  const [problem] = panelProblems({ members, experts, estimate: BigInt(tender.estimate) }, law)
  if (problem) throw problem
  const short = strata.filter(({ id, seats }) => (of.fitting.get(id) ?? 0) < seats).map(({ id }) => id)
  if (short.length) throw refuse('COMMITTEE_POOL_SMALL', { strata: short }, law.expertDraw)
  const number = (state.committee?.number ?? 0) + 1
  const draw = `${tender.id}.p${number}`
  const asked = { draw, number, members, strata, answerMinutes, signature }
  return { draw, number, facts: [CommitteeAsked({ tender: tender.id, ...asked })] }
}

/** Who stands behind a ticket. */
export interface Drawn {
  tag: string
  sealed: string
  avoids: boolean
}

/** How the pids of a draw are called, and who stands behind one. */
export interface Tickets {
  order: ReadonlyMap<string, readonly string[]>
  whois: (pid: string) => Drawn | undefined
}

type Seated = Pick<Committee['seats'][number], 'tag' | 'stratum' | 'pid' | 'sealed'>

/** The next tickets of a stratum that need not stand aside, and those passed over. */
function nextOf(
  committee: Pick<Committee, 'seats' | 'skips'>,
  of: { stratum: string; wanted: number },
  { order, whois }: Tickets,
) {
  const turned = new Set([...committee.seats, ...committee.skips].map(({ pid }) => pid))
  const taken = new Set(committee.seats.map(({ tag }) => tag))
  const seats: Seated[] = []
  const skips: Committee['skips'] = []
  for (const pid of (order.get(of.stratum) ?? []).filter((one) => !turned.has(one))) {
    if (seats.length === of.wanted) break
    const one = whois(pid)
    const code = !one ? 'left-the-pool' : one.avoids ? 'employer-bidder' : taken.has(one.tag) ? 'already-seated' : null
    if (code || !one) skips.push({ pid, stratum: of.stratum, code: code ?? '' })
    else {
      seats.push({ tag: one.tag, sealed: one.sealed, stratum: of.stratum, pid })
      taken.add(one.tag)
    }
  }
  return { seats, skips }
}

/** Asks the first tickets of each stratum; nothing where they were asked already. */
export function seatCommittee(state: Prequalification, tickets: Tickets, now: number): ReviewHappening[] {
  const { committee } = state
  if (!committee || committee.seats.length) return []
  const all: { seats: Seated[]; skips: Committee['skips'] } = { seats: [], skips: [] }
  for (const { id, seats } of committee.strata) {
    const taken = { seats: all.seats as Committee['seats'], skips: [...committee.skips, ...all.skips] }
    const found = nextOf(taken, { stratum: id, wanted: seats }, tickets)
    all.seats.push(...found.seats)
    all.skips.push(...found.skips)
  }
  const answerUntil = now + committee.answerMinutes * MINUTE
  return [CommitteeSeated({ tender: state.tender, draw: committee.draw, ...all, answerUntil })]
}

/** The seat of a member, or of one who was asked to be it. */
function seatIn(state: Prequalification, tag: string) {
  const seat = state.committee?.seats.find((one) => one.tag === tag)
  if (!state.committee || !seat || state.stage === 'concluded') throw refuse('NOT_SEATED')
  return { committee: state.committee, seat }
}

/** One who was drawn comes; the last millisecond before its time is over is in time. */
export function joinCommittee(state: Prequalification, tag: string, now: number): ReviewHappening[] {
  const { committee, seat } = seatIn(state, tag)
  if (seat.status !== 'asked') return []
  if (seat.until !== null && now >= seat.until) throw refuse('MEMBER_LATE', { until: seat.until })
  return [MemberAccepted({ tender: state.tender, tag, checkInUntil: now + committee.answerMinutes * MINUTE })]
}

/** Lets a member in on its signed promise, which is sealed. */
export function arrive(state: Prequalification, of: { tag: string; sealed: string }, now: number): ReviewHappening[] {
  const { seat } = seatIn(state, of.tag)
  if (seat.status === 'checkedIn' || seat.status === 'declared') return []
  if (seat.status !== 'accepted') throw refuse('MEMBER_STEP', { status: seat.status })
  if (seat.until !== null && now >= seat.until) throw refuse('MEMBER_LATE', { until: seat.until })
  return [MemberArrived({ tender: state.tender, ...of })]
}

/** Refuses one who has not checked in: before that no member is told who applies. */
export function seesApplicants(state: Prequalification, tag: string): void {
  const { seat } = seatIn(state, tag)
  if (seat.status !== 'checkedIn' && seat.status !== 'declared') throw refuse('MEMBER_STEP', { status: seat.status })
}

/** A member's declaration about every applicant; who must stand aside leaves, the last of the others forms the committee. */
export function declareFor(
  state: Prequalification,
  of: { tag: string; declarations: Declaration[]; sealed: string },
  tickets: Tickets,
  on: { law: Rulebook; now: number },
): ReviewHappening[] {
  const { tag, declarations, sealed } = of
  const { committee, seat } = seatIn(state, tag)
  if (seat.status === 'declared') return []
  if (seat.status !== 'checkedIn') throw refuse('MEMBER_STEP', { status: seat.status })
  const avoid = standsAside(declarations, state.applications, on.law)
  const { tender, applications } = state
  const declared = MemberDeclared({ tender, tag, applicants: applications.length, avoid, sealed })
  if (avoid) return [declared, ...leaveCommittee(state, { tag, cause: 'avoidance', sealed: null }, tickets, on.now)]
  const others = committee.seats.filter((one) => one.tag !== tag)
  const formed = others.length + 1 === committee.members && others.every((one) => one.status === 'declared')
  const members = committee.seats.map((one) => one.tag)
  return formed ? [declared, CommitteeFormed({ tender, draw: committee.draw, members })] : [declared]
}

/** One who was asked does not come, or a member leaves; what it found is void and the next ticket is asked. */
export function leaveCommittee(
  state: Prequalification,
  of: { tag: string; cause: (typeof COMMITTEE_LEAVINGS)[number]; sealed: string | null },
  tickets: Tickets,
  now: number,
): ReviewHappening[] {
  const { committee, seat } = seatIn(state, of.tag)
  const { seats, skips } = nextOf(committee, { stratum: seat.stratum, wanted: 1 }, tickets)
  const [next = null] = seats
  const { pid, stratum } = seat
  const answerUntil = now + committee.answerMinutes * MINUTE
  return [MemberLeft({ tender: state.tender, ...of, pid, stratum, next, skips, answerUntil })]
}

/** The next moment at which somebody is too late to answer or to check in, or none. */
export function nextLapse({ stage, committee }: Prequalification): number | undefined {
  const limits = stage === 'concluded' ? [] : (committee?.seats ?? []).flatMap(({ until }) => until ?? [])
  return limits.length ? Math.min(...limits) : undefined
}

/** The first of those who did not answer or accepted and did not come leaves its seat; ask again until nothing is left. */
export function lapseMember(state: Prequalification, tickets: Tickets, now: number): ReviewHappening[] {
  const late =
    state.stage === 'concluded' ? undefined : state.committee?.seats.find(({ until }) => until !== null && now >= until)
  if (!late) return []
  const cause = late.status === 'asked' ? 'no-answer' : 'no-show'
  return leaveCommittee(state, { tag: late.tag, cause, sealed: null }, tickets, now)
}
