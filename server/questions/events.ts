import { z } from 'zod'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { type Eye, everybody, nobody, officers, partyAlone } from '../ledger/eye.ts'
import { Hash, InstantNumber } from '../tenders/contract.ts'
import { Signature } from '../tenders/signature.ts'

const tender = z.string()
const own = partyAlone((eye: Eye, data: { tag: string }) => eye.role === 'bidder' && eye.tag === data.tag)

/** A bidder fetched the tender document while signed in. Until the opening nobody else sees that. */
export const DocumentsFetched = defineEvent('documents.fetched', {
  v: 1,
  zh: '招标文件已获取',
  en: 'tender document fetched',
  /** `name` is sealed by the vault */
  data: z.strictObject({ tender, tag: Hash, name: z.string(), at: InstantNumber }),
  seenBy: own,
})

/** A bidder confirmed with its signature that it has read a version of the tender document. */
export const VersionRead = defineEvent('documents.versionRead', {
  v: 1,
  zh: '已确认收到并阅读',
  en: 'version read and confirmed',
  /** `evidence` is the signature, sealed by the vault */
  data: z.strictObject({ tender, tag: Hash, version: z.number().int(), at: InstantNumber, evidence: z.string() }),
  seenBy: own,
})

/** An addendum stands in the inbox of all who fetched the tender document, of everyone at the same moment: one fact, however many they are. */
export const HoldersTold = defineEvent('documents.holdersTold', {
  v: 1,
  zh: '已通知全部获取招标文件者',
  en: 'all holders of the document told',
  data: z.strictObject({ tender, version: z.number().int(), at: InstantNumber }),
  seenBy: everybody,
})

/** Somebody asks. Who it is, stands nowhere in the open; `tag` is this question's own. */
export const QuestionAsked = defineEvent('question.asked', {
  v: 1,
  zh: '收到提问',
  en: 'question received',
  data: z.strictObject({ tender, question: z.string(), tag: Hash, about: z.string(), text: z.string() }),
  seenBy: officers,
})

/** Who asked, with the signature, sealed by the vault. */
export const AskerSealed = defineEvent('question.askerSealed', {
  v: 1,
  zh: '提问人已封存',
  en: 'asker sealed',
  data: z.strictObject({ tender, question: z.string(), asker: z.string() }),
  seenBy: nobody,
})

/** A question is answered, for everybody. */
export const QuestionAnswered = defineEvent('question.answered', {
  v: 1,
  zh: '提问已答复并公开',
  en: 'question answered for everybody',
  data: z.strictObject({
    tender,
    question: z.string(),
    about: z.string(),
    text: z.string(),
    answer: z.string(),
    /** the version of the tender document that carries the answer; null: it changes nothing */
    version: z.number().int().nullable(),
    at: InstantNumber,
    signature: Signature,
  }),
  seenBy: everybody,
})

/** An objection (challenge) to the tender document. One that came too late is registered, and suspends nothing. */
export const DocumentObjected = defineEvent('documents.objected', {
  v: 1,
  zh: '对招标文件的异议（质疑）已登记',
  en: 'objection to the tender document registered',
  data: z.strictObject({
    tender,
    objection: z.string(),
    tag: Hash,
    /** which document, where it is not the tender document */
    on: z.literal('prequalification').optional(),
    /** the version of the document that it is about */
    version: z.number().int(),
    text: z.string(),
    request: z.string(),
    late: z.boolean(),
    /** the article of the time for objecting */
    article: z.string(),
    at: InstantNumber,
    /** last lawful moment of the answer; null for a late one, and while the calendar of that year is not out */
    answerBy: InstantNumber.nullable(),
  }),
  seenBy: officers,
})

/** Who objected, with the signature, sealed by the vault: opened for the supervisor, for the tenderer after the bids were read out. */
export const ObjectorSealed = defineEvent('documents.objectorSealed', {
  v: 1,
  zh: '异议人已封存',
  en: 'objector sealed',
  data: z.strictObject({ tender, objection: z.string(), objector: z.string() }),
  seenBy: nobody,
})

/** The calendar of its last day is out: until when an objection is answered, is told. */
export const AnswerDated = defineEvent('documents.answerDated', {
  v: 1,
  zh: '异议（质疑）答复期限已按新公布的日历算出',
  en: 'last moment of the answer told by the new calendar',
  data: z.strictObject({ tender, objection: z.string(), answerBy: InstantNumber }),
  seenBy: officers,
})

/** The tenderer has answered an objection to the tender document. */
export const DocumentObjectionAnswered = defineEvent('documents.objectionAnswered', {
  v: 1,
  zh: '对招标文件的异议（质疑）已答复',
  en: 'objection to the tender document answered',
  data: z.strictObject({
    tender,
    objection: z.string(),
    text: z.string(),
    outcome: z.enum(['upheld', 'dismissed']),
    inTime: z.boolean(),
    at: InstantNumber,
    signature: Signature,
  }),
  seenBy: officers,
})

/** The answer as a PDF: with the platform's stamp, then with the tenderer's signature put into it (PAdES). */
export const AnswerPaper = defineEvent('documents.answerPaper', {
  v: 1,
  zh: '异议（质疑）答复文件',
  en: 'the answer as a paper',
  data: z.strictObject({
    ...{ tender, objection: z.string(), file: z.string(), sha256: Hash },
    /** null: as it was issued */
    signed: z.strictObject({ base: Hash, certificate: z.string() }).nullable(),
  }),
  seenBy: officers,
})

/** The time for the answer is over and there is none: the supervisor is told. */
export const DocumentObjectionOverdue = defineEvent('documents.objectionOverdue', {
  v: 1,
  zh: '异议（质疑）逾期未答复',
  en: 'objection not answered in time',
  data: z.strictObject({ tender, objection: z.string(), answerBy: InstantNumber, article: z.string() }),
  seenBy: officers,
})

/** An addendum does what an upheld objection asked for. */
export const DocumentObjectionSettled = defineEvent('documents.objectionSettled', {
  v: 1,
  zh: '异议成立，招标文件已修改',
  en: 'tender document amended after an objection',
  data: z.strictObject({ tender, objection: z.string(), version: z.number().int() }),
  seenBy: officers,
})

export const questionEvents = [HoldersTold, QuestionAsked, AskerSealed, QuestionAnswered]
export type QuestionFact = FactOf<(typeof questionEvents)[number]>
export type QuestionHappening = HappeningOf<(typeof questionEvents)[number]>

export const holderEvents = [DocumentsFetched, VersionRead]
export type HolderFact = FactOf<(typeof holderEvents)[number]>

export const objectionEvents = [
  ...[DocumentObjected, ObjectorSealed, DocumentObjectionAnswered],
  ...[AnswerDated, AnswerPaper, DocumentObjectionOverdue, DocumentObjectionSettled],
]
export type ObjectionFact = FactOf<(typeof objectionEvents)[number]>
