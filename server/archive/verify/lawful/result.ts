import { FixingUndone, ReportDelivered, ResultFixed } from '../../../award/acceptanceEvents.ts'
import { ResultAnnounced } from '../../../award/announcementEvents.ts'
import { NoticesIssued, WinnerFixed } from '../../../award/events.ts'
import { mayWin } from '../../../award/mayWin.ts'
import { EvaluationFinished, EvaluationReopened } from '../../../evaluation/scoringEvents.ts'
import { PanelSeated } from '../../../experts/panelEvents.ts'
import { isPending } from '../../../law/periods.ts'
import type { Period } from '../../../law/units.ts'
import { QualificationConcluded } from '../../../qualification/events.ts'
import { goneIn } from './invalid.ts'
import {
  all,
  type Breach,
  before,
  beyond,
  broken,
  endOfLog,
  type Log,
  lastOf,
  placeOf,
  type Requirement,
  within,
} from './log.ts'
import { overAt } from './rest.ts'

/** Who won, whether candidates were publicised before or the result was announced. */
export const winnerIn = (log: Pick<Log, 'facts'>): string | undefined =>
  lastOf(log, WinnerFixed)?.data.winner.tag ?? lastOf(log, ResultAnnounced)?.data.winner.tag

/** The report as it stands: undefined where there is none, nobody is recommended, or the tender ended without a result. */
function reported(log: Log) {
  const finished = lastOf(log, EvaluationFinished)
  const reopened = lastOf(log, EvaluationReopened)
  if (!finished?.data.result?.candidates.length) return undefined
  if (reopened && placeOf(log, reopened) > placeOf(log, finished)) return undefined
  return ['failed', 'terminated'].includes(log.last.stage) ? undefined : finished
}

/** When the report reached the purchaser: at once, or by its agent's hand. */
function received(log: Log): number | undefined {
  const finished = reported(log)
  if (!finished) return undefined
  if (log.law.reportSentWithin.value === 'atOnce' || log.noticed.agent === null) return finished.at
  const delivered = lastOf(log, ReportDelivered)
  return delivered && placeOf(log, delivered) > placeOf(log, finished) ? delivered.at : undefined
}

const judged = (
  log: Log,
  of: { from: number; period: Period | 'none'; at: number },
  breach: [string, string],
): Breach[] => (of.period === 'none' ? [] : within(of.at, overAt(log, of.from, of.period), broken(of.at, ...breach)))

const delivered: Requirement = {
  id: 'report.delivered',
  zh: '代理机构按期将评标报告送采购人',
  en: 'the agent brings the report to the purchaser in time',
  rule: (law) => law.reportSentWithin,
  judge: (log) => {
    const period = log.law.reportSentWithin.value
    const finished = reported(log)
    if (period === 'atOnce' || log.noticed.agent === null || !finished) return []
    const at = received(log) ?? endOfLog(log)
    return judged(log, { from: finished.at, period, at }, [
      '评标报告逾期未送达',
      'the report was not delivered in time',
    ])
  },
}

const decided: Requirement = {
  id: 'result.decided',
  zh: '采购人收到评标报告后按期确定中标人；逾期的依法视同确定',
  en: 'the purchaser fixes the winner in time; otherwise the law does',
  rule: (law) => law.decisionWithin,
  judge: (log) => {
    const period = log.law.decisionWithin.value
    const finished = reported(log)
    if (period === 'none' || !finished) return []
    const fixed = all(log, ResultFixed).find((fact) => placeOf(log, fact) > placeOf(log, finished))
    const from = received(fixed ? before(log, fixed) : log)
    if (from === undefined)
      return fixed
        ? [broken(fixed.at, '评标报告送达前即确定中标人', 'the winner was fixed before the report was delivered')]
        : []
    const end = overAt(log, from, period)
    if (fixed?.data.how === 'deemed')
      return !isPending(end) && fixed.at <= end
        ? [broken(fixed.at, '期限未满即视同确定', 'the winner was taken as fixed while the purchaser still had time')]
        : []
    const at = fixed?.at ?? endOfLog(log)
    return within(at, end, broken(at, '逾期未确定中标人', 'the winner was not fixed in time'))
  },
}

const inOrder: Requirement = {
  id: 'result.inOrder',
  zh: '按评标报告的顺序确定中标人，公告的即所确定的',
  en: 'the winner is fixed in the order of the report, and no other is announced',
  rule: (law) => law.firstRankWins,
  judge: (log) => [
    ...all(log, ResultFixed).flatMap((fact) => {
      const known = before(log, fact)
      const result = lastOf(known, EvaluationFinished)?.data.result
      const recommended = (result?.ranking ?? []).filter(({ tag }) => result?.candidates.includes(tag))
      const order = mayWin(recommended, { passed: [...goneIn(known), ...fact.data.skipped] })
      const rank = order.find(({ tag }) => tag === fact.data.winner)?.rank
      if (rank === undefined) return [broken(fact.at, '中标人不是中标候选人', 'the winner is no candidate')]
      return order.some((one) => one.rank < rank)
        ? [broken(fact.at, '未按顺序确定中标人', 'somebody ranked before the winner was left out without a reason')]
        : []
    }),
    ...all(log, ResultAnnounced).flatMap((fact) =>
      lastOf(before(log, fact), ResultFixed)?.data.winner === fact.data.winner.tag
        ? []
        : [broken(fact.at, '公告的中标人与确定的不同', 'another winner was announced than was fixed')],
    ),
  ],
}

