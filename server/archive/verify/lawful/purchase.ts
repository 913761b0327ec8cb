import { FixingUndone, ReportDelivered, ReportReviewed, ResultFixed } from '../../../award/acceptanceEvents.ts'
import { ChallengeWeighed, ResultAnnounced } from '../../../award/announcementEvents.ts'
import { ContractMade, ContractSigned, ObjectionAnswered, ResultObjected } from '../../../award/events.ts'
import { ContractPublished } from '../../../award/letterEvents.ts'
import { CandidatePassedOver } from '../../../award/remedyEvents.ts'
import { EvaluationBegun } from '../../../evaluation/reviewEvents.ts'
import { EvaluationFinished } from '../../../evaluation/scoringEvents.ts'
import { endOf } from '../../../law/periods.ts'
import type { Instant, Period } from '../../../law/units.ts'
import { QualificationConcluded } from '../../../qualification/events.ts'
import { all, type Breach, before, broken, type Log, lastOf, placeOf, type Requirement, within } from './log.ts'
import { answerTo } from './told.ts'

type Known = Pick<Log, 'facts'>

/** Judges a moment against a period, where the rule sets one. */
const inPeriod = (log: Log, [from, at]: [Instant, Instant], period: Period | string, breach: Breach): Breach[] =>
  typeof period === 'string' ? [] : within(at, endOf(from, period, log.calendar), breach)

const qualified: Requirement = {
  id: 'qualification.first',
  zh: '采购人或代理机构先行资格审查，合格供应商才进入评审',
  en: 'the purchaser finds who is qualified, and only those are evaluated',
  rule: (law) => law.qualificationBy,
  judge: (log) =>
    all(log, EvaluationBegun).flatMap((begun) => {
      const found = lastOf(before(log, begun), QualificationConcluded)?.data
      const good = new Set(found?.qualified)
      return found?.enough && begun.data.bids.every(({ tag }) => good.has(tag))
        ? []
        : [broken(begun.at, '未经资格审查合格即进入评审', 'somebody is evaluated who was not found qualified')]
    }),
}

const delivered: Requirement = {
  id: 'report.delivered',
  zh: '代理机构按期将评标报告送采购人',
  en: 'the agent delivers the report in time',
  rule: (law) => law.reportSentWithin,
  judge: (log) =>
    all(log, EvaluationFinished).flatMap((finished) => {
      if (!log.noticed.agent) return []
      const sent = all(log, ReportDelivered).find((one) => placeOf(log, one) > placeOf(log, finished))
      const at = sent?.at ?? log.facts.at(-1)?.at ?? finished.at
      const late = broken(at, '评标报告逾期未送达采购人', 'the report was not delivered in time')
      return inPeriod(log, [finished.at, at], log.law.reportSentWithin.value, late)
    }),
}

/** When the purchaser had the report of the evaluation that a fact rests on. */
const receivedBefore = (log: Log, known: Known): Instant | undefined =>
  (log.noticed.agent ? lastOf(known, ReportDelivered) : lastOf(known, EvaluationFinished))?.at

const fixed: Requirement = {
  id: 'award.fixed',
  zh: '采购人按期确定中标人；逾期的视同确定排名第一的候选人',
  en: 'the purchaser fixes the winner in time, or is taken to have',
  rule: (law) => law.decisionWithin,
  judge: (log) =>
    all(log, ResultFixed)
      .filter(({ data }) => data.how !== 'deemed')
      .flatMap((fact) => {
        const from = receivedBefore(log, before(log, fact))
        if (from === undefined)
          return [broken(fact.at, '未收到评标报告即确定中标人', 'a winner was fixed without the report')]
        const late = broken(fact.at, '逾期确定中标人', 'the winner was fixed too late')
        return inPeriod(log, [from, fact.at], log.law.decisionWithin.value, late)
      }),
}

/** Candidates of the evaluation that stands, best first, without those who were passed over or skipped with a reason. */
function inOrder(known: Known, skipped: readonly { tag: string; reason: string }[]): { tag: string; rank: number }[] {
  const result = lastOf(known, EvaluationFinished)?.data.result
  const gone = new Set([
    ...all(known, CandidatePassedOver).map(({ data }) => data.tag),
    ...skipped.filter(({ reason }) => reason.trim()).map(({ tag }) => tag),
  ])
  const candidates = new Set(result?.candidates)
  return (result?.ranking ?? [])
    .flatMap(({ tag, rank }) => (rank !== null && candidates.has(tag) && !gone.has(tag) ? [{ tag, rank }] : []))
    .sort((a, b) => a.rank - b.rank)
}

