import type { Criteria } from '../tenders/contract.ts'
import { evolveChanged } from './changed.ts'
import type { Sheet, Vote } from './contract.ts'
import { type Corrected, withCorrections } from './corrections.ts'
import { evolveDefect, type PanelDefect } from './defects.ts'
import { granted, type Offered } from './evaluationPrice.ts'
import type { EvaluationFact } from './events.ts'
import { mapped, without } from './keyed.ts'
import { comparing, examined, isSuspected, type LowPrices, measured } from './lowPrices.ts'
import { boundPrice, type Priced, repriced } from './prices.ts'
import { type PastEvaluation, reopened } from './reopening.ts'
import type { ClauseFinding, Mismatch, Ranking, Result } from './result.ts'
import { evolveTies, type Tied } from './ties.ts'
import { evolveTime, type Timed } from './times.ts'
import { evolveVacancy, type Vacancy } from './vacancy.ts'

/** What the panel does now: each stage ends by itself when every member has done its part. */
export type Stage =
  | 'chair'
  | 'review'
  | 'lowPrice'
  | 'competition'
  | 'adjusting'
  | 'scoring'
  | 'objective'
  | 'ties'
  | 'opinions'
  | 'signing'
  | 'stopped'
  | 'finished'

/** A question to one bidder. */
export interface Clarification {
  id: string
  bid: string
  question: string
  askedAt: number
  until: number
  answer: string | null
  answeredAt: number | null
  expired: boolean
}

/** A member's own sheet; its content is sealed until all have locked. */
export interface OwnSheet {
  version: number
  sealed: string
  locked: boolean
  sealedSignature: string | null
}

/** The evaluation of one tender by its panel. Members and bidders are tags. */
export interface Evaluation extends Priced, Tied, Timed {
  tender: string
  rulebook: string
  stage: Stage
  members: string[]
  /** members whom the tenderer named; absent: none */
  representatives?: string[]
  bids: Offered[]
  criteria: Criteria
  /** the highest price allowed, in fen; absent where no rule asks for it */
  ceiling?: string
  begunAt: number
  chair: string | null
  round: number
  ballots: Record<string, string>
  /** bid → member → votes */
  votes: Record<string, Record<string, Vote[]>>
  /** bids that may not be rejected before they were asked → the clauses */
  mustAsk: Record<string, string[]>
  rejections: ClauseFinding[]
  minority: ClauseFinding[]
  /** tags of the bids that are scored; null before the review is closed */
  valid: string[] | null
  clarifications: Clarification[]
  competition: { enough: boolean; argument: string } | null
  /** claims to a price deduction that the panel denies; absent: none */
  denied?: ClauseFinding[]
  /** prices suspected to be too low; absent: none */
  lowPrice?: LowPrices
  /** the article by which the purchase is void for want of bids; absent: it is not */
  void?: string
  sheets: Record<string, OwnSheet>
  /** every member's marks; null until all have locked */
  scores: Record<string, Sheet> | null
  mismatches: Mismatch[]
  corrections: Corrected[]
  ranking: Ranking | null
  opinions: Record<string, { agree: boolean; reason: string | null }>
  report: { file: string; sha256: string; signed: string[] } | null
  unsigned: Record<string, { notedBy: string; reason: string | null; counted: 'agreed' | 'dissent' }>
  replaced: { left: string; joined: string; reason: string }[]
  /** a defect of the tender document that the panel votes on, or for which it stopped; absent: none */
  defect?: PanelDefect
  /** seats whose members left and that are not filled yet; absent: none */
  vacant?: Vacancy[]
  result: Result | null
  /** evaluations that became void, oldest first; absent: none */
  past?: PastEvaluation[]
  /** a new panel is being drawn and begins when it is seated; absent: no */
  awaitsPanel?: boolean
}

const begun = ({ data, at }: Extract<EvaluationFact, { type: 'evaluation.begun' }>): Evaluation => ({
  ...{ tender: data.tender, rulebook: data.rulebook, stage: 'chair', members: data.panel, bids: data.bids },
  ...{ criteria: data.criteria, begunAt: at, chair: null, round: 1, ballots: {}, votes: {}, mustAsk: {} },
  ...{ rejections: [], minority: [], valid: null, clarifications: [], competition: null, sheets: {}, scores: null },
  ...{ mismatches: [], corrections: [], ranking: null, opinions: {}, report: null, unsigned: {}, replaced: [] },
  result: null,
  ...(data.ceiling === undefined ? {} : { ceiling: data.ceiling }),
  ...(data.representatives ? { representatives: data.representatives } : {}),
})

/** The only place where an evaluation changes. */
export function evolve(before: Evaluation | undefined, fact: EvaluationFact): Evaluation {
  if (fact.type === 'evaluation.begun') return { ...begun(fact), ...(before?.past ? { past: before.past } : {}) }
  if (!before) throw new Error(`${fact.type} before the evaluation began`)
  return (
    reviewed(before, fact) ??
    examined(before, fact) ??
    repriced(before, fact) ??
    scored(before, fact) ??
    evolveTies(before, fact) ??
    evolveVacancy(before, fact) ??
    evolveDefect(before, fact) ??
    evolveTime(before, fact) ??
    concluded(before, fact)
  )
}

