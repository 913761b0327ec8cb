import type { FactOf } from '../ledger/event.ts'
import type { Award, Issued, Winner } from './award.ts'
import { withoutLetters } from './letters.ts'
import type { remedyEvents } from './remedyEvents.ts'

type RemedyFact = FactOf<(typeof remedyEvents)[number]>

/** A publicity or an award that became void. */
export interface SetAside {
  cause: 'reEvaluation' | 'invalid' | 'passedOver'
  publicity: boolean
  ground: string
  reason: string
  article: string
  order: string
  /** ms */
  at: number
  hash: string
  from: number
  until: number
  file: Issued | null
  winner: Winner | null
  notice: Issued | null
}

/** A candidate who does not win. */
export interface PassedOver {
  tag: string
  rank: number
  ground: string
  reason: string
  article: string
  deposit: 'kept' | 'mayBeKept' | 'returned'
  at: number
}

/** What may befall an award beside its course. Absent members have not happened. */
export interface Remedied {
  past?: SetAside[]
  /** the publicity is void until the candidates are publicised anew */
  void?: boolean
  passed?: PassedOver[]
}

/** Whether a candidate was passed over. */
export const isPassed = (award: Remedied, tag: string): boolean => !!award.passed?.some((one) => one.tag === tag)

/** The part of `evolve` that concerns what is void and who was passed over. */
export function evolveRemedy(award: Award, fact: RemedyFact): Award {
  if (fact.type === 'award.abilityOrdered') return award // the evaluation tells what came of it
  if (fact.type === 'award.passedOver') {
    const { tag, rank, ground, reason, article, deposit } = fact.data
    return { ...award, passed: [...(award.passed ?? []), { tag, rank, ground, reason, article, deposit, at: fact.at }] }
  }
  if (fact.type === 'award.invalidated') {
    const { tag, rank, ground, reason, article, deposit, follows } = fact.data
    if (follows === 'reEvaluate') return award // the panel judges its bid again
    return { ...award, passed: [...(award.passed ?? []), { tag, rank, ground, reason, article, deposit, at: fact.at }] }
  }
  const { cause, publicity, ground, reason, article, order } = fact.data
  const { hash, from, until, file, winner, notice } = award
  const gone = {
    cause,
    publicity,
    ground,
    reason,
    article,
    order,
    at: fact.at,
    hash,
    from,
    until,
    file,
    winner,
    notice,
  }
  return {
    ...{ ...withoutLetters(award, publicity), past: [...(award.past ?? []), gone] },
    ...(publicity ? { void: true } : {}),
    ...{ winner: null, decidedAt: null, notice: null, noticeAt: null, results: [], draft: null, signed: [] },
    contract: null,
  }
}
