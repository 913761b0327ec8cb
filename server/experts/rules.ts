import { panelProblems } from '../law/checks.ts'
import { refusals } from '../law/refusal.ts'
import type { Rule } from '../law/rule.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { notSuspended } from '../tenders/suspension.ts'
import type { Stage, Tender } from '../tenders/tender.ts'
import type { Declaration } from './contract.ts'
import { standsAside } from './declaring.ts'
import type { Draw } from './draw.ts'
import {
  absentFrom,
  answerLimit,
  checkInLimit,
  live,
  type Panel,
  type Seat,
  type Skip,
  seatOf,
  vacancies,
} from './panel.ts'
import {
  InterestsDeclared,
  InvitationAccepted,
  MeetingOpened,
  MemberCheckedIn,
  PanelDissolved,
  PanelFrozen,
  type PanelHappening,
  PanelInvited,
  PanelSeated,
  PanelSkipped,
  SeatVacated,
  StratumDry,
} from './panelEvents.ts'

const refuse = refusals({
  PANEL_STAGE: {
    status: 409,
    zh: '该标段当前阶段不能抽取专家',
    en: 'experts cannot be drawn at this stage of the tender',
  },
  PANEL_STANDS: { status: 409, zh: '已有有效的抽取，不得重抽', en: 'a draw stands; it is not drawn again' },
  DRAW_WINDOW: { status: 409, zh: '未到允许抽取专家的时间', en: 'it is too early to draw experts' },
  MEETING_LIMITS: { status: 422, zh: '评标时间与签到时间不合理', en: 'the times of the meeting are not in order' },
  MEMBER_UNKNOWN: { status: 404, zh: '没有您的抽取通知', en: 'there is no invitation for you' },
  INVITATION_OVER: { status: 409, zh: '该通知已答复或已失效', en: 'this invitation is answered or has lapsed' },
  REASON_MISSING: { status: 422, zh: '须说明原因', en: 'a reason is needed' },
  NOT_ACCEPTED: { status: 409, zh: '只有已确认参加的专家可以签到', en: 'only who accepted may check in' },
  OPENING_NOT_OVER: { status: 409, zh: '开标尚未结束，不能签到', en: 'the opening is not over: nobody checks in yet' },
  CHECK_IN_EARLY: { status: 409, zh: '未到签到时间', en: 'check-in has not begun' },
  CHECK_IN_LATE: { status: 409, zh: '已超过签到时限', en: 'check-in is over' },
  NOT_CHECKED_IN: { status: 403, zh: '签到后方可查看投标人名单并声明', en: 'check in first' },
})

export { refuse as refusePanel }

const HOUR = 3_600_000

/** When and on which terms a draw is asked for. */
export interface Asking {
  draw: string
  meeting: Panel['meeting']
  answerMinutes: number
  travelMinutes: number
  excluded: { code: string; count: number }[]
}

/**
 * Asks for a numbered draw of experts: the first, or the next where the one before failed or a stratum ran dry.
 *
 * @param region how long before the meeting one may draw (hours) and how late a member may come (minutes)
 */
export function askForPanel(
  of: { tender: Tender; panel: Panel | undefined; draw: Draw | undefined; asking: Asking },
  law: Rulebook,
  region: { window: Rule<number>; grace: Rule<number> },
  now: number,
): PanelHappening[] {
  const { tender, panel, draw, asking } = of
  if (!(['bidding', 'opening', 'evaluating'] as Stage[]).includes(tender.stage))
    throw refuse('PANEL_STAGE', { stage: tender.stage })
  notSuspended(tender)
  const { members, strata } = tender.panel
  const experts = strata.reduce((sum, stratum) => sum + stratum.seats, 0)
  const [problem] = panelProblems({ members, experts, estimate: BigInt(tender.estimate) }, law)
  if (problem) throw problem
  if (panel && draw?.stage !== 'failed' && !panel.dry.length && !panel.dissolved)
    throw refuse('PANEL_STANDS', { number: panel.number }, law.expertDraw)
  const { at, checkInFrom } = asking.meeting
  if (checkInFrom > at || at <= now || at < tender.deadline) throw refuse('MEETING_LIMITS', { at, checkInFrom })
  if (now < at - region.window.value * HOUR)
    throw refuse('DRAW_WINDOW', { from: at - region.window.value * HOUR }, region.window)
  const number = (panel?.number ?? 0) + 1
  const openedAt = tender.stage === 'evaluating' ? (panel?.openedAt ?? now) : null
  return [
    PanelFrozen({ tender: tender.id, number, members, strata, graceMinutes: region.grace.value, openedAt, ...asking }),
  ]
}

/** Who stands behind a ticket when its turn comes. */
export interface Candidate {
  tag: string
  sealed: string
  avoid?: Skip
}

/**
 * Invites for every vacant seat the next ticket of its stratum; nobody else moves and no new chance comes in.
 *
 * @param order the pids of each stratum in the order of their tickets
 * @param whois who a pid is; undefined for one who left the pool since
 */
export function fillSeats(
  panel: Panel,
  order: ReadonlyMap<string, readonly string[]>,
  whois: (pid: string) => Candidate | undefined,
  now: number,
): PanelHappening[] {
  const turned = new Set([...panel.seats, ...panel.skips].map((one) => one.pid))
  const invited = new Set(panel.seats.map((seat) => seat.tag))
  const facts: PanelHappening[] = []
  for (const stratum of panel.strata) {
    const of = { tender: panel.tender, draw: panel.draw, stratum: stratum.id }
    const next = (order.get(stratum.id) ?? []).filter((pid) => !turned.has(pid)).values()
    let vacant = vacancies(panel, stratum)
    while (vacant > 0) {
      const { value: pid, done } = next.next()
      if (done) {
        if (!panel.dry.includes(stratum.id)) facts.push(StratumDry({ ...of, vacant }))
        break
      }
      const candidate = whois(pid)
      const reason = skipOf(candidate, invited)
      if (reason || !candidate) facts.push(PanelSkipped({ ...of, pid, reason: reason ?? 'left-the-pool' }))
      else {
        const { tag, sealed } = candidate
        facts.push(PanelInvited({ ...of, pid, tag, sealed, answerUntil: answerLimit(panel, now) }))
        invited.add(tag)
        vacant--
      }
    }
  }
  return facts
}

