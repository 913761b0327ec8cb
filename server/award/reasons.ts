import { formatDecimal } from '../law/units.ts'
import type { Publicity, Rejected, Unqualified } from './events.ts'

/** Why the panel rejected a bid, in a line: each clause with its ground. */
export const reasonOf = ({ findings }: Pick<Rejected, 'findings'>): string =>
  findings.map(({ zh, ground }) => `${zh}（${ground}）`).join('；')

/** Why the purchaser found a bidder unqualified, in a line: each clause with its ground and the fact. */
export const unqualifiedWords = ({ findings }: Pick<Unqualified, 'findings'>): string =>
  `未通过资格审查：${findings.map(({ zh, ground, reason }) => `${zh}（${ground}）：${reason}`).join('；')}`

/** What a bidder that did not win is told about its own bid. */
export function ownResult(publicity: Publicity, tag: string): { rank?: number; score?: string; rejected?: string } {
  const place = publicity.ranking.find((one) => one.tag === tag)
  // where the price alone decides nobody has a score
  if (place)
    return { rank: place.rank, ...(place.total ? { score: `${formatDecimal(BigInt(place.total), 2)}分` } : {}) }
  const rejection = publicity.rejections.find((one) => one.tag === tag)
  const unqualified = publicity.unqualified?.find((one) => one.tag === tag)
  return rejection ? { rejected: reasonOf(rejection) } : unqualified ? { rejected: unqualifiedWords(unqualified) } : {}
}
