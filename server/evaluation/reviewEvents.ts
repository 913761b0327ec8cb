import { z } from 'zod'
import { Claims } from '../bids/contract.ts'
import { defineEvent } from '../ledger/event.ts'
import { officers } from '../ledger/eye.ts'
import { Criteria, FenText } from '../tenders/contract.ts'
import { ClauseByLaw } from '../tenders/criteria.ts'
import { Signature } from '../tenders/events.ts'
import { Tag, Vote } from './contract.ts'
import { author, room, roomAndBidder } from './eyes.ts'
import { ClauseFinding } from './result.ts'

const tender = z.string()
/** The members of the panel when it happened: they see it, other experts do not. */
const panel = z.array(Tag)
const member = Tag
const bid = Tag

/** The evaluation begins: who evaluates which bids by which criteria. */
export const EvaluationBegun = defineEvent('evaluation.begun', {
  v: 2,
  zh: '评标开始',
  en: 'evaluation begun',
  data: z.strictObject({
    tender,
    panel,
    rulebook: z.string(),
    bids: z.array(
      z.strictObject({
        ...{ tag: bid, price: FenText, claims: Claims.optional() },
        /** what the law puts before the panel on this bid, by what stands in the bids and by the signs of the report; absent: nothing */
        byLaw: z.array(ClauseByLaw).optional(),
        /** the codes of the units that were prequalified together; absent: no prequalification, or its purchaser judges */
        applied: z.array(z.string()).optional(),
      }),
    ),
    criteria: Criteria,
    /** members whom the tenderer named; absent: none */
    representatives: panel.optional(),
    /** the highest price allowed, in fen; absent: not needed then */
    ceiling: FenText.optional(),
  }),
  seenBy: (eye, data) => room(eye, data) || officers(eye),
})
/** A bidder told of a great change while the panel reviews: it is asked whether the bidder still qualifies, and votes on its bid anew. */
export const ChangeNoted = defineEvent('evaluation.changeNoted', {
  v: 1,
  zh: '投标人报告的重大变化已提交评标委员会认定',
  en: 'a great change of a bidder was put before the panel',
  data: z.strictObject({ tender, panel, bid, clause: ClauseByLaw }),
  seenBy: (eye, data) => room(eye, data) || officers(eye),
})
/** A member named its choice for the chair. */
export const ChairVoted = defineEvent('evaluation.chairVoted', {
  v: 1,
  zh: '推选组长投票',
  en: 'vote for the chair',
  data: z.strictObject({ tender, member, for: Tag, round: z.number().int() }),
  seenBy: author,
})
/** Nobody had a majority: the members vote again. */
export const ChairUndecided = defineEvent('evaluation.chairUndecided', {
  v: 1,
  zh: '组长推选未过半数，重新投票',
  en: 'no majority for a chair',
  data: z.strictObject({ tender, panel, round: z.number().int(), counts: z.record(Tag, z.number().int()) }),
  seenBy: room,
})
/** The members have a chair, who has the same vote as they. */
export const ChairElected = defineEvent('evaluation.chairElected', {
  v: 1,
  zh: '评标委员会组长已推选',
  en: 'chair elected',
  data: z.strictObject({ tender, panel, chair: Tag, counts: z.record(Tag, z.number().int()) }),
  seenBy: room,
})
/** A member reviewed one bid, clause by clause. */
export const BidReviewed = defineEvent('evaluation.reviewed', {
  v: 1,
  zh: '成员完成一份投标文件的初步评审',
  en: 'a member reviewed a bid',
  data: z.strictObject({ tender, member, bid, votes: z.array(Vote) }),
  seenBy: author,
})
/** A bid would fail on something unclear that the bidder was never asked: it must be asked first. */
export const ClarificationNeeded = defineEvent('evaluation.clarificationNeeded', {
  v: 1,
  zh: '否决前须先要求澄清',
  en: 'a clarification must be asked before rejecting',
  data: z.strictObject({ tender, panel, bid, clauses: z.array(z.string()) }),
  seenBy: room,
})
/** The panel rejects a bid: each clause it failed by a majority of all members, with pages and votes. */
export const BidRejected = defineEvent('evaluation.bidRejected', {
  v: 1,
  zh: '否决投标',
  en: 'bid rejected',
  data: z.strictObject({ tender, panel, bid, clauses: z.array(ClauseFinding).min(1) }),
  seenBy: room,
})
/** Every member has voted on everything: which bids go on, and what a minority thought. */
export const ReviewClosed = defineEvent('evaluation.reviewClosed', {
  v: 1,
  zh: '初步评审结束',
  en: 'preliminary review closed',
  data: z.strictObject({
    tender,
    panel,
    valid: z.array(bid),
    minority: z.array(ClauseFinding),
    /** claims to a price deduction that the panel denies; absent: none */
    denied: z.array(ClauseFinding).optional(),
    /** the article by which too few bids are left; absent: enough, or the panel argues */
    void: z.string().optional(),
  }),
  seenBy: room,
})
/** Fewer than three valid bids: the panel says in writing whether they still compete. */
export const CompetitionArgued = defineEvent('evaluation.competitionArgued', {
  v: 1,
  zh: '有效投标不足三个的竞争性论证',
  en: 'competition among the valid bids argued',
  data: z.strictObject({ tender, panel, member, enough: z.boolean(), argument: z.string() }),
  seenBy: room,
})
/** The panel asks one bidder. */
export const ClarificationAsked = defineEvent('evaluation.clarificationAsked', {
  v: 1,
  zh: '评标委员会要求澄清',
  en: 'clarification asked',
  data: z.strictObject({ tender, panel, id: z.string(), bid, question: z.string(), until: z.number().int() }),
  seenBy: roomAndBidder,
})
/** The bidder's signed answer. */
export const ClarificationAnswered = defineEvent('evaluation.clarificationAnswered', {
  v: 1,
  zh: '投标人已答复澄清',
  en: 'clarification answered',
  data: z.strictObject({ tender, panel, id: z.string(), bid, answer: z.string(), signature: Signature }),
  seenBy: roomAndBidder,
})
/** The time for an answer has passed. */
export const ClarificationExpired = defineEvent('evaluation.clarificationExpired', {
  v: 1,
  zh: '澄清答复期限已过',
  en: 'clarification expired',
  data: z.strictObject({ tender, panel, id: z.string(), bid }),
  seenBy: roomAndBidder,
})