function skipOf(candidate: Candidate | undefined, invited: ReadonlySet<string>): Skip | undefined {
  if (!candidate) return 'left-the-pool'
  return invited.has(candidate.tag) ? 'already-seated' : candidate.avoid
}

/** Takes an answer to an invitation. `sealed` is the reason in the expert's words, if it declines. */
export function answerInvitation(
  panel: Panel,
  of: { tag: string; accept: boolean; sealed: string | null },
  now: number,
): PanelHappening[] {
  const seat = memberSeat(panel, of.tag)
  if (of.accept && seat.status === 'accepted') return []
  const open = seat.status === 'invited' || (!of.accept && seat.status === 'accepted')
  if (!open || (seat.status === 'invited' && now >= seat.answerUntil))
    throw refuse('INVITATION_OVER', { status: seat.status })
  const { tender } = panel
  if (of.accept) return [InvitationAccepted({ tender, tag: of.tag, checkInUntil: checkInLimit(panel, now) })]
  if (!of.sealed) throw refuse('REASON_MISSING')
  return [SeatVacated({ tender, tag: of.tag, stratum: seat.stratum, reason: 'declined', sealed: of.sealed })]
}

/** Lets a member in: one who accepted, after the opening, within the time. `sealed` is its signed promise. */
export function checkIn(
  of: { tender: Tender; panel: Panel; tag: string; sealed: string },
  now: number,
): PanelHappening[] {
  const { tender, panel, tag, sealed } = of
  const seat = memberSeat(panel, tag)
  if (seat.status === 'checkedIn' || seat.status === 'declared') return []
  if (seat.status !== 'accepted') throw refuse('NOT_ACCEPTED', { status: seat.status })
  if (tender.stage !== 'evaluating') throw refuse('OPENING_NOT_OVER', { stage: tender.stage })
  if (now < panel.meeting.checkInFrom) throw refuse('CHECK_IN_EARLY', { from: panel.meeting.checkInFrom })
  const until = absentFrom(panel, seat)
  if (until !== undefined && now >= until) throw refuse('CHECK_IN_LATE', { until })
  return [MemberCheckedIn({ tender: panel.tender, tag, sealed })]
}

/** Takes a member's declaration about every bidder; who must stand aside leaves, the last of the others completes the panel. */
export function declareInterests(
  panel: Panel,
  of: { tag: string; declarations: Declaration[]; bidders: string[]; sealed: string },
  law: Rulebook,
): PanelHappening[] {
  const { tag, declarations, bidders, sealed } = of
  const seat = memberSeat(panel, tag)
  if (seat.status === 'declared') return []
  if (seat.status !== 'checkedIn') throw refuse('NOT_CHECKED_IN', { status: seat.status })
  const avoid = standsAside(declarations, bidders, law)
  const { tender } = panel
  const declared = InterestsDeclared({ tender, tag, bidders: bidders.length, avoid, sealed })
  if (avoid) return [declared, SeatVacated({ tender, tag, stratum: seat.stratum, reason: 'avoidance', sealed: null })]
  const others = live(panel).filter((one) => one.tag !== tag)
  const complete = others.length + 1 === panel.members && others.every((one) => one.status === 'declared')
  return complete ? [declared, PanelSeated({ tender, members: live(panel).map((one) => one.tag) })] : [declared]
}

/** Dissolves a panel: every seat is empty, and the next draw leaves out whoever was invited before. */
export const dissolvePanel = (panel: Panel, of: { reason: string; article: string }): PanelHappening[] =>
  panel.dissolved ? [] : [PanelDissolved({ tender: panel.tender, ...of })]

/** Starts the count for check-in when the opening is over. */
export const openMeeting = (panel: Panel, now: number): PanelHappening[] =>
  panel.openedAt === null ? [MeetingOpened({ tender: panel.tender, openedAt: now })] : []

/** Vacates the seats of those who did not answer, or accepted and did not come; the latter only after the opening. */
export function lapseSeats(panel: Panel, now: number): PanelHappening[] {
  return live(panel).flatMap((seat): PanelHappening[] => {
    const silent = seat.status === 'invited' && now >= seat.answerUntil
    const absent = seat.status === 'accepted' && now >= (absentFrom(panel, seat) ?? now + 1)
    if (!silent && !absent) return []
    const reason = silent ? 'no-answer' : 'no-show'
    return [SeatVacated({ tender: panel.tender, tag: seat.tag, stratum: seat.stratum, reason, sealed: null })]
  })
}

/** The seat that a tag holds, or a refusal that tells a stranger nothing. */
export function memberSeat(panel: Panel, tag: string): Seat {
  const seat = seatOf(panel, tag)
  if (!seat) throw refuse('MEMBER_UNKNOWN')
  return seat
}

/** Refuses who has not checked in: before that nobody is told who bid. */
export function seesBidders(panel: Panel, tag: string): void {
  const { status } = memberSeat(panel, tag)
  if (status !== 'checkedIn' && status !== 'declared') throw refuse('NOT_CHECKED_IN', { status })
}
