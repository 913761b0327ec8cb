import { z } from 'zod'
import { defineEvent, type FactOf } from '../ledger/event.ts'
import { everybody } from '../ledger/eye.ts'
import { CeilingMethod } from '../tenders/ceiling.ts'
import { Signature } from '../tenders/events.ts'

const tender = z.string()
const tag = z.string()
const instant = z.number().int()

/** Who stops the clocks of a hall: its host, the centre for an incident, the platform that found itself failing. */
export const PauseKind = z.enum(['host', 'incident', 'outage'])
export type PauseKind = z.infer<typeof PauseKind>

/** On what a bidder may speak up in the hall: an objection (异议), an inquiry (询问), a request that somebody stand aside. */
export const SpotKind = z.enum(['objection', 'inquiry', 'avoidance'])
export type SpotKind = z.infer<typeof SpotKind>

/** Fields of a bid that are read out. */
export const ReadField = z.enum(['price', 'durationDays', 'quality', 'leader'])
export type ReadField = z.infer<typeof ReadField>

/** A bidder of this opening is in the hall, by the person whose certificate signed in. Told once the names are public. */
export const BidderAttended = defineEvent('opening.attended', {
  v: 1,
  zh: '投标人已签到',
  en: 'bidder signed in',
  data: z.strictObject({ tender, tag, person: z.string(), certificate: z.string(), at: instant }),
  seenBy: everybody,
})

/** The highest price, and the reserve price where there is one, told in public. */
export const PricesAnnounced = defineEvent('opening.pricesAnnounced', {
  v: 1,
  zh: '公布最高投标限价（标底）',
  en: 'highest price (and reserve price) announced',
  data: z.strictObject({
    tender,
    /** absent: the document states how it is computed, and it is told after the reading out */
    ceiling: z.string().optional(),
    /** what the tenderer sealed before the deadline, with the salt of its commitment */
    reserve: z.strictObject({ price: z.string(), salt: z.string(), commitment: z.string() }).nullable(),
    article: z.string().optional(),
  }),
  seenBy: everybody,
})

/** What the tender document leaves to chance is being drawn, in public. */
export const CoefficientAsked = defineEvent('opening.coefficientAsked', {
  v: 1,
  zh: '公开抽取系数开始',
  en: 'the draw of the coefficient begins',
  data: z.strictObject({
    tender,
    draw: z.string(),
    number: z.number().int().positive(),
    parameter: z.literal('k'),
    /** what may be drawn, basis points */
    values: z.array(z.number().int()),
  }),
  seenBy: everybody,
})

/** The coefficient is drawn: with everything by which anybody repeats the draw. */
export const CoefficientDrawn = defineEvent('opening.coefficientDrawn', {
  v: 1,
  zh: '系数已抽取',
  en: 'the coefficient is drawn',
  data: z.strictObject({
    tender,
    draw: z.string(),
    parameter: z.literal('k'),
    value: z.number().int(),
    /** canonical JSON: crypto/transcript.ts, crypto/DRAW.md */
    transcript: z.string(),
  }),
  seenBy: everybody,
})

/** The highest price that the document's method gives, with all that it is computed from. */
export const CeilingComputed = defineEvent('opening.ceilingComputed', {
  v: 1,
  zh: '最高投标限价已计算',
  en: 'highest price computed',
  data: z.strictObject({
    tender,
    method: CeilingMethod,
    /** the coefficient that was drawn, basis points, and in which draw */
    k: z.number().int(),
    draw: z.string(),
    /** fen */
    ceiling: z.string(),
    article: z.string(),
  }),
  seenBy: everybody,
})

/** The clocks of the hall stand, for all alike. */
export const HallPaused = defineEvent('opening.paused', {
  v: 1,
  zh: '开标暂停',
  en: 'opening paused',
  data: z.strictObject({
    tender,
    pause: z.string(),
    kind: PauseKind,
    reason: z.string(),
    since: instant,
    /** when it is meant to go on: an adjournment */
    resumesAt: instant.optional(),
    signature: Signature.optional(),
  }),
  seenBy: everybody,
})

