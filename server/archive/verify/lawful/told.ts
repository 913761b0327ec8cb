import { ContractMade, NoticesIssued, ObjectionAnswered, ResultObjected } from '../../../award/events.ts'
import { ReportMade } from '../../../award/letterEvents.ts'
import { BidNamed } from '../../../bids/events.ts'
import { endOf } from '../../../law/periods.ts'
import { all, awardIn, before, broken, type Log, lastOf, type Requirement, within } from './log.ts'

/** The answer to an objection, if there is one. */
export const answerTo = (log: Pick<Log, 'facts'>, objection: string) =>
  all(log, ObjectionAnswered).find(({ data }) => data.objection === objection)

const answered: Requirement = {
  id: 'objection.answered',
  zh: '对评标结果的异议按期答复',
  en: 'objections to the result are answered in time',
  rule: (law) => law.resultObjectionReply,
  judge: (log) =>
    all(log, ResultObjected)
      .filter(({ data }) => !data.late)
      .flatMap(({ at, data }) => {
        const end = endOf(at, log.law.resultObjectionReply.value, log.calendar)
        const answer = answerTo(log, data.objection)
        const now = answer?.at ?? log.facts.at(-1)?.at ?? at
        return within(now, end, broken(now, '异议逾期未答复', 'an objection was not answered in time'))
      }),
}

const notices: Requirement = {
  id: 'award.notices',
  zh: '发出中标通知书的同时告知所有未中标的投标人',
  en: 'everybody else is told together with the winner',
  rule: (law) => law.awardNotice,
  judge: (log) =>
    all(log, NoticesIssued).flatMap((fact) => {
      const known = before(log, fact)
      const winner = awardIn(known)?.tag
      const told = new Set(fact.data.results.map(({ tag }) => tag))
      const others = new Set(all(known, BidNamed).map(({ data }) => data.bidderTag))
      const left = [...others].filter((tag) => tag !== winner && !told.has(tag))
      return left.length
        ? [broken(fact.at, `${left.length} 名未中标的投标人未被告知`, `${left.length} bidders were not told`)]
        : []
    }),
}

const reported: Requirement = {
  id: 'award.reported',
  zh: '按期向行政监督部门报告或备案',
  en: 'the supervisor is told in writing in time',
  rule: (law) => law.reportWithin,
  judge: (log) => {
    const { after, within: period } = log.law.reportWithin.value
    const award = awardIn(log)
    const from = after === 'award' ? award?.at : lastOf(log, ContractMade)?.data.at
    if (!award || from === undefined) return []
    const at = lastOf(log, ReportMade)?.at ?? log.facts.at(-1)?.at ?? from
    return within(
      at,
      endOf(from, period, log.calendar),
      broken(at, '逾期未报告', 'the supervisor was not told in time'),
    )
  },
}

/** Who is told what, and by when, under either law. */
export const toldRequirements: readonly Requirement[] = [answered, notices, reported]
