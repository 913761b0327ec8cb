import { groundFor, type Reopening } from '../evaluation/reopening.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { returnTender } from '../tenders/rules.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Award } from './award.ts'
import { AwardSetAside } from './remedyEvents.ts'

const refuse = refusals({
  REMEDY_STAGE: {
    status: 409,
    zh: '该标段当前阶段没有可以撤销的结果',
    en: 'in this stage there is no result that could be set aside',
  },
  CONTRACT_STANDS: {
    status: 409,
    zh: '合同已订立，只能由行政监督部门依法认定中标无效',
    en: 'the contract is made: only the supervisor may find the award invalid',
  },
})

/**
 * Sets a publicity and what followed it aside, because the evaluation is done again.
 *
 * @param of.supervisor whether the supervisor orders it: then a contract does not stand in the way
 */
export function setAsideForReEvaluation(
  of: { tender: Tender; award: Award; reopening: Reopening; supervisor: boolean },
  law: Pick<Rulebook, 'reEvaluation'>,
  now: number,
) {
  const { tender, award, reopening, supervisor } = of
  if (!['publicised', 'awarded', 'contracted'].includes(tender.stage))
    throw refuse('REMEDY_STAGE', { stage: tender.stage })
  if (tender.stage === 'contracted' && !supervisor) throw refuse('CONTRACT_STANDS')
  const { ground, reason, order } = reopening
  const { article, zh } = groundFor(reopening, law)
  const cause = supervisor && award.winner ? ('invalid' as const) : ('reEvaluation' as const)
  return {
    article,
    award: [AwardSetAside({ tender: tender.id, cause, publicity: true, ground, reason, article, order })],
    tender: returnTender(tender, { stage: 'evaluating', reason: `${zh}：${reason}`, article }, now),
  }
}