/** A pause is over; with the last one the clocks go on with what was left. */
export const HallResumed = defineEvent('opening.resumed', {
  v: 1,
  zh: '开标恢复',
  en: 'opening resumed',
  data: z.strictObject({ tender, pause: z.string(), reason: z.string(), at: instant, signature: Signature.optional() }),
  seenBy: everybody,
})

/** A bidder confirms what was read out of its bid, as it was read. */
export const FiguresConfirmed = defineEvent('opening.figuresConfirmed', {
  v: 1,
  zh: '投标人已确认报价',
  en: 'bidder confirmed its figures',
  data: z.strictObject({ tender, tag, figures: z.string(), signature: Signature }),
  seenBy: everybody,
})

/** The host notes that a figure was read out otherwise than it stands in the bid. Both values stay on record. */
export const FigureCorrected = defineEvent('opening.figureCorrected', {
  v: 1,
  zh: '唱标内容更正',
  en: 'a figure that was read out is corrected',
  data: z.strictObject({
    tender,
    tag,
    field: ReadField,
    read: z.string(),
    corrected: z.string(),
    reason: z.string(),
    signature: Signature,
  }),
  seenBy: everybody,
})

/** The time begins in which the bidders look at the figures and speak up. */
export const QuestionsOpened = defineEvent('opening.questionsOpened', {
  v: 1,
  zh: '确认与异议时间开始',
  en: 'the time to confirm and to object begins',
  data: z.strictObject({ tender, minutes: z.number().int().positive(), at: instant }),
  seenBy: everybody,
})

/** A bidder spoke up in the hall. */
export const SpotObjection = defineEvent('opening.objectionRaised', {
  v: 1,
  zh: '投标人当场提出异议',
  en: 'a bidder objected on the spot',
  data: z.strictObject({
    tender,
    objection: z.string(),
    tag,
    kind: SpotKind,
    text: z.string(),
    article: z.string(),
    signature: Signature,
  }),
  seenBy: everybody,
})

/** The host answered, on the spot. */
export const SpotAnswer = defineEvent('opening.objectionAnswered', {
  v: 1,
  zh: '招标人当场答复',
  en: 'answered on the spot',
  data: z.strictObject({
    tender,
    objection: z.string(),
    outcome: z.enum(['upheld', 'dismissed', 'explained']),
    text: z.string(),
    by: z.string(),
    article: z.string(),
    signature: Signature,
  }),
  seenBy: everybody,
})

/** The sheet of who signed the record, as a PDF with the platform's stamp. */
export const SignaturesIssued = defineEvent('opening.signaturesIssued', {
  v: 1,
  zh: '开标记录确认表已生成',
  en: 'sheet of signatures issued',
  data: z.strictObject({ tender, file: z.string(), sha256: z.string() }),
  seenBy: everybody,
})

/** A signature was put into the record of the opening (PAdES) by somebody who was there; no byte before it changed. */
export const RecordSealed = defineEvent('opening.recordSealed', {
  v: 1,
  zh: '开标记录已加盖签章',
  en: 'record signed in its PDF',
  data: z.strictObject({
    tender,
    by: z.string(),
    /** the place that was signed */
    field: z.string(),
    /** SHA-256 of the version that was signed */
    base: z.string(),
    file: z.string(),
    sha256: z.string(),
    certificate: z.string(),
  }),
  seenBy: everybody,
})

export const hallEvents = [
  ...[BidderAttended, PricesAnnounced, HallPaused, HallResumed, FiguresConfirmed, FigureCorrected],
  ...[QuestionsOpened, SpotObjection, SpotAnswer, CoefficientAsked, CoefficientDrawn, CeilingComputed],
  ...[SignaturesIssued, RecordSealed],
]
export type HallFact = FactOf<(typeof hallEvents)[number]>
