import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Clarification, Evaluation } from './evaluation.ts'
import type { EvaluationHappening } from './events.ts'
import { minutesToExplain } from './lowPrice.ts'
import { isSuspected } from './lowPrices.ts'
import { expireCorrections } from './repricing.ts'
import { asChair, atStage } from './review.ts'
import { ClarificationAnswered, ClarificationAsked, ClarificationExpired } from './reviewEvents.ts'

const refuse = refusals({
  BID_NOT_UNDER_REVIEW: { status: 422, zh: '该投标文件不在评审范围内', en: 'that bid is not under review' },
  CLARIFICATION_OPEN: {
    status: 409,
    zh: '该投标人尚有未答复的澄清',
    en: 'this bidder has a question to answer already',
  },
  EXPLANATION_TIME_SHORT: {
    status: 422,
    zh: '要求说明报价合理性的时间不足',
    en: 'the time to explain a low price is too short',
  },
  CLARIFICATION_NOT_ASKED: {
    status: 409,
    zh: '评标委员会未要求澄清，不接受主动澄清',
    en: 'the panel did not ask: nothing unasked is taken',
  },
  CLARIFICATION_ANSWERED: { status: 409, zh: '该澄清已答复', en: 'this question has been answered' },
  CLARIFICATION_LATE: { status: 409, zh: '澄清答复期限已过', en: 'the time for an answer has passed' },
  CLARIFICATION_NOT_DUE: { status: 409, zh: '澄清答复期限未到', en: 'the time for an answer has not passed' },
})

const isOpen = (one: Clarification): boolean => one.answer === null && !one.expired

/** The chair asks one bidder for the panel; the bidder has the given minutes. */
export function askBidder(
  e: Evaluation,
  of: { member: string; id: string; bid: string; question: string; minutes: number },
  law: Rulebook,
  now: number,
): EvaluationHappening[] {
  atStage(e, 'review', 'lowPrice', 'scoring')
  const { member, id, bid, question, minutes } = of
  asChair(e, member)
  const known = e.bids.some(({ tag }) => tag === bid) && (!e.valid || e.stage === 'review' || e.valid.includes(bid))
  if (!known) throw refuse('BID_NOT_UNDER_REVIEW')
  if (e.clarifications.some((one) => one.bid === bid && isOpen(one))) throw refuse('CLARIFICATION_OPEN')
  const least = minutesToExplain(law)
  if (e.stage === 'lowPrice' && isSuspected(e, bid) && minutes < least)
    throw refuse('EXPLANATION_TIME_SHORT', { minutes, least }, law.lowPriceTriggers)
  return [ClarificationAsked({ tender: e.tender, panel: e.members, id, bid, question, until: now + minutes * 60_000 })]
}

/** Takes a bidder's answer: only to a question put to this bidder, once, before its time is over. */
export function answerClarification(
  e: Evaluation,
  of: { id: string; bid: string; answer: string; signature: { statement: string; cms: string; certificate: string } },
  law: Rulebook,
  now: number,
): EvaluationHappening[] {
  openTo(e, of, law, now)
  const { id, bid, answer, signature } = of
  return [ClarificationAnswered({ tender: e.tender, panel: e.members, id, bid, answer, signature })]
}

/** The question that this bidder may answer now. */
export function openTo(e: Evaluation, of: { id: string; bid: string }, law: Rulebook, now: number): Clarification {
  const asked = e.clarifications.find((one) => one.id === of.id && one.bid === of.bid)
  if (!asked) throw refuse('CLARIFICATION_NOT_ASKED', {}, law.clarification)
  if (asked.answer !== null) throw refuse('CLARIFICATION_ANSWERED')
  if (asked.expired || now >= asked.until) throw refuse('CLARIFICATION_LATE', { until: asked.until })
  return asked
}

/** Ends the time of every open question, and of every corrected price, that is over. */
export function expireQuestions(e: Evaluation, now: number): EvaluationHappening[] {
  const over = e.clarifications.filter((one) => isOpen(one) && now >= one.until)
  const prices = expireCorrections(e, now)
  if (!over.length && !prices.length) throw refuse('CLARIFICATION_NOT_DUE')
  return [
    ...over.map(({ id, bid }) => ClarificationExpired({ tender: e.tender, panel: e.members, id, bid })),
    ...prices,
  ]
}
