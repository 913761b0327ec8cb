import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { type Contradiction, correctPrice } from './arithmetic.ts'
import { rank } from './comparison.ts'
import { type BidAdjustments, checkCounted } from './deviations.ts'
import { type Evaluation, validBids } from './evaluation.ts'
import type { EvaluationHappening } from './events.ts'
import {
  CorrectionAnswered,
  CorrectionDropped,
  CorrectionExpired,
  DeviationsCounted,
  PriceCorrected,
} from './priceEvents.ts'
import { openRepricings, type Repricing, repricingsOf } from './prices.ts'
import { asChair, atStage } from './review.ts'

const refuse = refusals({
  BID_NOT_UNDER_REVIEW: { status: 422, zh: '该投标文件不在评审范围内', en: 'that bid is not under review' },
  PRICE_CORRECTED: { status: 409, zh: '该投标报价已作算术修正', en: 'this price has been corrected' },
  CORRECTION_UNKNOWN: { status: 404, zh: '没有该项报价修正', en: 'there is no such correction' },
  CORRECTION_ANSWERED: { status: 409, zh: '该项报价修正已答复', en: 'this correction has been answered' },
  CORRECTION_LATE: { status: 409, zh: '确认期限已过', en: 'the time to confirm is over' },
})

/** The chair records for the panel that a price contradicts itself; its bidder has the given minutes to confirm what comes of it. */
export function correctBid(
  e: Evaluation,
  of: { member: string; id: string; bid: string; page: number; found: Contradiction; minutes: number },
  law: Pick<Rulebook, 'arithmetic'>,
  now: number,
): EvaluationHappening[] {
  atStage(e, 'review')
  asChair(e, of.member)
  const { id: repricing, bid, page, found, minutes } = of
  const opened = e.bids.find(({ tag }) => tag === bid)
  if (!opened) throw refuse('BID_NOT_UNDER_REVIEW')
  if (repricingsOf(e).some((one) => one.bid === bid)) throw refuse('PRICE_CORRECTED')
  const { price: after, steps } = correctPrice(opened.price, found, law)
  const { article } = law.arithmetic
  const until = now + minutes * 60_000
  const what = { repricing, bid, page, found, before: opened.price, after, steps, article, until }
  return [PriceCorrected({ tender: e.tender, panel: e.members, ...what })]
}

/** The chair takes a correction back that rests on a mistake, before its bidder has answered. */
export function dropCorrection(
  e: Evaluation,
  of: { member: string; repricing: string; reason: string },
): EvaluationHappening[] {
  atStage(e, 'review')
  asChair(e, of.member)
  const { bid } = waiting(e, of.repricing)
  const { repricing, reason } = of
  return [CorrectionDropped({ tender: e.tender, panel: e.members, repricing, bid, reason })]
}

function waiting(e: Evaluation, id: string): Repricing {
  const found = repricingsOf(e).find((one) => one.id === id)
  if (!found) throw refuse('CORRECTION_UNKNOWN')
  if (found.outcome !== null) throw refuse('CORRECTION_ANSWERED', { outcome: found.outcome })
  return found
}

/** The correction that this bidder may answer now. */
export function correctionFor(e: Evaluation, of: { repricing: string; bid: string }, now: number): Repricing {
  const known = repricingsOf(e).some((one) => one.id === of.repricing && one.bid === of.bid)
  if (!known) throw refuse('CORRECTION_UNKNOWN')
  const found = waiting(e, of.repricing)
  if (now >= found.until) throw refuse('CORRECTION_LATE', { until: found.until })
  return found
}

/** Takes a bidder's word on its corrected price, once, before its time is over. */
export function answerCorrection(
  e: Evaluation,
  of: {
    repricing: string
    bid: string
    confirmed: boolean
    signature: { statement: string; cms: string; certificate: string }
  },
  now: number,
): EvaluationHappening[] {
  correctionFor(e, of, now)
  return [CorrectionAnswered({ tender: e.tender, panel: e.members, ...of })]
}

/** Ends the time of every correction that is over. */
export const expireCorrections = (e: Evaluation, now: number): EvaluationHappening[] =>
  openRepricings(e)
    .filter(({ until }) => now >= until)
    .map(({ id, bid }) => CorrectionExpired({ tender: e.tender, panel: e.members, repricing: id, bid }))

/** The chair records what the panel counted of the deviations of every bid that is compared; then the bids are ranked. */
export function countDeviations(
  e: Evaluation,
  of: { member: string; bids: BidAdjustments[] },
  law: Rulebook,
): EvaluationHappening[] {
  atStage(e, 'adjusting')
  asChair(e, of.member)
  checkCounted(of.bids, { valid: validBids(e), criteria: e.criteria }, law)
  const { tender, members: panel } = e
  const { article } = law.pricedDeviations
  return [DeviationsCounted({ tender, panel, ...of, article }), ...rank({ ...e, counted: of.bids }, {}, law)]
}
