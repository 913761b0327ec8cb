import { z } from 'zod'
import { Performance } from '../bids/contract.ts'
import { ClauseFinding } from '../evaluation/result.ts'
import { defineEvent, type FactOf, type HappeningOf } from '../ledger/event.ts'
import { type Eye, everybody, officers } from '../ledger/eye.ts'
import { FenText, Hash, InstantNumber, SignedDocument } from '../tenders/contract.ts'
import { Signature } from '../tenders/events.ts'
import { announcementEvents } from './announcementEvents.ts'
import { bondEvents } from './bondEvents.ts'
import { Terms } from './contract.ts'
import { contractEvents } from './contractEvents.ts'
import { letterEvents } from './letterEvents.ts'
import { remedyEvents } from './remedyEvents.ts'

const tender = z.string()
const File = { file: z.string(), sha256: Hash }

/** A bidder as the publicity names it: what it offered and how it was ranked. */
export const Placed = z.strictObject({
  rank: z.number().int().positive(),
  tag: Hash,
  code: z.string(),
  name: z.string(),
  /** the other members of its consortium, by name, where it leads one */
  members: z.array(z.string()).optional(),
  terms: Terms,
  leaderCertificate: z.string(),
  /** centipoints */
  quality: z.number().int(),
  priceScore: z.number().int(),
  total: z.number().int(),
  /** points of each factor, centipoints */
  factors: z.record(z.string(), z.number().int()).optional(),
  /** what it was compared by, fen, where that is not its price */
  evaluationPrice: FenText.optional(),
  qualification: z.string().optional(),
  performance: z.array(Performance).optional(),
})
export type Placed = z.infer<typeof Placed>

/** A bid that the panel rejected, by name, with clause and ground. */
export const Rejected = z.strictObject({
  tag: Hash,
  name: z.string(),
  price: FenText,
  findings: z.array(ClauseFinding),
})
export type Rejected = z.infer<typeof Rejected>

/** A bidder whom the purchaser found unqualified, by name: each clause it fails, and the fact. */
export const Unqualified = z.strictObject({
  tag: Hash,
  name: z.string(),
  price: FenText,
  findings: z.array(z.strictObject({ clause: z.string(), zh: z.string(), ground: z.string(), reason: z.string() })),
})
export type Unqualified = z.infer<typeof Unqualified>

/** What the publicity says. The tenderer signs its hash. */
export const Publicity = z.strictObject({
  candidates: z.array(Placed).min(1),
  ranking: z.array(Placed),
  rejections: z.array(Rejected),
  /** whom the purchaser found unqualified; absent: nobody, or the panel judges it */
  unqualified: z.array(Unqualified).optional(),
})
export type Publicity = z.infer<typeof Publicity>

/** The candidates are public; who has something against them may say so until the end. */
export const CandidatesPublicised = defineEvent('award.publicised', {
  v: 1,
  zh: '中标候选人公示',
  en: 'candidates publicised',
  data: z.strictObject({
    tender,
    publicity: Publicity,
    hash: Hash,
    from: InstantNumber,
    /** last moment of the publicity */
    until: InstantNumber,
    /** whether it began within the days that the law gives after the report */
    begunInTime: z.boolean(),
    signature: Signature,
  }),
  seenBy: everybody,
})

/** The publicity as a stamped PDF. */
export const PublicityIssued = defineEvent('award.publicityIssued', {
  v: 1,
  zh: '公示文件已生成',
  en: 'publicity issued as PDF',
  data: z.strictObject({ tender, ...File }),
  seenBy: everybody,
})

const objectorOrOfficer = (eye: Eye, data: { tag: string }): boolean =>
  officers(eye) || (eye.role === 'bidder' && eye.tag === data.tag)

