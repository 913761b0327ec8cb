import { z } from 'zod'
import { defineEvent, type FactOf } from '../ledger/event.ts'
import { everybody } from '../ledger/eye.ts'
import { Signature } from './signature.ts'

const tender = z.string()
const tag = z.string()
const day = z.iso.date()

/** All bidders that are still in are asked to stay bound for longer. */
export const ValidityAsked = defineEvent('tender.validityAsked', {
  v: 1,
  zh: '已请求延长投标有效期',
  en: 'a longer validity of the bids is asked for',
  data: z.strictObject({
    tender,
    /** the last day until now */
    from: day,
    /** the last day that is asked for */
    to: day,
    /** the last moment for an answer (ms): that of the old last day */
    answerBy: z.number().int(),
    reason: z.string(),
    /** the bids whose bidders are asked */
    asked: z.array(tag),
    article: z.string(),
    signature: Signature,
  }),
  seenBy: everybody,
})

/** A bidder agreed or refused. Its bid says what it said before. */
export const ValidityAnswered = defineEvent('tender.validityAnswered', {
  v: 1,
  zh: '投标人已答复延长投标有效期',
  en: 'a bidder answered on the longer validity',
  data: z.strictObject({ tender, tag, to: day, agrees: z.boolean(), signature: Signature }),
  seenBy: everybody,
})

/** Why a bid is valid no longer: its bidder refused, or did not answer. */
export const Lapse = z.strictObject({ tag, how: z.enum(['refused', 'silent']) })
export type Lapse = z.infer<typeof Lapse>

/** The old last day is over: bids whose bidders did not agree are valid no longer. */
export const ValidityEnded = defineEvent('tender.validityEnded', {
  v: 1,
  zh: '原投标有效期届满',
  en: 'the old validity ended',
  data: z.strictObject({
    ...{ tender, from: day, to: day },
    lapsed: z.array(Lapse),
    /** how many agreed */
    left: z.number().int(),
    article: z.string(),
  }),
  seenBy: everybody,
})

export const validityEvents = [ValidityAsked, ValidityAnswered, ValidityEnded]
export type ValidityFact = FactOf<(typeof validityEvents)[number]>
