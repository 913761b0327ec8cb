import { type Calendar, dayOf, earliestAfter, endOf, isPending, latestBefore, type Pending } from './periods.ts'
import type { TenderKind } from './projectTenders.ts'
import { type Refusal, refusals } from './refusal.ts'
import type { Rule } from './rule.ts'
import type { Rulebook } from './rulebook.ts'
import { atMost, type Fen, type Instant, type Ratio } from './units.ts'

const refuse = refusals({
  DOCUMENTS_BEFORE_NOTICE: {
    status: 422,
    zh: '招标文件不得早于公告发布时间提供',
    en: 'The tender document is not on offer before the notice is out.',
  },
  DOCUMENTS_TOO_SHORT: {
    status: 422,
    zh: '招标文件提供期限短于法定期限',
    en: 'The tender document is on offer for less than the law asks.',
  },
  DOCUMENTS_PAST_DEADLINE: {
    status: 422,
    zh: '招标文件提供期限不得晚于投标截止时间',
    en: 'The tender document is not on offer after the deadline.',
  },
  PREPARATION_TOO_SHORT: {
    status: 422,
    zh: '自招标文件开始发出之日起至投标截止之日止短于法定期限',
    en: 'Between the first issue of the tender document and the deadline lies less time than the law asks.',
  },
  CALENDAR_PENDING: {
    status: 409,
    zh: '期限届满日所在年份的节假日安排尚未公布，不能计算',
    en: 'The holidays of the year in which the period ends are not announced, so its end cannot be told.',
  },
  ESTIMATE_NOT_POSITIVE: { status: 422, zh: '估算价应当大于零', en: 'The estimated price is above zero.' },
  DEPOSIT_NEGATIVE: { status: 422, zh: '投标保证金不得为负数', en: 'A deposit is not negative.' },
  DEPOSIT_CASH_ONLY: {
    status: 422,
    zh: '不得将投标保证金限定为现金，应当允许以保函等形式提供',
    en: 'A buyer may not insist on money: guarantees are admitted too.',
  },
  DEPOSIT_TOO_LARGE: {
    status: 422,
    zh: '投标保证金超过法定上限',
    en: 'The deposit is above what the law allows.',
  },
  PANEL_TOO_SMALL: { status: 422, zh: '评标委员会成员人数少于法定人数', en: 'The panel has too few members.' },
  PANEL_EVEN: { status: 422, zh: '评标委员会成员人数应当为单数', en: 'The panel has an odd number of members.' },
  PANEL_FEW_EXPERTS: {
    status: 422,
    zh: '评标专家不足评标委员会成员总数的三分之二',
    en: 'Experts are less than two thirds of the panel.',
  },
})

/** The cap in fen on a deposit for a kind of tender; `none` where there is none. */
export function depositCap(
  kind: TenderKind,
  law: Pick<Rulebook, 'depositCapWorks' | 'depositCapGoods' | 'depositCapDesign'>,
): Rule<Fen | 'none'> | undefined {
  if (kind === 'works' || kind === 'designBuild') return law.depositCapWorks
  if (kind === 'goods') return law.depositCapGoods
  return kind === 'services' ? undefined : law.depositCapDesign
}

/**
 * The largest deposit that a tender may ask for.
 *
 * @param estimate the estimated price or budget, in fen
 * @returns fen, rounded down to the fen, with the rule that bounds it
 */
export function depositLimit(estimate: Fen, kind: TenderKind, law: Rulebook): { most: Fen; by: Rule<unknown> } {
  const share = atMost(estimate, law.depositCeiling.value)
  const cap = depositCap(kind, law)
  return cap && cap.value !== 'none' && cap.value < share
    ? { most: cap.value, by: cap }
    : { most: share, by: law.depositCeiling }
}

/** The largest deposit that a tender may ask for, in fen. */
export const largestDeposit = (estimate: Fen, kind: TenderKind, law: Rulebook): Fen =>
  depositLimit(estimate, kind, law).most

/** Whether part / whole is at least a share; both are counts. */
const reaches = (part: number, whole: number, share: Ratio): boolean =>
  BigInt(part) * share.denominator >= BigInt(whole) * share.numerator

/** Fewest members that a panel for an estimate may have, and the rule that says so. */
export function fewestMembers(estimate: Fen | undefined, law: Rulebook): { fewest: number; by: Rule<unknown> } {
  const larger = law.largerPanel.value
  return larger !== 'none' && estimate !== undefined && estimate >= larger.from
    ? { fewest: larger.members, by: law.largerPanel }
    : { fewest: law.fewestPanelMembers.value, by: law.fewestPanelMembers }
}

/** What is wrong with the make-up of a panel; empty when nothing is. */
export function panelProblems(
  panel: { readonly members: number; readonly experts: number; readonly estimate?: Fen },
  law: Rulebook,
): Refusal[] {
  const { members, experts } = panel
  const { fewest, by } = fewestMembers(panel.estimate, law)
  const problems: Refusal[] = []
  if (members < fewest) problems.push(refuse('PANEL_TOO_SMALL', { members, fewest }, by))
  if (law.oddPanel.value && members % 2 === 0) problems.push(refuse('PANEL_EVEN', { members }, law.oddPanel))
  if (!reaches(experts, members, law.leastExpertShare.value)) {
    problems.push(refuse('PANEL_FEW_EXPERTS', { members, experts }, law.leastExpertShare))
  }
  return problems
}

