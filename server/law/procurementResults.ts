import { reEvaluation } from './procurementRemedies.ts'
import { rule } from './rule.ts'
import type { ReEvaluationGround } from './tenderingRemedies.ts'
import type { FixedText } from './tenderingResults.ts'

const order = (number: string) => `《政府采购货物和服务招标投标管理办法》第${number}条`
const regulations = (number: string) => `《政府采购法实施条例》第${number}条`

/** After the report is signed the purchaser has the same panel look again for these four errors and no other. */
export const reportRecheck = rule<readonly ReEvaluationGround[]>(
  reEvaluation.value.filter(({ by }) => by.includes('samePanel')),
  reEvaluation.article,
)

/** Whoever has an evaluation done again tells the finance department in writing. */
export const recheckReported = rule<'inWriting' | 'none'>('inWriting', regulations('四十四'))

/** A purchaser that fixes nobody in time and has no lawful reason is taken to have fixed the first in rank. */
export const silentDecision = rule<'firstRank' | 'none'>('firstRank', order('六十八'))

/** Candidates that tie: as the tender document says, otherwise by lot. */
export const tiedCandidates = rule<'documentElseDraw' | 'panel'>('documentElseDraw', order('六十八'))

/** The winner is fixed first and then announced; there is no publicity of candidates. */
export const resultVia = rule<'publicity' | 'announcement'>('announcement', order('六十九'))

/** What the announcement of the result says. */
export const resultContent = rule<readonly string[]>(
  ['purchaser', 'agent', 'project', 'winner', 'items', 'noticePeriod', 'experts', 'documents'],
  order('六十九'),
)

/** The damage of a result is known when the time of its announcement is over. */
export const resultKnownAt = rule<'published' | 'noticeExpired'>('noticeExpired', regulations('五十三'))

/** While a challenge may move the result the contract is not signed; whether it may, the purchaser finds. */
export const objectionHoldsContract = rule<'asPurchaserFinds' | 'none'>('asPurchaserFinds', regulations('五十四'))

/** The contract changes no substance of the tender document and the bid. */
export const contractTerms = rule<'asBid'>('asBid', order('七十一'))

/** The contract is made by what the purchase document fixed: none of its terms may read otherwise. */
export const contractFixed = rule<readonly FixedText[]>(
  ['contract', 'payment', 'acceptance', 'breach', 'disputes'],
  '《政府采购法》第四十六条',
)

/** A performance bond is not given in cash. */
export const performanceBondForms = rule<'any' | 'notCash'>('notCash', regulations('四十八'))
