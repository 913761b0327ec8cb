import type { Side } from '../tenders/side.ts'
import type { Opening } from './opening.ts'

/** A span in which clocks stand; without an end they stand still now. */
export interface Stop {
  from: number
  to: number | null
}

/** A clock of the hall at some moment. All in ms. */
export interface HallClock {
  /** when it runs out; null while it stands */
  endsAt: number | null
  left: number
  /** how long it has stood */
  stood: number
  over: boolean
}

/** What of a tender stops the clocks of its opening. */
export type Resting = Pick<Side, 'stops' | 'stoppedAt' | 'suspensions'>

/** Stops in their order, those that touch made one, what lies before a moment cut off. */
function merged(stops: readonly Stop[], since: number): Stop[] {
  const found: Stop[] = []
  for (const { from, to } of [...stops].sort((a, b) => a.from - b.from)) {
    if (to !== null && to <= since) continue
    const last = found.at(-1)
    const begins = Math.max(from, since)
    if (!last || (last.to !== null && last.to < begins)) found.push({ from: begins, to })
    else if (last.to !== null) last.to = to === null ? null : Math.max(last.to, to)
  }
  return found
}

/**
 * A clock that runs for a while from a moment and stands in the stops: each millisecond in which it stood, for whatever
 * reasons at once, is added once. What stops after it has run out does not wake it.
 */
export function runClock(of: { from: number; length: number }, stops: readonly Stop[], now: number): HallClock {
  let endsAt = of.from + of.length
  let stood = 0
  for (const { from, to } of merged(stops, of.from)) {
    if (from >= endsAt) break
    if (to === null) return { endsAt: null, left: endsAt - from, stood: stood + Math.max(0, now - from), over: false }
    endsAt += to - from
    stood += to - from
  }
  return { endsAt, left: Math.max(0, endsAt - now), stood, over: now >= endsAt }
}

/** Everything that has stopped the clocks of an opening: pauses of the hall, and suspensions of its tender. */
export function stopsOf(opening: Pick<Opening, 'pauses'>, tender: Resting): Stop[] {
  const pauses = (opening.pauses ?? []).map(({ since, until }) => ({ from: since, to: until }))
  const resting = tender.suspensions?.length && tender.stoppedAt ? [{ from: tender.stoppedAt, to: null }] : []
  return [...pauses, ...(tender.stops ?? []), ...resting]
}

type Hall = Pick<Opening, 'windowEnds' | 'minutes' | 'pauses' | 'questions'>

/** The clock of the unlocking; nothing before the bidders are named. */
export const unlockClock = (opening: Hall, tender: Resting, now: number): HallClock | undefined => {
  if (opening.windowEnds === null) return undefined
  const length = opening.minutes * 60_000
  return runClock({ from: opening.windowEnds - length, length }, stopsOf(opening, tender), now)
}

/** The clock of the time for objections; nothing before the host opens it. */
export const questionClock = (opening: Hall, tender: Resting, now: number): HallClock | undefined =>
  opening.questions &&
  runClock({ from: opening.questions.from, length: opening.questions.minutes * 60_000 }, stopsOf(opening, tender), now)
