import { hex } from '../../crypto/bytes.ts'
import { canonicalBytes } from '../../crypto/canonical.ts'
import { sha256 } from '../../crypto/digest.ts'
import { refusals } from '../law/refusal.ts'
import { type CeilingTerms, ceilingOf } from '../tenders/ceiling.ts'
import { absentOf } from './attending.ts'
import { questionClock, type Resting } from './clock.ts'
import { FigureCorrected, FiguresConfirmed, QuestionsOpened, type ReadField } from './hallEvents.ts'
import type { OpenedBid, Opening } from './opening.ts'
import { notPaused } from './pausing.ts'
import type { Correction } from './proceedings.ts'

type Signature = { statement: string; cms: string; certificate: string }

const refuse = refusals({
  NOT_READ_OUT: {
    status: 409,
    zh: '尚未唱标，或唱标环节已过',
    en: 'there is nothing read out to look at, or no longer',
  },
  FIGURES_OTHER: { status: 409, zh: '唱标内容已更正，请核对后确认', en: 'what was read out has changed: look again' },
  FIGURE_SAME: { status: 422, zh: '更正前后的内容相同', en: 'the corrected value is the one that was read' },
  FIGURE_SHAPE: { status: 422, zh: '报价（分）与工期须为整数', en: 'price (in fen) and days are whole numbers' },
  QUESTIONS_OPEN: { status: 409, zh: '确认与异议时间已经开始', en: 'the time to confirm and to object has begun' },
  QUESTION_TIME_RUNS: {
    status: 409,
    zh: '确认与异议时间未满，且仍有在场投标人未确认',
    en: 'the time to confirm and to object runs, and not every bidder present has confirmed',
  },
})

const read = (opening: Opening, tag: string): OpenedBid & { form: NonNullable<OpenedBid['form']> } => {
  notPaused(opening)
  const bid = opening.bids[tag]
  if (opening.stage !== 'read' || !bid?.form) throw refuse('NOT_READ_OUT', { stage: opening.stage })
  return { ...bid, form: bid.form }
}

/** The corrections of one bid, oldest first. */
export const correctionsOf = (opening: Opening, tag: string): Correction[] =>
  (opening.corrections ?? []).filter((one) => one.tag === tag)

/** What a figure of a bid is now: as read out, or as it was corrected last. */
export function figureOf(opening: Opening, tag: string, field: ReadField): string {
  const last = correctionsOf(opening, tag).findLast((one) => one.field === field)
  return last?.corrected ?? String(opening.bids[tag]?.form?.[field] ?? '')
}

/** Hash over what was read out of a bid, with what was corrected: what its bidder confirms. */
export function figuresHash(opening: Opening, tag: string): string {
  const form = opening.bids[tag]?.form ?? null
  const corrections = correctionsOf(opening, tag).map(({ field, read, corrected }) => ({ field, read, corrected }))
  return hex(sha256(canonicalBytes({ form, corrections })))
}

/** Takes a bidder's confirmation of what was read out of its bid; a second time changes nothing. */
export function confirmFigures(opening: Opening, of: { tag: string; figures: string; signature: Signature }) {
  read(opening, of.tag)
  if (of.figures !== figuresHash(opening, of.tag)) throw refuse('FIGURES_OTHER')
  if (opening.confirmed?.[of.tag]?.figures === of.figures) return []
  return [FiguresConfirmed({ tender: opening.tender, ...of })]
}

/** Notes that a figure stands otherwise in the bid. What was read stays as it was; the bidder looks at both again. */
export function correctFigure(
  opening: Opening,
  of: { tag: string; field: ReadField; corrected: string; reason: string; signature: Signature },
) {
  const recorded = opening.stage === 'recorded' ? { ...opening, stage: 'read' as const } : opening
  read(recorded, of.tag)
  const before = figureOf(opening, of.tag, of.field)
  const whole = of.field === 'price' || of.field === 'durationDays'
  if (whole && !/^[1-9]\d{0,17}$/.test(of.corrected)) throw refuse('FIGURE_SHAPE')
  if (before === of.corrected) throw refuse('FIGURE_SAME', { value: before })
  return [FigureCorrected({ tender: opening.tender, ...of, read: before })]
}

/** Whether a price is above the highest one, as far as that is known. Such a bid is read out like the others; what follows the panel decides. */
export function overCeiling(tender: CeilingTerms, opening: Pick<Opening, 'computed'>, price: string): boolean {
  const ceiling = ceilingOf(tender, opening)
  return ceiling !== undefined && BigInt(price) > BigInt(ceiling)
}

/** Begins the time in which the bidders confirm and object. */
export function openQuestions(opening: Opening, minutes: number, now: number) {
  notPaused(opening)
  if (opening.stage !== 'read') throw refuse('NOT_READ_OUT', { stage: opening.stage })
  if (opening.questions) throw refuse('QUESTIONS_OPEN')
  return [QuestionsOpened({ tender: opening.tender, minutes, at: now })]
}

/** Refuses to close while the time to confirm runs, unless every bidder present whose bid was read has confirmed. */
export function questionsDone(opening: Opening, tender: Resting, now: number): void {
  const clock = questionClock(opening, tender, now)
  if (!clock || clock.over) return
  const absent = new Set(absentOf(opening))
  const open = Object.values(opening.bids).filter(
    ({ tag, form }) => form && !absent.has(tag) && !opening.confirmed?.[tag],
  )
  if (open.length)
    throw refuse('QUESTION_TIME_RUNS', { endsAt: clock.endsAt, bidders: open.map((one) => one.bidder?.name) })
}
