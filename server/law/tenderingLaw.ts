import { rule } from './rule.ts'
import { days, type Period, type Ratio, ratio } from './units.ts'

const article = (number: string) => `《招标投标法》第${number}条`

/** Something falls due so long after an event: the award (中标人确定 or its notice) or the signed contract. */
export interface DueAfter {
  readonly after: 'award' | 'contract'
  readonly within: Period
}

/** How a panel finds its chair, and whether the tenderer's representative may be it. */
export interface ChairRule {
  readonly by: 'election' | 'electionOrAppointment'
  readonly tendererMayChair: boolean
  /** The chair's vote counts as any other member's. */
  readonly sameVote: boolean
}

/** A panel that must be larger because the tender is: from an estimate on, so many members. */
export interface LargerPanel {
  /** fen; the amount itself is included */
  readonly from: bigint
  readonly members: number
}

/** An invitation goes to at least three bidders. */
export const fewestInvited = rule(3, article('十七'), 'text', 'bidders')

/** Names and number of those who fetched the tender document are told to nobody. */
export const bidderSecrecy = rule<'untilOpening'>('untilOpening', article('二十二'))

/** From the first issue of the tender document to the deadline: at least 20 days (mandatory projects). */
export const bidPreparation = rule(days(20), article('二十四'))

/** An addendum reaches all holders of the tender document at least 15 days before the deadline. */
export const addendumNotice = rule(days(15), article('二十三'))

/** With fewer than three bidders the tender is repeated. */
export const fewestBidders = rule(3, article('二十八'), 'text', 'bidders')

/** Until the deadline a bidder may supplement, replace or withdraw its bid, as often as it likes. */
export const replacement = rule<'untilDeadline'>('untilDeadline', article('二十九'))

/** The opening is public and takes place at the very time of the deadline. */
export const openingTime = rule<'atDeadline'>('atDeadline', article('三十四'))

/** The tenderer presides over the opening and invites all bidders. */
export const openingHost = rule<'tenderer'>('tenderer', article('三十五'))

/** Nothing keeps the panel's members away from the opening. */
export const panelAtOpening = rule(true, article('三十五'), 'own')

/** Every bid received in time is opened and read out: bidder, price, main contents. */
export const readOut = rule<'everyBid'>('everyBid', article('三十六'))

/** A panel has at least five members. */
export const fewestPanelMembers = rule(5, article('三十七'), 'text', 'members')

/** A panel has an odd number of members. */
export const oddPanel = rule(true, article('三十七'))

/** Experts are at least two thirds of the panel. */
export const leastExpertShare = rule<Ratio>(ratio(2n, 3n), article('三十七'))

/** The tenderer's representatives are therefore at most one third of the panel. */
export const mostTendererShare = rule<Ratio>(ratio(1n, 3n), article('三十七'))

/** The tenderer's representatives are named in writing; the article says only that they belong to the panel. */
export const representativeAuthority = rule<'written'>('written', article('三十七'), 'own')

/** Who has an interest stays off the panel; that the agent's own staff do follows from it. */
export const agencyStaffOnPanel = rule<boolean>(false, article('三十七'), 'own')

/** The law of tenders knows no larger panel by price. */
export const largerPanel = rule<LargerPanel | 'none'>('none', article('三十七'), 'own')

/** Who sits on the panel is secret until the result is fixed. */
export const panelSecrecy = rule<'untilResult'>('untilResult', article('三十七'))

/** The law of tenders does not have the experts' names published with the result. */
export const publishedExperts = rule(false, article('三十七'), 'own')

/** An expert has worked in the field for eight years, with a senior title or the like. */
export const expertExperience = rule(8, article('三十七'), 'text', 'years')

/** Evaluation is strictly confidential; nobody may interfere. */
export const evaluationSecrecy = rule<'strict'>('strict', article('三十八'))

/** Where every bid is rejected the tender is repeated. */
export const allRejected = rule<'repeated'>('repeated', article('四十二'))

/** Before the award the tenderer does not negotiate price or substance. */
export const negotiation = rule<'forbidden'>('forbidden', article('四十三'))

/** The award notice and the notices to all other bidders go out at the same time. */
export const awardNotice = rule<'allAtOnce'>('allAtOnce', article('四十五'))

/** The written contract is made within 30 days of the award notice. */
export const contractWithin = rule(days(30), article('四十六'))

/** The tenderer reports to the supervisor within 15 days of fixing the winner (mandatory projects). */
export const reportWithin = rule<DueAfter>({ after: 'award', within: days(15) }, article('四十七'))
