import { documentObjectionUntil, type NoticeTerms, noticeProblems } from '../law/checks.ts'
import {
  type Calendar,
  covers,
  dayAfter,
  dayOf,
  earliestAfter,
  endOf,
  instantOf,
  isPending,
  isWorkingDay,
  lastMomentOf,
  latestBefore,
  type Pending,
} from '../law/periods.ts'
import { type Refusal, refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Day, Instant } from '../law/units.ts'
import { admissionLines, type PlannedAdmission, tenderProblems } from './planAdmission.ts'
import { after, dated, type Line, type PlanDate } from './planLine.ts'

const refuse = refusals({
  AWARD_AFTER_VALIDITY: {
    status: 422,
    zh: '按此时间安排，订立合同的最后期限晚于投标有效期届满，可能须请投标人延长有效期',
    en: 'by this timetable the last day for the contract lies after the bids have run out',
  },
})

/** What a timetable is made from: the dates that the tenderer chooses. */
export interface PlanTerms extends NoticeTerms {
  readonly validityDays: number
  /** the day on which the evaluation report is expected */
  readonly reportOn: Day
  /** how bidders come; openly if not said */
  readonly method?: 'open' | 'invited'
  /** the dates of a prequalification that goes before */
  readonly prequalification?: PlannedAdmission
}

const OF: Readonly<Record<string, string>> = {
  ...{ DOCUMENTS_BEFORE_NOTICE: 'documentsFrom', DOCUMENTS_TOO_SHORT: 'documentsUntil' },
  ...{
    DOCUMENTS_PAST_DEADLINE: 'documentsUntil',
    CALENDAR_PENDING: 'documentsUntil',
    PREPARATION_TOO_SHORT: 'deadline',
  },
}

/** Every date of a tender with the rule that fixes it, in order of time as far as it can be told. */
export function timetable(terms: PlanTerms, law: Rulebook, calendar: Calendar): PlanDate[] {
  const problems = noticeProblems(terms, law, calendar)
  const of: Conflicts = (id) => [
    ...problems.filter(({ code }) => OF[code] === id),
    ...(terms.prequalification ? tenderProblems(id, terms, terms.prequalification, law) : []),
  ]
  return [
    ...(terms.prequalification ? admissionLines(terms.prequalification, law, calendar) : []),
    ...beforeDeadline(terms, law, calendar, of),
    ...afterDeadline(terms, law, calendar),
  ].map(dated)
}

type Conflicts = (id: string) => Refusal[]

const beforeDeadline = (terms: PlanTerms, law: Rulebook, calendar: Calendar, of: Conflicts): Line[] => [
  ...offered(terms, law, calendar, of),
  ...clarified(terms, law, calendar),
  {
    ...{ id: 'deadline', zh: '投标截止', en: 'deadline', at: terms.deadline, rule: law.bidPreparation, chosen: true },
    ...{ earliest: earliestAfter(terms.documentsFrom, law.bidPreparation.value), conflicts: of('deadline') },
  },
  { id: 'opening', zh: '开标', en: 'opening', at: terms.deadline, rule: law.openingTime },
]

/** How bidders are called for: by a notice, by letters to those invited, or to those who passed. */
function calling({ method, prequalification }: PlanTerms, law: Rulebook): Pick<Line, 'zh' | 'en' | 'rule'> {
  if (method === 'invited') return { zh: '发出投标邀请书', en: 'letters of invitation', rule: law.invitationsSent }
  if (!prequalification) return { zh: '发布公告', en: 'notice', rule: law.noticeContents }
  return { zh: '向通过资格预审者发出投标邀请', en: 'call to those who passed', rule: law.passersOnly }
}

