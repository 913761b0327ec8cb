import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Evaluators, ReEvaluationGround } from '../law/tenderingRemedies.ts'
import type { Evaluation } from './evaluation.ts'
import type { EvaluationFact, EvaluationHappening } from './events.ts'
import { measured, uncompared, unexamined } from './lowPrices.ts'
import type { Result } from './result.ts'
import { EvaluationReopened } from './scoringEvents.ts'

const refuse = refusals({
  GROUND_UNKNOWN: {
    status: 422,
    zh: '重新评审只能依据法定情形',
    en: 'an evaluation is done again on a ground of the law only',
  },
  EVALUATORS_OTHER: {
    status: 422,
    zh: '该法定情形不能由所选的评标委员会重新评审',
    en: 'on that ground this panel may not evaluate again',
  },
  EVALUATION_NOT_FINISHED: { status: 409, zh: '评标尚未结束', en: 'the evaluation is not finished' },
})

/** An evaluation that became void: its result and report stay on record. */
export interface PastEvaluation {
  version: number
  members: string[]
  result: Result | null
  report: Evaluation['report']
  ground: string
  reason: string
  article: string
  /** when it became void (ms) */
  at: number
}

/** What orders an evaluation to be done again. */
export interface Reopening {
  ground: string
  by: Evaluators
  /** from where it is done again: the preliminary review, or the scores alone */
  from: 'review' | 'scoring'
  reason: string
  /** the objection or complaint it follows from */
  order: string
}

/** Which evaluation of the tender this is. */
export const evaluationVersion = (e: Pick<Evaluation, 'past'>): number => (e.past?.length ?? 0) + 1

/** The ground of the law that a code names, fit for who is to evaluate. */
export function groundFor(of: Pick<Reopening, 'ground' | 'by'>, law: Pick<Rulebook, 'reEvaluation'>) {
  const grounds: readonly ReEvaluationGround[] = law.reEvaluation.value
  const found = grounds.find(({ code }) => code === of.ground)
  if (!found) throw refuse('GROUND_UNKNOWN', { ground: of.ground }, law.reEvaluation)
  if (!found.by.includes(of.by)) throw refuse('EVALUATORS_OTHER', { ground: of.ground, by: found.by }, law.reEvaluation)
  return { ...found, article: found.article ?? law.reEvaluation.article }
}

/** Orders a finished evaluation to be done again, on a ground of the law and by those whom it allows. */
export function reopenEvaluation(
  e: Evaluation,
  of: Reopening,
  law: Pick<Rulebook, 'reEvaluation'>,
): EvaluationHappening[] {
  const { article } = groundFor(of, law)
  if (e.stage !== 'finished') throw refuse('EVALUATION_NOT_FINISHED', { stage: e.stage })
  const scoring = of.from === 'scoring' && of.by === 'samePanel' && !!e.valid?.length
  const { ground, by, reason, order } = of
  const what = { ground, by, reason, order, article, from: scoring ? ('scoring' as const) : ('review' as const) }
  const version = evaluationVersion(e) + 1
  return [
    EvaluationReopened({ tender: e.tender, panel: e.members, version, ...what, previous: e.report?.sha256 ?? null }),
  ]
}

type Reopened = Extract<EvaluationFact, { type: 'evaluation.reopened' }>

/** What a reopening leaves: the bids, the answers that were given and the chair; everything concluded is void. */
export function reopened(e: Evaluation, { data, at }: Reopened): Evaluation {
  const { version, ground, reason, article, by, from } = data
  const { members, result, report } = e
  const past = [...(e.past ?? []), { version: version - 1, members, result, report, ground, reason, article, at }]
  const { time: _over, ...rest } = e
  const cleared: Evaluation = {
    ...{ ...uncompared(rest), past, sheets: {}, scores: null, mismatches: [], corrections: [], ranking: null },
    ...{ opinions: {}, report: null, unsigned: {}, result: null },
  }
  if (from === 'scoring') return { ...cleared, stage: measured(cleared) }
  const unreviewed: Evaluation = {
    ...{ ...unexamined(cleared), stage: 'review', votes: {}, mustAsk: {}, rejections: [], minority: [] },
    ...{ valid: null, competition: null },
  }
  if (by === 'samePanel') return unreviewed
  return { ...unreviewed, stage: 'chair', members: [], chair: null, ballots: {}, replaced: [], awaitsPanel: true }
}
