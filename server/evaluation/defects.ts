import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Defect } from '../tenders/contract.ts'
import type { Signature } from '../tenders/signature.ts'
import { DefectDenied, DefectRaised, DefectVoted, EvaluationStopped, StopAnswered } from './defectEvents.ts'
import type { Evaluation, Stage } from './evaluation.ts'
import type { EvaluationFact, EvaluationHappening } from './events.ts'
import { complete } from './vacancy.ts'

const refuse = refusals({
  EVALUATION_STAGE: { status: 409, zh: '评标当前环节不允许此操作', en: 'the evaluation is not in the stage for that' },
  DEFECT_OPEN: {
    status: 409,
    zh: '已有待表决的招标文件缺陷，请先表决',
    en: 'a defect waits for the votes of the panel: vote on it first',
  },
  DEFECT_NONE: { status: 409, zh: '没有待表决的招标文件缺陷', en: 'no defect waits for votes' },
  DEFECT_VOTED: { status: 409, zh: '已表决', en: 'you have voted' },
  DEFECT_GROUND: {
    status: 422,
    zh: '本规则包没有规定评标委员会因该情形停止评标',
    en: 'for that the law of this tender stops no evaluation',
  },
  DISSENT_WITHOUT_REASON: { status: 422, zh: '不同意须书面说明理由', en: 'a dissent needs written reasons' },
  EVALUATION_NOT_STOPPED: { status: 409, zh: '评标委员会没有停止评标', en: 'the panel has not stopped' },
})

/** A defect of the tender document as the panel votes on it. */
export interface PanelDefect {
  ground: string
  defect: Defect
  /** member → whether it agrees, and why not */
  votes: Record<string, { agree: boolean; reason: string | null }>
  /** the stage in which the evaluation stopped; absent: the panel still votes */
  from?: Stage
}

/** What stops an evaluation that its panel is in. */
const going = (e: Evaluation): void => {
  complete(e)
  if (e.stage === 'finished' || e.stage === 'stopped' || e.awaitsPanel)
    throw refuse('EVALUATION_STAGE', { stage: e.stage })
}

/** A member finds the document defective, by a ground of the law, and names the clause and what it offends. */
export function raiseDefect(
  e: Evaluation,
  of: { member: string; ground: string; defect: Defect; sealed: string },
  law: Pick<Rulebook, 'panelStops'>,
): EvaluationHappening[] {
  going(e)
  if (e.defect) throw refuse('DEFECT_OPEN')
  if (!law.panelStops.value.some(({ code }) => code === of.ground))
    throw refuse('DEFECT_GROUND', { ground: of.ground }, law.panelStops)
  return [DefectRaised({ tender: e.tender, panel: e.members, ...of })]
}

/** A member votes on it. More than half of the panel stops the evaluation; where that cannot come about it goes on. */
export function voteOnDefect(
  e: Evaluation,
  of: { member: string; agree: boolean; reason: string | null; sealed: string },
  law: Pick<Rulebook, 'panelStops'>,
): EvaluationHappening[] {
  going(e)
  if (!e.defect) throw refuse('DEFECT_NONE')
  if (e.defect.votes[of.member]) throw refuse('DEFECT_VOTED')
  if (!of.agree && !of.reason?.trim()) throw refuse('DISSENT_WITHOUT_REASON')
  const { tender, members: panel } = e
  const votes = [...Object.values(e.defect.votes), of]
  const agreed = votes.filter(({ agree }) => agree).length
  const voted = DefectVoted({ tender, panel, ...of })
  const { ground, defect } = e.defect
  if (agreed * 2 > panel.length)
    return [voted, EvaluationStopped({ tender, panel, ground, defect, article: law.panelStops.article, agreed })]
  const lost = (votes.length - agreed) * 2 >= panel.length
  return lost ? [voted, DefectDenied({ tender, panel })] : [voted]
}

/** The tenderer answers a stop: it confirms what was found, or it does not and the evaluation goes on where it was. */
export function answerStop(
  e: Evaluation,
  of: { confirmed: boolean; reason: string; signature: Signature },
): EvaluationHappening[] {
  if (e.stage !== 'stopped') throw refuse('EVALUATION_NOT_STOPPED')
  return [StopAnswered({ tender: e.tender, panel: e.members, ...of })]
}

/** The evaluation without a defect. */
export function withoutDefect({ defect: _gone, ...e }: Evaluation): Evaluation {
  return e
}

/** The part of `evolve` that concerns defects of the document. */
export function evolveDefect(e: Evaluation, fact: EvaluationFact): Evaluation | undefined {
  switch (fact.type) {
    case 'evaluation.defectRaised': {
      const { ground, defect, member } = fact.data
      return { ...e, defect: { ground, defect, votes: { [member]: { agree: true, reason: null } } } }
    }
    case 'evaluation.defectVoted': {
      const { member, agree, reason } = fact.data
      return e.defect && { ...e, defect: { ...e.defect, votes: { ...e.defect.votes, [member]: { agree, reason } } } }
    }
    case 'evaluation.defectDenied':
      return withoutDefect(e)
    case 'evaluation.stopped':
      return e.defect && { ...e, stage: 'stopped', defect: { ...e.defect, from: e.stage } }
    case 'evaluation.stopAnswered':
      return fact.data.confirmed ? e : { ...withoutDefect(e), stage: e.defect?.from ?? e.stage }
  }
  return undefined
}
