import { EvaluationFinished } from '../../../evaluation/scoringEvents.ts'
import { TimeAsked, TimeSet } from '../../../evaluation/timeEvents.ts'
import { enoughAsk } from '../../../evaluation/times.ts'
import { all, before, broken, type Log, placeOf, type Requirement } from './log.ts'

/** How many of a panel found the time too short that was in force when its evaluation ended. */
function askedAt(log: Log, end: Parameters<typeof placeOf>[1], panel: readonly string[]): number {
  const known = before(log, end)
  const set = all(known, TimeSet).at(-1)
  if (!set) return 0
  const asked = all(known, TimeAsked).filter((fact) => placeOf(log, fact) > placeOf(log, set))
  return panel.filter((tag) => asked.some(({ data }) => data.member === tag)).length
}

const longer: Requirement = {
  id: 'evaluation.moreTime',
  zh: '超过三分之一的评标委员会成员认为评标时间不够的，延长后方结束评标',
  en: 'where more than a third of the panel found the time too short, it was made longer before the end',
  rule: (law) => law.moreTime,
  judge: (log) =>
    all(log, EvaluationFinished).flatMap((end) => {
      const { panel } = end.data
      return enoughAsk(askedAt(log, end, panel), panel.length, log.law)
        ? [broken(end.at, '应当延长评标时间而未延长', 'the time was not made longer as it had to be')]
        : []
    }),
}
const onlyLonger: Requirement = {
  id: 'evaluation.onlyLonger',
  zh: '已定的评标时间没有缩短',
  en: 'the time that was given was never made shorter',
  rule: (law) => law.moreTime,
  judge: (log) =>
    all(log, TimeSet).flatMap(({ at, data }) =>
      data.before !== null && data.until <= data.before
        ? [broken(at, '评标时间被缩短', 'the time was made shorter')]
        : [],
    ),
}

/** The time that a panel is given. */
export const timeRequirements: readonly Requirement[] = [longer, onlyLonger]
