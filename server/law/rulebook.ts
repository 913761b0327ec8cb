import type { OutageBeforeDeadline, SpotRemedy, UnsealingFailure } from './electronicTendering.ts'
import type { ArithmeticStep, EvaluationMethods, LowPriceBids } from './evaluationCommittees.ts'
import type { MethodRules } from './methodChange.ts'
import type { Band, LowPriceTriggers } from './procurementPolicies.ts'
import { procurementRulebooks } from './procurementRulebook.ts'
import type { TenderKind } from './projectTenders.ts'
import { refusals } from './refusal.ts'
import type { StatutoryGround } from './relatedBids.ts'
import type { RestartGround } from './restarts.ts'
import type { Rule } from './rule.ts'
import type { AdmissionRules } from './tenderingAdmission.ts'
import type { ConsortiumRules } from './tenderingConsortia.ts'
import type { DocumentRules } from './tenderingDocuments.ts'
import type { ChairRule, DueAfter, LargerPanel } from './tenderingLaw.ts'
import type {
  ClarificationRule,
  Ground,
  ObjectionWindow,
  ReportSigning,
  ResultObjection,
  RulingClock,
} from './tenderingRegulations.ts'
import type { KeptAspect, KnownFrom, PassOverGround, ReEvaluationGround } from './tenderingRemedies.ts'
import type { FixedText } from './tenderingResults.ts'
import { tenderingRulebook } from './tenderingRulebook.ts'
import type { BasisPoints, Day, Days, Fen, Period, Ratio } from './units.ts'
import type { ValidityRules } from './validity.ts'
import { voluntaryRulebook } from './voluntaryRulebook.ts'

export { type Rule, rule, type Source } from './rule.ts'

/** T: tenders of works projects (招标投标). G: government purchases by tender (政府采购). */
export type Track = 'T' | 'G'

/**
 * All rules of a track in one edition. A tender keeps the id of the rulebook it was published under
 * and is judged by it to its end. What each rule says stands where it is declared, in the file of its instrument.
 */
export interface Rulebook extends DocumentRules, AdmissionRules, ConsortiumRules, MethodRules, ValidityRules {
  /** For example `T-2025`. Never given to another content. */
  readonly id: string
  readonly track: Track
  readonly edition: string
  /** First day on which a tender may be published under it. */
  readonly since: Day
  /** Whether it is for tenders that the law demands (依法必须进行招标的项目). Every purchase by tender is under the one law of purchases. */
  readonly mandatory: boolean

  readonly mandatoryWorks: Rule<Fen | 'regional'>
  readonly mandatoryGoods: Rule<Fen | 'regional'>
  readonly mandatoryServices: Rule<Fen | 'regional'>

  readonly platformAddress: Rule<'inTheNotice'>
  readonly documentsOffered: Rule<Period>
  readonly freeDownload: Rule<'noPrecondition'>
  readonly bidPreparation: Rule<Days>
  readonly addendumNotice: Rule<Days>
  readonly postponement: Rule<Days>
  readonly addendumTold: Rule<'everyHolder'>
  readonly addendumKeeps: Rule<readonly KeptAspect[]>
  readonly questionReply: Rule<Period | 'none'>
  readonly documentObjection: Rule<ObjectionWindow>
  readonly documentKnownFrom: Rule<KnownFrom>
  readonly documentObjectionReply: Rule<Period>
  readonly documentObjectionSuspends: Rule<boolean>
  readonly stoppedClock: Rule<'wholeDays'>
  readonly termination: Rule<'withReason' | 'majorChange'>
  readonly restarts: Rule<readonly RestartGround[]>
  readonly panelStops: Rule<readonly Ground[]>
  readonly correctionFirst: Rule<Period>
  readonly objectionChannel: Rule<'platform'>
  readonly tenderedKinds: Rule<readonly TenderKind[]>
  readonly lowestPrice: Rule<'forbidden'>
  readonly ceilingWithin: Rule<'budget' | 'unbound'>
  readonly validityFrom: Rule<'deadline'>

