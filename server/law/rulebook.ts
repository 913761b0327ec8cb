import type { UnsealingFailure } from './electronicTendering.ts'
import { procurementRulebook } from './procurementRulebook.ts'
import { refusals } from './refusal.ts'
import type { Rule } from './rule.ts'
import type { ChairRule, DueAfter, LargerPanel } from './tenderingLaw.ts'
import type {
  ClarificationRule,
  Ground,
  ObjectionWindow,
  ReportSigning,
  ResultObjection,
  RulingClock,
} from './tenderingRegulations.ts'
import { tenderingRulebook } from './tenderingRulebook.ts'
import type { BasisPoints, Day, Days, Fen, Period, Ratio } from './units.ts'

export { type Rule, rule, type Source } from './rule.ts'

/** T: tenders of works projects (招标投标). G: government purchases by tender (政府采购). */
export type Track = 'T' | 'G'

/**
 * All rules of a track in one edition. A tender keeps the id of the rulebook it was published under
 * and is judged by it to its end. What each rule says stands where it is declared, in the file of its instrument.
 */
export interface Rulebook {
  /** For example `T-2025`. Never given to another content. */
  readonly id: string
  readonly track: Track
  readonly edition: string
  /** First day on which a tender may be published under it. */
  readonly since: Day

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
  readonly documentObjection: Rule<ObjectionWindow>
  readonly documentObjectionReply: Rule<Period>
  readonly documentObjectionSuspends: Rule<boolean>
  readonly objectionChannel: Rule<'platform'>
  readonly lowestPrice: Rule<'forbidden'>
  readonly validityFrom: Rule<'deadline'>

  readonly depositCeiling: Rule<BasisPoints>
  readonly depositCapWorks: Rule<Fen | 'none'>
  readonly depositCapGoods: Rule<Fen | 'none'>
  readonly depositCapDesign: Rule<Fen | 'none'>
  readonly cashDeposit: Rule<boolean>
  readonly basicAccount: Rule<boolean>
  readonly depositValidity: Rule<'asTheBid'>
  readonly refundWithdrawn: Rule<Period>
  readonly refundLosers: Rule<DueAfter>
  readonly refundWinner: Rule<DueAfter>
  readonly refundTerminated: Rule<Period | 'promptly'>
  readonly depositOfRevoked: Rule<'mayBeKept'>
  readonly depositOfRefusal: Rule<'kept' | 'none'>
  readonly depositInterest: Rule<'bankDepositRate' | 'none'>
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

  readonly fewestBidders: Rule<number>
  readonly openingNeeds: Rule<number>
  readonly openingTime: Rule<'atDeadline'>
  readonly openingHost: Rule<'tenderer'>
  readonly openingAttendance: Rule<'everyBidder' | 'absenceAccepts'>
  readonly panelAtOpening: Rule<boolean>
  readonly unsealing: Rule<'tendererAndBidders'>
  readonly unsealingFailure: Rule<UnsealingFailure>
  readonly openingObjection: Rule<'onTheSpot'>
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
  readonly chair: Rule<ChairRule>

  readonly evaluationVenue: Rule<'watchedAndClosed'>
  readonly qualificationBy: Rule<'panel' | 'purchaser'>
  readonly statedCriteria: Rule<'only'>
  readonly moreTime: Rule<Ratio | 'none'>
  readonly clarification: Rule<ClarificationRule>
  readonly rejectionGrounds: Rule<readonly Ground[]>
  readonly rejectionMajority: Rule<Ratio>
  readonly fewValidBids: Rule<'panelArgues' | 'noEvaluation'>
  readonly mostCandidates: Rule<number | 'asStated'>
  readonly reportSigning: Rule<ReportSigning>
  readonly reportChannel: Rule<'platform'>

  readonly publicityStarts: Rule<Period>
  readonly publicityLasts: Rule<Period>
  readonly resultObjection: Rule<ResultObjection>
  readonly resultObjectionReply: Rule<Period>
  readonly resultObjectionSuspends: Rule<boolean>
  readonly complaintWithin: Rule<Period>
  readonly objectionFirst: Rule<readonly string[]>
  readonly complaintAcceptance: Rule<Period | 'none'>
  readonly complaintRuling: Rule<RulingClock>
  readonly firstRankWins: Rule<'stateFunded' | 'always'>
  readonly awardNotice: Rule<'allAtOnce'>
  readonly contractWithin: Rule<Days>
  readonly performanceBondCeiling: Rule<BasisPoints>
  readonly reportWithin: Rule<DueAfter>

  readonly signedDocuments: Rule<readonly string[]>
  readonly archiveYears: Rule<number | 'regional'>
  readonly operationLog: Rule<readonly string[]>
  readonly supervisionOrders: Rule<'carriedOut'>
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
export const rulebooks: readonly Rulebook[] = [tenderingRulebook, procurementRulebook]

/** The rulebook with an id, as a tender stored it. */
export function rulebook(id: string): Rulebook {
  const found = rulebooks.find((book) => book.id === id)
  if (!found) throw refuse('RULEBOOK_UNKNOWN', { id })
  return found
}

/** The rulebook of a track in force on a day: the one that a tender published that day is judged by. */
export function rulebookFor(track: Track, day: Day): Rulebook {
  const found = rulebooks.filter((book) => book.track === track && book.since <= day).at(-1)
  if (!found) throw refuse('RULEBOOK_NOT_YET', { track, day })
  return found
}
