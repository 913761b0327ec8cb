import {
  applicationsEarliest,
  type PrequalTerms,
  prequalObjectionUntil,
  prequalProblems,
} from '../law/admissionChecks.ts'
import { type Calendar, dayOf, endOf, instantOf, latestBefore } from '../law/periods.ts'
import { type Refusal, refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Day, Instant } from '../law/units.ts'
import { after, type Line } from './planLine.ts'

const refuse = refusals({
  REVIEW_BEFORE_DEADLINE: {
    status: 422,
    zh: '申请文件在申请截止后开启，资格审查不能在此之前完成',
    en: 'applications are opened after their deadline: no review is over before it',
  },
  TENDER_BEFORE_RESULT: {
    status: 422,
    zh: '招标文件向通过资格预审者提供，不得在资格预审结果确定前发出',
    en: 'the tender document goes to those who passed: not before the result is there',
  },
})

/** The dates of a prequalification that a tenderer chooses. */
export interface PlannedAdmission extends Omit<PrequalTerms, 'tenderFrom'> {
  /** the day on which the review is expected to be over */
  readonly reviewOn: Day
}

/** When the review is over, as far as it is planned: not before applications are in. */
const reviewed = ({ reviewOn, deadline }: PlannedAdmission): Instant => Math.max(instantOf(reviewOn), deadline)

/** What stands against calling for bids, or offering the tender document, at the moment that is planned. */
export function tenderProblems(
  id: string,
  { publishedAt, documentsFrom }: { readonly publishedAt: Instant; readonly documentsFrom: Instant },
  of: PlannedAdmission,
  law: Rulebook,
): Refusal[] {
  const planned = id === 'notice' ? publishedAt : id === 'documentsFrom' ? documentsFrom : undefined
  const result = reviewed(of)
  return planned !== undefined && planned < result
    ? [refuse('TENDER_BEFORE_RESULT', { planned, result }, law.passersOnly)]
    : []
}

const OF: Readonly<Record<string, string>> = {
  PREQUAL_BEFORE_NOTICE: 'prequal.documentsFrom',
  PREQUAL_OFFER_SHORT: 'prequal.documentsUntil',
  APPLICATION_TIME_SHORT: 'prequal.deadline',
}

type Conflicts = (id: string) => Refusal[]

/** Every date of a prequalification with the rule that fixes it. */
export function admissionLines(of: PlannedAdmission, law: Rulebook, calendar: Calendar): Line[] {
  const problems = prequalProblems({ ...of, tenderFrom: of.deadline }, law, calendar)
  const against: Conflicts = (id) =>
    problems.filter(({ code, article }) =>
      code === 'PREQUAL_CALENDAR_PENDING'
        ? id === (article === law.applicationPeriod.article ? 'prequal.deadline' : 'prequal.documentsUntil')
        : OF[code] === id,
    )
  return [
    ...offered(of, law, calendar, against),
    ...clarified(of, law, calendar),
    ...reviewLines(of, law, calendar, against),
  ]
}

function offered(of: PlannedAdmission, law: Rulebook, calendar: Calendar, against: Conflicts): Line[] {
  const { publishedAt, documentsFrom, documentsUntil } = of
  const stands = law.noticeOut.value
  const ends = { id: 'prequal.noticeEnds', zh: '资格预审公告期限届满', en: 'its notice has stood', rule: law.noticeOut }
  const rule = law.prequalDocumentsOffered
  return [
    {
      ...{ id: 'prequal.notice', zh: '发布资格预审公告', en: 'notice of the prequalification', at: publishedAt },
      ...{ rule: law.prequalNotice, chosen: true },
    },
    ...(stands === 'none' ? [] : [{ ...ends, at: endOf(publishedAt, stands, calendar) }]),
    {
      ...{ id: 'prequal.documentsFrom', zh: '资格预审文件开始提供', en: 'its document on offer', at: documentsFrom },
      ...{ rule, chosen: true, earliest: publishedAt, conflicts: against('prequal.documentsFrom') },
    },
    {
      ...{ id: 'prequal.documentsUntil', zh: '资格预审文件提供截止', en: 'its document until', at: documentsUntil },
      ...{ rule, chosen: true, earliest: endOf(documentsFrom, rule.value, calendar) },
      conflicts: against('prequal.documentsUntil'),
    },
  ]
}

function clarified({ deadline, documentsFrom }: PlannedAdmission, law: Rulebook, calendar: Calendar): Line[] {
  const objection = prequalObjectionUntil({ deadline, knewAt: documentsFrom }, law, calendar)
  return [
    {
      ...{ id: 'prequal.objection', zh: '对资格预审文件提出异议（质疑）截止', en: 'objections to it until' },
      ...{ at: objection, rule: law.prequalObjection },
    },
    {
      ...{ id: 'prequal.reply', zh: '最后一份对资格预审文件的异议答复截止', en: 'last reply about it' },
      ...{ rule: law.documentObjectionReply },
      at: after(objection, (at) => endOf(at, law.documentObjectionReply.value, calendar)),
    },
    {
      ...{
        id: 'prequal.addendum',
        zh: '发出影响申请文件的澄清或修改截止',
        en: 'its addenda without postponement until',
      },
      ...{ at: latestBefore(deadline, law.prequalAddendum.value), rule: law.prequalAddendum },
    },
  ]
}

function reviewLines(of: PlannedAdmission, law: Rulebook, calendar: Calendar, against: Conflicts): Line[] {
  const { deadline, reviewOn } = of
  const result = reviewed(of)
  const early = reviewOn < dayOf(deadline)
  const { value: challenged } = law.resultObjection
  return [
    {
      ...{
        id: 'prequal.deadline',
        zh: '资格预审申请截止',
        en: 'deadline for applications',
        at: deadline,
        chosen: true,
      },
      ...{ rule: law.applicationPeriod, earliest: applicationsEarliest(of, law, calendar) },
      conflicts: against('prequal.deadline'),
    },
    {
      ...{ id: 'prequal.opening', zh: '开启申请文件', en: 'applications opened', at: deadline },
      rule: law.applicationsOpened,
    },
    {
      ...{ id: 'prequal.review', zh: '资格审查完成（预计）', en: 'review expected', chosen: true },
      ...{ at: early ? instantOf(reviewOn) : result, rule: law.prequalReview, earliest: deadline },
      conflicts: early ? [refuse('REVIEW_BEFORE_DEADLINE', { reviewOn, deadline }, law.applicationsOpened)] : [],
    },
    {
      ...{ id: 'prequal.result', zh: '发出资格预审结果通知书', en: 'results go out', at: result },
      rule: law.prequalResult,
    },
    ...(challenged === 'publicity'
      ? []
      : [
          {
            ...{ id: 'prequal.challenge', zh: '对资格预审结果提出质疑截止', en: 'challenges of the result until' },
            ...{ at: endOf(result, challenged.afterKnowing, calendar), rule: law.resultObjection },
          },
        ]),
  ]
}
