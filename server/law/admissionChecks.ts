import { type Calendar, dayOf, earliestAfter, endOf, isPending, latestBefore, type Pending } from './periods.ts'
import { type Refusal, refusals } from './refusal.ts'
import type { Rulebook } from './rulebook.ts'
import type { Instant } from './units.ts'

const refuse = refusals({
  PREQUAL_BEFORE_NOTICE: {
    status: 422,
    zh: '资格预审文件不得早于资格预审公告发布时间提供',
    en: 'The prequalification document is not on offer before its notice is out.',
  },
  PREQUAL_OFFER_SHORT: {
    status: 422,
    zh: '资格预审文件提供期限短于法定期限',
    en: 'The prequalification document is on offer for less than the law asks.',
  },
  APPLICATION_TIME_SHORT: {
    status: 422,
    zh: '提交资格预审申请文件的时间短于法定期限',
    en: 'The time for applications is shorter than the law asks.',
  },
  PREQUAL_AFTER_BIDS: {
    status: 422,
    zh: '招标文件不得在资格预审申请截止前发出',
    en: 'The tender document is not issued before the deadline for applications.',
  },
  PREQUAL_CALENDAR_PENDING: {
    status: 409,
    zh: '期限届满日所在年份的节假日安排尚未公布，不能计算',
    en: 'The holidays of the year in which the period ends are not announced, so its end cannot be told.',
  },
  INVITATION_GROUND: {
    status: 422,
    zh: '采用邀请招标须写明法定情形和事实理由',
    en: 'An invitation needs one of the grounds of the law and the facts for it.',
  },
  INVITATION_GROUND_UNKNOWN: {
    status: 422,
    zh: '所选情形不是法定的邀请招标情形',
    en: 'That is no ground on which the law allows an invitation.',
  },
})

/** The dates of a prequalification. */
export interface PrequalTerms {
  readonly publishedAt: Instant
  readonly documentsFrom: Instant
  readonly documentsUntil: Instant
  readonly deadline: Instant
  /** when the tender document is issued, as far as it is planned */
  readonly tenderFrom: Instant
}

/** What is wrong with the dates of a prequalification, each with its article; empty when its notice may be published. */
export function prequalProblems(terms: PrequalTerms, law: Rulebook, table: Calendar): Refusal[] {
  const { publishedAt, documentsFrom, deadline, tenderFrom } = terms
  return [
    ...(documentsFrom < publishedAt
      ? [refuse('PREQUAL_BEFORE_NOTICE', { publishedAt, documentsFrom }, law.prequalDocumentsOffered)]
      : []),
    ...offerProblems(terms, law, table),
    ...applicationProblems(terms, law, table),
    ...(tenderFrom < deadline ? [refuse('PREQUAL_AFTER_BIDS', { deadline, tenderFrom }, law.prequalResult)] : []),
  ]
}

function offerProblems({ documentsFrom, documentsUntil }: PrequalTerms, law: Rulebook, table: Calendar): Refusal[] {
  const earliest = endOf(documentsFrom, law.prequalDocumentsOffered.value, table)
  if (isPending(earliest))
    return [refuse('PREQUAL_CALENDAR_PENDING', { day: earliest.pending }, law.prequalDocumentsOffered)]
  return dayOf(documentsUntil) < dayOf(earliest)
    ? [refuse('PREQUAL_OFFER_SHORT', { documentsUntil, earliest: dayOf(earliest) }, law.prequalDocumentsOffered)]
    : []
}

function applicationProblems(
  of: Pick<PrequalTerms, 'publishedAt' | 'documentsUntil' | 'deadline'>,
  law: Rulebook,
  table: Calendar,
): Refusal[] {
  const earliest = applicationsEarliest(of, law, table)
  if (isPending(earliest)) return [refuse('PREQUAL_CALENDAR_PENDING', { day: earliest.pending }, law.applicationPeriod)]
  return of.deadline < earliest || of.deadline < of.documentsUntil
    ? [refuse('APPLICATION_TIME_SHORT', { deadline: of.deadline, earliest }, law.applicationPeriod)]
    : []
}

/** The earliest lawful deadline for applications: counted from the end of the sale, or from the notice. */
export function applicationsEarliest(
  { publishedAt, documentsUntil }: Pick<PrequalTerms, 'publishedAt' | 'documentsUntil'>,
  law: Pick<Rulebook, 'applicationPeriod'>,
  table: Calendar,
): Instant | Pending {
  const { from, least } = law.applicationPeriod.value
  const start = from === 'saleEnd' ? documentsUntil : publishedAt
  if ('days' in least) return earliestAfter(start, least)
  const end = endOf(start, least, table)
  return isPending(end) ? end : earliestAfter(end, { days: 0 })
}

/** Whether an addendum that may affect applications comes too late for their deadline and postpones it. */
export const mustPostponeApplications = (
  at: Instant,
  deadline: Instant,
  law: Pick<Rulebook, 'prequalAddendum'>,
): boolean => at > latestBefore(deadline, law.prequalAddendum.value)

/** The last moment for an objection to the prequalification document; counted from knowing of it where the law says so. */
export function prequalObjectionUntil(
  { deadline, knewAt }: { readonly deadline: Instant; readonly knewAt: Instant },
  law: Pick<Rulebook, 'prequalObjection'>,
  table: Calendar,
): Instant | Pending {
  const window = law.prequalObjection.value
  return 'beforeDeadline' in window
    ? latestBefore(deadline, window.beforeDeadline)
    : endOf(knewAt, window.afterKnowing, table)
}

/** What is wrong with the ground on which a tenderer invites, each with its article. */
export function groundProblems(
  of: { readonly ground?: string | undefined; readonly reason: string; readonly stateFunded: boolean },
  law: Pick<Rulebook, 'invitationGrounds' | 'invitationGroundNeeded'>,
): Refusal[] {
  const asked = law.invitationGroundNeeded.value
  const needed = asked === 'always' || (asked === 'stateFunded' && of.stateFunded)
  if (needed && (!of.ground || of.reason.trim().length < 10))
    return [refuse('INVITATION_GROUND', {}, law.invitationGroundNeeded)]
  const known = law.invitationGrounds.value.map(({ code }) => code)
  return of.ground && !known.includes(of.ground)
    ? [refuse('INVITATION_GROUND_UNKNOWN', { ground: of.ground, known }, law.invitationGrounds)]
    : []
}
