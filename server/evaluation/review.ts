import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { type Clause, type Criteria, panelClauses } from '../tenders/criteria.ts'
import { afterReview, rank, suspectedPrices, tooFew } from './comparison.ts'
import type { Vote } from './contract.ts'
import type { Evaluation, Stage } from './evaluation.ts'
import type { EvaluationHappening } from './events.ts'
import { isSuspected } from './lowPrices.ts'
import { stands } from './prequalified.ts'
import { countsDeviations, invalidByPrice, openRepricings } from './prices.ts'
import type { ClauseFinding } from './result.ts'
import {
  BidRejected,
  BidReviewed,
  ChairElected,
  ChairUndecided,
  ChairVoted,
  ClarificationNeeded,
  CompetitionArgued,
  EvaluationBegun,
  ReviewClosed,
} from './reviewEvents.ts'
import { complete, vacanciesOf } from './vacancy.ts'

const refuse = refusals({
  EVALUATION_BEGUN: { status: 409, zh: '评标已经开始', en: 'the evaluation has begun' },
  EVALUATION_STAGE: { status: 409, zh: '评标当前环节不允许此操作', en: 'the evaluation is not in the stage for that' },
  PANEL_NOT_SEATED: { status: 409, zh: '评标委员会成员尚未全部签到', en: 'the panel is not seated yet' },
  NO_BIDS: { status: 409, zh: '没有可评审的投标文件', en: 'there is no bid to evaluate' },
  NOT_A_MEMBER: { status: 422, zh: '该席位不是本评标委员会成员', en: 'that seat is not a member of this panel' },
  BID_NOT_UNDER_REVIEW: { status: 422, zh: '该投标文件不在评审范围内', en: 'that bid is not under review' },
  CLAUSES_DIFFER: {
    status: 422,
    zh: '须对招标文件规定的每一条款表决，且仅限这些条款',
    en: 'vote on every clause of the tender document and on no other',
  },
  FAILURE_WITHOUT_EVIDENCE: {
    status: 422,
    zh: '判定不通过须写明页码和理由',
    en: 'a failure needs a page and a reason',
  },
  REPRESENTATIVE_AS_CHAIR: {
    status: 422,
    zh: '采购人代表不得担任评标组长',
    en: 'the purchaser’s representative may not be the chair',
  },
  NOT_THE_CHAIR: { status: 403, zh: '此操作由评标委员会组长进行', en: 'only the chair may do that' },
})

/** Refuses a deed in another stage, or while a seat is vacant. */
export function atStage(e: Evaluation, ...stages: Stage[]): void {
  complete(e)
  if (!stages.includes(e.stage)) throw refuse('EVALUATION_STAGE', { stage: e.stage, wanted: stages })
}

/** Refuses everybody but the chair. */
export function asChair(e: Evaluation, member: string): void {
  if (e.chair !== member) throw refuse('NOT_THE_CHAIR')
}

/** Begins: the panel sits, the bids are unsealed, the criteria are those of the tender document. */
export function beginEvaluation(
  of: {
    tender: string
    rulebook: string
    criteria: Criteria
    ceiling?: string
    seated: boolean
    members: string[]
    representatives?: string[]
    bids: Evaluation['bids']
  },
  before: Evaluation | undefined,
): EvaluationHappening[] {
  if (before) throw refuse('EVALUATION_BEGUN')
  const { tender, rulebook, criteria, ceiling, seated, members, representatives = [], bids } = of
  if (!seated) throw refuse('PANEL_NOT_SEATED')
  if (!bids.length) throw refuse('NO_BIDS')
  const most = ceiling === undefined ? {} : { ceiling }
  const own = representatives.length ? { representatives: [...representatives].sort() } : {}
  return [EvaluationBegun({ tender, panel: [...members].sort(), rulebook, bids, criteria, ...own, ...most })]
}

