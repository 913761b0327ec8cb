import { rule } from './rule.ts'
import type { DueAfter } from './tenderingLaw.ts'
import { type BasisPoints, type Days, days, type Period, percent, type Ratio, ratio, workingDays } from './units.ts'

const article = (number: string) => `《招标投标法实施条例》第${number}条`

/** When an objection to the tender document may be made: up to a deadline, or since one knew. */
export type ObjectionWindow = { readonly beforeDeadline: Days } | { readonly afterKnowing: Period }

/** A reason for which a bid must be rejected. */
export interface Ground {
  readonly code: string
  readonly zh: string
  readonly en: string
}

/** Until when the result may be objected to: during the publicity, or since one knew. */
export type ResultObjection = 'publicity' | { readonly afterKnowing: Period }

/** The ruling on a complaint, counted from its acceptance or its receipt. */
export interface RulingClock {
  readonly from: 'acceptance' | 'receipt'
  readonly within: Period
}

/** Signing the evaluation report: everybody does; dissent is written; silence without reasons is consent. */
export interface ReportSigning {
  readonly by: 'everyMember'
  readonly dissent: 'inWriting'
  readonly silence: 'agreed'
}

/** What a clarification may be: asked by the panel, in writing, within the bid. */
export interface ClarificationRule {
  readonly onlyAsked: true
  readonly inWriting: true
  readonly mayChangeSubstance: false
}

/** The tender document is on offer for at least 5 days. */
export const documentsOffered = rule<Period>(days(5), article('十六'))

/** Where qualification is checked after the opening, the panel checks it. */
export const qualificationBy = rule<'panel' | 'purchaser'>('panel', article('二十'))

/** An addendum that may affect the bids less than 15 days before the deadline postpones it. */
export const postponement = rule(days(15), article('二十一'))

/** An objection to the tender document is made at least 10 days before the deadline. */
export const documentObjection = rule<ObjectionWindow>({ beforeDeadline: days(10) }, article('二十二'))

/** It is answered within 3 days of its receipt. */
export const documentObjectionReply = rule<Period>(days(3), article('二十二'))

/** Until it is answered the tender is suspended. */
export const documentObjectionSuspends = rule(true, article('二十二'))

/** While a tender is suspended its clocks stand; what was still to come moves by the whole days begun. The span is ours. */
export const stoppedClock = rule<'wholeDays'>('wholeDays', article('二十二'), 'own')

/** A tenderer may terminate a tender, with a notice and its reason. */
export const termination = rule<'withReason' | 'majorChange'>('withReason', article('三十一'))

/** The bids are valid from the deadline on. */
export const validityFrom = rule<'deadline'>('deadline', article('二十五'))

/** A bid deposit is at most 2 % of the tender's estimated price (招标项目估算价). */
export const depositCeiling = rule<BasisPoints>(percent(2), article('二十六'), 'text', 'bp')

/** A deposit may be paid in cash. */
export const cashDeposit = rule(true, article('二十六'))

/** A domestic bidder pays a deposit in cash or by cheque from its basic account (mandatory projects). */
export const basicAccount = rule(true, article('二十六'))

/** A deposit is valid as long as the bid. */
export const depositValidity = rule<'asTheBid'>('asTheBid', article('二十六'))

/** A highest price may be set; a lowest may not. */
export const lowestPrice = rule<'forbidden'>('forbidden', article('二十七'))

/** That a highest price lies within the estimate is said nowhere. */
export const ceilingWithin = rule<'budget' | 'unbound'>('unbound', article('二十七'), 'own')

/** A terminated tender gives deposits back promptly, with interest; no number of days. */
export const refundTerminated = rule<Period | 'promptly'>('promptly', article('三十一'))

/** Units with one head, or one controlling another, do not bid for the same tender: all such bids are invalid. */
export const affiliatedBidders = rule<'allInvalid'>('allInvalid', article('三十四'))

/** A deposit is back within 5 days of a withdrawal before the deadline. */
export const refundWithdrawn = rule<Period>(days(5), article('三十五'))

/** A bid revoked after the deadline may cost its deposit. */
export const depositOfRevoked = rule<'mayBeKept'>('mayBeKept', article('三十五'))

/** What is kept goes to the tenderer: the text says who may keep it and nothing more. */
export const keptGoesTo = rule<'tenderer' | 'treasury'>('tenderer', article('三十五'), 'own')

/** Late bids, bids not closed as the document asks, and bids of unqualified applicants are refused. */
export const bidsToRefuse = rule<readonly string[]>(['unqualified', 'late', 'notSealed'], article('三十六'))

/** Signs that count as collusion of bidders. */
export const collusionSigns = rule<readonly string[]>(
  ['sameAuthor', 'sameAgent', 'samePeople', 'alikeOrPatterned', 'mixedUp', 'samePayer'],
  article('四十'),
)

/** With fewer than three bidders there is no opening, and the tender is repeated. */
export const openingNeeds = rule(3, article('四十四'), 'text', 'bidders')

/** An objection to the opening is made and answered on the spot, and recorded. */
export const openingObjection = rule<'onTheSpot'>('onTheSpot', article('四十四'))

/** Experts are drawn at random; nobody may name one, openly or covertly. */
export const expertDraw = rule<'random'>('random', article('四十六'))

/** A member with an interest in a bidder stands aside of its own accord. */
export const selfAvoidance = rule(true, article('四十六'))

/** The supervisor's own staff sit on no panel that the department supervises. */
export const supervisorsOnPanel = rule(false, article('四十六'))

/** More than one third of the members who find the time too short get more. */
export const moreTime = rule<Ratio | 'none'>(ratio(1n, 3n), article('四十八'))

