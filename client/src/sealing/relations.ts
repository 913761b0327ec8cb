import type { Relations } from '../../../server/bids/contract.ts'

const CODE = /\s*[（(]?\b([0-9A-HJ-NPQRTUWXY]{18})\b[)）]?$/

/** Names, a line each, with a credit code behind it where there is one. */
const linesOf = (lines: string): Relations['holders'] =>
  lines
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .map((line) => {
      const [, code] = CODE.exec(line) ?? []
      const name = line.replace(CODE, '').trim()
      return { name: name || line, ...(code ? { code } : {}) }
    })

/** Who heads, holds and manages a bidder, as typed. */
export const relationsOf = (typed: { head: string; holders: string; managers: string }): Relations => ({
  head: typed.head.trim(),
  holders: linesOf(typed.holders),
  managers: linesOf(typed.managers),
})
