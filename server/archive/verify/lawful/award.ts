import {
  CandidatesPublicised,
  NoticesIssued,
  ObjectionAnswered,
  ResultObjected,
  WinnerFixed,
} from '../../../award/events.ts'
import { mayWin } from '../../../award/mayWin.ts'
import { AwardSetAside } from '../../../award/remedyEvents.ts'
import { firstMustWin } from '../../../award/rules.ts'
import { BidNamed } from '../../../bids/events.ts'
import { EvaluationFinished } from '../../../evaluation/scoringEvents.ts'
import { endOf, isPending } from '../../../law/periods.ts'
import { goneIn } from './invalid.ts'
import {
  after,
  all,
  type Breach,
  before,
  beyond,
  broken,
  type Log,
  lastOf,
  placeOf,
  type Requirement,
  within,
} from './log.ts'
import { overAt } from './rest.ts'
import { winnerIn } from './result.ts'
import { lapsedAt } from './validity.ts'

const starts: Requirement = {
  id: 'publicity.starts',
  zh: '收到评标报告后按期公示',
  en: 'the candidates are publicised soon after the report',
  rule: (law) => law.publicityStarts,
  judge: (log) =>
    all(log, CandidatesPublicised).flatMap((fact) => {
      const reported = lastOf(before(log, fact), EvaluationFinished)
      if (!reported) return [broken(fact.at, '没有评标报告即公示', 'candidates were publicised without a report')]
      const period = log.law.publicityStarts.value
      if (period === 'none') return []
      const end = overAt(before(log, fact), reported.at, period)
      return within(
        fact.data.from,
        end,
        broken(fact.data.from, '公示开始已超过法定期限', 'the publicity began too late'),
      )
    }),
}

const lasts: Requirement = {
  id: 'publicity.lasts',
  zh: '公示期不少于法定期限',
  en: 'the publicity lasts long enough',
  rule: (law) => law.publicityLasts,
  judge: (log) =>
    all(log, CandidatesPublicised).flatMap((fact): Breach[] => {
      const end = endOf(fact.data.from, log.law.publicityLasts.value, log.calendar)
      if (isPending(end)) return [beyond(fact.at, end.pending)]
      const short = broken(fact.at, '公示期短于法定期限', 'the publicity is shorter than the law asks')
      const decided = all(after(log, fact), WinnerFixed).some(({ at }) => at <= end)
      return fact.data.until < end || decided ? [short] : []
    }),
}

const most: Requirement = {
  id: 'publicity.candidates',
  zh: '公示的中标候选人即评标结果，不超过法定人数',
  en: 'the candidates are those of the panel, and not too many',
  rule: (law) => law.mostCandidates,
  judge: (log) =>
    all(log, CandidatesPublicised).flatMap((fact) => {
      const tags = fact.data.publicity.candidates.map(({ tag }) => tag)
      const result = lastOf(before(log, fact), EvaluationFinished)?.data.result
      const limit = log.law.mostCandidates.value
      const many = typeof limit === 'number' && tags.length > limit
      const ranked = (result?.candidates ?? []).map((tag, rank) => ({ tag, rank }))
      const candidates = mayWin(ranked, { lapsed: lapsedAt(log, fact) }).map(({ tag }) => tag)
      const same = result && [...tags].sort().join() === candidates.sort().join()
      return many || !same
        ? [broken(fact.at, '公示的候选人与评标结果不符或超过人数', 'other candidates than the panel’s, or too many')]
        : []
    }),
}

/** The answer to an objection, if there is one. */
const answerTo = (log: Pick<Log, 'facts'>, objection: string) =>
  all(log, ObjectionAnswered).find(({ data }) => data.objection === objection)

/** Objections in time that wait for their answer. */
export const unanswered = (log: Pick<Log, 'facts'>) =>
  all(log, ResultObjected).filter(({ data }) => !data.late && !answerTo(log, data.objection))

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

const suspended: Requirement = {
  id: 'objection.suspends',
  zh: '异议答复前暂停招标投标活动',
  en: 'nobody is awarded while an objection waits for its answer',
  rule: (law) => law.resultObjectionSuspends,
  judge: (log) => {
    if (!log.law.resultObjectionSuspends.value) return []
    return all(log, WinnerFixed).flatMap((fact) => {
      const known = before(log, fact)
      const open = unanswered(known)
      return open.length ? [broken(fact.at, '异议尚未答复即定标', 'the winner was fixed with an objection open')] : []
    })
  },
}

const first: Requirement = {
  id: 'award.firstRank',
  zh: '应当确定排名第一的中标候选人为中标人',
  en: 'the candidate ranked first wins',
  rule: (law) => law.firstRankWins,
  judge: (log) =>
    all(log, WinnerFixed).flatMap((fact) => {
      const known = before(log, fact)
      const candidates = lastOf(known, CandidatesPublicised)?.data.publicity.candidates ?? []
      const standing = mayWin(candidates, { lapsed: lapsedAt(log, fact), passed: goneIn(known) })
      const chosen = standing.find(({ tag }) => tag === fact.data.winner.tag)
      if (!chosen) return [broken(fact.at, '中标人不是公示的候选人', 'the winner is no candidate')]
      const bound = firstMustWin(log.noticed, log.law)
      return bound && chosen.rank !== standing[0]?.rank
        ? [
            broken(
              fact.at,
              `确定排名第 ${chosen.rank} 的候选人为中标人`,
              `the candidate ranked ${chosen.rank} was awarded`,
            ),
          ]
        : []
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
      const winner = winnerIn(known)
      const told = new Set(fact.data.results.map(({ tag }) => tag))
      const others = new Set(all(known, BidNamed).map(({ data }) => data.bidderTag))
      const left = [...others].filter((tag) => tag !== winner && !told.has(tag))
      return left.length
        ? [broken(fact.at, `${left.length} 名未中标的投标人未被告知`, `${left.length} bidders were not told`)]
        : []
    }),
}

const signed: Requirement = {
  id: 'award.signed',
  zh: '公示、答复与定标均经招标人签名',
  en: 'publicity, answers and the award are signed',
  rule: (law) => law.signedDocuments,
  judge: (log) =>
    [...all(log, CandidatesPublicised), ...all(log, ObjectionAnswered), ...all(log, WinnerFixed)].flatMap(
      ({ at, data }) =>
        data.signature.cms ? [] : [broken(at, '没有招标人的签名', 'the tenderer’s signature is missing')],
    ),
}

const voidAward: Requirement = {
  id: 'award.void',
  zh: '失效的公示或中标结果不再作为依据',
  en: 'nothing rests on a publicity that is void',
  rule: (law) => law.reEvaluation,
  judge: (log) =>
    all(log, WinnerFixed).flatMap((fact) => {
      const known = before(log, fact)
      const gone = all(known, AwardSetAside).findLast(({ data }) => data.publicity)
      const publicised = lastOf(known, CandidatesPublicised)
      const stale = gone && publicised && placeOf(log, publicised) < placeOf(log, gone)
      return stale ? [broken(fact.at, '依据已失效的公示定标', 'the winner rests on a publicity that was void')] : []
    }),
}

/** From the publicity to the award. */
export const awardRequirements: readonly Requirement[] = [
  ...[starts, lasts, most, answered, suspended],
  ...[voidAward, first, notices, signed],
]
