import type { Rejected, Unqualified } from './events.ts'

/** Why the panel rejected a bid, in a line: each clause with its ground. */
export const reasonOf = ({ findings }: Pick<Rejected, 'findings'>): string =>
  findings.map(({ zh, ground }) => `${zh}（${ground}）`).join('；')

/** Why the purchaser found a bidder unqualified, in a line: each clause with its ground and the fact. */
export const unqualifiedWords = ({ findings }: Pick<Unqualified, 'findings'>): string =>
  `未通过资格审查：${findings.map(({ zh, ground, reason }) => `${zh}（${ground}）：${reason}`).join('；')}`
