import { CandidatesListed, InviteesFixed } from '../../../invitation/events.ts'
import { mustPostponeApplications, prequalProblems } from '../../../law/admissionChecks.ts'
import { ApplicationSealed, PrequalificationConcluded } from '../../../prequalification/events.ts'
import { restricted } from '../../../tenders/admission.ts'
import {
  AdmissionVoided,
  ApplicationsClosed,
  BiddersAdmitted,
  PrequalificationAmended,
  PrequalificationPublished,
} from '../../../tenders/admissionEvents.ts'
import { TenderPublished } from '../../../tenders/events.ts'
import { all, type Breach, before, beyond, broken, type Log, lastOf, placeOf, type Requirement } from './log.ts'

/** What the law finds wrong with the dates of the prequalification, as they stood at its end. */
function problemsOf({ noticed, law, calendar, facts }: Log, ...codes: string[]): Breach[] {
  const [published] = all({ facts }, PrequalificationPublished)
  const terms = noticed.prequalification
  if (!published || !terms) return []
  const { publishedAt } = published.data
  const found = prequalProblems({ ...terms, publishedAt, tenderFrom: noticed.documentsFrom }, law, calendar)
  return found
    .filter(({ code }) => codes.includes(code))
    .map(({ code, zh, en, facts: of }) =>
      code === 'PREQUAL_CALENDAR_PENDING' ? beyond(publishedAt, String(of['day'])) : broken(publishedAt, zh, en),
    )
}

const offered: Requirement = {
  id: 'prequalification.documentsOffered',
  zh: '资格预审文件提供期限',
  en: 'the prequalification document is on offer long enough',
  rule: (law) => law.prequalDocumentsOffered,
  judge: (log) => problemsOf(log, 'PREQUAL_OFFER_SHORT', 'PREQUAL_BEFORE_NOTICE', 'PREQUAL_CALENDAR_PENDING'),
}

const period: Requirement = {
  id: 'prequalification.applicationPeriod',
  zh: '提交资格预审申请文件的时间',
  en: 'time for applications',
  rule: (law) => law.applicationPeriod,
  judge: (log) => problemsOf(log, 'APPLICATION_TIME_SHORT'),
}

const addendum: Requirement = {
  id: 'prequalification.addendum',
  zh: '影响申请文件编制的澄清或修改及时发出或顺延截止',
  en: 'an addendum that affects applications is out in time, or postpones',
  rule: (law) => law.prequalAddendum,
  judge: (log) =>
    all(log, PrequalificationAmended)
      .filter(({ at, data }) => data.affects && mustPostponeApplications(at, data.deadline, log.law))
      .map(({ at }) => broken(at, '距截止不足法定期限且未顺延', 'too late for the deadline, which did not move')),
}

const inTime: Requirement = {
  id: 'prequalification.lateApplications',
  zh: '截止后送达的申请文件一律拒收',
  en: 'applications that come late are refused',
  rule: (law) => law.lateBids,
  judge: (log) => {
    const deadline = lastOf(log, ApplicationsClosed)?.data.deadline
    return all(log, ApplicationSealed)
      .filter(({ data }) => deadline !== undefined && data.receivedAt >= deadline)
      .map(({ at }) => broken(at, '截止后仍接收申请文件', 'an application was taken after the deadline'))
  },
}

const enough: Requirement = {
  id: 'prequalification.fewestPassers',
  zh: '通过资格预审的申请人少于法定数量的，重新招标',
  en: 'with fewer that pass than the law asks, the tender is repeated',
  rule: (law) => law.fewestPassers,
  judge: (log) => {
    const concluded = lastOf(log, PrequalificationConcluded)
    if (!concluded || concluded.data.passed.length >= log.law.fewestPassers.value) return []
    return [broken(concluded.at, '通过者不足仍发出招标文件', 'the document went out although too few had passed')]
  },
}

const first: Requirement = {
  id: 'admission.first',
  zh: '有投标资格者在发出招标文件前确定',
  en: 'who may bid is fixed before the document goes out',
  rule: (law) => law.passersOnly,
  judge: (log) => {
    const [published] = all(log, TenderPublished)
    if (!published || !restricted(log.noticed)) return []
    const known = before(log, published)
    const [fixed, voided] = [lastOf(known, BiddersAdmitted), lastOf(known, AdmissionVoided)]
    if (fixed && !(voided && placeOf(log, voided) > placeOf(log, fixed))) return []
    return [broken(published.at, '发出招标文件时有投标资格者尚未确定', 'who may bid was not fixed yet')]
  },
}

const invited: Requirement = {
  id: 'invitation.fewest',
  zh: '受邀请人不少于法定数量',
  en: 'as many are invited as the law asks',
  rule: (law) => law.fewestInvited,
  judge: (log) =>
    all(log, InviteesFixed)
      .filter(({ data }) => data.invited.length < log.law.fewestInvited.value)
      .map(({ at }) => broken(at, '受邀请人少于法定数量', 'fewer were invited')),
}

const pool: Requirement = {
  id: 'invitation.pool',
  zh: '受邀请人的产生方式与备选名单的数量',
  en: 'how the invitees came about, and from how long a list',
  rule: (law) => law.invitationPool,
  judge: (log) => {
    const listed = lastOf(log, CandidatesListed)
    const { value } = log.law.invitationPool
    if (!listed) return []
    const { source, candidates, wanted } = listed.data
    const drawn = value !== 'none'
    const lawful = drawn ? source !== 'tenderer' : source === 'tenderer'
    const times = drawn && source !== 'prequalification' ? value.timesDrawn : 1
    if (lawful && candidates.length >= times * wanted) return []
    return [broken(listed.at, '名单的产生方式或数量不合法', 'the list came about otherwise, or is too short')]
  },
}

/** Who may bid: prequalification and invitation. Nothing is found where a tender has neither. */
export const admissionRequirements: readonly Requirement[] = [
  ...[offered, period, addendum, inTime, enough],
  ...[first, invited, pool],
]
