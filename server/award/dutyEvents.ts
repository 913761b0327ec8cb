import { z } from 'zod'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import type { Eye } from '../ledger/eye.ts'
import { InstantNumber } from '../tenders/contract.ts'

const tender = z.string()
const hostsAndSupervisor = (eye: Eye): boolean => eye.host || eye.role === 'supervisor'

/** Something that the law has somebody do within a time after the evaluation. */
export const DutyBegun = defineEvent('duty.begun', {
  v: 1,
  zh: '法定期限开始计算',
  en: 'a limit of the law began to run',
  data: z.strictObject({
    tender,
    /** what: `publicise`, or `answer` with the objection's id after a colon */
    duty: z.string(),
    from: InstantNumber,
    /** last lawful moment; null while the calendar of that day is not out */
    until: InstantNumber.nullable(),
    article: z.string(),
  }),
  seenBy: hostsAndSupervisor,
})

/** The calendar of its last day is out: a limit that was pending is told. */
export const DutyDated = defineEvent('duty.dated', {
  v: 1,
  zh: '法定期限已按新公布的日历算出',
  en: 'last moment told by the new calendar',
  data: z.strictObject({ tender, duty: z.string(), until: InstantNumber }),
  seenBy: hostsAndSupervisor,
})

/** It was done. */
export const DutyDone = defineEvent('duty.done', {
  v: 1,
  zh: '法定事项已完成',
  en: 'what the law wants was done',
  data: z.strictObject({ tender, duty: z.string(), inTime: z.boolean() }),
  seenBy: hostsAndSupervisor,
})

/** What follows was undone, so that nothing is left to do. */
export const DutyDropped = defineEvent('duty.dropped', {
  v: 1,
  zh: '法定事项不再适用',
  en: 'the limit no longer runs',
  data: z.strictObject({ tender, duty: z.string() }),
  seenBy: hostsAndSupervisor,
})

/** The last lawful moment passed and it was not done: the supervisor is told. */
export const DutyOverdue = defineEvent('duty.overdue', {
  v: 1,
  zh: '法定事项逾期未完成',
  en: 'overdue by law',
  data: z.strictObject({ tender, duty: z.string(), until: InstantNumber, article: z.string() }),
  seenBy: hostsAndSupervisor,
})

/** The tender rests: no limit runs. */
export const DutiesStopped = defineEvent('duty.stopped', {
  v: 1,
  zh: '期限暂停计算',
  en: 'limits stand still',
  data: z.strictObject({ tender, at: InstantNumber }),
  seenBy: hostsAndSupervisor,
})

/** The tender goes on: what was still to come is as much later as the tender rested. */
export const DutiesResumed = defineEvent('duty.resumed', {
  v: 1,
  zh: '期限恢复计算',
  en: 'limits go on',
  data: z.strictObject({ tender, stoppedAt: InstantNumber, by: InstantNumber }),
  seenBy: hostsAndSupervisor,
})

export const dutyEvents = [DutyBegun, DutyDated, DutyDone, DutyDropped, DutyOverdue, DutiesStopped, DutiesResumed]
export type DutyFact = FactOf<(typeof dutyEvents)[number]>
export type DutyHappening = HappeningOf<(typeof dutyEvents)[number]>
