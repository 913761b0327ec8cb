import type { Rulebook } from '../law/rulebook.ts'
import { STANDING, standingClauses } from '../qualification/changes.ts'
import type { Evaluation } from './evaluation.ts'
import type { EvaluationFact, EvaluationHappening } from './events.ts'
import { without } from './keyed.ts'
import { ChangeNoted } from './reviewEvents.ts'

/** A bid with what it said of changes when it was sealed. */
type Declared = { readonly tag: string; readonly form: Parameters<typeof standingClauses>[0]['form'] }

/**
 * Puts before the panel what bidders told of since it was asked: whether they still qualify. Until its review is closed the
 * panel votes on such a bid anew; what comes later is for the tenderer to have it look at again, once its report is there.
 *
 * @param reported what a bidder told of after the opening, in words
 */
export function noteChanges(
  e: Evaluation,
  bids: readonly Declared[],
  reported: (bid: string) => readonly string[],
  law: Pick<Rulebook, 'afterPrequal' | 'qualificationBy'>,
): EvaluationHappening[] {
  if (law.qualificationBy.value !== 'panel' || !['chair', 'review'].includes(e.stage)) return []
  return e.bids.flatMap(({ tag, byLaw = [] }) => {
    const form = bids.find((one) => one.tag === tag)?.form ?? null
    const [clause] = standingClauses({ form }, { reported: reported(tag) }, law)
    if (!clause || byLaw.some(({ id, zh }) => id === STANDING && zh === clause.zh)) return []
    return [ChangeNoted({ tender: e.tender, panel: e.members, bid: tag, clause })]
  })
}

/** The part of `evolve` that concerns changes that bidders told of. */
export function evolveChanged(e: Evaluation, fact: EvaluationFact): Evaluation | undefined {
  if (fact.type !== 'evaluation.changeNoted') return undefined
  const { bid, clause } = fact.data
  const asked = (byLaw: Evaluation['bids'][number]['byLaw'] = []) => [
    ...byLaw.filter(({ id }) => id !== clause.id),
    clause,
  ]
  return {
    ...e,
    bids: e.bids.map((one) => (one.tag === bid ? { ...one, byLaw: asked(one.byLaw) } : one)),
    votes: without(e.votes, bid),
    mustAsk: without(e.mustAsk, bid),
  }
}