function offered(terms: PlanTerms, law: Rulebook, calendar: Calendar, of: Conflicts): Line[] {
  const { publishedAt, documentsFrom, documentsUntil } = terms
  const stands = law.noticeOut.value
  const ends = { id: 'noticeEnds', zh: '公告期限届满', en: 'notice has stood', rule: law.noticeOut }
  const open = terms.method !== 'invited' && !terms.prequalification
  return [
    { id: 'notice', ...calling(terms, law), at: publishedAt, chosen: true, conflicts: of('notice') },
    ...(stands === 'none' || !open ? [] : [{ ...ends, at: endOf(publishedAt, stands, calendar) }]),
    {
      ...{ id: 'documentsFrom', zh: '招标文件开始提供', en: 'documents on offer', at: documentsFrom },
      ...{ rule: law.documentsOffered, chosen: true, earliest: publishedAt, conflicts: of('documentsFrom') },
    },
    {
      ...{ id: 'documentsUntil', zh: '招标文件提供截止', en: 'documents on offer until', at: documentsUntil },
      ...{ rule: law.documentsOffered, chosen: true, conflicts: of('documentsUntil') },
      earliest: endOf(documentsFrom, law.documentsOffered.value, calendar),
    },
  ]
}

function clarified({ documentsFrom, deadline }: PlanTerms, law: Rulebook, calendar: Calendar): Line[] {
  const objection = documentObjectionUntil({ deadline, knewAt: documentsFrom }, law, calendar)
  return [
    {
      ...{ id: 'objection', zh: '对招标文件提出异议（质疑）截止', en: 'objections until' },
      ...{ at: objection, rule: law.documentObjection },
    },
    {
      ...{ id: 'reply', zh: '最后一份异议的答复截止', en: 'last reply', rule: law.documentObjectionReply },
      at: after(objection, (at) => endOf(at, law.documentObjectionReply.value, calendar)),
    },
    {
      ...{ id: 'addendum', zh: '发出影响投标的澄清或修改截止', en: 'addenda without postponement until' },
      ...{ at: latestBefore(deadline, law.addendumNotice.value), rule: law.addendumNotice },
    },
  ]
}

function afterDeadline(terms: PlanTerms, law: Rulebook, calendar: Calendar): Line[] {
  const { deadline, validityDays, reportOn } = terms
  const report = Math.max(instantOf(reportOn), deadline)
  const within = law.publicityStarts.value
  const starts = within === 'none' ? report : endOf(report, within, calendar)
  const ends = after(starts, (at) => endOf(at, law.publicityLasts.value, calendar))
  const contract = after(ends, (at) => endOf(at, law.contractWithin.value, calendar))
  const validity = lastMomentOf(dayAfter(dayOf(deadline), validityDays))
  const late = !isPending(contract) && contract > validity
  return [
    { id: 'report', zh: '评标报告（预计）', en: 'report expected', at: report, rule: law.reportSigning, chosen: true },
    {
      id: 'publicity',
      zh: '最迟开始公示（公告结果）',
      en: 'publicity begins by',
      at: starts,
      rule: law.publicityStarts,
    },
    { id: 'publicityEnds', zh: '公示届满', en: 'publicity ends', at: ends, rule: law.publicityLasts },
    {
      id: 'contract',
      zh: '订立合同截止（公示届满即发中标通知书时）',
      en: 'contract by',
      at: contract,
      rule: law.contractWithin,
    },
    {
      ...{
        id: 'validity',
        zh: '投标有效期届满',
        en: 'bids valid until',
        at: validity,
        rule: law.validityFrom,
        chosen: true,
      },
      conflicts: late ? [refuse('AWARD_AFTER_VALIDITY', { contract, validity }, law.validityFrom)] : [],
    },
  ]
}

/** The earliest lawful dates for a notice published at a moment; a deadline falls on a working day at nine. */
export function earliestDates(
  publishedAt: Instant,
  law: Rulebook,
  calendar: Calendar,
): { documentsFrom: Instant; documentsUntil: Instant; deadline: Instant } | Pending {
  const documentsUntil = endOf(publishedAt, law.documentsOffered.value, calendar)
  if (isPending(documentsUntil)) return documentsUntil
  let day = dayOf(Math.max(earliestAfter(publishedAt, law.bidPreparation.value), documentsUntil + 1))
  while (covers(calendar, day) && !isWorkingDay(day, calendar)) day = dayAfter(day, 1)
  if (!covers(calendar, day)) return { pending: day }
  return { documentsFrom: publishedAt, documentsUntil: documentsUntil - 59_999, deadline: instantOf(`${day}T09:00`) }
}
