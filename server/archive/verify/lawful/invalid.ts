import { ResultFixed } from '../../../award/acceptanceEvents.ts'
import { WinnerFixed } from '../../../award/events.ts'
import { AwardInvalidated, AwardSetAside, CandidatePassedOver } from '../../../award/remedyEvents.ts'
import { after, all, broken, type Log, lastOf, type Requirement } from './log.ts'

/** Who no longer wins: passed over, or awarded by an award that was found invalid and not evaluated again. */
export const goneIn = (log: Pick<Log, 'facts'>): string[] => [
  ...all(log, CandidatePassedOver).map(({ data }) => data.tag),
  ...all(log, AwardInvalidated).flatMap(({ data }) => (data.follows === 'reEvaluate' ? [] : [data.tag])),
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

/** Awards that were found invalid. */
export const invalidRequirements: readonly Requirement[] = [found, follows]
