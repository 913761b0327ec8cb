import { formatDecimal } from '../law/units.ts'
import type { Publicity, Rejected, Unqualified } from './events.ts'

type Found = Rejected['findings'][number]

/** What those wrote who voted against, each fact once, with the page where it stands; who wrote it is not told. */
export const factOf = ({ findings }: Pick<Found, 'findings'>): string => {
  const against = findings.filter(({ pass, reason }) => !pass && reason?.trim())
  return [...new Set(against.map(({ page, reason }) => `${page ? `第 ${page} 页，` : ''}${reason?.trim()}`))].join('；')
}

/** Why the panel rejected a bid, in a line: each clause with its ground and the fact. */
export const reasonOf = ({ findings }: Pick<Rejected, 'findings'>): string =>
  findings
    .map((one) => {
      const fact = factOf(one)
      return `${one.zh}（${one.ground}）${fact ? `：${fact}` : ''}`
    })
    .join('；')

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
