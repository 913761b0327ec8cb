import type { SpotRemedy } from './electronicTendering.ts'
import type { ArithmeticStep, EvaluationMethods, LowPriceBids } from './evaluationCommittees.ts'
import type { TenderKind } from './projectTenders.ts'
import { rule } from './rule.ts'
import type { ChairRule, LargerPanel } from './tenderingLaw.ts'
import type { ClarificationRule, Ground, ReportSigning } from './tenderingRegulations.ts'
import type { KeptAspect } from './tenderingRemedies.ts'
import { type BasisPoints, days, type Period, percent, type Ratio, ratio, workingDays, yuan } from './units.ts'

const article = (number: string) => `《政府采购货物和服务招标投标管理办法》第${number}条`

/** A highest price may be set within the budget; a lowest may not. */
export const lowestPrice = rule<'forbidden'>('forbidden', article('十二'))

/** Of a reserve price the text knows nothing: there is none. */
export const reservePrice = rule<'referenceOnly' | 'none'>('none', article('十二'), 'own')

/** So a highest price lies within the budget. */
export const ceilingWithin = rule<'budget' | 'unbound'>('budget', article('十二'))

/** These rules are for goods and services; works are tendered by the law on tendering. */
export const tenderedKinds = rule<readonly TenderKind[]>(['goods', 'services'], article('二'))

/** The notice stands for 5 working days. */
export const noticeStands = rule<Period>(workingDays(5), article('十六'))

/** The bids are valid from the deadline on. */
export const validityFrom = rule<'deadline'>('deadline', article('二十三'))

/** A bid revoked within its validity may cost its deposit. */
export const depositOfRevoked = rule<'mayBeKept'>('mayBeKept', article('二十三'))

/** That a winner who refuses the contract loses its deposit stands in no text here. */
export const depositOfRefusal = rule<'kept' | 'none'>('none', article('二十三'), 'own')

/** What is kept is public money and goes to the treasury; the text does not say so. */
export const keptGoesTo = rule<'tenderer' | 'treasury'>('treasury', article('二十三'), 'own')

/** How long a deposit is valid the text leaves to the document; we ask for as long as the bid. */
export const depositValidity = rule<'asTheBid'>('asTheBid', article('二十三'), 'own')

/** An addendum that may affect the bids is out at least 15 days before the deadline, or postpones it. */
export const addendumNotice = rule(days(15), article('二十七'))

/** An addendum may change neither the subject of the purchase nor the qualification. */
export const addendumKeeps = rule<readonly KeptAspect[]>(['subject', 'qualification'], article('二十七'))

/** Names and number of those who fetched the tender document are told to nobody. */
export const bidderSecrecy = rule<'untilOpening'>('untilOpening', article('二十八'))

/** Only a major change that cancels the purchase ends a tender. */
export const termination = rule<'withReason' | 'majorChange'>('majorChange', article('二十九'))

/** A terminated purchase gives deposits back within 5 working days. */
export const refundTerminated = rule<Period | 'promptly'>(workingDays(5), article('二十九'))

/** Late bids, and bids not closed as the document asks, are refused. */
export const bidsToRefuse = rule<readonly string[]>(['late', 'notSealed'], article('三十三'))

/** Until the deadline a bidder may supplement, replace or withdraw its bid. */
export const replacement = rule<'untilDeadline'>('untilDeadline', article('三十四'))

/** From which share of a text on that stands in another bid both are reported as abnormally alike; the text gives no number. */
export const textLikeness = rule<BasisPoints>(percent(80), article('三十七'), 'own', 'bp')

/** Signs that count as collusion of bidders. */
export const collusionSigns = rule<readonly string[]>(
  ['sameAuthor', 'sameAgent', 'samePeople', 'alikeOrPatterned', 'mixedUp', 'samePayer'],
  article('三十七'),
)

/** A deposit is back within 5 working days of a withdrawal before the deadline. */
export const refundWithdrawn = rule<Period>(workingDays(5), article('三十八'))

/** Whoever does not go along with a postponement or a longer validity gets its deposit back as if it had withdrawn. */
export const refundDeclined = rule<Period | 'asWithdrawn'>('asWithdrawn', article('三十八'), 'own')

