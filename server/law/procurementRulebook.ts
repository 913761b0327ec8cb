import * as electronic from './electronicTendering.ts'
import * as admission from './procurementAdmission.ts'
import * as documents from './procurementDocuments.ts'
import * as law from './procurementLaw.ts'
import * as policies from './procurementPolicies.ts'
import * as remedies from './procurementRemedies.ts'
import * as results from './procurementResults.ts'
import * as purchases from './procurementTenders.ts'
import * as related from './relatedBids.ts'
import { procurementCorrection, procurementRestarts } from './restarts.ts'
import type { Rulebook } from './rulebook.ts'
import { depositForms } from './smallBusiness.ts'

/** Government purchases by tender: law 2014, regulations 2015, order 87 of the Ministry of Finance 2017. */
const edition2017: Rulebook = Object.freeze({
  id: 'G-2017',
  track: 'G',
  edition: '2017',
  since: '2017-10-01',

  mandatoryWorks: law.mandatoryFrom,
  mandatoryGoods: law.mandatoryFrom,
  mandatoryServices: law.mandatoryFrom,

  ...documents,
  ...admission,

  platformAddress: electronic.platformAddress,
  documentsOffered: law.documentsOffered,
  freeDownload: electronic.freeDownload,
  bidPreparation: law.bidPreparation,
  addendumNotice: purchases.addendumNotice,
  postponement: purchases.addendumNotice,
  addendumTold: electronic.addendumTold,
  addendumKeeps: purchases.addendumKeeps,
  questionReply: law.questionReply,
  documentObjection: law.documentObjection,
  documentKnownFrom: law.documentKnownFrom,
  documentObjectionReply: law.objectionReply,
  documentObjectionSuspends: law.objectionSuspends,
  stoppedClock: law.stoppedClock,
  termination: purchases.termination,
  restarts: procurementRestarts,
  correctionFirst: procurementCorrection,
  objectionChannel: electronic.objectionChannel,
  tenderedKinds: purchases.tenderedKinds,
  lowestPrice: purchases.lowestPrice,
  ceilingWithin: purchases.ceilingWithin,
  validityFrom: purchases.validityFrom,

  depositCeiling: law.depositCeiling,
  depositCapWorks: law.depositCap,
  depositCapGoods: law.depositCap,
  depositCapDesign: law.depositCap,
  cashDeposit: law.cashDeposit,
  basicAccount: law.basicAccount,
  depositForms,
  depositValidity: purchases.depositValidity,
  refundWithdrawn: purchases.refundWithdrawn,
  refundDeclined: purchases.refundDeclined,
  refundLosers: law.refundLosers,
  refundWinner: law.refundWinner,
  refundTerminated: purchases.refundTerminated,
  depositOfRevoked: purchases.depositOfRevoked,
  depositOfRefusal: purchases.depositOfRefusal,
  keptGoesTo: purchases.keptGoesTo,
  depositInterest: purchases.depositInterest,
  terminatedInterest: purchases.terminatedInterest,
  lateRefund: purchases.lateRefund,

  bidderSecrecy: purchases.bidderSecrecy,
  downloadSecrecy: electronic.downloadSecrecy,
  bidSecrecy: electronic.bidSecrecy,
  unencryptedBids: electronic.unencryptedBids,
  lateBids: electronic.lateBids,
  incompleteBids: electronic.incompleteBids,
  bidsToRefuse: purchases.bidsToRefuse,
  receipt: electronic.receipt,
  replacement: purchases.replacement,
  operatorMayBid: electronic.operatorMayBid,
  affiliatedBidders: law.affiliatedBidders,
  collusionSigns: purchases.collusionSigns,
  textLikeness: purchases.textLikeness,
  priceListLikeness: related.supplierPriceLists,
  relatedBids: related.relatedSuppliers,
  colludingBids: related.colludingSuppliers,

  fewestBidders: purchases.fewestBidders,
  openingNeeds: purchases.fewestBidders,
  openingTime: purchases.openingTime,
  openingHost: purchases.openingHost,
  openingAttendance: purchases.openingAttendance,
  panelAtOpening: purchases.panelAtOpening,
  unsealing: electronic.unsealing,
  unsealingFailure: electronic.unsealingFailure,
  openingObjection: purchases.openingObjection,
  spotRemedies: purchases.spotRemedies,
  reservePrice: purchases.reservePrice,
  readOut: purchases.readOut,
  openingRecord: electronic.openingRecord,

  fewestPanelMembers: purchases.fewestPanelMembers,
  oddPanel: purchases.oddPanel,
  leastExpertShare: purchases.leastExpertShare,
  mostTendererShare: purchases.mostTendererShare,
  largerPanel: purchases.largerPanel,
  expertDraw: law.expertDraw,
  expertExperience: law.expertExperience,
  panelSecrecy: purchases.panelSecrecy,
  publishedExperts: purchases.publishedExperts,
  avoidance: law.avoidance,
  avoidanceYears: law.avoidanceYears,
  selfAvoidance: law.selfAvoidance,
  supervisorsOnPanel: law.supervisorsOnPanel,
  replacedMember: purchases.replacedMember,
  unfilledPanel: purchases.unfilledPanel,
  chair: purchases.chair,

  evaluationVenue: electronic.evaluationVenue,
  qualificationBy: purchases.qualificationBy,
  statedCriteria: purchases.statedCriteria,
  moreTime: purchases.moreTime,
  clarification: purchases.clarification,
  rejectionGrounds: purchases.rejectionGrounds,
  rejectionMajority: purchases.rejectionMajority,
  fewValidBids: purchases.fewValidBids,
  fewConforming: law.fewConforming,
  evaluationMethods: purchases.evaluationMethods,
  leastPriceWeightGoods: purchases.leastPriceWeightGoods,
  leastPriceWeightServices: purchases.leastPriceWeightServices,
  allRejected: law.allRejected,
  arithmetic: purchases.arithmetic,
  pricedDeviations: purchases.pricedDeviations,
  sameBrand: purchases.sameBrand,
  smallDeduction: policies.noDeduction,
  smallShareDeduction: policies.noDeduction,
  domesticDeduction: policies.noDeduction,
  lowPriceBids: purchases.lowPriceBids,
  lowPriceTriggers: policies.noTriggers,
  mostCandidates: purchases.mostCandidates,
  reportSigning: purchases.reportSigning,
  reportChannel: electronic.reportChannel,
  reportSentWithin: purchases.reportSentWithin,
  reportRecheck: results.reportRecheck,
  recheckReported: results.recheckReported,

  decisionWithin: purchases.decisionWithin,
  silentDecision: results.silentDecision,
  tiedCandidates: results.tiedCandidates,
  resultVia: results.resultVia,
  resultContent: results.resultContent,
  publicityStarts: purchases.publicityStarts,
  publicityLasts: purchases.publicityLasts,
  resultObjection: law.resultObjection,
  resultKnownAt: results.resultKnownAt,
  resultObjectionReply: law.objectionReply,
  resultObjectionSuspends: law.objectionSuspends,
  objectionHoldsContract: results.objectionHoldsContract,
  complaintWithin: law.complaintWithin,
  complaintFrom: law.complaintFrom,
  objectionFirst: law.objectionFirst,
  complaintAcceptance: law.complaintAcceptance,
  complaintRuling: law.complaintRuling,
  complaintEvidence: remedies.complaintEvidence,
  complaintSuspension: remedies.complaintSuspension,
  complaintAbuse: remedies.complaintAbuse,
  reEvaluation: remedies.reEvaluation,
  awardInvalid: remedies.awardInvalid,
  afterInvalidAward: remedies.afterInvalidAward,
  passingOver: remedies.passingOver,
  firstRankWins: purchases.firstRankWins,
  awardNotice: purchases.awardNotice,
  contractWithin: purchases.contractWithin,
  contractTerms: results.contractTerms,
  contractPublishedWithin: law.contractPublishedWithin,
  performanceBondCeiling: law.performanceBondCeiling,
  performanceBondForms: results.performanceBondForms,
  reportWithin: law.reportWithin,

  signedDocuments: electronic.signedDocuments,
  archiveYears: law.archiveYears,
  operationLog: electronic.operationLog,
  supervisionOrders: electronic.supervisionOrders,
})

/** From the notice on small enterprises on: its deductions. */
const edition2022: Rulebook = Object.freeze({
  ...edition2017,
  ...{ id: 'G-2022', edition: '2022', since: '2022-07-01' },
  smallDeduction: policies.smallDeduction,
  smallShareDeduction: policies.smallShareDeduction,
})

/** From 2026 on domestic products are preferred. */
const edition2026: Rulebook = Object.freeze({
  ...edition2022,
  ...{ id: 'G-2026-01', edition: '2026-01', since: '2026-01-01' },
  domesticDeduction: policies.domesticDeduction,
})

/** From February 2026 on abnormally low prices are examined by numbers. */
const edition2026February: Rulebook = Object.freeze({
  ...edition2026,
  ...{ id: 'G-2026-02', edition: '2026-02', since: '2026-02-01' },
  lowPriceTriggers: policies.lowPriceTriggers,
})

/** Every edition for government purchases, oldest first. */
export const procurementRulebooks: readonly Rulebook[] = [edition2017, edition2022, edition2026, edition2026February]
