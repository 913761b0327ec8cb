/** One beat of the log: its number and when it was struck (real time of the process that struck it, ms). */
export interface Struck {
  beat: number
  at: number
}

/** A span in which the platform was not there: between two beats of its public log. Real time, ms. */
export interface Outage {
  /** the last beat before it */
  after: number
  from: number
  to: number
}

const LEAST = 15_000
const BEATS = 4

/** How long the log must have stood still for an outage, ms. Its beats are public: anybody can tell the same from it. */
export const outageAfter = (every: number): number => Math.max(LEAST, BEATS * every)

/** The outages among beats in their order: whenever a beat came that much late. */
export const outagesIn = (beats: readonly Struck[], every: number): Outage[] =>
  beats.flatMap(({ at: to }, i) => {
    const before = beats[i - 1]
    return before && to - before.at >= outageAfter(every) ? [{ after: before.beat, from: before.at, to }] : []
  })

/** Whether the log stands still now: nothing is decided by time until it beats again. */
export const isDark = (last: Struck | undefined, now: number, every: number): boolean =>
  last !== undefined && now - last.at >= outageAfter(every)