const ordered: Requirement = {
  id: 'award.inOrder',
  zh: '在评标报告推荐的候选人中按顺序确定中标人',
  en: 'the winner is the first in the order of the report',
  rule: (law) => law.firstRankWins,
  judge: (log) =>
    all(log, ResultFixed).flatMap((fact) => {
      const order = inOrder(before(log, fact), fact.data.skipped)
      const chosen = order.find(({ tag }) => tag === fact.data.winner)
      return chosen && chosen.rank === order[0]?.rank
        ? []
        : [broken(fact.at, '未按评标报告的顺序确定中标人', 'the winner is not the first in the order of the report')]
    }),
}

const starts: Requirement = {
  id: 'announcement.starts',
  zh: '确定中标人后按期公告结果，所公告的即所确定的',
  en: 'the result is announced soon after it was fixed, and as it was fixed',
  rule: (law) => law.publicityStarts,
  judge: (log) =>
    all(log, ResultAnnounced).flatMap((fact) => {
      const known = before(log, fact)
      const found = lastOf(known, ResultFixed)
      const undone = lastOf(known, FixingUndone)
      const stands = found && (!undone || placeOf(log, undone) < placeOf(log, found))
      if (!stands || found.data.winner !== fact.data.winner.tag)
        return [broken(fact.at, '公告的中标人未经确定', 'somebody is announced who was not fixed')]
      const late = broken(fact.at, '中标结果公告已超过法定期限', 'the result was announced too late')
      return inPeriod(log, [found.at, fact.data.from], log.law.publicityStarts.value, late)
    }),
}

const lasts: Requirement = {
  id: 'announcement.lasts',
  zh: '中标结果公告不少于法定期限',
  en: 'the announcement lasts long enough',
  rule: (law) => law.publicityLasts,
  judge: (log) =>
    all(log, ResultAnnounced).flatMap(({ data }) => {
      const least = endOf(data.from, log.law.publicityLasts.value, log.calendar)
      const short = broken(data.from, '中标结果公告短于法定期限', 'the announcement is shorter than the law asks')
      return typeof least === 'number' && data.until < least ? [short] : []
    }),
}

const named: Requirement = {
  id: 'announcement.experts',
  zh: '评审专家名单随中标结果公告',
  en: 'the names of those who evaluated are announced with the result',
  rule: (law) => law.publishedExperts,
  judge: (log) =>
    all(log, ResultAnnounced).flatMap((fact) => {
      const members = lastOf(before(log, fact), EvaluationFinished)?.data.panel.length ?? 0
      const { experts } = fact.data.announcement
      return log.law.publishedExperts.value && experts.filter((name) => name.trim()).length < members
        ? [broken(fact.at, '公告的评审专家名单不完整', 'not every expert is named')]
        : []
    }),
}

const signed: Requirement = {
  id: 'award.signed',
  zh: '送达、审查、确定、公告与质疑答复均经签名',
  en: 'delivery, review, decision, announcement and answers are signed',
  rule: (law) => law.signedDocuments,
  judge: (log) => {
    const deeds = [
      ...[...all(log, ReportDelivered), ...all(log, ReportReviewed), ...all(log, ResultAnnounced)],
      ...[...all(log, ObjectionAnswered), ...all(log, ResultFixed).filter(({ data }) => data.how !== 'deemed')],
    ]
    return deeds.flatMap(({ at, data }) =>
      data.signature?.cms ? [] : [broken(at, '没有签名', 'a signature is missing')],
    )
  },
}

const held: Requirement = {
  id: 'challenge.holds',
  zh: '质疑可能影响中标结果的，答复前不签订合同',
  en: 'no contract is signed while a challenge may move the result',
  rule: (law) => law.objectionHoldsContract,
  judge: (log) =>
    all(log, ContractSigned).flatMap((fact) => {
      const known = before(log, fact)
      const open = all(known, ResultObjected).filter(({ data }) => !data.late && !answerTo(known, data.objection))
      const weighed = (objection: string) =>
        all(known, ChallengeWeighed).findLast(({ data }) => data.objection === objection)?.data.mayMove
      return open.some(({ data }) => weighed(data.objection) !== false)
        ? [broken(fact.at, '可能影响结果的质疑尚未答复即签订合同', 'a contract was signed with a challenge open')]
        : []
    }),
}

const published: Requirement = {
  id: 'contract.published',
  zh: '政府采购合同按期公告',
  en: 'the contract is published in time',
  rule: (law) => law.contractPublishedWithin,
  judge: (log) => {
    const made = lastOf(log, ContractMade)
    if (!made) return []
    const at = lastOf(log, ContractPublished)?.data.at ?? log.facts.at(-1)?.at ?? made.at
    const late = broken(at, '合同逾期未公告', 'the contract was not published in time')
    return inPeriod(log, [made.data.at, at], log.law.contractPublishedWithin.value, late)
  },
}

/** Who is qualified, before anybody is evaluated. */
export const qualificationRequirements: readonly Requirement[] = [qualified]

/** From the panel's report of a purchase to its contract. */
export const purchaseRequirements: readonly Requirement[] = [
  ...[delivered, fixed, ordered, starts, lasts, named],
  ...[signed, held, published],
]
