import type { FactOf, HappeningOf } from '../ledger/event.ts'
import { defectEvents } from './defectEvents.ts'
import { LowPriceSuspected, LowPricesJudged, LowPriceVoted } from './lowPriceEvents.ts'
import { priceEvents } from './priceEvents.ts'
import {
  BidRejected,
  BidReviewed,
  ChairElected,
  ChairUndecided,
  ChairVoted,
  ChangeNoted,
  ClarificationAnswered,
  ClarificationAsked,
  ClarificationExpired,
  ClarificationNeeded,
  CompetitionArgued,
  EvaluationBegun,
  ReviewClosed,
} from './reviewEvents.ts'
import {
  BidsRanked,
  EvaluationFinished,
  EvaluationReopened,
  MemberOpined,
  MemberReplaced,
  ObjectiveCorrected,
  ObjectiveMismatch,
  OpinionsGathered,
  ReportDrafted,
  ReportSigned,
  ScoresRevealed,
  SheetLocked,
  SheetSaved,
  SignatureRefused,
} from './scoringEvents.ts'
import { tieEvents } from './tieEvents.ts'
import { timeEvents } from './timeEvents.ts'
import { vacancyEvents } from './vacancyEvents.ts'

/** Every kind of fact of an evaluation. */
export const evaluationEvents = [
  EvaluationBegun,
  ChairVoted,
  ChairUndecided,
  ChairElected,
  BidReviewed,
  ClarificationNeeded,
  BidRejected,
  ReviewClosed,
  ChangeNoted,
  CompetitionArgued,
  LowPriceSuspected,
  LowPriceVoted,
  LowPricesJudged,
  ClarificationAsked,
  ClarificationAnswered,
  ClarificationExpired,
  SheetSaved,
  SheetLocked,
  ScoresRevealed,
  ObjectiveMismatch,
  ObjectiveCorrected,
  BidsRanked,
  MemberOpined,
  OpinionsGathered,
  ReportDrafted,
  ReportSigned,
  SignatureRefused,
  EvaluationFinished,
  EvaluationReopened,
  MemberReplaced,
  ...priceEvents,
  ...tieEvents,
  ...vacancyEvents,
  ...defectEvents,
  ...timeEvents,
]
export type EvaluationFact = FactOf<(typeof evaluationEvents)[number]>
export type EvaluationHappening = HappeningOf<(typeof evaluationEvents)[number]>