/** Casts a vote for the chair. The last vote decides: more than half of all members, or another round. */
export function voteForChair(
  e: Evaluation,
  member: string,
  choice: string,
  law?: Pick<Rulebook, 'chair'>,
): EvaluationHappening[] {
  atStage(e, 'chair')
  if (!e.members.includes(choice)) throw refuse('NOT_A_MEMBER')
  if (law && !law.chair.value.tendererMayChair && e.representatives?.includes(choice))
    throw refuse('REPRESENTATIVE_AS_CHAIR', {}, law.chair)
  const { tender, round, members: panel } = e
  const voted = ChairVoted({ tender, member, for: choice, round })
  const ballots = Object.values({ ...e.ballots, [member]: choice })
  if (ballots.length < panel.length) return [voted]
  const counts: Record<string, number> = {}
  for (const tag of ballots) counts[tag] = (counts[tag] ?? 0) + 1
  const [chair] = Object.keys(counts).filter((tag) => 2 * (counts[tag] ?? 0) > panel.length)
  return [
    voted,
    chair ? ChairElected({ tender, panel, chair, counts }) : ChairUndecided({ tender, panel, round, counts }),
  ]
}

/** Records a member's votes on every clause of one bid; may be repeated until the review is closed. */
export function reviewBid(
  e: Evaluation,
  of: { member: string; bid: string; votes: Vote[] },
  law: Rulebook,
): EvaluationHappening[] {
  atStage(e, 'review')
  const { member, bid, votes } = of
  if (!e.bids.some(({ tag }) => tag === bid)) throw refuse('BID_NOT_UNDER_REVIEW')
  const asked = clausesFor(e, bid).map(({ id }) => id)
  const given = votes.map(({ clause }) => clause)
  if (given.length !== asked.length || !asked.every((id) => given.includes(id)))
    throw refuse('CLAUSES_DIFFER', { asked }, law.statedCriteria)
  // a sign of the report stands on no page of the bid
  const pageless = new Set(e.bids.find(({ tag }) => tag === bid)?.byLaw?.flatMap(({ id, sign }) => (sign ? [id] : [])))
  const bare = votes.filter(
    ({ pass, page, reason, clause }) => !pass && !((page || pageless.has(clause)) && reason?.trim()),
  )
  if (bare.length)
    throw refuse('FAILURE_WITHOUT_EVIDENCE', { clauses: bare.map(({ clause }) => clause) }, law.rejectionGrounds)
  const all = { ...e.votes, [bid]: { ...e.votes[bid], [member]: votes } }
  return [BidReviewed({ tender: e.tender, member, bid, votes }), ...closing({ ...e, votes: all }, law)]
}

/**
 * The clauses that the panel judges on one bid: those on a price deduction only where the bidder claims it, those on its
 * qualification only where that was not judged before or has changed, and what the law itself asks: where there is a sign of
 * it, and by what stands in the bids.
 */
export function clausesFor(e: Pick<Evaluation, 'criteria' | 'bids'>, bid: string): Clause[] {
  const { claims, byLaw = [], applied } = e.bids.find(({ tag }) => tag === bid) ?? {}
  const judged = stands({ applied, byLaw })
  return [...panelClauses(e.criteria).filter(({ qualifies }) => !qualifies || !judged), ...byLaw].filter(
    ({ denies }) => !denies || !!claims?.[denies],
  )
}

/** What the panel found on the signs of the report, bid by bid, with every vote. */
export const signFindings = (e: Evaluation): ClauseFinding[] =>
  findings(e).filter(({ bid, clause }) =>
    e.bids.find(({ tag }) => tag === bid)?.byLaw?.some(({ id, sign }) => sign && id === clause),
  )

const allVoted = (e: Evaluation, bid: string): boolean => e.members.every((member) => e.votes[bid]?.[member])

