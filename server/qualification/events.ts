import { z } from 'zod'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import type { Eye } from '../ledger/eye.ts'
import { ClauseByLaw } from '../tenders/criteria.ts'
import { Signature } from '../tenders/events.ts'
import { ChangeKind, Found } from './contract.ts'

const tender = z.string()
const bid = z.string().length(64)
/** Those who run the tender and its supervisor; the bidders learn it with the result. */
const desk = (eye: Eye): boolean => eye.host || eye.role === 'supervisor'

/** The purchaser or its agent judged one bid clause by clause; once more before the end replaces it. */
export const BidQualified = defineEvent('qualification.judged', {
  v: 1,
  zh: '已对一份投标文件进行资格审查',
  en: "a bidder's qualification judged",
  data: z.strictObject({
    ...{ tender, bid, findings: z.array(Found), qualified: z.boolean(), signature: Signature },
    /** what the law asked about this bid beside the document's clauses; absent: nothing */
    byLaw: z.array(ClauseByLaw).optional(),
  }),
  seenBy: desk,
})
/** Who is qualified and goes on to the panel. */
export const QualificationConcluded = defineEvent('qualification.concluded', {
  v: 1,
  zh: '资格审查结束',
  en: 'qualification concluded',
  data: z.strictObject({
    tender,
    qualified: z.array(bid),
    unqualified: z.array(bid),
    /** whether enough are qualified for an evaluation */
    enough: z.boolean(),
    article: z.string(),
    /** by the tag of a bid the codes of the units that were prequalified together; absent: no prequalification */
    applied: z.record(z.string(), z.array(z.string())).optional(),
    signature: Signature,
  }),
  seenBy: desk,
})

/** A bidder told of a great change of its own after the opening. */
export const ChangeReported = defineEvent('qualification.changeReported', {
  v: 1,
  zh: '投标人报告重大变化',
  en: 'a bidder told of a great change',
  data: z.strictObject({
    ...{ tender, bid, kind: ChangeKind, text: z.string(), signature: Signature, at: z.number().int() },
  }),
  seenBy: (eye, data) => desk(eye) || eye.tag === data.bid,
})

/** Every kind of fact of a qualification. */
export const qualificationEvents = [BidQualified, QualificationConcluded, ChangeReported]
export type QualificationFact = FactOf<(typeof qualificationEvents)[number]>
export type QualificationHappening = HappeningOf<(typeof qualificationEvents)[number]>