/** Most representatives of the tenderer on a panel of so many members. */
export const mostTendererMembers = (members: number, law: Pick<Rulebook, 'mostTendererShare'>): number =>
  Number((BigInt(members) * law.mostTendererShare.value.numerator) / law.mostTendererShare.value.denominator)

/** Whether votes to reject a bid carry: more than the share of all members, present or not. */
export const carries = (votes: number, members: number, law: Pick<Rulebook, 'rejectionMajority'>): boolean =>
  BigInt(votes) * law.rejectionMajority.value.denominator > BigInt(members) * law.rejectionMajority.value.numerator

/** The dates and amounts of a notice. */
export interface NoticeTerms {
  readonly publishedAt: Instant
  readonly documentsFrom: Instant
  readonly documentsUntil: Instant
  readonly deadline: Instant
  readonly deposit: Fen
  /** Forms that the deposit may have; not checked if not said. */
  readonly depositForms?: readonly string[]
  readonly estimate: Fen
  readonly kind: TenderKind
}

/** What is wrong with the terms of a notice, each with its article; empty when it may be published. */
export function noticeProblems(terms: NoticeTerms, law: Rulebook, table: Calendar): Refusal[] {
  return [...documentProblems(terms, law, table), ...preparationProblems(terms, law), ...depositProblems(terms, law)]
}

function documentProblems(terms: NoticeTerms, law: Rulebook, table: Calendar): Refusal[] {
  const { publishedAt, documentsFrom, documentsUntil, deadline } = terms
  const earliest = endOf(documentsFrom, law.documentsOffered.value, table)
  const problems: Refusal[] = []
  if (documentsFrom < publishedAt)
    problems.push(refuse('DOCUMENTS_BEFORE_NOTICE', { publishedAt, documentsFrom }, law.documentsOffered))
  if (documentsUntil > deadline) problems.push(refuse('DOCUMENTS_PAST_DEADLINE', { documentsUntil, deadline }))
  if (isPending(earliest)) {
    problems.push(refuse('CALENDAR_PENDING', { day: earliest.pending }, law.documentsOffered))
  } else if (dayOf(documentsUntil) < dayOf(earliest)) {
    const facts = { documentsUntil, earliest: dayOf(earliest) }
    problems.push(refuse('DOCUMENTS_TOO_SHORT', facts, law.documentsOffered))
  }
  return problems
}

function preparationProblems({ documentsFrom, deadline }: NoticeTerms, law: Rulebook): Refusal[] {
  const earliest = earliestAfter(documentsFrom, law.bidPreparation.value)
  return deadline < earliest ? [refuse('PREPARATION_TOO_SHORT', { deadline, earliest }, law.bidPreparation)] : []
}

type DepositTerms = Pick<NoticeTerms, 'deposit' | 'estimate' | 'kind' | 'depositForms'>

/** What is wrong with a deposit and its forms, each with its article. */
export function depositProblems({ deposit, estimate, kind, depositForms }: DepositTerms, law: Rulebook): Refusal[] {
  if (estimate <= 0n) return [refuse('ESTIMATE_NOT_POSITIVE', { estimate })]
  if (deposit < 0n) return [refuse('DEPOSIT_NEGATIVE', { deposit })]
  const { most, by } = depositLimit(estimate, kind, law)
  const onlyMoney = deposit > 0n && depositForms?.every((form) => form === 'transfer')
  return [
    ...(deposit > most ? [refuse('DEPOSIT_TOO_LARGE', { deposit, most }, by)] : []),
    ...(onlyMoney ? [refuse('DEPOSIT_CASH_ONLY', { depositForms }, law.depositForms)] : []),
  ]
}

/** Whether an addendum that may affect the bids comes too late for the deadline and postpones it. */
export const mustPostpone = (at: Instant, deadline: Instant, law: Pick<Rulebook, 'postponement'>): boolean =>
  at > latestBefore(deadline, law.postponement.value)

/** The last moment for an objection to the tender document; counted from knowing of it where the law says so. */
export function documentObjectionUntil(
  { deadline, knewAt }: { readonly deadline: Instant; readonly knewAt: Instant },
  law: Pick<Rulebook, 'documentObjection'>,
  table: Calendar,
): Instant | Pending {
  const window = law.documentObjection.value
  return 'beforeDeadline' in window
    ? latestBefore(deadline, window.beforeDeadline)
    : endOf(knewAt, window.afterKnowing, table)
}

/** When the publicity that began at a moment is over: its last moment. */
export const publicityEnds = (
  publishedAt: Instant,
  law: Pick<Rulebook, 'publicityLasts'>,
  table: Calendar,
): Instant | Pending => endOf(publishedAt, law.publicityLasts.value, table)

/** After what the supervisor is reported to, or may be where nothing is asked. */
export const reportedAfter = ({ reportWithin }: Pick<Rulebook, 'reportWithin'>): 'award' | 'contract' =>
  reportWithin.value === 'none' ? 'award' : reportWithin.value.after
