import { type Calendar, endOf, isPending } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { evolveSide, type Suspension, suspensionsOf } from './side.ts'
import { CorrectionOverdue } from './sideEvents.ts'
import type { Signature } from './signature.ts'
import { afterStop, liftSuspension, notSuspended, suspendTender } from './suspension.ts'
import type { Tender } from './tender.ts'

const refuse = refusals({
  CORRECTION_OPEN: {
    status: 422,
    zh: '招标文件因异议（质疑）成立或者处理决定责令改正而暂停，本次修改须一并落实全部应改正事项',
    en: 'the tender rests until its document is corrected: this addendum must follow everything that has to be',
  },
  CORRECTION_UNKNOWN: {
    status: 409,
    zh: '所引处理决定没有责令改正，或已落实',
    en: 'that ruling orders no correction, or was followed already',
  },
})

type Law = Pick<Rulebook, 'correctionFirst' | 'documentObjectionSuspends' | 'resultObjectionSuspends'> &
  Pick<Rulebook, 'supervisionOrders'>

/** The suspension by which an upheld objection, or a ruling on a complaint, holds the tender. */
export const correctionId = (of: string): string => `${of}-correct`

/** The objection or complaint of such a suspension. */
export const causeOf = (suspension: string): string => suspension.replace(/-correct$/, '')

/** The deadline as it will be if what holds the tender is lifted now. */
export const resumedDeadline = (
  { deadline, stoppedAt }: Pick<Tender, 'deadline' | 'stoppedAt'>,
  now: number,
): number => (stoppedAt == null ? deadline : afterStop(deadline, stoppedAt, now))

/** What the document must still be corrected for. */
export const correctionsOf = (tender: Tender): Suspension[] =>
  suspensionsOf(tender).filter(({ kind }) => kind === 'correction')

/**
 * The document must be corrected before the tender opens: it rests until an addendum, or its end. Where bids are no
 * longer taken nothing is left to amend.
 *
 * @param of.cause the objection or complaint
 * @returns TenderSuspended, or nothing
 */
export function holdForCorrection(
  tender: Tender,
  of: { cause: string; reason: string },
  law: Law,
  now: number,
  table: Calendar,
) {
  if (tender.stage !== 'bidding') return []
  const by = endOf(now, law.correctionFirst.value, table)
  const { article } = law.correctionFirst
  const order = { id: correctionId(of.cause), kind: 'correction' as const, reason: of.reason, article }
  return suspendTender(tender, { ...order, ...(isPending(by) ? {} : { correctBy: by }) }, law, now)
}

/**
 * Lifts what holds the tender for a correction, when an addendum follows all of it.
 *
 * @param of.causes the objections and complaints that it follows
 * @returns the facts, and the tender after them, with its clocks running again
 */
export function correct(
  tender: Tender,
  of: { causes: readonly string[]; rulings: readonly string[]; version: number; signature: Signature },
  law: Pick<Rulebook, 'stoppedClock' | 'correctionFirst'>,
  now: number,
) {
  const standing = correctionsOf(tender)
  const unknown = of.rulings.filter((one) => !standing.some(({ id }) => id === correctionId(one)))
  if (unknown.length) throw refuse('CORRECTION_UNKNOWN', { rulings: unknown })
  if (standing.length < suspensionsOf(tender).length) notSuspended(tender)
  const followed = new Set(of.causes.map(correctionId))
  const left = standing.filter(({ id }) => !followed.has(id)).map(({ reason }) => reason)
  if (left.length) throw refuse('CORRECTION_OPEN', { left }, law.correctionFirst)
  const reason = `招标文件已由第${of.version}版改正`
  let after = tender
  const lifts = standing.map(({ id }) => {
    const [lift] = liftSuspension(after, { id, reason, signature: of.signature }, law, now)
    if (!lift) throw new Error(`nothing lifts ${id}`)
    after = evolveSide(after, lift as Parameters<typeof evolveSide>[1])
    return lift
  })
  return { lifts, after }
}

/** Notes each correction whose time is over. */
export const noteUncorrected = (tender: Tender, now: number) =>
  correctionsOf(tender).flatMap(({ id: suspension, correctBy, overdue, article }) =>
    correctBy === undefined || overdue || now <= correctBy
      ? []
      : [CorrectionOverdue({ tender: tender.id, suspension, correctBy, article })],
  )
