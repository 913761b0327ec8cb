import type { DeedName } from '../../server/access/policy.ts'
import type { Complaint, Stage as ComplaintStage } from '../../server/complaints/complaint.ts'
import * as complaints from '../../server/complaints/rules.ts'
import { askBidder } from '../../server/evaluation/clarification.ts'
import { opine, refuseToSign, signable } from '../../server/evaluation/conclusion.ts'
import { answerStop, raiseDefect, voteOnDefect } from '../../server/evaluation/defects.ts'
import type { Evaluation, Stage as EvaluationStage } from '../../server/evaluation/evaluation.ts'
import { judgePrice, suspectPrice } from '../../server/evaluation/lowPrice.ts'
import { correctBid, countDeviations, dropCorrection } from '../../server/evaluation/repricing.ts'
import { argueCompetition, reviewBid, voteForChair } from '../../server/evaluation/review.ts'
import { correctObjective, lockable, saveSheet } from '../../server/evaluation/scoring.ts'
import { askForLot, chooseEqual } from '../../server/evaluation/settling.ts'
import { askTime, setTime } from '../../server/evaluation/times.ts'
import { giveUpPanel, leaveSeat } from '../../server/evaluation/vacancy.ts'
import { shippedCalendar as C } from '../../server/law/periods.ts'
import { rulebook } from '../../server/law/rulebook.ts'
import type { Role } from '../../server/ledger/eye.ts'
import { m1, members, Panel } from '../evaluation/example.ts'
import { aTender, signature } from '../tenders/world.ts'

const T = rulebook('T-2025')
const NOW = 1_000_000

/** A deed in a room that has stages of its own: a panel's, or a complaint's. */
export interface Step<Stage extends string = string> {
  deed: DeedName
  roles: Role[]
  /** in which stages of the room it may be done */
  stages: Stage[]
  /** with what it is refused in any other */
  wrong: string
  run(stage: Stage): unknown
}

/** A step of a panel. */
export interface PanelStep extends Step<EvaluationStage> {
  /** whether it is done while a seat of the panel is vacant */
  vacant?: true
  on(evaluation: Evaluation): unknown
}

/** Every stage of an evaluation. */
const panelStages: Record<EvaluationStage, true> = {
  ...{ chair: true, review: true, lowPrice: true, competition: true, adjusting: true, scoring: true },
  ...{ objective: true, ties: true, opinions: true, signing: true, finished: true, stopped: true },
}
export const EVALUATION_STAGES = Object.keys(panelStages) as EvaluationStage[]
/** The stages in which a panel works. */
const AT_WORK = EVALUATION_STAGES.filter((stage) => stage !== 'finished' && stage !== 'stopped')

/** An evaluation that stands at a stage, with its first member in the chair. */
export const evaluationAt = (stage: EvaluationStage, more: Partial<Evaluation> = {}): Evaluation => ({
  ...new Panel().state,
  ...{ stage, chair: m1 },
  ...more,
})

const panel = (
  deed: DeedName,
  stages: EvaluationStage[],
  on: (e: Evaluation) => unknown,
  more: Partial<PanelStep> = {},
): PanelStep => ({
  ...{ deed, roles: ['expert'], stages, wrong: 'EVALUATION_STAGE', on, run: (stage) => on(evaluationAt(stage)) },
  ...more,
})
const of = (more: object = {}) => ({ member: m1, ...more }) as never