/** Closes the review when every member has voted on everything and no question is open or still has to be asked. */
export function closing(e: Evaluation, law: Rulebook): EvaluationHappening[] {
  const { tender, members: panel, bids } = e
  if (vacanciesOf(e).length) return []
  const unpriced = invalidByPrice(e, law)
  if (!bids.every(({ tag }) => allVoted(e, tag) || unpriced.some(({ bid }) => bid === tag))) return []
  const open = e.clarifications.filter((one) => one.answer === null && !one.expired)
  const carried = findings(e).filter((one) => rejects(one, law))
  const denied = carried.filter((one) => onlyDenies(e, one))
  const failed = [...carried.filter((one) => !onlyDenies(e, one)), ...unpriced]
  const needed = mustAsk(e, carried)
  const told = needed.filter(({ bid, clauses }) => e.mustAsk[bid]?.join() !== clauses.join())
  if (needed.length) return told.map(({ bid, clauses }) => ClarificationNeeded({ tender, panel, bid, clauses }))
  if (open.length || openRepricings(e).length) return []
  const rejected = new Set(failed.map(({ bid }) => bid))
  const minority = findings(e).filter((one) => one.against > 0 && !rejects(one, law))
  const valid = bids.map(({ tag }) => tag).filter((tag) => !rejected.has(tag))
  const after = { ...e, valid, denied }
  const few = tooFew(after, law)
  const suspected = few ? [] : suspectedPrices(after, law)
  const examined = suspected.length > 0 || valid.some((tag) => isSuspected(e, tag))
  return [
    ...[...rejected].map((bid) =>
      BidRejected({ tender, panel, bid, clauses: failed.filter((one) => one.bid === bid) }),
    ),
    ReviewClosed({
      tender,
      panel,
      valid,
      minority,
      ...(denied.length ? { denied } : {}),
      ...(few ? { void: few } : {}),
    }),
    ...suspected,
    ...(few || examined ? [] : afterReview(after, law)),
  ]
}

/** Whether a failure of this clause costs the bidder a price deduction and not its bid. */
const onlyDenies = (e: Evaluation, { bid, clause }: ClauseFinding): boolean =>
  clausesFor(e, bid).some((one) => one.id === clause && one.denies !== undefined)

/** More than the law's share of all members, not of those who voted. */
const rejects = ({ against, members }: ClauseFinding, law: Rulebook): boolean => {
  const { numerator, denominator } = law.rejectionMajority.value
  return BigInt(against) * denominator > BigInt(members) * numerator
}

/** Every clause of every bid with all opinions on it. */
function findings(e: Evaluation): ClauseFinding[] {
  return e.bids.flatMap(({ tag: bid }) =>
    clausesFor(e, bid).map(({ id, zh, ground }): ClauseFinding => {
      const opinions = e.members.map((member) => ({
        member,
        vote: e.votes[bid]?.[member]?.find(({ clause }) => clause === id),
      }))
      const seen = opinions.map(({ member, vote }) => ({
        member,
        pass: vote?.pass ?? true,
        page: vote?.page ?? null,
        reason: vote?.reason ?? null,
      }))
      const against = seen.filter(({ pass }) => !pass).length
      return { bid, clause: id, zh, ground, against, members: e.members.length, findings: seen }
    }),
  )
}

/** Bids that would fail on something a member calls unclear, though they were never asked. */
function mustAsk(e: Evaluation, failed: ClauseFinding[]): { bid: string; clauses: string[] }[] {
  const unclear = ({ bid, clause }: ClauseFinding) =>
    Object.values(e.votes[bid] ?? {}).some((votes) =>
      votes.some((vote) => vote.clause === clause && !vote.pass && vote.unclear),
    )
  const asked = (bid: string) => e.clarifications.some((one) => one.bid === bid)
  const needed = failed.filter((one) => unclear(one) && !asked(one.bid))
  return [...new Set(needed.map(({ bid }) => bid))].map((bid) => ({
    bid,
    clauses: needed.filter((one) => one.bid === bid).map(({ clause }) => clause),
  }))
}

/** With fewer than three valid bids the chair records the panel's argument whether they still compete. */
export function argueCompetition(
  e: Evaluation,
  member: string,
  of: { enough: boolean; argument: string },
  law: Rulebook,
): EvaluationHappening[] {
  atStage(e, 'competition')
  asChair(e, member)
  const argued = CompetitionArgued({ tender: e.tender, panel: e.members, member, ...of })
  return of.enough && !e.criteria.factors.length && !countsDeviations(e) ? [argued, ...rank(e, {}, law)] : [argued]
}
