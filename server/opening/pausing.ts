import { refusals } from '../law/refusal.ts'
import { HallPaused, HallResumed, type PauseKind } from './hallEvents.ts'
import type { Opening } from './opening.ts'
import type { Pause } from './proceedings.ts'

type Signature = { statement: string; cms: string; certificate: string }

const refuse = refusals({
  OPENING_PAUSED: {
    status: 423,
    zh: '开标已暂停，恢复前不能进行此操作；各项计时同时停止',
    en: 'the opening is paused; nothing goes on until it is resumed, and its clocks stand',
  },
  PAUSE_STAGE: {
    status: 409,
    zh: '开标已结束，没有可以暂停的活动',
    en: 'the opening is over: nothing is there to pause',
  },
  PAUSE_UNKNOWN: { status: 404, zh: '没有该项暂停，或已恢复', en: 'there is no such pause' },
  PAUSE_OTHER: { status: 403, zh: '该项暂停不由当前身份恢复', en: 'that pause is for somebody else to end' },
  PAUSE_RESUMES: { status: 422, zh: '复会时间须晚于当前时间', en: 'the opening can only go on at a later moment' },
})

/** The pauses that last. */
export const pausesOf = (opening: Pick<Opening, 'pauses'>): Pause[] =>
  (opening.pauses ?? []).filter(({ until }) => until === null)

/** Refuses a deed while the hall is paused, with every reason. */
export function notPaused(opening: Pick<Opening, 'pauses'>): void {
  const pauses = pausesOf(opening).map(({ kind, reason, since, resumesAt }) => ({ kind, reason, since, resumesAt }))
  if (pauses.length) throw refuse('OPENING_PAUSED', { pauses })
}

/**
 * Stops the clocks of the hall for everybody. An id that stands already changes nothing, so that a job may run twice.
 *
 * @param of.since when they stopped, if that was noticed only later; never before the hall began
 */
export function pauseHall(
  opening: Opening,
  of: {
    id: string
    kind: PauseKind
    reason: string
    since?: number
    resumesAt?: number | undefined
    signature?: Signature
  },
  now: number,
) {
  if (opening.stage === 'finished') throw refuse('PAUSE_STAGE')
  if (opening.pauses?.some(({ id }) => id === of.id)) return []
  const { id: pause, kind, reason, resumesAt, signature } = of
  if (resumesAt !== undefined && resumesAt <= now) throw refuse('PAUSE_RESUMES', { now })
  const since = Math.max(of.since ?? now, opening.startedAt)
  return [
    HallPaused({
      ...{ tender: opening.tender, pause, kind, reason, since },
      ...(resumesAt === undefined ? {} : { resumesAt }),
      ...(signature ? { signature } : {}),
    }),
  ]
}

/**
 * Ends one pause. The clocks go on when no other lasts.
 *
 * @param of.kinds what the one who ends it may end
 */
export function resumeHall(
  opening: Opening,
  of: { id: string; reason: string; kinds: readonly PauseKind[]; signature?: Signature },
  now: number,
) {
  const found = pausesOf(opening).find(({ id }) => id === of.id)
  if (!found) throw refuse('PAUSE_UNKNOWN', { pause: of.id })
  if (!of.kinds.includes(found.kind)) throw refuse('PAUSE_OTHER', { kind: found.kind })
  const signed = of.signature ? { signature: of.signature } : {}
  return [HallResumed({ tender: opening.tender, pause: of.id, reason: of.reason, at: now, ...signed })]
}
