import { z } from 'zod'
import { refusals } from '../law/refusal.ts'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import type { Eye } from '../ledger/eye.ts'
import { InstantNumber } from '../tenders/contract.ts'

const refuse = refusals({
  NO_ALARM: { status: 409, zh: '没有待知悉的逾期提醒', en: 'there is no alarm that nobody has noticed yet' },
})

/** Those who see to it that money goes back. An alarm names neither bidder nor section. */
const watchers = (eye: Eye): boolean => eye.role === 'supervisor' || eye.role === 'centre'

/** A refund's last lawful day has passed: told to the supervisor at once. */
export const AlarmRaised = defineEvent('alarm.raised', {
  v: 1,
  zh: '保证金逾期未退提醒',
  en: 'alarm of an overdue refund',
  data: z.strictObject({ order: z.string(), dueBy: InstantNumber }),
  seenBy: watchers,
})

/** The supervisor has noticed what was raised until now. */
export const AlarmsNoticed = defineEvent('alarm.noticed', {
  v: 1,
  zh: '逾期提醒已知悉',
  en: 'alarms noticed',
  data: z.strictObject({ orders: z.array(z.string()).min(1), organisation: z.string(), person: z.string() }),
  seenBy: watchers,
})

/** The money is back: the alarm is over. */
export const AlarmEnded = defineEvent('alarm.ended', {
  v: 1,
  zh: '逾期提醒已解除',
  en: 'alarm over',
  data: z.strictObject({ order: z.string() }),
  seenBy: watchers,
})

export const alarmEvents = [AlarmRaised, AlarmsNoticed, AlarmEnded]
export type AlarmFact = FactOf<(typeof alarmEvents)[number]>
type Happening = HappeningOf<(typeof alarmEvents)[number]>

/** One alarm that is not over. */
export interface Alarm {
  order: string
  dueBy: number
  raisedAt: number
  /** who noticed it first, and when */
  noticed: { organisation: string; person: string; at: number } | null
}
/** The alarms that are not over, the oldest first. */
export interface Alarms {
  open: Alarm[]
}

/** The only place where they change. */
export function evolve(before: Alarms | undefined, { type, data, at }: AlarmFact): Alarms {
  const open = before?.open ?? []
  switch (type) {
    case 'alarm.raised':
      return { open: [...open, { ...data, raisedAt: at, noticed: null }] }
    case 'alarm.noticed': {
      const { orders, ...by } = data
      return { open: open.map((one) => (orders.includes(one.order) ? { ...one, noticed: { ...by, at } } : one)) }
    }
    case 'alarm.ended':
      return { open: open.filter(({ order }) => order !== data.order) }
  }
}

/** Raises an alarm, once a refund. */
export const raiseFacts = (alarms: Alarms | undefined, order: string, dueBy: number): Happening[] =>
  alarms?.open.some((one) => one.order === order) ? [] : [AlarmRaised({ order, dueBy })]

/** Ends an alarm if one was raised. */
export const endFacts = (alarms: Alarms | undefined, order: string): Happening[] =>
  alarms?.open.some((one) => one.order === order) ? [AlarmEnded({ order })] : []

/** Notes who noticed all that nobody had noticed. */
export function noticeFacts(alarms: Alarms | undefined, by: { organisation: string; person: string }): Happening[] {
  const orders = (alarms?.open ?? []).filter(({ noticed }) => !noticed).map(({ order }) => order)
  if (!orders.length) throw refuse('NO_ALARM')
  return [AlarmsNoticed({ orders, ...by })]
}
