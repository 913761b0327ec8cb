/** How many bytes had been sent at a time (ms of this page). */
export interface Sample {
  at: number
  sent: number
}

/** Bytes a second over the last seconds, and the seconds left at that pace. */
export interface Rate {
  bytesPerSecond: number
  secondsLeft: number | undefined
}

const WINDOW = 5000

/** The pace of the last five seconds. */
export function rateOf(samples: readonly Sample[], bytesLeft: number): Rate | undefined {
  const last = samples.at(-1)
  const first = last && samples.find(({ at }) => last.at - at <= WINDOW)
  if (!first || last.at - first.at < 300) return undefined
  const bytesPerSecond = ((last.sent - first.sent) * 1000) / (last.at - first.at)
  return { bytesPerSecond, secondsLeft: bytesPerSecond > 0 ? Math.ceil(bytesLeft / bytesPerSecond) : undefined }
}

/** A number of bytes for readers: `12.3 MB`. */
export function bytesText(bytes: number): string {
  if (bytes < 1000) return `${bytes} B`
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(0)} kB`
  if (bytes < 1_000_000_000) return `${(bytes / 1_000_000).toFixed(1)} MB`
  return `${(bytes / 1_000_000_000).toFixed(2)} GB`
}
