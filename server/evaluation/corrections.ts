import type { Sheet } from './contract.ts'

/** An objective item that was corrected: both values stay. */
export interface Corrected {
  member: string
  bid: string
  factor: string
  from: number
  to: number
  reason: string
}

/** The sheets after a member's corrections; the marks' reasons and pages stay. */
export const withCorrections = (
  scores: Record<string, Sheet>,
  member: string,
  corrections: readonly { bid: string; factor: string; to: number }[],
): Record<string, Sheet> =>
  corrections.reduce((all, { bid, factor, to }) => marked(all, [member, bid, factor], to), scores)

function marked(
  scores: Record<string, Sheet>,
  at: [member: string, bid: string, factor: string],
  score: number,
): Record<string, Sheet> {
  const [member, bid, factor] = at
  const sheet = scores[member] ?? {}
  const marks = { ...sheet[bid], [factor]: { ...sheet[bid]?.[factor], score } }
  return { ...scores, [member]: { ...sheet, [bid]: marks } }
}
