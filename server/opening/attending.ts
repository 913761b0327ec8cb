import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Opening } from './opening.ts'

const refuse = refusals({
  ATTENDANCE_TOO_EARLY: { status: 409, zh: '开标大厅尚未开放签到', en: 'the hall does not take sign-ins yet' },
  ATTENDANCE_OVER: { status: 409, zh: '开标已结束，不再接受签到', en: 'the opening is over; nobody signs in any more' },
  NOT_IN_HALL: {
    status: 403,
    zh: '没有参加本次开标的投标文件，可以旁观，不能签到',
    en: 'there is no bid of this bidder in the opening: it may watch',
  },
})

/**
 * Whether a bidder may sign in now. The hall opens so many minutes before the deadline; the very moment is in time.
 *
 * @param minutes of the region
 * @param tag once the bidders are named, only they sign in
 */
export function mayAttend(
  of: { tender: Pick<Tender, 'deadline'>; opening: Opening | undefined; tag: string },
  minutes: number,
  now: number,
): void {
  const { tender, opening, tag } = of
  const opens = tender.deadline - minutes * 60_000
  if (now < opens) throw refuse('ATTENDANCE_TOO_EARLY', { opens })
  if (opening?.stage === 'finished') throw refuse('ATTENDANCE_OVER')
  if (opening?.named && !opening.bids[tag]) throw refuse('NOT_IN_HALL')
}

/** Whether a bidder was there: it signed in, or unlocked online. */
export const wasPresent = (opening: Opening, tag: string): boolean =>
  !!opening.attended?.[tag] || ['released', 'deciding', 'ready', 'read'].includes(opening.bids[tag]?.status ?? '')

/** Bidders who were not in the hall. Their bids count like all others. */
export const absentOf = (opening: Opening): string[] =>
  Object.keys(opening.bids).filter((tag) => !wasPresent(opening, tag))

/** What the law makes of staying away, in words. */
export const ABSENCE: Readonly<Record<Rulebook['openingAttendance']['value'], { zh: string; en: string }>> = {
  everyBidder: {
    zh: '应当准时在线参加开标；未参加的记录在案，不影响其投标文件的效力',
    en: 'all were to attend online; who did not is on record, and its bid counts like the others',
  },
  absenceAccepts: { zh: '未参加开标，视同认可开标结果', en: 'who stayed away accepts what the opening found' },
}
