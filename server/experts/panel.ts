import type { z } from 'zod'
import type { Stratum } from '../tenders/contract.ts'
import type { LEAVINGS, PanelFact, SEATED_LEAVINGS, SKIPS } from './panelEvents.ts'

export type Leaving = (typeof LEAVINGS)[number]
export type SeatedLeaving = (typeof SEATED_LEAVINGS)[number]
export type Skip = (typeof SKIPS)[number]

/** A chair at the table and who was invited to it. `sealed` names the expert. */
export interface Seat {
  tag: string
  pid: string
  draw: string
  stratum: string
  status: 'invited' | 'accepted' | 'checkedIn' | 'declared' | 'out'
  sealed: string
  invitedAt: number
  answerUntil: number
  checkInUntil: number | null
  reason: Leaving | null
}

/** The panel of one tender from its first draw to the seated members. */
export interface Panel {
  tender: string
  number: number
  draw: string
  members: number
  strata: z.infer<typeof Stratum>[]
  meeting: { at: number; place: string; checkInFrom: number }
  answerMinutes: number
  travelMinutes: number
  graceMinutes: number
  openedAt: number | null
  seats: Seat[]
  skips: { draw: string; stratum: string; pid: string; reason: Skip }[]
  /** strata whose tickets are used up */
  dry: string[]
  seated: boolean
  /** whether it was dissolved and another is to be drawn; absent: it was not */
  dissolved?: boolean
  record: { file: string; sha256: string } | null
}

/** What the seat of one whom the tenderer named is called in place of a stratum. */
export const REPRESENTATIVE = 'representative'

/** Seats that are taken or asked for. */
export const live = (panel: Panel): Seat[] => panel.seats.filter((seat) => seat.status !== 'out')

/** How many seats of a stratum nobody has or is asked to take. */
export const vacancies = (panel: Panel, stratum: z.infer<typeof Stratum>): number =>
  stratum.seats - live(panel).filter((seat) => seat.stratum === stratum.id).length

/** Who sits, or will, for the tenderer. */
export const representativesOf = (panel: Panel): Seat[] =>
  live(panel).filter(({ stratum }) => stratum === REPRESENTATIVE)

/** The seat of a tag, if it was invited and has not left. */
export const seatOf = (panel: Panel, tag: string): Seat | undefined => live(panel).find((seat) => seat.tag === tag)

const MINUTE = 60_000

/** From when a member who accepted is missing: never before the opening is over, however long it took. */
export function absentFrom(panel: Panel, seat: Seat): number | undefined {
  if (seat.checkInUntil === null || panel.openedAt === null) return undefined
  return Math.max(seat.checkInUntil, panel.openedAt + panel.graceMinutes * MINUTE)
}

/** The next moment at which somebody is too late, or none. */
export function nextLapse(panel: Panel): number | undefined {
  const limits = live(panel).flatMap((seat) => {
    if (seat.status === 'invited') return [seat.answerUntil]
    const limit = seat.status === 'accepted' ? absentFrom(panel, seat) : undefined
    return limit === undefined ? [] : [limit]
  })
  return limits.length ? Math.min(...limits) : undefined
}

/** When an expert who accepts now must have checked in: whoever joins late has time to come. */
export const checkInLimit = (panel: Panel, now: number): number =>
  Math.max(panel.meeting.at, now + panel.travelMinutes * MINUTE) + panel.graceMinutes * MINUTE

/** When an invitation that goes out now must be answered. */
export const answerLimit = (panel: Panel, now: number): number => now + panel.answerMinutes * MINUTE

const change = (panel: Panel, tag: string, to: Partial<Seat>): Panel => ({
  ...panel,
  seats: panel.seats.map((seat) => (seat.tag === tag ? { ...seat, ...to } : seat)),
})

function seatFor({ data, at }: Extract<PanelFact, { type: 'panel.invited' }>): Seat {
  const { tag, pid, draw, stratum, sealed, answerUntil } = data
  return {
    tag,
    pid,
    draw,
    stratum,
    sealed,
    answerUntil,
    status: 'invited',
    invitedAt: at,
    checkInUntil: null,
    reason: null,
  }
}

/** The seat of one whom the tenderer named: it comes, as its letter says, and has no ticket. */
function seatNamed({ data, at }: Extract<PanelFact, { type: 'panel.representativeNamed' }>): Seat {
  const { tag, sealed, checkInUntil } = data
  const seat = { tag, pid: '', draw: '', stratum: REPRESENTATIVE, status: 'accepted' as const, sealed, checkInUntil }
  return { ...seat, invitedAt: at, answerUntil: at, reason: null }
}

/** A panel that is asked for, or asked for again: who was called before stays known. */
function asked(panel: Panel | undefined, { data }: Extract<PanelFact, { type: 'panel.frozen' }>): Panel {
  const { excluded: _excluded, ...of } = data
  const kept = { seats: panel?.seats ?? [], skips: panel?.skips ?? [] }
  return { ...of, ...kept, dry: [], seated: false, record: null }
}

/** The only place where a panel changes. */
export function evolvePanel(panel: Panel | undefined, fact: PanelFact): Panel {
  if (fact.type === 'panel.frozen') return asked(panel, fact)
  if (!panel) throw new Error(`${fact.type} before the panel was planned`)
  switch (fact.type) {
    case 'panel.invited':
      return { ...panel, seats: [...panel.seats, seatFor(fact)] }
    case 'panel.representativeNamed':
      return { ...panel, seats: [...panel.seats, seatNamed(fact)] }
    case 'panel.skipped': {
      const { draw, stratum, pid, reason } = fact.data
      return { ...panel, skips: [...panel.skips, { draw, stratum, pid, reason }] }
    }
    case 'panel.accepted':
      return change(panel, fact.data.tag, { status: 'accepted', checkInUntil: fact.data.checkInUntil })
    case 'panel.seatVacated':
      return { ...change(panel, fact.data.tag, { status: 'out', reason: fact.data.reason }), seated: false }
    case 'panel.meetingOpened':
      return { ...panel, openedAt: fact.data.openedAt }
    case 'panel.checkedIn':
      return change(panel, fact.data.tag, { status: 'checkedIn' })
    case 'panel.declared':
      return change(panel, fact.data.tag, { status: 'declared' })
    case 'panel.stratumDry':
      return { ...panel, dry: [...panel.dry, fact.data.stratum] }
    case 'panel.seated':
      return { ...panel, seated: true }
    case 'panel.dissolved': {
      const seats = panel.seats.map((seat): Seat => ({ ...seat, status: 'out' }))
      return { ...panel, seats, seated: false, dissolved: true }
    }
    case 'panel.recordIssued':
      return { ...panel, record: { file: fact.data.file, sha256: fact.data.sha256 } }
  }
}
