import { ResultFixed } from '../../../award/acceptanceEvents.ts'
import { NoticesIssued, WinnerFixed } from '../../../award/events.ts'
import {
  AbilityReviewOrdered,
  AwardInvalidated,
  AwardSetAside,
  CandidatePassedOver,
} from '../../../award/remedyEvents.ts'
import { EvaluationFinished, EvaluationReopened } from '../../../evaluation/scoringEvents.ts'
import { ChangeReported } from '../../../qualification/events.ts'
import { after, all, type Breach, before, broken, type Log, lastOf, type Requirement } from './log.ts'

/** Who no longer wins: passed over, or awarded by an award that was found invalid and not evaluated again. */
export const goneIn = (log: Pick<Log, 'facts'>): { tag: string }[] => [
  ...all(log, CandidatePassedOver).map(({ data }) => ({ tag: data.tag })),
  ...all(log, AwardInvalidated).flatMap(({ data }) => (data.follows === 'reEvaluate' ? [] : [{ tag: data.tag }])),
]

const found: Requirement = {
  id: 'award.invalidGround',
  zh: '中标无效由行政监督部门依法定情形认定并签名',
  en: 'an award is found invalid by the supervisor, signed, on a ground of the law',
  rule: (law) => law.awardInvalid,
  judge: (log) =>
    all(log, AwardInvalidated).flatMap(({ at, actor, data }) => {
      const known = log.law.awardInvalid.value.some(({ code }) => code === data.ground)
      const lawful = known && actor.role === 'supervisor' && data.signature.cms
      return lawful ? [] : [broken(at, '不依法认定中标无效', 'an award was found invalid otherwise than by law')]
    }),
}

const follows: Requirement = {
  id: 'award.afterInvalid',
  zh: '中标无效后从其余候选人中重新确定中标人，或者依法重新评标、招标',
  en: 'after an invalid award another candidate wins, or it is evaluated or tendered again',
  rule: (law) => law.afterInvalidAward,
  judge: (log) =>
    all(log, AwardInvalidated).flatMap((fact) => {
      const { at, data } = fact
      const later = after(log, fact)
      const again = [
        ...all(later, WinnerFixed).map((one) => one.data.winner.tag),
        ...all(later, ResultFixed).map((one) => one.data.winner),
      ]
      const same = data.follows !== 'reEvaluate' && again.includes(data.tag)
      const ended = data.follows !== 'retender' || log.last.stage === 'failed'
      const lawful = log.law.afterInvalidAward.value.includes(data.follows) && lastOf(later, AwardSetAside)
      return lawful && !same && ended
        ? []
        : [broken(at, '中标无效后未依法处理', 'what followed the invalid award is not what the law says')]
    }),
}

const ability: Requirement = {
  id: 'award.ability',
  zh: '中标候选人履约能力的审查确认，由原评标委员会在中标通知书发出前进行',
  en: 'a candidate is looked at again by the same panel and before the award notice',
  rule: (law) => law.abilityReview,
  judge: (log) => [
    ...all(log, AbilityReviewOrdered).flatMap((fact) => {
      const again = all(after(log, fact), EvaluationReopened).find(({ data }) => data.order === fact.data.order)
      const noticed = lastOf(before(log, fact), NoticesIssued)
      const gone = lastOf(before(log, fact), AwardSetAside)
      const early = !noticed || (gone !== undefined && gone.at >= noticed.at)
      return again?.data.by === 'samePanel' && early && fact.data.signature.cms && log.law.abilityReview.value.length
        ? []
        : [broken(fact.at, '未依法由原评标委员会审查确认', 'a candidate was looked at again otherwise than by law')]
    }),
    ...all(log, WinnerFixed).flatMap((fact): Breach[] => {
      const known = before(log, fact)
      const told = all(known, ChangeReported).filter(({ data }) => data.bid === fact.data.winner.tag)
      const finished = lastOf(known, EvaluationFinished)
      const late = told.filter(({ at }) => finished && at > finished.at)
      return late.map(({ at }) => {
        const zh = '中标人在评标结束后报告了重大变化，未经原评标委员会审查确认，须核实'
        return { kind: 'undecided', at, zh, en: 'the winner told of a great change after the report; nobody judged it' }
      })
    }),
  ],
}

/** Awards that were found invalid, and candidates that were looked at again. */
export const invalidRequirements: readonly Requirement[] = [found, follows, ability]