  readonly depositCeiling: Rule<BasisPoints>
  readonly depositCapWorks: Rule<Fen | 'none'>
  readonly depositCapGoods: Rule<Fen | 'none'>
  readonly depositCapDesign: Rule<Fen | 'none'>
  readonly cashDeposit: Rule<boolean>
  readonly basicAccount: Rule<boolean>
  readonly depositForms: Rule<'notOnlyCash'>
  readonly depositValidity: Rule<'asTheBid'>
  readonly refundWithdrawn: Rule<Period>
  readonly refundDeclined: Rule<Period | 'asWithdrawn'>
  readonly refundLosers: Rule<DueAfter>
  readonly refundWinner: Rule<DueAfter>
  readonly refundTerminated: Rule<Period | 'promptly'>
  readonly depositOfRevoked: Rule<'mayBeKept'>
  readonly depositOfRefusal: Rule<'kept' | 'none'>
  readonly keptGoesTo: Rule<'tenderer' | 'treasury'>
  readonly depositInterest: Rule<'bankDepositRate' | 'none'>
  readonly terminatedInterest: Rule<'bankDepositRate' | 'none'>
  readonly lateRefund: Rule<BasisPoints | 'damages'>

  readonly bidderSecrecy: Rule<'untilOpening'>
  readonly downloadSecrecy: Rule<'untilDeadline'>
  readonly bidSecrecy: Rule<'untilDeadline'>
  readonly unencryptedBids: Rule<'refused'>
  readonly lateBids: Rule<'refused'>
  readonly incompleteBids: Rule<'withdrawn'>
  readonly bidsToRefuse: Rule<readonly string[]>
  readonly receipt: Rule<'atOnce'>
  readonly replacement: Rule<'untilDeadline'>
  readonly operatorMayBid: Rule<boolean>
  readonly affiliatedBidders: Rule<'allInvalid'>
  readonly collusionSigns: Rule<readonly string[]>
  readonly textLikeness: Rule<BasisPoints>
  readonly priceListLikeness: Rule<BasisPoints>
  readonly relatedBids: Rule<StatutoryGround>
  readonly colludingBids: Rule<StatutoryGround>

  readonly fewestBidders: Rule<number>
  readonly openingNeeds: Rule<number>
  readonly openingTime: Rule<'atDeadline'>
  readonly openingHost: Rule<'tenderer'>
  readonly openingAttendance: Rule<'everyBidder' | 'absenceAccepts'>
  readonly panelAtOpening: Rule<boolean>
  readonly unsealing: Rule<'tendererAndBidders'>
  readonly unsealingFailure: Rule<UnsealingFailure>
  readonly openingObjection: Rule<'onTheSpot'>
  readonly spotRemedies: Rule<readonly SpotRemedy[]>
  readonly reservePrice: Rule<'referenceOnly' | 'none'>
  readonly readOut: Rule<'everyBid'>
  readonly openingRecord: Rule<'public'>

  readonly fewestPanelMembers: Rule<number>
  readonly oddPanel: Rule<boolean>
  readonly leastExpertShare: Rule<Ratio>
  readonly mostTendererShare: Rule<Ratio>
  readonly largerPanel: Rule<LargerPanel | 'none'>
  readonly expertDraw: Rule<'random'>
  readonly expertExperience: Rule<number>
  readonly panelSecrecy: Rule<'untilResult'>
  readonly publishedExperts: Rule<boolean>
  readonly avoidance: Rule<readonly string[]>
  readonly avoidanceYears: Rule<number | 'regional'>
  readonly selfAvoidance: Rule<boolean>
  readonly supervisorsOnPanel: Rule<boolean>
  readonly replacedMember: Rule<'conclusionsVoid'>
  readonly unfilledPanel: Rule<'newPanel' | 'drawnAgain'>
  readonly chair: Rule<ChairRule>
  readonly representativeAuthority: Rule<'written'>
  readonly agencyStaffOnPanel: Rule<boolean>

  readonly evaluationVenue: Rule<'watchedAndClosed'>
  readonly qualificationBy: Rule<'panel' | 'purchaser'>
  readonly statedCriteria: Rule<'only'>
  readonly moreTime: Rule<Ratio | 'none'>
  readonly clarification: Rule<ClarificationRule>
  readonly rejectionGrounds: Rule<readonly Ground[]>
  readonly rejectionMajority: Rule<Ratio>
  readonly fewValidBids: Rule<'panelArgues' | 'noEvaluation'>
  readonly fewConforming: Rule<'panelArgues' | 'void'>
  readonly evaluationMethods: Rule<EvaluationMethods>
  readonly leastPriceWeightGoods: Rule<BasisPoints | 'none'>
  readonly leastPriceWeightServices: Rule<BasisPoints | 'none'>
  readonly allRejected: Rule<'repeated'>
  readonly arithmetic: Rule<readonly ArithmeticStep[]>
  readonly pricedDeviations: Rule<'asStated' | 'none'>
  readonly sameBrand: Rule<'countedOnce' | 'none'>
  readonly smallDeduction: Rule<Band | 'none'>
  readonly smallShareDeduction: Rule<Band | 'none'>
  readonly domesticDeduction: Rule<BasisPoints | 'none'>
  readonly lowPriceBids: Rule<LowPriceBids>
  readonly lowPriceTriggers: Rule<LowPriceTriggers | 'none'>
  readonly mostCandidates: Rule<number | 'asStated'>
  readonly reportSigning: Rule<ReportSigning>
  readonly reportChannel: Rule<'platform'>
  readonly reportSentWithin: Rule<Period | 'atOnce'>
  readonly reportRecheck: Rule<readonly ReEvaluationGround[]>
  readonly recheckReported: Rule<'inWriting' | 'none'>

