import { z } from 'zod'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { type Eye, officers, partyAlone } from '../ledger/eye.ts'
import { CreditCode } from '../tenders/contract.ts'
import { Signature } from '../tenders/events.ts'
import { OutageKind } from './contract.ts'
import { PARTS, SHARES } from './failures.ts'

const instant = z.number().int()
const Offset = z.strictObject({ offset: z.number(), accuracy: z.number(), measuredAt: instant })

/** A span of time, ms. */
export const Span = z.strictObject({ from: instant, to: instant })
export type Span = z.infer<typeof Span>

/** A part of the platform that failed for a share of what was asked of it, over whole minutes, ms. */
export const Failing = Span.extend({ part: z.enum(PARTS), share: z.enum(SHARES) })
export type Failing = z.infer<typeof Failing>

/** What the platform's own log says of a span: how often it beat, and where it stood still. */
export const OwnRecord = z.strictObject({
  beats: z.number().int(),
  outages: z.array(Span),
  dark: z.boolean(),
  /** what else failed; absent in older decisions */
  failing: z.array(Failing).optional(),
})
export type OwnRecord = z.infer<typeof OwnRecord>

const itsReporter = (eye: Eye, { tag }: { tag: string }): boolean => !!tag && eye.tag === tag

/**
 * Somebody reports that the platform failed. Who, in which tender and what it tells is sealed by the vault, for it would say who
 * means to bid.
 */
export const OutageReported = defineEvent('outage.reported', {
  v: 1,
  zh: '平台故障已报告',
  en: 'failure of the platform reported',
  data: z.strictObject({
    report: z.string(),
    /** the reporter's tag within this report, and the one under which its reports are found */
    tag: z.string(),
    reporter: z.string(),
    kind: OutageKind,
    from: instant,
    to: instant.nullable(),
    sealed: z.string(),
    clock: Offset.nullable(),
  }),
  seenBy: partyAlone(itsReporter),
})

/** The trusted timestamp over the report. */
export const OutageStamped = defineEvent('outage.stamped', {
  v: 1,
  zh: '故障报告已加盖可信时间戳',
  en: 'report of a failure timestamped',
  data: z.strictObject({ report: z.string(), tag: z.string(), token: z.string() }),
  seenBy: partyAlone(itsReporter),
})

/** Whether it was an outage: decided by the centre or by supervision, beside what the platform's own log says. */
export const OutageDecided = defineEvent('outage.decided', {
  v: 1,
  zh: '平台故障报告已认定',
  en: 'report of a failure decided',
  data: z.strictObject({
    report: z.string(),
    tag: z.string(),
    /** from when until when; null: it was none */
    span: Span.nullable(),
    reason: z.string(),
    by: z.strictObject({ role: z.enum(['centre', 'supervisor']), code: CreditCode, name: z.string() }),
    record: OwnRecord,
    signature: Signature,
  }),
  seenBy: (eye, data) => itsReporter(eye, data) || officers(eye),
})

/** What this platform was asked and failed to do within a minute: by part and in coarse shares. Nobody is named, nothing counted. */
export const PlatformFailing = defineEvent('outage.failing', {
  v: 1,
  zh: '平台自身故障记录',
  en: 'the platform notes what of it failed',
  data: z.strictObject({
    hour: z.string(),
    /** when the minute began, ms */
    minute: instant,
    parts: z.array(z.strictObject({ part: z.enum(PARTS), share: z.enum(SHARES) })).min(1),
  }),
  seenBy: officers,
})
export type FailingFact = FactOf<typeof PlatformFailing>

/** Of a report. */
export const reportEvents = [OutageReported, OutageStamped, OutageDecided]
export type OutageFact = FactOf<(typeof reportEvents)[number]>
export type OutageHappening = HappeningOf<(typeof reportEvents)[number]>

export const outageEvents = [...reportEvents, PlatformFailing]
