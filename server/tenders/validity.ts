import { dayAfter, dayOf, lastMomentOf } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Day } from '../law/units.ts'
import type { Signature } from './signature.ts'
import type { Stage, Tender } from './tender.ts'
import { type Lapse, ValidityAnswered, ValidityAsked, ValidityEnded, type ValidityFact } from './validityEvents.ts'

const refuse = refusals({
  VALIDITY_NOT_HERE: {
    status: 409,
    zh: '本类交易的规定没有延长投标有效期的程序',
    en: 'the law of this tender knows no longer validity of bids',
  },
  VALIDITY_STAGE: {
    status: 409,
    zh: '仅在开标结束后、订立合同前可以延长投标有效期',
    en: 'bids are made valid for longer after their opening and before the contract',
  },
  VALIDITY_OVER: {
    status: 409,
    zh: '原投标有效期已届满，不能再延长',
    en: 'the validity is over: it cannot be made longer any more',
  },
  VALIDITY_NOT_LATER: { status: 422, zh: '新的截止日须晚于原截止日', en: 'the new last day must be later' },
  VALIDITY_ASKED: {
    status: 409,
    zh: '已有一次延长请求，原有效期届满前不能再次请求',
    en: 'it was asked for already: not again before the old end',
  },
  VALIDITY_NOBODY: { status: 409, zh: '没有仍然有效的投标文件', en: 'no bid is valid any more' },
  VALIDITY_NOT_ASKED: { status: 409, zh: '未向您请求延长投标有效期', en: 'you were not asked' },
  VALIDITY_ANSWER_LATE: {
    status: 409,
    zh: '原投标有效期已届满，逾期未答复视为拒绝延长',
    en: 'the old validity is over: no answer by then is a refusal',
  },
  VALIDITY_ANSWERED: { status: 409, zh: '您已答复，不能更改', en: 'you have answered already' },
  VALIDITY_GUARANTEE_SHORT: {
    status: 409,
    zh: '保函有效期短于新的投标有效期，请先提交延长的保函',
    en: 'your guarantee ends before the new last day: give one that runs as long first',
  },
})

/** A longer validity that was asked for. */
export interface Extension {
  from: Day
  to: Day
  reason: string
  askedAt: number
  asked: string[]
  answers: Record<string, { agrees: boolean; at: number }>
  /** when the old end was noted, and how many had agreed; null: it is still to come */
  ended: { at: number; left: number } | null
}

/** What becomes of the validity of bids. Absent members have not happened. */
export interface Validity {
  extension?: Extension
  /** bids that are valid no longer */
  lapsed?: Lapse[]
}

type Bound = Pick<Tender, 'deadline' | 'validityDays'> & Validity

/** The last day on which bids of this tender are valid: counted from the deadline, or the later one that was asked for. */
export const bidValidUntil = ({ deadline, validityDays, extension }: Bound): Day =>
  extension?.to ?? dayAfter(dayOf(deadline), validityDays)

/** The last moment until which a guarantee must run (ms). */
export const boundUntil = (tender: Bound): number => lastMomentOf(bidValidUntil(tender))

/** The request that may still be answered: until the last moment of the old last day. */
export const askedNow = ({ extension }: Validity, now: number): Extension | undefined =>
  extension && now <= lastMomentOf(extension.from) ? extension : undefined

/** From the opening to the contract. */
export const EXTENDABLE: readonly Stage[] = ['evaluating', 'publicised', 'awarded']

/** Who did not agree, in the order in which they were asked. */
const without = ({ asked, answers }: Extension): Lapse[] =>
  asked
    .filter((tag) => !answers[tag]?.agrees)
    .map((tag) => ({ tag, how: answers[tag] ? ('refused' as const) : ('silent' as const) }))

/** Bids that are valid no longer at a moment: from the first millisecond after the old last day on. */
export function lapsedBids({ extension, lapsed = [] }: Validity, now: number): Lapse[] {
  if (!extension || extension.ended || now <= lastMomentOf(extension.from)) return lapsed
  return [...lapsed, ...without(extension)]
}

/** Whether a bid is valid no longer. */
export const isLapsed = (tender: Validity, tag: string, now: number): boolean =>
  lapsedBids(tender, now).some((one) => one.tag === tag)

/**
 * Asks every bidder that is still in to stay bound for longer. It may be asked while the tender rests: a rest is what a
 * validity runs out in.
 *
 * @param of.opened the bids that were opened
 */
