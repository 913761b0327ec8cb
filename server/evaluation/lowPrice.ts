import { carries } from '../law/checks.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { afterReview, tooFew } from './comparison.ts'
import type { Evaluation } from './evaluation.ts'
import type { EvaluationHappening } from './events.ts'
import { LowPriceSuspected, LowPricesJudged, LowPriceVoted } from './lowPriceEvents.ts'
import { isSuspected } from './lowPrices.ts'
import type { ClauseFinding, LowPriceVote } from './result.ts'
import { asChair, atStage } from './review.ts'
import { BidRejected } from './reviewEvents.ts'

const refuse = refusals({
  BID_NOT_UNDER_REVIEW: { status: 422, zh: '该投标文件不在评审范围内', en: 'that bid is not under review' },
  BID_SUSPECTED: { status: 409, zh: '该投标文件已在异常低价审查中', en: 'this price is examined already' },
  PRICE_NOT_SUSPECTED: { status: 422, zh: '该报价未启动异常低价审查', en: 'this price is not examined' },
  PRICE_NOT_ASKED: {
    status: 409,
    zh: '须先要求投标人书面说明，待其答复或期限届满后再表决',
    en: 'the bidder is asked first: judge when it has answered or its time is over',
  },
  PRICE_UNEXPLAINED: {
    status: 422,
    zh: '投标人未提供说明，不能认定其报价合理',
    en: 'the bidder explained nothing: its price cannot be found reasonable',
  },
})

/** Fewest minutes that a bidder has to explain a suspected price. */
export const minutesToExplain = (law: Pick<Rulebook, 'lowPriceTriggers'>): number =>
  law.lowPriceTriggers.value === 'none' ? 1 : law.lowPriceTriggers.value.minutes

/** The chair records that the panel, by its own judgement, suspects a price that no number points at. */
export function suspectPrice(
  e: Evaluation,
  of: { member: string; bid: string; reason: string },
  law: Rulebook,
): EvaluationHappening[] {
  atStage(e, 'review', 'lowPrice')
  asChair(e, of.member)
  if (!e.bids.some(({ tag }) => tag === of.bid) || (e.valid && !e.valid.includes(of.bid)))
    throw refuse('BID_NOT_UNDER_REVIEW')
  if (isSuspected(e, of.bid)) throw refuse('BID_SUSPECTED')
  const bids = [{ bid: of.bid, triggers: ['judgement' as const], reason: of.reason }]
  const { article } = law.lowPriceBids
  return [LowPriceSuspected({ tender: e.tender, panel: e.members, bids, article })]
}

/** Records whether a member finds the price of a suspected bid proven; the last vote of all decides by majority. */
export function judgePrice(e: Evaluation, of: { bid: string } & LowPriceVote, law: Rulebook): EvaluationHappening[] {
  atStage(e, 'lowPrice')
  const { bid, ...vote } = of
  if (!isSuspected(e, bid) || !e.valid?.includes(bid)) throw refuse('PRICE_NOT_SUSPECTED')
  const asked = explanations(e, bid, law)
  if (!asked.length || asked.some((one) => one.answer === null && !one.expired))
    throw refuse('PRICE_NOT_ASKED', { minutes: minutesToExplain(law) }, law.lowPriceBids)
  if (vote.proven && asked.every((one) => one.answer === null)) throw refuse('PRICE_UNEXPLAINED', {}, law.lowPriceBids)
  const before = e.lowPrice?.votes ?? {}
  const votes = { ...before, [bid]: { ...before[bid], [vote.member]: vote } }
  return [LowPriceVoted({ tender: e.tender, bid, ...vote }), ...judged(e, votes, law)]
}

/** The questions to a bidder that left it the time the law gives for an explanation. */
const explanations = (e: Evaluation, bid: string, law: Rulebook) =>
  e.clarifications.filter((one) => one.bid === bid && one.until - one.askedAt >= minutesToExplain(law) * 60_000)

/** Ends the examination when every member has judged every suspected price. */
function judged(
  e: Evaluation,
  votes: Record<string, Record<string, LowPriceVote>>,
  law: Rulebook,
): EvaluationHappening[] {
  const { tender, members: panel } = e
  const suspected = (e.lowPrice?.found ?? []).filter(({ bid }) => e.valid?.includes(bid)).map(({ bid }) => bid)
  if (!suspected.every((bid) => panel.every((member) => votes[bid]?.[member]))) return []
  const outcomes = suspected.map((bid) => {
    const cast = panel.flatMap((member) => votes[bid]?.[member] ?? [])
    return { bid, proven: !carries(cast.filter(({ proven }) => !proven).length, panel.length, law), votes: cast }
  })
  const failed = outcomes.filter(({ proven }) => !proven)
  const valid = (e.valid ?? []).filter((tag) => !failed.some(({ bid }) => bid === tag))
  const few = tooFew({ ...e, valid }, law)
  return [
    ...failed.map((one) => BidRejected({ tender, panel, bid: one.bid, clauses: [findingOf(one)] })),
    LowPricesJudged({ tender, panel, valid, outcomes, ...(few ? { void: few } : {}) }),
    ...(few ? [] : afterReview({ ...e, valid }, law)),
  ]
}

/** A price that was not proven, as a reason for rejection. */
const findingOf = ({ bid, votes }: { bid: string; votes: LowPriceVote[] }): ClauseFinding => ({
  ...{ bid, clause: 'low-price', zh: '投标报价明显偏低', ground: '投标人不能证明其报价合理性' },
  ...{ against: votes.filter(({ proven }) => !proven).length, members: votes.length },
  findings: votes.map(({ member, proven, reason }) => ({ member, pass: proven, page: null, reason })),
})