/** A deposit given back in time bears no interest. */
export const depositInterest = rule<'bankDepositRate' | 'none'>('none', article('三十八'), 'own')

/** After a termination a deposit goes back with what it has borne at the bank. */
export const terminatedInterest = rule<'bankDepositRate' | 'none'>('bankDepositRate', article('二十九'))

/** A deposit given back too late bears the central bank's lending rate, raised by 20 %. */
export const lateRefund = rule<BasisPoints | 'damages'>(percent(120), article('三十八'), 'text', 'bp')

/** The opening takes place at the very time of the deadline. */
export const openingTime = rule<'atDeadline'>('atDeadline', article('三十九'))

/** Purchaser or agent preside over the opening. */
export const openingHost = rule<'tenderer'>('tenderer', article('四十'))

/** The panel's members stay away from the opening. */
export const panelAtOpening = rule(false, article('四十'))

/** With fewer than three bidders there is no opening. */
export const fewestBidders = rule(3, article('四十一'), 'text', 'bidders')

/** Every bidder's name and price are read out in public, with what else the tender document says. */
export const readOut = rule<'everyBid'>('everyBid', article('四十一'))

/** A bidder who stays away from the opening accepts it. */
export const openingAttendance = rule<'everyBidder' | 'absenceAccepts'>('absenceAccepts', article('四十二'))

/** Questions about the opening are put on the spot. */
export const openingObjection = rule<'onTheSpot'>('onTheSpot', article('四十二'))

/** In the hall bidders ask, or ask that somebody stand aside; both are dealt with without delay. */
export const spotRemedies = rule<readonly SpotRemedy[]>(['inquiry', 'avoidance'], article('四十二'))

/** The purchaser or agent, not the panel, checks qualification. */
export const qualificationBy = rule<'panel' | 'purchaser'>('purchaser', article('四十四'))

/** With fewer than three qualified bidders there is no evaluation. */
export const fewValidBids = rule<'panelArgues' | 'noEvaluation'>('noEvaluation', article('四十四'))

/** The chair is elected; the purchaser's representative may not be it. Nothing gives its vote more weight. */
export const chair = rule<ChairRule>({ by: 'election', tendererMayChair: false, sameVote: true }, article('四十五'))

/** A panel has at least five members. */
export const fewestPanelMembers = rule(5, article('四十七'), 'text', 'members')

/** A panel has an odd number of members. */
export const oddPanel = rule(true, article('四十七'))

/** Experts are at least two thirds of the panel. */
export const leastExpertShare = rule<Ratio>(ratio(2n, 3n), article('四十七'))

/** The purchaser's representatives are therefore at most one third. */
export const mostTendererShare = rule<Ratio>(ratio(1n, 3n), article('四十七'))

/** From a budget of 10,000,000 yuan on a panel has at least seven members. */
export const largerPanel = rule<LargerPanel | 'none'>({ from: yuan('10000000'), members: 7 }, article('四十七'))

/** Who sits on the panel is secret until the result is published. */
export const panelSecrecy = rule<'untilResult'>('untilResult', article('四十七'))

/** What a replaced member concluded is void. */
export const replacedMember = rule<'conclusionsVoid'>('conclusionsVoid', article('四十九'))

/** A panel that cannot be filled up in time is formed anew; what it concluded is void. */
export const unfilledPanel = rule<'newPanel' | 'drawnAgain'>('newPanel', article('四十九'))

/** No share of the panel has a claim to more time. */
export const moreTime = rule<Ratio | 'none'>('none', article('四十六'), 'own')

/** A clarification is asked by the panel in writing and changes no substance. */
export const clarification = rule<ClarificationRule>(
  { onlyAsked: true, inWriting: true, mayChangeSubstance: false },
  article('五十一'),
)

/** Only the document's methods and criteria count. */
export const statedCriteria = rule<'only'>('only', article('五十二'))

/** Two methods and no other: points for every factor, or the lowest price. */
export const evaluationMethods = rule<EvaluationMethods>(
  {
    scored: { zh: '综合评分法', en: 'scored', formulas: ['lowest-price'] },
    lowest: { zh: '最低评标价法', en: 'lowest price' },
  },
  article('五十三'),
)

