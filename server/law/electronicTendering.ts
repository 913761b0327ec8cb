import { rule } from './rule.ts'

const article = (number: string) => `《电子招标投标办法》第${number}条`

/** What becomes of a bid that was not unsealed, by whose cause it was. */
export interface UnsealingFailure {
  /** 撤销: the deposit may be kept. */
  readonly bidder: 'revoked'
  /** 撤回: the deposit goes back, and the bidder may claim its direct loss. */
  readonly other: 'withdrawn'
  /** The opening of the other bids goes on. */
  readonly othersGoOn: true
}

/** How a bidder speaks up in the hall: 异议, 询问, 回避申请. */
export type SpotRemedy = 'objection' | 'inquiry' | 'avoidance'

/** Which outages of the platform stop a tender before its deadline: within so many hours of it, and so many seconds long. */
export interface OutageBeforeDeadline {
  readonly hours: number
  readonly seconds: number
}

/** The notice says at which address and how the platform is reached, and appears in all media at once. */
export const platformAddress = rule<'inTheNotice'>('inTheNotice', article('十七'))

/** Nothing but signing up with the platform stands before fetching the tender document. */
export const freeDownload = rule<'noPrecondition'>('noPrecondition', article('二十'))

/** Until the deadline the operator tells nobody but tenderer and agent who fetched the tender document. */
export const downloadSecrecy = rule<'untilDeadline'>('untilDeadline', article('二十一'))

/** An addendum is shown prominently and told to all who fetched the tender document. */
export const addendumTold = rule<'everyHolder'>('everyHolder', article('二十二'))

/** The platform's operator and whoever controls it do not bid here, nor for others. */
export const operatorMayBid = rule(false, article('二十三'))

/** A bid that is not encrypted as required is refused, and the bidder is told. */
export const unencryptedBids = rule<'refused'>('refused', article('二十六'))

/** A bid is complete here before the deadline; one that comes later is refused. */
export const lateBids = rule<'refused'>('refused', article('二十七'))

/** A bid whose transfer is not complete at the deadline counts as withdrawn. */
export const incompleteBids = rule<'withdrawn'>('withdrawn', article('二十七'))

/** A bid that arrived is acknowledged at once. */
export const receipt = rule<'atOnce'>('atOnce', article('二十七'))

/** Before the deadline nobody may unseal or take out a bid, only its bidder may replace or withdraw it. */
export const bidSecrecy = rule<'untilDeadline'>('untilDeadline', article('二十七'))

/** The opening is public on the platform; all bidders attend online in time. */
export const openingAttendance = rule<'everyBidder' | 'absenceAccepts'>('everyBidder', article('二十九'))

/** When all bids are unsealed, names, prices and what else the document lists are told to all bidders. */
export const unsealing = rule<'tendererAndBidders'>('tendererAndBidders', article('三十'))

/** A bid not unsealed by its bidder's cause is revoked, by another cause withdrawn; the others go on. */
export const unsealingFailure = rule<UnsealingFailure>(
  { bidder: 'revoked', other: 'withdrawn', othersGoOn: true },
  article('三十一'),
)

/** The opening record is published, but for what must stay secret. */
export const openingRecord = rule<'public'>('public', article('三十二'))

/** Evaluation goes on online, watched and closed, experts signed in at a lawful trading venue. */
export const evaluationVenue = rule<'watchedAndClosed'>('watchedAndClosed', article('三十三'))

/** The report reaches the tenderer through the platform. */
export const reportChannel = rule<'platform'>('platform', article('三十四'))

/** Candidates and result of mandatory projects are published on the platform. */
export const publicityPlace = rule<'platform'>('platform', article('三十五'))

/** Award notice, notices to the others and contract are made through the platform. */
export const awardChannel = rule<'platform'>('platform', article('三十六'))

/** Objections and their answers go through the platform. */
export const objectionChannel = rule<'platform'>('platform', article('三十九'))

/** What is signed electronically, and archived. */
export const signedDocuments = rule<readonly string[]>(
  ['notice', 'tenderDocument', 'addendum', 'bid', 'clarification', 'evaluationReport', 'awardNotice', 'contract'],
  article('四十'),
)

/** No text of the law of tenders says how many years an archive is kept: the region does. */
export const archiveYears = rule<number | 'regional'>('regional', article('四十'), 'own', 'years')

/**
 * Each operation of those who work on a tender is recorded with its time, network address and person, for good. Of bidders
 * and experts the article asks no address, and none is kept.
 */
export const operationLog = rule<readonly string[]>(['time', 'address', 'person'], article('四十九'))

/**
 * Whoever has not sent a bid before the deadline counts as having withdrawn it; the text is silent of one who could not, because
 * the platform was not there. Ours: the clock stands from the beginning of such an outage until the host sets it going again.
 */
export const outageBeforeDeadline = rule<OutageBeforeDeadline>({ hours: 24, seconds: 60 }, article('二十七'), 'own')

/** The parties and the operator carry out what a supervisor orders through its platform. */
export const supervisionOrders = rule<'carriedOut'>('carriedOut', article('五十二'))
