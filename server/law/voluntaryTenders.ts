import { type Rule, rule } from './rule.ts'
import type { ApplicationPeriod } from './tenderingAdmission.ts'
import type { DueAfter } from './tenderingLaw.ts'
import { type Days, days, type Period, type Ratio, ratio } from './units.ts'

/*
 * What an article asks of tenders that the law demands (依法必须进行招标的项目) and of no other. Where the article then
 * leaves something open that a platform must decide, the value is ours.
 */

const law = (number: string) => `《招标投标法》第${number}条`
const regulations = (number: string) => `《招标投标法实施条例》第${number}条`

/** A reasonable time to prepare bids; the twenty days bind demanded tenders alone. The document is on offer for five days all the same. */
export const bidPreparation = rule<Days>(days(0), law('二十四'), 'own')

/** Five members bind demanded tenders alone; three are the fewest that can have a majority. */
export const fewestPanelMembers = rule(3, law('三十七'), 'own', 'members')

/** So does their odd number. */
export const oddPanel = rule<boolean>(false, law('三十七'), 'own')

/** And the share of experts. */
export const leastExpertShare = rule<Ratio>(ratio(0n, 1n), law('三十七'), 'own')

/** The tenderer may name as many members as it likes, one drawn expert beside them: a panel of its own staff alone is drawn nowhere. */
export const mostTendererShare = rule<Ratio>(ratio(1n, 1n), law('三十七'), 'own')

/** The basic account binds who bids in a demanded tender. */
export const basicAccount = rule<boolean>(false, regulations('二十六'))

/** Records and prizes of one region or trade are forbidden as a condition of demanded tenders; here reasons are given for them. */
export const localRecords = rule<'forbidden' | 'withReason'>('withReason', regulations('三十二'))

/** So are limits of ownership: what keeps bidders out without reason stays forbidden everywhere. */
export const ownershipLimits = rule<'forbidden' | 'withReason'>('withReason', regulations('三十二'))

/** A tenderer that tenders by itself files that for demanded projects alone. */
export const selfOrganised = rule<'filed' | 'free'>('free', law('十二'))

/** Approval of scope, way and organisation concerns demanded projects alone. */
export const approvedScope = rule<'whereMandatory' | 'none'>('none', regulations('七'))

/** No plan is asked for: a region may ask one of demanded tenders. */
export const planRequired = rule<'whereRegional' | 'unlessUnforeseen' | 'none'>('none', law('十六'), 'own')

/** Five days between sale and deadline of applications bind demanded tenders alone. */
export const applicationPeriod = rule<ApplicationPeriod>(
  { from: 'saleEnd', least: days(0) },
  regulations('十七'),
  'own',
)

/** No committee is asked for: the tenderer reviews applications itself. */
export const prequalReviewer: Rule<'committeeWhereStateFunded' | 'purchaser'> = rule<
  'committeeWhereStateFunded' | 'purchaser'
>('purchaser', regulations('十八'), 'own')

/** A ground for inviting is asked of state-funded demanded projects alone. */
export const invitationGroundNeeded = rule<'stateFunded' | 'always' | 'none'>('none', regulations('八'))

/** Nothing says when candidates are publicised, or that they are. */
export const publicityStarts = rule<Period | 'none'>('none', regulations('五十四'))

/** They are publicised here all the same, for a day, so that whoever lost can object. */
export const publicityLasts = rule<Period>(days(1), regulations('五十四'), 'own')

/** That an objection to the result holds the tender is said of demanded tenders alone. */
export const resultObjectionSuspends = rule<boolean>(false, regulations('五十四'))

/** The tenderer chooses among the candidates. */
export const firstRankWins = rule<'stateFunded' | 'always' | 'none'>('none', regulations('五十五'))

/** No written report goes to the supervising department. */
export const reportWithin = rule<DueAfter | 'none'>('none', law('四十七'))
