import { z } from 'zod'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import type { Eye } from '../ledger/eye.ts'
import { Hash, SignedDocument } from '../tenders/contract.ts'
import { Signature } from '../tenders/events.ts'

const tender = z.string()

/** Until the result is out only those who run the tender and its supervisor see what becomes of the report. */
const hostsAndSupervisor = (eye: Eye): boolean => eye.host || eye.role === 'supervisor'

/** What is wrong at one place of the report, as the tenderer found it. */
export const Anomaly = z.strictObject({
  bid: Hash,
  /** the clause or factor, by its id; null: the bid as a whole */
  item: z
    .string()
    .regex(/^[a-z0-9-]{1,24}$/)
    .nullable(),
  fact: z.string().trim().min(4).max(1000),
})
export type Anomaly = z.infer<typeof Anomaly>

/** The agent has handed the panel's report to the purchaser. */
export const ReportDelivered = defineEvent('acceptance.delivered', {
  v: 1,
  zh: '评标报告已送达采购人',
  en: 'report delivered to the purchaser',
  data: z.strictObject({ tender, report: Hash, inTime: z.boolean(), signature: Signature }),
  seenBy: hostsAndSupervisor,
})

/** The tenderer has looked through the report and has nothing for the panel to look at again. */
export const ReportReviewed = defineEvent('acceptance.reviewed', {
  v: 1,
  zh: '评标报告已审查',
  en: 'report reviewed',
  data: z.strictObject({
    tender,
    report: Hash,
    /** hash of the list of checks that was on the screen */
    checks: Hash,
    /** codes of the checks that the platform found in need of attention */
    attention: z.array(z.string()),
    note: z.string(),
    signature: Signature,
  }),
  seenBy: hostsAndSupervisor,
})

/** The tenderer has the panel look at its report again, on a ground of the law; the facts are kept. */
export const RecheckOrdered = defineEvent('acceptance.recheckOrdered', {
  v: 1,
  zh: '要求原评标委员会复核',
  en: 'recheck by the same panel ordered',
  data: z.strictObject({
    tender,
    recheck: z.string(),
    report: Hash,
    ground: z.string(),
    article: z.string(),
    anomalies: z.array(Anomaly).min(1),
    files: z.array(SignedDocument).optional(),
    /** the text that has the supervisor told in writing; absent: none has */
    told: z.string().optional(),
    signature: Signature,
  }),
  seenBy: hostsAndSupervisor,
})

/** Somebody ranked before the winner, and the lawful reason why it is not fixed. */
export const Skipped = z.strictObject({
  tag: Hash,
  rank: z.number().int().positive(),
  reason: z.string().trim().min(4).max(1000),
})
export type Skipped = z.infer<typeof Skipped>

/** The purchaser has fixed the winner, or is taken to have; nobody else knows until it is announced. */
export const ResultFixed = defineEvent('acceptance.fixed', {
  v: 1,
  zh: '采购人已确定中标人',
  en: 'winner fixed by the purchaser',
  data: z.strictObject({
    tender,
    winner: Hash,
    rank: z.number().int().positive(),
    how: z.enum(['inOrder', 'tieByDocument', 'tieByLot', 'deemed']),
    /** the rule of the tender document by which a tie was broken */
    tie: z.string().nullable(),
    /** number of the lot by which it was broken; absent: by none */
    draw: z.string().optional(),
    skipped: z.array(Skipped),
    article: z.string(),
    inTime: z.boolean(),
    /** absent: the law takes the winner as fixed */
    signature: Signature.optional(),
  }),
  seenBy: hostsAndSupervisor,
})

/** Who was fixed does not become, or does not stay, the winner: the purchaser fixes again. */
export const FixingUndone = defineEvent('acceptance.undone', {
  v: 1,
  zh: '中标人须重新确定',
  en: 'the winner is to be fixed again',
  data: z.strictObject({ tender, reason: z.string(), article: z.string() }),
  seenBy: hostsAndSupervisor,
})

/** A lot is drawn between candidates who tie, for the document says nothing. */
export const WinnerLotAsked = defineEvent('acceptance.lotAsked', {
  v: 1,
  zh: '并列中标候选人随机抽取',
  en: 'a lot between candidates who tie was asked for',
  data: z.strictObject({ tender, draw: z.string(), number: z.number().int().positive(), among: z.array(Hash).min(2) }),
  seenBy: hostsAndSupervisor,
})

/** The lot has drawn one of the candidates; anybody can repeat it. */
export const WinnerLotDrawn = defineEvent('acceptance.lotDrawn', {
  v: 1,
  zh: '并列中标候选人已随机抽取',
  en: 'the lot between candidates who tie is drawn',
  data: z.strictObject({
    tender,
    draw: z.string(),
    among: z.array(Hash).min(2),
    chosen: Hash,
    transcript: z.string(),
    article: z.string(),
  }),
  seenBy: hostsAndSupervisor,
})

export const acceptanceEvents = [
  ReportDelivered,
  ReportReviewed,
  RecheckOrdered,
  WinnerLotAsked,
  WinnerLotDrawn,
  ResultFixed,
  FixingUndone,
]
export type AcceptanceFact = FactOf<(typeof acceptanceEvents)[number]>
export type AcceptanceHappening = HappeningOf<(typeof acceptanceEvents)[number]>