const announced: Requirement = {
  id: 'announcement.starts',
  zh: '中标人确定后按期公告中标结果',
  en: 'the result is announced soon after the winner was fixed',
  rule: (law) => law.publicityStarts,
  judge: (log) =>
    all(log, ResultFixed).flatMap((fixed) => {
      const next = log.facts.slice(placeOf(log, fixed) + 1)
      const end = next.find(({ type }) => type === FixingUndone.type || type === ResultAnnounced.type)
      if (end?.type === FixingUndone.type || (!end && !reported(log))) return []
      const at = end?.at ?? endOfLog(log)
      const { value: period } = log.law.publicityStarts
      return judged(log, { from: fixed.at, period, at }, ['逾期未公告中标结果', 'the result was not announced in time'])
    }),
}

const lasts: Requirement = {
  id: 'announcement.lasts',
  zh: '中标结果公告期限不少于法定期限',
  en: 'the notice of the result stands long enough',
  rule: (law) => law.publicityLasts,
  judge: (log) =>
    all(log, ResultAnnounced).flatMap(({ at, data }) => {
      const end = overAt(log, data.from, log.law.publicityLasts.value)
      if (isPending(end)) return [beyond(at, end.pending)]
      return Number.isFinite(end) && data.until < end
        ? [broken(at, '公告期限短于法定期限', 'the notice stands for less than the law asks')]
        : []
    }),
}

const content: Requirement = {
  id: 'announcement.content',
  zh: '中标结果公告载明法定内容，公布评审专家',
  en: 'the announcement says what the law wants, the experts among it',
  rule: (law) => law.resultContent,
  judge: (log) =>
    all(log, ResultAnnounced).flatMap((fact) => {
      const { announcement, winner } = fact.data
      const seats = lastOf(before(log, fact), PanelSeated)?.data.members.length ?? 0
      const lacking = [
        ...(log.law.publishedExperts.value && announcement.experts.length < seats ? ['experts'] : []),
        ...(announcement.purchaser.name && announcement.purchaser.address ? [] : ['purchaser']),
        ...(log.noticed.agent && !announcement.agent ? ['agent'] : []),
        ...(winner.name && winner.address ? [] : ['winner']),
        ...(announcement.documents.length ? [] : ['documents']),
      ].join(' ')
      return lacking ? [broken(fact.at, `中标结果公告缺少：${lacking}`, `the announcement lacks: ${lacking}`)] : []
    }),
}

const signed: Requirement = {
  id: 'result.signed',
  zh: '定标与公告经采购人签名',
  en: 'the winner is fixed and announced with a signature',
  rule: (law) => law.signedDocuments,
  judge: (log) => [
    ...all(log, ResultFixed)
      .filter(({ data }) => data.how !== 'deemed' && !data.signature?.cms)
      .map(({ at }) => broken(at, '定标没有签名', 'the winner was fixed without a signature')),
    ...all(log, ResultAnnounced)
      .filter(({ data }) => !data.signature.cms)
      .map(({ at }) => broken(at, '公告没有签名', 'the announcement is unsigned')),
  ],
}

const order: Requirement = {
  id: 'award.order',
  zh: '中标通知书在确定中标人（公告结果）之后发出',
  en: 'award notices follow the award',
  rule: (law) => law.awardNotice,
  judge: (log) =>
    all(log, NoticesIssued).flatMap((fact) =>
      winnerIn(before(log, fact))
        ? []
        : [broken(fact.at, '中标人确定前发出通知书', 'notices went out before there was a winner')],
    ),
}

const qualified: Requirement = {
  id: 'qualification.done',
  zh: '由采购人审查资格的，中标候选人均经审查合格',
  en: 'where the purchaser judges who is qualified, every candidate was found to be',
  rule: (law) => law.qualificationBy,
  judge: (log) => {
    if (log.law.qualificationBy.value !== 'purchaser') return []
    return all(log, EvaluationFinished).flatMap((fact) => {
      const found = lastOf(before(log, fact), QualificationConcluded)?.data.qualified ?? []
      const other = (fact.data.result?.candidates ?? []).filter((tag) => !found.includes(tag))
      return other.length
        ? [broken(fact.at, '推荐了未经资格审查合格的供应商', 'a candidate was not found qualified')]
        : []
    })
  },
}

/** From the report to the announcement of a purchase's result, and what both tracks ask of the award's order. */
export const resultRequirements: readonly Requirement[] = [
  ...[qualified, delivered, decided, inOrder, announced, lasts, content, signed, order],
]