/** Election, preliminary review, clarifications. */
function reviewed(e: Evaluation, fact: EvaluationFact): Evaluation | undefined {
  switch (fact.type) {
    case 'evaluation.chairVoted':
      return { ...e, ballots: { ...e.ballots, [fact.data.member]: fact.data.for } }
    case 'evaluation.chairUndecided':
      return { ...e, round: fact.data.round + 1, ballots: {} }
    case 'evaluation.chairElected':
      return { ...e, chair: fact.data.chair, stage: 'review' }
    case 'evaluation.reviewed': {
      const { bid, member, votes } = fact.data
      return { ...e, votes: { ...e.votes, [bid]: { ...e.votes[bid], [member]: votes } } }
    }
    case 'evaluation.clarificationNeeded':
      return { ...e, mustAsk: { ...e.mustAsk, [fact.data.bid]: fact.data.clauses } }
    case 'evaluation.bidRejected':
      return { ...e, rejections: [...e.rejections, ...fact.data.clauses] }
    case 'evaluation.reviewClosed':
      return reviewClosed(e, fact.data)
    case 'evaluation.competitionArgued': {
      const { enough, argument } = fact.data
      return { ...e, competition: { enough, argument }, stage: enough ? measured(e) : 'opinions' }
    }
    case 'evaluation.clarificationAsked': {
      const { id, bid, question, until } = fact.data
      const asked = { id, bid, question, askedAt: fact.at, until, answer: null, answeredAt: null, expired: false }
      return { ...e, clarifications: [...e.clarifications, asked] }
    }
    case 'evaluation.clarificationAnswered':
      return settled(e, fact.data, { answer: fact.data.answer, answeredAt: fact.at })
    case 'evaluation.clarificationExpired':
      return settled(e, fact.data, { expired: true })
  }
  return evolveChanged(e, fact)
}

type Closed = Extract<EvaluationFact, { type: 'evaluation.reviewClosed' }>['data']

/** Suspected prices are examined first; otherwise the bids that passed are compared. */
function reviewClosed(e: Evaluation, { valid, minority, denied, void: few }: Closed): Evaluation {
  const same = !e.valid || (e.valid.length === valid.length && valid.every((tag) => e.valid?.includes(tag)))
  const sheets = same ? e.sheets : mapped(e.sheets, (sheet) => ({ ...sheet, locked: false, sealedSignature: null }))
  const found = { ...(denied ? { denied } : {}), ...(few ? { void: few } : {}) }
  const after = { ...e, valid, minority, sheets, ...found }
  const examining = !few && valid.some((tag) => isSuspected(e, tag))
  return { ...after, stage: examining ? 'lowPrice' : comparing(after) }
}

/** While bids are reviewed, an answer is news: the votes on that bid are cast anew, with it at hand. */
function settled(e: Evaluation, of: { id: string; bid: string }, change: Partial<Clarification>): Evaluation {
  const clarifications = e.clarifications.map((one) => (one.id === of.id ? { ...one, ...change } : one))
  if (e.stage !== 'review') return { ...e, clarifications }
  return { ...e, clarifications, votes: without(e.votes, of.bid), mustAsk: without(e.mustAsk, of.bid) }
}

/** Sheets, reveal, objective items, ranking. */
function scored(e: Evaluation, fact: EvaluationFact): Evaluation | undefined {
  switch (fact.type) {
    case 'evaluation.sheetSaved': {
      const { member, version, sealed } = fact.data
      return { ...e, sheets: { ...e.sheets, [member]: { version, sealed, locked: false, sealedSignature: null } } }
    }
    case 'evaluation.sheetLocked': {
      const { member, sealedSignature } = fact.data
      const sheet = e.sheets[member]
      return sheet ? { ...e, sheets: { ...e.sheets, [member]: { ...sheet, locked: true, sealedSignature } } } : e
    }
    case 'evaluation.scoresRevealed':
      return { ...e, scores: fact.data.sheets }
    case 'evaluation.objectiveMismatch':
      return { ...e, stage: 'objective', mismatches: fact.data.items }
    case 'evaluation.objectiveCorrected': {
      const { member, corrections } = fact.data
      const scores = withCorrections(e.scores ?? {}, member, corrections)
      return { ...e, scores, corrections: [...e.corrections, ...corrections.map((one) => ({ member, ...one }))] }
    }
    case 'evaluation.ranked':
      return { ...e, stage: 'opinions', mismatches: [], ranking: fact.data.ranking }
  }
  return undefined
}

/** Opinions, report, signatures, end. */
function concluded(e: Evaluation, fact: EvaluationFact): Evaluation {
  switch (fact.type) {
    case 'evaluation.opined': {
      const { member, agree, reason } = fact.data
      return { ...e, opinions: { ...e.opinions, [member]: { agree, reason } } }
    }
    case 'evaluation.opinionsGathered':
      return { ...e, stage: 'signing' }
    case 'evaluation.reportDrafted':
      return { ...e, report: { file: fact.data.file, sha256: fact.data.sha256, signed: [] } }
    case 'evaluation.reportSigned': {
      const { member, file, sha256 } = fact.data
      return { ...e, report: { file, sha256, signed: [...(e.report?.signed ?? []), member] } }
    }
    case 'evaluation.signatureRefused': {
      const { member, notedBy, reason, counted } = fact.data
      return { ...e, unsigned: { ...e.unsigned, [member]: { notedBy, reason, counted } } }
    }
    case 'evaluation.finished':
      return { ...e, stage: 'finished', result: fact.data.result }
    case 'evaluation.reopened':
      return reopened(e, fact)
  }
  throw new Error(`unknown fact ${fact.type}`)
}

/** The bids that are compared: what they are paid by, what is counted of them, and the claims that the panel did not deny. */
export const validBids = (e: Evaluation): Offered[] =>
  e.bids
    .filter((bid) => e.valid?.includes(bid.tag))
    .map((bid): Offered => {
      const price = boundPrice(e, bid)
      const counted = e.counted?.find((one) => one.bid === bid.tag)?.counted
      const changed = price === bid.price ? {} : { readOut: bid.price }
      return granted(e, { ...bid, price, ...changed, ...(counted?.length ? { counted } : {}) })
    })
