import { z } from 'zod'
import { defineEvent, type FactOf } from '../ledger/event.ts'
import { everybody } from '../ledger/eye.ts'

/** How far the platform's clock was from the timestamp authority's: times in ms, ahead is positive. */
export const OffsetShape = z.strictObject({
  offset: z.number().int(),
  /** How far the authority itself may be off, by its own word. */
  accuracy: z.number().int().nonnegative(),
  measuredAt: z.number().int(),
})
export type ClockOffset = z.infer<typeof OffsetShape>

/** The platform measured its clock against the timestamp authority's, by a token over random bytes. */
export const ClockMeasured = defineEvent('clock.measured', {
  v: 1,
  zh: '平台时钟已与时间戳服务比对',
  en: 'clock compared with the timestamp authority',
  data: OffsetShape.extend({ hash: z.string(), token: z.string() }),
  seenBy: everybody,
})

export type ClockFact = FactOf<typeof ClockMeasured>

/** The only place where the measurement changes. */
export const evolve = (_before: ClockOffset | undefined, { data }: ClockFact): ClockOffset => ({
  offset: data.offset,
  accuracy: data.accuracy,
  measuredAt: data.measuredAt,
})