export function askValidity(
  tender: Tender,
  of: { to: Day; reason: string; opened: readonly string[]; signature: Signature },
  law: Pick<Rulebook, 'validityExtension'>,
  now: number,
) {
  const { to, reason, opened, signature } = of
  if (!EXTENDABLE.includes(tender.stage)) throw refuse('VALIDITY_STAGE', { stage: tender.stage })
  if (law.validityExtension.value === 'none') throw refuse('VALIDITY_NOT_HERE', {}, law.validityExtension)
  const running = askedNow(tender, now)
  if (running) throw refuse('VALIDITY_ASKED', { to: running.to, from: running.from })
  const from = bidValidUntil(tender)
  const answerBy = lastMomentOf(from)
  if (now > answerBy) throw refuse('VALIDITY_OVER', { from }, law.validityExtension)
  if (to <= from) throw refuse('VALIDITY_NOT_LATER', { from })
  const asked = opened.filter((tag) => !isLapsed(tender, tag, now))
  if (!asked.length) throw refuse('VALIDITY_NOBODY')
  const { article } = law.validityExtension
  return [ValidityAsked({ tender: tender.id, from, to, answerBy, reason, asked, article, signature })]
}

/**
 * A bidder agrees or refuses, once.
 *
 * @param of.guaranteedUntil the last moment of the guarantee that secures its bid (ms); null: money does, or nothing has to
 */
export function answerValidity(
  tender: Tender,
  of: { tag: string; to: Day; agrees: boolean; guaranteedUntil: number | null; signature: Signature },
  law: Pick<Rulebook, 'validityExtension' | 'validitySilence'>,
  now: number,
) {
  const { tag, agrees, guaranteedUntil, signature } = of
  if (!EXTENDABLE.includes(tender.stage)) throw refuse('VALIDITY_STAGE', { stage: tender.stage })
  const { extension } = tender
  if (!extension?.asked.includes(tag) || extension.to !== of.to) throw refuse('VALIDITY_NOT_ASKED')
  const { from, to, answers } = extension
  if (!askedNow(tender, now)) throw refuse('VALIDITY_ANSWER_LATE', { from }, law.validitySilence)
  if (answers[tag]) throw refuse('VALIDITY_ANSWERED')
  if (agrees && guaranteedUntil !== null && guaranteedUntil < lastMomentOf(to))
    throw refuse('VALIDITY_GUARANTEE_SHORT', { needed: to }, law.validityExtension)
  return [ValidityAnswered({ tender: tender.id, tag, to, agrees, signature })]
}

/** Notes what became of the bids when the old last day was over; nothing before, and nothing twice. */
export function endValidity(tender: Tender, law: Pick<Rulebook, 'validityExtension'>, now: number) {
  const { extension } = tender
  if (!extension || extension.ended || askedNow(tender, now) || !EXTENDABLE.includes(tender.stage)) return []
  const { from, to, asked } = extension
  const lapsed = without(extension)
  const { article } = law.validityExtension
  return [ValidityEnded({ tender: tender.id, from, to, lapsed, left: asked.length - lapsed.length, article })]
}

/** Whether the law has the tender called anew, because too few agreed and nobody is awarded yet. */
export function tooFewExtended(
  { kind, stage }: Pick<Tender, 'kind' | 'stage'>,
  left: number,
  { fewestExtended: { value } }: Pick<Rulebook, 'fewestExtended'>,
): boolean {
  return ['evaluating', 'publicised'].includes(stage) && value.kinds.includes(kind) && left < value.bidders
}

/** Whether a fact concerns the validity of bids. */
export const isValidityFact = (fact: { type: string }): fact is ValidityFact => fact.type.startsWith('tender.validity')

/** The part of `evolve` that concerns the validity of bids. */
export function evolveValidity(tender: Tender, fact: ValidityFact): Tender {
  if (fact.type === 'tender.validityAsked') {
    const { from, to, reason, asked } = fact.data
    return { ...tender, extension: { from, to, reason, askedAt: fact.at, asked, answers: {}, ended: null } }
  }
  const { extension } = tender
  if (!extension) return tender
  if (fact.type === 'tender.validityAnswered') {
    const answers = { ...extension.answers, [fact.data.tag]: { agrees: fact.data.agrees, at: fact.at } }
    return { ...tender, extension: { ...extension, answers } }
  }
  const { lapsed, left } = fact.data
  const ended = { at: fact.at, left }
  return { ...tender, lapsed: [...(tender.lapsed ?? []), ...lapsed], extension: { ...extension, ended } }
}