/** A bidder objects to the result. One that came too late is registered, and suspends nothing. */
export const ResultObjected = defineEvent('award.objected', {
  v: 1,
  zh: '对评标结果的异议已登记',
  en: 'objection to the result registered',
  data: z.strictObject({
    tender,
    objection: z.string(),
    tag: Hash,
    text: z.string(),
    late: z.boolean(),
    /** last lawful moment of the answer; null while the calendar of that year is not out */
    answerBy: InstantNumber.nullable(),
    files: z.array(SignedDocument).optional(),
    signature: Signature,
  }),
  seenBy: objectorOrOfficer,
})

/** The calendar of the year is out, and with it the last moment of an answer that was pending. */
export const AnswerDueTold = defineEvent('award.answerDueTold', {
  v: 1,
  zh: '异议答复期限已按新公布的日历算出',
  en: 'last moment of the answer told by the new calendar',
  data: z.strictObject({ tender, objection: z.string(), tag: Hash, answerBy: InstantNumber }),
  seenBy: objectorOrOfficer,
})

/** The tenderer has answered. */
export const ObjectionAnswered = defineEvent('award.objectionAnswered', {
  v: 1,
  zh: '异议已答复',
  en: 'objection answered',
  data: z.strictObject({
    tender,
    objection: z.string(),
    tag: Hash,
    text: z.string(),
    inTime: z.boolean(),
    outcome: z.enum(['upheld', 'dismissed']).optional(),
    files: z.array(SignedDocument).optional(),
    signature: Signature,
  }),
  seenBy: objectorOrOfficer,
})

/** The answer as a PDF: with the platform's stamp, then with the tenderer's signature put into it (PAdES). */
export const AnswerPaper = defineEvent('award.answerPaper', {
  v: 1,
  zh: '异议（质疑）答复文件',
  en: 'the answer as a paper',
  data: z.strictObject({
    ...{ tender, objection: z.string(), tag: Hash, file: z.string(), sha256: Hash },
    /** null: as it was issued */
    signed: z.strictObject({ base: Hash, certificate: z.string() }).nullable(),
  }),
  seenBy: objectorOrOfficer,
})

/** The tenderer has fixed the winner. */
export const WinnerFixed = defineEvent('award.decided', {
  v: 1,
  zh: '中标人已确定',
  en: 'winner fixed',
  data: z.strictObject({ tender, winner: Placed, signature: Signature }),
  seenBy: everybody,
})

/** The award notice and the notices to all others are out, in one fact: at the same moment. */
export const NoticesIssued = defineEvent('award.noticesIssued', {
  v: 1,
  zh: '中标通知书与结果通知书已同时发出',
  en: 'award notice and result notices issued',
  data: z.strictObject({
    tender,
    notice: z.strictObject(File),
    results: z.array(z.strictObject({ tag: Hash, ...File })),
    /** the contract as both are to sign it; absent: its terms are written by the tenderer */
    contract: z.strictObject(File).optional(),
  }),
  seenBy: everybody,
})

/** One of the two has signed the contract. */
export const ContractSigned = defineEvent('award.contractSigned', {
  v: 1,
  zh: '合同已由一方签署',
  en: 'contract signed by one side',
  data: z.strictObject({
    tender,
    side: z.enum(['tenderer', 'winner']),
    tag: z.string(),
    contract: Hash,
    terms: Terms,
    signature: Signature,
  }),
  seenBy: objectorOrOfficer,
})

/** Both have signed: the contract stands. */
export const ContractMade = defineEvent('award.contracted', {
  v: 1,
  zh: '合同已订立',
  en: 'contract made',
  data: z.strictObject({ tender, winner: Hash, contract: Hash, terms: Terms, at: InstantNumber }),
  seenBy: everybody,
})

export const awardEvents = [
  CandidatesPublicised,
  PublicityIssued,
  ResultObjected,
  AnswerDueTold,
  ObjectionAnswered,
  AnswerPaper,
  WinnerFixed,
  NoticesIssued,
  ContractSigned,
  ContractMade,
  ...announcementEvents,
  ...bondEvents,
  ...contractEvents,
  ...letterEvents,
  ...remedyEvents,
]
export type AwardFact = FactOf<(typeof awardEvents)[number]>
export type AwardHappening = HappeningOf<(typeof awardEvents)[number]>
