import { noticeProblems } from '../../../law/checks.ts'
import { dayOf } from '../../../law/periods.ts'
import { type Rulebook, rulebookFor } from '../../../law/rulebook.ts'
import { PlanPublished, ProjectRegistered } from '../../../projects/events.ts'
import { planProblem } from '../../../projects/planLead.ts'
import { TenderPublished } from '../../../tenders/events.ts'
import { TenderPostponed } from '../../../tenders/sideEvents.ts'
import { draftOf, noticeHash } from '../../../tenders/tender.ts'
import { all, type Breach, beyond, broken, type Log, lastOf, type Requirement } from './log.ts'

/** What the law finds wrong with the dates and amounts of the notice as it was published. */
function problemsOf({ noticed, law, calendar }: Log, ...codes: string[]): Breach[] {
  const publishedAt = noticed.published?.publishedAt ?? 0
  const content = draftOf(noticed)
  const terms = { ...content, publishedAt, estimate: BigInt(content.estimate), deposit: BigInt(content.deposit) }
  const found = noticeProblems(terms, law, calendar)
  return found
    .filter(({ code }) => codes.includes(code))
    .map(({ code, zh, en, facts }) =>
      code === 'CALENDAR_PENDING' ? beyond(publishedAt, String(facts['day'])) : broken(publishedAt, zh, en),
    )
}

const offered: Requirement = {
  id: 'notice.documentsOffered',
  zh: '招标文件提供期限',
  en: 'the tender document is on offer long enough',
  rule: (law) => law.documentsOffered,
  judge: (log) =>
    problemsOf(log, 'DOCUMENTS_TOO_SHORT', 'DOCUMENTS_BEFORE_NOTICE', 'DOCUMENTS_PAST_DEADLINE', 'CALENDAR_PENDING'),
}

const preparation: Requirement = {
  id: 'notice.bidPreparation',
  zh: '自招标文件发出至投标截止',
  en: 'time to prepare bids',
  rule: (law) => law.bidPreparation,
  judge: (log) => problemsOf(log, 'PREPARATION_TOO_SHORT'),
}

const ceiling: Requirement = {
  id: 'notice.depositCeiling',
  zh: '投标保证金不超过法定上限',
  en: 'the deposit is within its ceiling',
  rule: (law) => law.depositCeiling,
  judge: (log) => problemsOf(log, 'DEPOSIT_TOO_LARGE', 'DEPOSIT_NEGATIVE', 'ESTIMATE_NOT_POSITIVE'),
}

const forms: Requirement = {
  id: 'notice.depositForms',
  zh: '投标保证金不限定为现金',
  en: 'the deposit may be a guarantee',
  rule: (law) => law.depositForms,
  judge: (log) => problemsOf(log, 'DEPOSIT_CASH_ONLY'),
}

const signed: Requirement = {
  id: 'notice.signed',
  zh: '公告与招标文件经招标人签名，与发布内容一致',
  en: 'notice and document are signed as published',
  rule: (law: Rulebook) => law.signedDocuments,
  judge: (log) =>
    all(log, TenderPublished).flatMap(({ at, data }) => {
      const says = data.signature.statement
      const whole = [data.notice, ...data.documents.map(({ sha256 }) => sha256)].every((hash) => says.includes(hash))
      const same = noticeHash(draftOf(log.noticed)) === data.notice
      if (data.signature.cms && whole && same) return []
      return [
        broken(
          at,
          '公告或招标文件没有签名，或签名的不是发布的内容',
          'the notice or document is unsigned, or another was signed',
        ),
      ]
    }),
}

const planned: Requirement = {
  id: 'notice.plan',
  zh: '招标计划（采购意向）在公告前足够天数公布',
  en: 'the plan of the tender was public long enough before the notice',
  rule: (law) => law.planLead,
  judge: (log) => {
    const { code, published } = log.noticed
    const publishedAt = published?.publishedAt ?? 0
    const plans = all(log, PlanPublished)
    const of = { code, publishedAt, law: log.law, regional: published?.regional }
    const dated = plans.map(({ at, data }) => ({ at, sections: data.plan.sections }))
    const problem = planProblem(dated, of)
    const unsigned = plans.filter(({ data }) => !data.signature.cms)
    return [
      ...(problem ? [broken(publishedAt, problem.zh, problem.en)] : []),
      ...unsigned.map(({ at }) => broken(at, '招标计划未经签名', 'the plan is unsigned')),
    ]
  },
}

const postponed: Requirement = {
  id: 'notice.postponement',
  zh: '截止时间只能在届满前向后推迟',
  en: 'the deadline moves later, and before it has come',
  rule: (law) => law.postponement,
  judge: (log) =>
    all(log, TenderPostponed).flatMap(({ at, data }) =>
      data.deadline > data.before && at < data.before && data.signature.cms
        ? []
        : [
            broken(
              at,
              '截止时间被提前、届满后才推迟，或推迟未经签名',
              'the deadline was moved forward, too late, or unsigned',
            ),
          ],
    ),
}

const frozen: Requirement = {
  id: 'notice.rulebook',
  zh: '按公告当日有效的规则包；非依法必须招标的，公告写明并按项目登记',
  en: 'the rulebook is that of the day; one for tenders that no law demands only where project and notice say so',
  rule: (law) => law.bidPreparation,
  judge: (log) => {
    const { track, mandatory, published, prequal } = log.noticed
    const at = published?.publishedAt ?? 0
    const registered = lastOf(log, ProjectRegistered)?.data.content.mandatory ?? mandatory ?? true
    const known = prequal ? prequal.rulebook : rulebookFor(track, dayOf(at), mandatory).id
    const same = published?.rulebook === known && (track === 'G' || registered === (mandatory ?? true))
    return same
      ? []
      : [broken(at, '适用的规则包与公告或者项目登记不符', 'the rulebook is not that of notice and project')]
  },
}

/** The notice, its dates and amounts, and what changed them. */
export const noticeRequirements: readonly Requirement[] = [
  frozen,
  planned,
  offered,
  preparation,
  ceiling,
  forms,
  signed,
  postponed,
]
