import type { Failing, FailingFact } from './events.ts'
import { PARTS, SHARES, type Share } from './failures.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** What failed within one hour, minute by minute. */
export interface FailureHour {
  id: string
  /** when the hour began, ms */
  at: number
  /** by minute, ms: the largest share that any process saw */
  minutes: Record<string, Partial<Record<(typeof PARTS)[number], Share>>>
}

/** The id of the hour of a moment. */
export const hourOf = (at: number): string => `hour-${new Date(at).toISOString().slice(0, 13)}`

/** When the minute of a moment began. */
export const minuteOf = (at: number): number => Math.floor(at / MINUTE) * MINUTE

/** When the hour of a moment began. */
export const hourFrom = (at: number): number => Math.floor(at / HOUR) * HOUR

/** The only place where an hour changes: what several processes tell of one minute is the worst of it. */
export function evolveHour(before: FailureHour | undefined, { data }: FailingFact): FailureHour {
  const { hour: id, minute, parts } = data
  const hour = before ?? { id, at: hourFrom(minute), minutes: {} }
  const known = { ...hour.minutes[String(minute)] }
  for (const { part, share } of parts) {
    const was = known[part]
    if (!was || SHARES.indexOf(share) > SHARES.indexOf(was)) known[part] = share
  }
  return { ...hour, minutes: { ...hour.minutes, [String(minute)]: known } }
}

/** What failed within a span, by part and share; minutes that follow each other are one. */
export function failingIn(hours: readonly FailureHour[], of: { from: number; to: number }): Failing[] {
  const minutes = hours
    .flatMap((hour) => Object.entries(hour.minutes).map(([at, parts]) => ({ at: Number(at), parts })))
    .filter(({ at }) => at < of.to && at + MINUTE > of.from)
    .sort((a, b) => a.at - b.at)
  return PARTS.flatMap((part) => {
    const found: Failing[] = []
    for (const { at, parts } of minutes) {
      const share = parts[part]
      if (!share) continue
      const last = found.at(-1)
      if (last?.to === at && last.share === share) last.to = at + MINUTE
      else found.push({ part, share, from: at, to: at + MINUTE })
    }
    return found
  })
}