/** The lowest price that fulfils everything comes first; only arithmetic and policy change a price. */
export const lowestPriceMethod = rule<'priceAlone'>('priceAlone', article('五十四'))

/** The price weighs at least 30 % in a tender of goods. */
export const leastPriceWeightGoods = rule<BasisPoints | 'none'>(percent(30), article('五十五'), 'text', 'bp')

/** The price weighs at least 10 % in a tender of services. */
export const leastPriceWeightServices = rule<BasisPoints | 'none'>(percent(10), article('五十五'), 'text', 'bp')

/** A price that contradicts itself is corrected in four steps, in this order; who does not confirm it has an invalid bid. */
export const arithmetic = rule<readonly ArithmeticStep[]>(['schedule', 'words', 'decimal', 'sum'], article('五十九'))

/** Besides arithmetic and policy nothing changes a price. */
export const pricedDeviations = rule<'asStated' | 'none'>('none', article('五十四'))

/** Bidders who offer one brand of the product are one bidder: the lowest price, or the best score, stands for it. */
export const sameBrand = rule<'countedOnce' | 'none'>('countedOnce', article('三十一'))

/** A price far below the others is explained on the spot; who cannot prove it reasonable has an invalid bid. */
export const lowPriceBids = rule<LowPriceBids>('explainedOrInvalid', article('六十'))

/** How many candidates, the tender document says. */
export const mostCandidates = rule<number | 'asStated'>('asStated', article('五十七'), 'own', 'candidates')

/** What members dispute is settled by the majority. */
export const rejectionMajority = rule<Ratio>(ratio(1n, 2n), article('六十一'))

/** Dissent is signed with its reasons; otherwise a member agrees. */
export const reportSigning = rule<ReportSigning>(
  { by: 'everyMember', dissent: 'inWriting', silence: 'agreed' },
  article('六十一'),
)

/** The reasons for which a bid is invalid. */
export const rejectionGrounds = rule<readonly Ground[]>(
  [
    { code: 'noDeposit', zh: '未按照招标文件的规定提交投标保证金', en: 'The deposit was not handed in as required.' },
    { code: 'unsigned', zh: '投标文件未按招标文件要求签署、盖章', en: 'The bid is not signed or stamped as required.' },
    { code: 'unqualified', zh: '不具备招标文件中规定的资格要求', en: 'The bidder lacks a required qualification.' },
    {
      code: 'price',
      zh: '报价超过招标文件中规定的预算金额或者最高限价',
      en: 'The price is above the budget or the highest price of the tender document.',
    },
    {
      code: 'conditions',
      zh: '投标文件含有采购人不能接受的附加条件',
      en: 'The bid adds conditions that the purchaser cannot accept.',
    },
    {
      code: 'other',
      zh: '法律、法规和招标文件规定的其他无效情形',
      en: 'Another reason of the law or the tender document.',
    },
  ],
  article('六十三'),
)

/** The report reaches the purchaser within 2 working days. */
export const reportSentWithin = rule<Period | 'atOnce'>(workingDays(2), article('六十八'))

/** The purchaser fixes the winner within 5 working days of the report. */
export const decisionWithin = rule<Period | 'none'>(workingDays(5), article('六十八'))

/** The winner is the first in rank, always. */
export const firstRankWins = rule<'stateFunded' | 'always'>('always', article('六十八'))

/** The result is published within 2 working days of fixing the winner. */
export const publicityStarts = rule<Period>(workingDays(2), article('六十九'))

/** The publication of the result stands for 1 working day. */
export const publicityLasts = rule<Period>(workingDays(1), article('六十九'))

/** The award notice goes out as the result is published; losers are told their own score and rank. */
export const awardNotice = rule<'allAtOnce'>('allAtOnce', article('六十九'))

/** The experts' names are published with the result. */
export const publishedExperts = rule(true, article('六十九'))

/** The written contract is made within 30 days of the award notice. */
export const contractWithin = rule(days(30), article('七十一'))