/** What a replaced member concluded is void; the new member reviews from the beginning. */
export const replacedMember = rule<'conclusionsVoid'>('conclusionsVoid', article('四十八'))

/** A member who cannot go on is replaced in time: where a draw has nobody left, another draw fills the seat. */
export const unfilledPanel = rule<'newPanel' | 'drawnAgain'>('drawnAgain', article('四十八'), 'own')

/** Criteria that the tender document does not state are no ground of evaluation. */
export const statedCriteria = rule<'only'>('only', article('四十九'))

/** A reserve price is no ground of rejection and is published at the opening. */
export const reservePrice = rule<'referenceOnly' | 'none'>('referenceOnly', article('五十'))

/** The reasons for which the panel must reject a bid. */
export const rejectionGrounds = rule<readonly Ground[]>(
  [
    { code: 'unsigned', zh: '投标文件未经投标单位盖章和单位负责人签字', en: 'The bid is neither stamped nor signed.' },
    {
      code: 'noConsortiumAgreement',
      zh: '投标联合体没有提交共同投标协议',
      en: 'The consortium handed in no joint agreement.',
    },
    {
      code: 'unqualified',
      zh: '投标人不符合国家或者招标文件规定的资格条件',
      en: 'The bidder lacks a required qualification.',
    },
    {
      code: 'severalBids',
      zh: '同一投标人提交两个以上不同的投标文件或者投标报价，但招标文件要求提交备选投标的除外',
      en: 'The bidder handed in several bids or prices that the tender document does not ask for.',
    },
    {
      code: 'price',
      zh: '投标报价低于成本或者高于招标文件设定的最高投标限价',
      en: 'The price is below cost or above the highest price of the tender document.',
    },
    {
      code: 'notResponsive',
      zh: '投标文件没有对招标文件的实质性要求和条件作出响应',
      en: 'The bid does not respond to a substantial requirement of the tender document.',
    },
    {
      code: 'unlawful',
      zh: '投标人有串通投标、弄虚作假、行贿等违法行为',
      en: 'The bidder colluded, deceived, bribed or the like.',
    },
  ],
  article('五十一'),
)

/** Members who reject a bid are more than half of all; the text names the panel only, the majority is ours. */
export const rejectionMajority = rule<Ratio>(ratio(1n, 2n), article('五十一'), 'own')

/** A clarification is asked by the panel in writing, never volunteered, and changes no substance. */
export const clarification = rule<ClarificationRule>(
  { onlyAsked: true, inWriting: true, mayChangeSubstance: false },
  article('五十二'),
)

/** At most three candidates, ranked. */
export const mostCandidates = rule<number | 'asStated'>(3, article('五十三'), 'text', 'candidates')

/** All members sign the report; dissent is written with its reasons; refusing both counts as agreeing. */
export const reportSigning = rule<ReportSigning>(
  { by: 'everyMember', dissent: 'inWriting', silence: 'agreed' },
  article('五十三'),
)

/** Candidates are published within 3 days of the report (mandatory projects). */
export const publicityStarts = rule<Period>(days(3), article('五十四'))

/** The publicity lasts at least 3 days (mandatory projects). */
export const publicityLasts = rule<Period>(days(3), article('五十四'))

/** An objection to the result is made during the publicity. */
export const resultObjection = rule<ResultObjection>('publicity', article('五十四'))

/** It is answered within 3 days of its receipt. */
export const resultObjectionReply = rule<Period>(days(3), article('五十四'))

/** Until it is answered the tender is suspended. */
export const resultObjectionSuspends = rule(true, article('五十四'))

/** The first in rank wins where state funds lead (mandatory projects); elsewhere the tenderer chooses. */
export const firstRankWins = rule<'stateFunded' | 'always'>('stateFunded', article('五十五'))

/** The contract's object, price, quality and time are those of the tender document and the bid. */
export const contractTerms = rule<'asBid'>('asBid', article('五十七'))

/** Losers' deposits are back within 5 days of the signed contract. */
export const refundLosers = rule<DueAfter>({ after: 'contract', within: days(5) }, article('五十七'))

/** So is the winner's. */
export const refundWinner = rule<DueAfter>({ after: 'contract', within: days(5) }, article('五十七'))

/** With the deposit goes the bank's deposit interest. */
export const depositInterest = rule<'bankDepositRate' | 'none'>('bankDepositRate', article('五十七'))

/** A performance bond is at most 10 % of the contract's price. */
export const performanceBondCeiling = rule<BasisPoints>(percent(10), article('五十八'), 'text', 'bp')

/** A complaint is made within 10 days of knowing, objections' time not counted. */
export const complaintWithin = rule<Period>(days(10), article('六十'))

/** Those days count from the day on which one knew, or should have known. */
export const complaintFrom = rule<'knowing' | 'replyExpired'>('knowing', article('六十'))

/** The supervisor says within 3 working days whether it takes a complaint up. */
export const complaintAcceptance = rule<Period | 'none'>(workingDays(3), article('六十一'))

/** The ruling comes within 30 working days, time for tests and experts not counted. */
export const complaintRuling = rule<RulingClock>({ from: 'acceptance', within: workingDays(30) }, article('六十一'))

/** Before a complaint on documents, opening or result comes an objection. */
export const objectionFirst = rule<readonly string[]>(['documents', 'opening', 'result'], article('六十'))

/** A winner who refuses the contract, adds conditions or gives no performance bond loses its deposit. */
export const depositOfRefusal = rule<'kept' | 'none'>('kept', article('七十四'))

/** A deposit given back too late costs damages; no rate is fixed. */
export const lateRefund = rule<BasisPoints | 'damages'>('damages', article('六十六'), 'text', 'bp')
