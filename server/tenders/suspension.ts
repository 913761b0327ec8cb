import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { suspensionsOf } from './side.ts'
import { type SuspensionKind, SuspensionLifted, TenderSuspended } from './sideEvents.ts'
import type { Signature } from './signature.ts'
import type { Stage, Tender } from './tender.ts'

const refuse = refusals({
  TENDER_SUSPENDED: {
    status: 423,
    zh: '招标活动已暂停，恢复前不能进行此操作',
    en: 'the tender is suspended; nothing goes on until that is lifted',
  },
  SUSPENSION_STAGE: {
    status: 409,
    zh: '该标段当前阶段没有可以暂停的活动',
    en: 'in this stage there is nothing to suspend',
  },
  SUSPENSION_UNKNOWN: { status: 404, zh: '没有该项暂停，或已恢复', en: 'there is no such suspension' },
  SUSPENSION_OTHER: {
    status: 403,
    zh: '该项暂停不由当前身份决定恢复',
    en: 'that suspension is for somebody else to lift',
  },
})

/** Stages in which something is under way that a suspension stops. */
export const SUSPENDABLE: readonly Stage[] = [
  'prequalifying',
  'prequalified',
  'bidding',
  'opening',
  'evaluating',
  'publicised',
  'awarded',
]

const DAY = 86_400_000

/** Refuses a deed while the tender rests, with every reason. */
export function notSuspended(tender: Tender): void {
  const standing = suspensionsOf(tender)
  if (!standing.length) return
  const suspensions = standing.map(({ kind, reason, article, since }) => ({ kind, reason, article, since }))
  throw refuse('TENDER_SUSPENDED', { suspensions })
}

/**
 * By how much (ms) clocks move that stood from a moment to another: whole days begun, so that nobody has less time
 * than was left and no door closes at an odd hour.
 */
export const stoppedFor = (from: number, to: number): number => Math.ceil(Math.max(0, to - from) / DAY) * DAY

/** Where a moment lies after clocks stood: one that had passed by then stays, one still to come moves. */
export const afterStop = (moment: number, from: number, to: number): number =>
  moment > from ? moment + stoppedFor(from, to) : moment

type SuspensionLaw = Pick<Rulebook, 'documentObjectionSuspends' | 'resultObjectionSuspends' | 'supervisionOrders'>

/** The article on which a suspension of that kind rests, in that stage. */
function articleOf(kind: SuspensionKind, tender: Tender, law: SuspensionLaw): string {
  if (kind === 'objection')
    return (
      ['prequalifying', 'bidding'].includes(tender.stage) ? law.documentObjectionSuspends : law.resultObjectionSuspends
    ).article
  return law.supervisionOrders.article
}

/**
 * Suspends a tender. An id that stands already changes nothing, so that a job may run twice.
 *
 * @param of.article where the suspension rests on another article than its kind usually does
 * @returns TenderSuspended, or nothing
 */
export function suspendTender(
  tender: Tender,
  of: {
    id: string
    kind: SuspensionKind
    reason: string
    article?: string
    /** since when the clocks stand; absent: from now */
    since?: number
    correctBy?: number
    signature?: Signature
  },
  law: SuspensionLaw,
  now: number,
) {
  if (!SUSPENDABLE.includes(tender.stage)) throw refuse('SUSPENSION_STAGE', { stage: tender.stage })
  if (suspensionsOf(tender).some(({ id }) => id === of.id)) return []
  const { id: suspension, kind, reason, signature, correctBy } = of
  const article = of.article ?? articleOf(kind, tender, law)
  const more = { ...(correctBy === undefined ? {} : { correctBy }), ...(signature ? { signature } : {}) }
  return [TenderSuspended({ tender: tender.id, suspension, kind, reason, article, since: of.since ?? now, ...more })]
}

/**
 * Lifts one suspension. With the last one the clocks go on: dates that were still to come when they stopped move.
 *
 * @param of.kinds what the one who lifts it may lift; absent: any
 * @returns SuspensionLifted
 */
export function liftSuspension(
  tender: Tender,
  of: { id: string; reason: string; kinds?: readonly SuspensionKind[]; signature?: Signature },
  law: Pick<Rulebook, 'stoppedClock'>,
  now: number,
) {
  const found = suspensionsOf(tender).find(({ id }) => id === of.id)
  if (!found) throw refuse('SUSPENSION_UNKNOWN', { suspension: of.id })
  if (of.kinds && !of.kinds.includes(found.kind)) throw refuse('SUSPENSION_OTHER', { kind: found.kind })
  const stoppedAt = tender.stoppedAt ?? found.since
  const last = suspensionsOf(tender).length === 1
  const applying = tender.stage === 'prequalifying' ? tender.prequalification : undefined
  const resumed = {
    stoppedAt,
    by: stoppedFor(stoppedAt, now),
    documentsUntil: afterStop(tender.documentsUntil, stoppedAt, now),
    deadline: afterStop(tender.deadline, stoppedAt, now),
    ...(applying
      ? {
          prequalification: {
            documentsUntil: afterStop(applying.documentsUntil, stoppedAt, now),
            deadline: afterStop(applying.deadline, stoppedAt, now),
          },
        }
      : {}),
    article: law.stoppedClock.article,
  }
  const signed = of.signature ? { signature: of.signature } : {}
  const data = { tender: tender.id, suspension: of.id, reason: of.reason, at: now, ...signed }
  return [SuspensionLifted({ ...data, resumed: last ? resumed : null })]
}

/** Every suspension that the platform orders for an outage has an id that begins so. */
export const OUTAGE = 'outage-'

const HOUR = 3_600_000

/** Until when a tender takes bids or applications; undefined while it takes none. */
export function takesUntil({ stage, deadline, prequal, prequalification }: Tender): number | undefined {
  if (stage === 'bidding') return deadline
  return stage === 'prequalifying' && prequal?.closedAt === null ? prequalification?.deadline : undefined
}

/**
 * Stops the clocks of a tender for an outage of the platform shortly before its deadline, from the beginning of the outage on, so
 * that whoever could not hand in has at least as long as was lost; the host sets them going again.
 *
 * @param of.decided whether somebody judged it; what the log alone shows must have lasted
 * @returns TenderSuspended, or nothing where the outage was long before the deadline or touched no bidding
 */
export function restForOutage(
  tender: Tender,
  of: { id: string; reason: string; from: number; to: number; decided: boolean },
  law: SuspensionLaw & Pick<Rulebook, 'outageBeforeDeadline'>,
  now: number,
) {
  const until = takesUntil(tender)
  const { value, article } = law.outageBeforeDeadline
  if (until === undefined || of.from >= until || of.to <= until - value.hours * HOUR) return []
  if (!of.decided && of.to - of.from < value.seconds * 1000) return []
  const { id, reason, from: since } = of
  return suspendTender(tender, { id, kind: 'incident', reason, article, since }, law, now)
}