  readonly decisionWithin: Rule<Period | 'none'>
  readonly silentDecision: Rule<'firstRank' | 'none'>
  readonly tiedCandidates: Rule<'documentElseDraw' | 'panel'>
  readonly resultVia: Rule<'publicity' | 'announcement'>
  readonly resultContent: Rule<readonly string[]>
  readonly publicityStarts: Rule<Period | 'none'>
  readonly publicityLasts: Rule<Period>
  readonly resultObjection: Rule<ResultObjection>
  readonly resultKnownAt: Rule<'published' | 'noticeExpired'>
  readonly resultObjectionReply: Rule<Period>
  readonly resultObjectionSuspends: Rule<boolean>
  readonly objectionHoldsContract: Rule<'asPurchaserFinds' | 'none'>
  readonly complaintWithin: Rule<Period>
  readonly complaintFrom: Rule<'knowing' | 'replyExpired'>
  readonly objectionFirst: Rule<readonly string[]>
  readonly complaintAcceptance: Rule<Period | 'none'>
  readonly complaintRuling: Rule<RulingClock>
  readonly complaintEvidence: Rule<'required'>
  readonly complaintSuspension: Rule<Days | 'untilLifted'>
  readonly complaintAbuse: Rule<'dismissed'>
  readonly reEvaluation: Rule<readonly ReEvaluationGround[]>
  /** on what ground the same panel looks at a candidate again; empty: on none */
  readonly abilityReview: Rule<readonly ReEvaluationGround[]>
  readonly awardInvalid: Rule<readonly Ground[]>
  readonly afterInvalidAward: Rule<readonly string[]>
  readonly passingOver: Rule<readonly PassOverGround[]>
  readonly firstRankWins: Rule<'stateFunded' | 'always' | 'none'>
  readonly awardNotice: Rule<'allAtOnce'>
  readonly contractWithin: Rule<Days>
  readonly contractTerms: Rule<'asBid'>
  readonly contractFixed: Rule<readonly FixedText[]>
  readonly contractPublishedWithin: Rule<Period | 'regional'>
  readonly performanceBondCeiling: Rule<BasisPoints>
  readonly performanceBondForms: Rule<'any' | 'notCash'>
  readonly reportWithin: Rule<DueAfter | 'none'>

  readonly signedDocuments: Rule<readonly string[]>
  readonly archiveYears: Rule<number | 'regional'>
  readonly operationLog: Rule<readonly string[]>
  readonly supervisionOrders: Rule<'carriedOut'>
  readonly outageBeforeDeadline: Rule<OutageBeforeDeadline>
}

const refuse = refusals({
  RULEBOOK_UNKNOWN: { status: 404, zh: '没有这个规则包', en: 'There is no such rulebook.' },
  RULEBOOK_NOT_YET: {
    status: 422,
    zh: '该日期之前没有可适用的规则包',
    en: 'No rulebook was in force on that day.',
  },
})

/** Every rulebook there has been, oldest first within a track. */
export const rulebooks: readonly Rulebook[] = [tenderingRulebook, voluntaryRulebook, ...procurementRulebooks]

/** The rulebook with an id, as a tender stored it. */
export function rulebook(id: string): Rulebook {
  const found = rulebooks.find((book) => book.id === id)
  if (!found) throw refuse('RULEBOOK_UNKNOWN', { id })
  return found
}

/**
 * The rulebook of a track in force on a day: the one that a tender published that day is judged by.
 *
 * @param mandatory whether the law demands the tender; taken as true if not said
 */
export function rulebookFor(track: Track, day: Day, mandatory = true): Rulebook {
  const demanded = track === 'G' || mandatory
  const found = rulebooks
    .filter((book) => book.track === track && book.since <= day && book.mandatory === demanded)
    .at(-1)
  if (!found) throw refuse('RULEBOOK_NOT_YET', { track, day })
  return found
}