/** What is done in the evaluation room: in which of its stages. */
export const panelSteps: PanelStep[] = [
  panel('evaluation.electChair', ['chair'], (e) => voteForChair(e, m1, m1, T)),
  panel('evaluation.review', ['review'], (e) => reviewBid(e, of({ votes: [] }), T)),
  panel('evaluation.ask', ['review', 'lowPrice', 'scoring'], (e) => askBidder(e, of(), T, NOW)),
  panel('evaluation.argue', ['competition'], (e) => argueCompetition(e, m1, of(), T)),
  panel('evaluation.suspectPrice', ['review', 'lowPrice'], (e) => suspectPrice(e, of(), T)),
  panel('evaluation.judgePrice', ['lowPrice'], (e) => judgePrice(e, of(), T)),
  panel('evaluation.correctPrice', ['review'], (e) => correctBid(e, of(), T, NOW)),
  panel('evaluation.dropCorrection', ['review'], (e) => dropCorrection(e, of())),
  panel('evaluation.countDeviations', ['adjusting'], (e) => countDeviations(e, of({ bids: [] }), T)),
  panel('evaluation.saveSheet', ['scoring'], (e) => saveSheet(e, of({ version: 0, sheet: {}, seal: String }), T)),
  panel('evaluation.lock', ['scoring'], (e) => lockable(e, of({ version: 0, sheet: {} }))),
  panel('evaluation.correct', ['objective'], (e) => correctObjective(e, of({ corrections: [] }), T)),
  panel('evaluation.opine', ['opinions'], (e) => opine(e, of({ agree: true }))),
  panel('evaluation.sign', ['signing'], (e) => signable(e, m1)),
  panel('evaluation.refuseToSign', ['signing'], (e) => refuseToSign(e, of({ notedBy: m1, reason: null }))),
  panel('evaluation.raiseDefect', AT_WORK, (e) => raiseDefect(e, of(), T)),
  panel('evaluation.voteOnDefect', AT_WORK, (e) => voteOnDefect(e, of(), T)),
  panel('evaluation.askTime', AT_WORK, (e) => askTime(e, of(), T), { wrong: 'TIME_CLOSED', vacant: true }),
  panel('evaluation.leave', AT_WORK, (e) => leaveSeat(e, of(), T), { vacant: true }),
  panel('evaluation.dismiss', AT_WORK, (e) => leaveSeat(e, of(), T), { roles: ['supervisor'], vacant: true }),
  panel('evaluation.setTime', AT_WORK, (e) => setTime(e, of({ until: 2 * NOW }), NOW), {
    ...{ roles: ['tenderer'], wrong: 'TIME_CLOSED', vacant: true },
  }),
  panel('evaluation.answerStop', ['stopped'], (e) => answerStop(e, of()), {
    ...{ roles: ['tenderer'], wrong: 'EVALUATION_NOT_STOPPED', vacant: true },
  }),
  panel('evaluation.drawTie', ['ties'], (e) => askForLot(e, undefined, T), { roles: ['tenderer', 'agent'] }),
  panel('evaluation.chooseEqual', ['ties'], (e) => chooseEqual(e, of(), T), { roles: ['tenderer'] }),
]

/** What is done only while a seat is vacant. */
export const giveUp = (e: Evaluation): unknown => giveUpPanel(e, { reason: '无法补足', signature }, T)
/** An evaluation with a vacant seat. */
export const vacantAt = (stage: EvaluationStage): Evaluation =>
  evaluationAt(stage, { vacant: [{ member: members[4] ?? '', ground: 'health' }] as never })

const caseStages: Record<ComplaintStage, true> = {
  ...{ filed: true, accepted: true, declined: true, withdrawn: true, ruled: true },
}
/** Every stage of a complaint. */
export const COMPLAINT_STAGES = Object.keys(caseStages) as ComplaintStage[]

const complaintAt = (stage: ComplaintStage): Complaint =>
  ({
    ...{
      id: 'c',
      tender: 't',
      tag: 'b',
      stage,
      filedAt: NOW,
      late: false,
      matter: 'other',
      acceptBy: null,
      ruleBy: null,
    },
    ...{ decision: null, statement: null, rest: null, stopped: null, counts: null },
  }) as unknown as Complaint
const taken = (
  deed: DeedName,
  stages: ComplaintStage[],
  run: (complaint: Complaint) => unknown,
  roles: Role[] = ['supervisor'],
): Step<ComplaintStage> => ({
  ...{ deed, roles, stages, wrong: 'COMPLAINT_NOT_OPEN', run: (stage) => run(complaintAt(stage)) },
})

/** What is done with a complaint: in which of its stages. */
export const complaintSteps: Step<ComplaintStage>[] = [
  taken('complaint.decide', ['filed'], (c) => complaints.decideComplaint(c, of({ accepted: true }), T, NOW, C)),
  taken('complaint.clock', ['accepted'], (c) => complaints.stopClock(c, of({ reason: '须检验' }), NOW)),
  taken('complaint.rest', ['filed', 'accepted'], (c) => complaints.orderRest(c, 's', T, NOW)),
  taken('complaint.rule', ['accepted'], (complaint) =>
    complaints.ruleOn({ complaint, tender: aTender(), ruling: of({ outcome: 'upheld' }) }, T, NOW, C),
  ),
  taken('complaint.state', ['accepted'], (c) => complaints.stateCase(c, of({ text: '陈述' })), ['tenderer', 'agent']),
  taken('complaint.withdraw', ['filed', 'accepted'], (c) => complaints.withdrawComplaint(c, ''), ['bidder']),
]
