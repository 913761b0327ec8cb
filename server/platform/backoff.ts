const first = 1000
const longest = 300_000

/** How long to wait before the next attempt, in ms: a second after the first failure, then twice as long each time, to five minutes. */
export const backoff = (attempts: number): number => Math.min(longest, first * 2 ** Math.min(attempts - 1, 20))

/** How long the id of a job that is done stays known, so that adding it again does nothing: 30 days, in ms. */
export const remembered = 30 * 24 * 3600 * 1000
