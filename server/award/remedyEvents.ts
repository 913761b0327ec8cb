import { z } from 'zod'
import { defineEvent } from '../ledger/event.ts'
import { everybody, officers } from '../ledger/eye.ts'
import { Hash } from '../tenders/contract.ts'
import { Signature } from '../tenders/events.ts'

const tender = z.string()

/** What was decided is void by law: the publicity, or the award that followed it. It stays on record. */
export const AwardSetAside = defineEvent('award.setAside', {
  v: 1,
  zh: '公示或中标结果依法失效',
  en: 'publicity or award set aside',
  data: z.strictObject({
    tender,
    cause: z.enum(['reEvaluation', 'invalid', 'passedOver']),
    /** whether the publicity is void as well, and not only the award */
    publicity: z.boolean(),
    ground: z.string(),
    reason: z.string(),
    article: z.string(),
    /** the objection, complaint or decision it follows from */
    order: z.string(),
  }),
  seenBy: everybody,
})

/** Before the award notice the tenderer has the panel look at a candidate again: whether it still has what the document asks. */
export const AbilityReviewOrdered = defineEvent('award.abilityOrdered', {
  v: 1,
  zh: '招标人要求原评标委员会审查确认中标候选人的履约能力',
  en: 'the same panel is to look at a candidate again',
  data: z.strictObject({
    tender,
    candidate: Hash,
    reason: z.string(),
    article: z.string(),
    /** the number under which the evaluation is reopened */
    order: z.string(),
    signature: Signature,
  }),
  seenBy: officers,
})

/** A candidate does not win, on a ground of the law; the next in rank may, or the tender is repeated. */
export const CandidatePassedOver = defineEvent('award.passedOver', {
  v: 1,
  zh: '中标候选人依法不再作为中标人',
  en: 'candidate passed over',
  data: z.strictObject({
    tender,
    tag: z.string(),
    rank: z.number().int(),
    ground: z.string(),
    reason: z.string(),
    evidence: z.array(
      z.strictObject({ title: z.string(), file: z.string(), bytes: z.number().int(), sha256: z.string() }),
    ),
    article: z.string(),
    deposit: z.enum(['kept', 'mayBeKept', 'returned']),
    follows: z.enum(['nextCandidate', 'retender']),
    signature: Signature,
  }),
  seenBy: everybody,
})

/** The supervisor finds an award invalid: from the candidates that are left another wins, or it is evaluated or tendered again. */
export const AwardInvalidated = defineEvent('award.invalidated', {
  v: 1,
  zh: '中标被认定无效',
  en: 'award found invalid',
  data: z.strictObject({
    ...{ tender, tag: z.string(), rank: z.number().int(), ground: z.string(), reason: z.string(), article: z.string() },
    deposit: z.enum(['mayBeKept', 'returned']),
    follows: z.enum(['nextCandidate', 'reEvaluate', 'retender']),
    /** the contract that falls with it, by its hash; null: none was made */
    contract: z.string().nullable(),
    signature: Signature,
  }),
  seenBy: everybody,
})

export const remedyEvents = [AwardSetAside, CandidatePassedOver, AwardInvalidated, AbilityReviewOrdered]
