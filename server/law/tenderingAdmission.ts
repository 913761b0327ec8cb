import { type Rule, rule } from './rule.ts'
import type { Ground, ObjectionWindow } from './tenderingRegulations.ts'
import { type Days, days, type Period } from './units.ts'

const law = (number: string) => `《招标投标法》第${number}条`
const regulations = (number: string) => `《招标投标法实施条例》第${number}条`
const electronic = (number: string) => `《电子招标投标办法》第${number}条`

/** The time for applications: at least so long from the end of the sale, or from the notice, to their deadline. */
export interface ApplicationPeriod {
  readonly from: 'saleEnd' | 'notice'
  readonly least: Period
}

/** How the list comes about from which invitees are drawn, and how long it must be; `none` where nobody draws. */
export interface InvitationPool {
  readonly sources: readonly InvitationSource[]
  /** a list from the register or by recommendation holds at least so many times those who are drawn */
  readonly timesDrawn: number
}

/** 资格预审公告征集, 供应商库, 采购人书面推荐. */
export type InvitationSource = 'prequalification' | 'register' | 'recommendation'

/** Who may bid at all, where not everybody may: prequalification (资格预审) and invitation (邀请招标). */
export interface AdmissionRules {
  readonly prequalNotice: Rule<'ownNotice'>
  readonly prequalDocumentsOffered: Rule<Period>
  readonly applicationPeriod: Rule<ApplicationPeriod>
  readonly prequalAddendum: Rule<Days>
  readonly prequalObjection: Rule<ObjectionWindow>
  readonly applicationsSealed: Rule<'asBids'>
  readonly applicationsOpened: Rule<'asBids'>
  readonly prequalReview: Rule<'asDocumentSays'>
  readonly prequalReviewer: Rule<'committeeWhereStateFunded' | 'purchaser'>
  readonly prequalResult: Rule<'everyApplicant'>
  readonly fewestPassers: Rule<number>
  readonly passersOnly: Rule<'othersRefused'>
  readonly afterPrequal: Rule<'changesOnly'>
  readonly frozenConsortium: Rule<'bidInvalid' | 'none'>
  readonly invitationGrounds: Rule<readonly Ground[]>
  readonly invitationGroundNeeded: Rule<'stateFunded' | 'always' | 'none'>
  readonly fewestInvited: Rule<number>
  readonly invitationPool: Rule<InvitationPool | 'none'>
  readonly invitationChoice: Rule<'tenderer' | 'random'>
  readonly invitationWitnesses: Rule<number>
  readonly invitationRecord: Rule<'signedAndFiled' | 'none'>
  readonly invitationsSent: Rule<'allAtOnce'>
  readonly recommendedPublished: Rule<boolean>
}

/** A tenderer who prequalifies publishes a notice of its own and makes a document for it. */
export const prequalNotice = rule<'ownNotice'>('ownNotice', regulations('十五'))

/** The prequalification document is on offer for at least 5 days. */
export const prequalDocumentsOffered = rule<Period>(days(5), regulations('十六'))

/** From the end of its sale to the deadline for applications: at least 5 days (mandatory projects). */
export const applicationPeriod = rule<ApplicationPeriod>({ from: 'saleEnd', least: days(5) }, regulations('十七'))

/** An addendum that may affect applications less than 3 days before their deadline postpones it. */
export const prequalAddendum = rule<Days>(days(3), regulations('二十一'))

/** An objection to the prequalification document is made at least 2 days before the deadline. */
export const prequalObjection = rule<ObjectionWindow>({ beforeDeadline: days(2) }, regulations('二十二'))

/** Applications are encrypted, handed in and acknowledged as bids are. */
export const applicationsSealed = rule<'asBids'>('asBids', electronic('二十八'))

/** They are unsealed, opened and reviewed, and their results told, as bids are. */
export const applicationsOpened = rule<'asBids'>('asBids', electronic('三十八'))

/** They are judged by the standards and methods of the prequalification document, and by nothing else. */
export const prequalReview = rule<'asDocumentSays'>('asDocumentSays', regulations('十八'))

/** Where state funds lead a mandatory project, a committee reviews, formed as a panel is. */
export const prequalReviewer = rule<'committeeWhereStateFunded' | 'purchaser'>(
  'committeeWhereStateFunded',
  regulations('十八'),
)

/** Every applicant gets the result in time. */
export const prequalResult = rule<'everyApplicant'>('everyApplicant', regulations('十九'))

/** With fewer than three that pass, the tender is repeated. */
export const fewestPassers = rule(3, regulations('十九'), 'text', 'applicants')

/** An applicant that did not pass may not bid: what it hands in is refused. */
export const passersOnly = rule<'othersRefused'>('othersRefused', regulations('三十六'))

/**
 * Who passed is not judged for its qualification again; great changes since are told in writing, and a bidder that no longer
 * qualifies by them has an invalid bid.
 */
export const afterPrequal = rule<'changesOnly'>('changesOnly', regulations('三十八'))

/** A consortium that changes its members after the prequalification makes its bid invalid. */
export const frozenConsortium = rule<'bidInvalid' | 'none'>('bidInvalid', regulations('三十七'))

/** When a tenderer may invite instead of publishing a notice. */
export const invitationGrounds = rule<readonly Ground[]>(
  [
    {
      code: 'fewBidders',
      zh: '技术复杂、有特殊要求或者受自然环境限制，只有少量潜在投标人可供选择',
      en: 'Complex, special or bound by nature: only few could bid.',
    },
    {
      code: 'cost',
      zh: '采用公开招标方式的费用占项目合同金额的比例过大',
      en: 'An open tender would cost too much of what the contract is worth.',
    },
  ],
  regulations('八'),
)

/** A ground is needed where state funds lead a mandatory project. */
export const invitationGroundNeeded = rule<'stateFunded' | 'always'>('stateFunded', regulations('八'))

/** At least three are invited. */
export const fewestInvited = rule(3, law('十七'), 'text', 'invitees')

/** The tenderer knows whom it invites; no list is asked for. */
export const invitationPool = rule<InvitationPool | 'none'>('none', law('十七'), 'own')

/** It chooses them itself: able to do the work, and of good standing. */
export const invitationChoice = rule<'tenderer' | 'random'>('tenderer', law('十七'))

/** Nobody has to witness the choice. */
export const invitationWitnesses = rule(0, law('十七'), 'own', 'persons')

/** Nobody draws, so there is no record of a draw. */
export const invitationRecord = rule<'signedAndFiled' | 'none'>('none', law('十七'), 'own')

/** The letters go out at once, so that nobody has more time; the text says to whom, not when. */
export const invitationsSent = rule<'allAtOnce'>('allAtOnce', law('十七'), 'own')

/** Nothing of a recommendation is published. */
export const recommendedPublished = rule(false, law('十七'), 'own')
