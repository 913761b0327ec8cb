import { chosenAmong } from './brands.ts'
import type { Evaluation } from './evaluation.ts'
import type { EvaluationFact } from './events.ts'
import type { Settlement } from './result.ts'

/** What an evaluation knows of equal bids among which one has to be chosen. */
export interface Tied {
  /** bids of one brand that are equal, while one of each group is to be chosen; absent: none */
  ties?: { groups: string[][]; article: string }
  /** lots that were asked for, oldest first */
  lots?: { draw: string; number: number; among: string[] }[]
  /** what was chosen; it holds whenever just these bids are equal again, so that no lot is drawn twice */
  settled?: Settlement[]
}

/** Groups among which nobody has chosen yet. */
export const openTies = ({ ties, settled = [] }: Tied): string[][] =>
  (ties?.groups ?? []).filter((among) => chosenAmong(settled, among) === undefined)

/** What facts about equal bids change. */
export function evolveTies(e: Evaluation, fact: EvaluationFact): Evaluation | undefined {
  switch (fact.type) {
    case 'evaluation.brandsTied': {
      const { groups, article } = fact.data
      return { ...e, stage: 'ties', mismatches: [], ties: { groups, article } }
    }
    case 'evaluation.tieLotAsked': {
      const { draw, number, among } = fact.data
      return { ...e, lots: [...(e.lots ?? []), { draw, number, among }] }
    }
    case 'evaluation.tieSettled': {
      const { among, chosen, how, draw, reason } = fact.data
      return { ...e, settled: [...(e.settled ?? []), { among, chosen, how, draw, reason }] }
    }
  }
  return undefined
}
