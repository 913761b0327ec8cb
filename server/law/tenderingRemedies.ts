import type { SpotRemedy } from './electronicTendering.ts'
import { rule } from './rule.ts'
import type { Ground } from './tenderingRegulations.ts'
import type { Days, Period } from './units.ts'

const law = (number: string) => `《招标投标法》第${number}条`
const regulations = (number: string) => `《招标投标法实施条例》第${number}条`

/** Who evaluates again: the panel that reported, or one drawn anew. */
export type Evaluators = 'samePanel' | 'newPanel'

/** A reason for which an evaluation is done again, who may do it, and its article where that is not the rule's. */
export interface ReEvaluationGround extends Ground {
  readonly by: readonly Evaluators[]
  readonly article?: string
}

/** A reason for which a candidate is passed over, and what it means for its deposit. */
export interface PassOverGround extends Ground {
  readonly deposit: 'kept' | 'mayBeKept' | 'returned'
}

const either: readonly Evaluators[] = ['samePanel', 'newPanel']
const anew: readonly Evaluators[] = ['newPanel']

/** What members of a panel may not do; the result that rests on it is evaluated again. That and by whom is ours. */
export const reEvaluation = rule<readonly ReEvaluationGround[]>(
  [
    {
      code: 'shouldHaveAvoided',
      zh: '评标委员会成员应当回避而不回避',
      en: 'A member should have stood aside and did not.',
      by: anew,
    },
    {
      code: 'standardMisapplied',
      zh: '不按照招标文件规定的评标标准和方法评标',
      en: 'The standards and methods of the tender document were not applied.',
      by: either,
    },
    { code: 'privateContact', zh: '私下接触投标人', en: 'A member met a bidder in private.', by: anew },
    {
      code: 'steered',
      zh: '征询招标人意向，或者接受倾向、排斥特定投标人的要求',
      en: 'The panel asked for or followed wishes for or against a bidder.',
      by: anew,
    },
    {
      code: 'rejectionMissed',
      zh: '对依法应当否决的投标不提出否决意见',
      en: 'A bid that must be rejected was not.',
      by: either,
    },
    {
      code: 'clarificationInvited',
      zh: '暗示、诱导投标人澄清，或者接受投标人主动提出的澄清',
      en: 'A clarification was suggested, or taken without being asked for.',
      by: either,
    },
    {
      code: 'unfair',
      zh: '其他不客观、不公正履行职务的行为',
      en: 'Another duty was not done fairly.',
      by: either,
    },
  ],
  regulations('七十一'),
  'own',
)

/** A candidate that changed, or broke the law: the tenderer has the same panel look at it again before the award notice. */
export const abilityReview = rule<readonly ReEvaluationGround[]>(
  [
    {
      code: 'candidateChanged',
      zh: '中标候选人的经营、财务状况发生较大变化或者存在违法行为，可能影响其履约能力',
      en: 'A candidate changed greatly or broke the law, so that it may not perform.',
      by: ['samePanel'],
    },
  ],
  regulations('五十六'),
)

/**
 * What broke the law, moved the result and cannot be mended makes the award invalid: again to tender or to evaluate. The
 * article says no more; the breaches are gathered from articles 50 to 57 of the law.
 */
export const awardInvalid = rule<readonly Ground[]>(
  [
    { code: 'collusion', zh: '串通投标或者以行贿谋取中标', en: 'Bidders colluded, or bribed for the award.' },
    { code: 'deceit', zh: '以他人名义投标或者弄虚作假骗取中标', en: 'The winner bid in a false name or deceived.' },
    {
      code: 'leak',
      zh: '泄露应当保密的情况或者标底，影响中标结果',
      en: 'What had to be secret was told and moved the result.',
    },
    {
      code: 'negotiation',
      zh: '定标前就实质性内容谈判，影响中标结果',
      en: 'Substance was negotiated before the award.',
    },
    {
      code: 'outsideCandidates',
      zh: '在评标委员会依法推荐的中标候选人以外确定中标人',
      en: 'The winner is none of the candidates.',
    },
    {
      code: 'substantial',
      zh: '其他违反法律法规、对中标结果造成实质性影响且不能补救的行为',
      en: 'Another breach that moved the result and cannot be mended.',
    },
  ],
  regulations('八十一'),
  'own',
)

/** After an invalid award another winner is found by the conditions of the award, or the tender is repeated. */
export const afterInvalidAward = rule<readonly string[]>(['nextCandidate', 'reEvaluate', 'retender'], law('六十四'))

/** For what the first in rank may be passed over: the next in rank, or a new tender. */
export const passingOver = rule<readonly PassOverGround[]>(
  [
    { code: 'gaveUp', zh: '放弃中标', en: 'It gives the award up.', deposit: 'kept' },
    {
      code: 'forceMajeure',
      zh: '因不可抗力不能履行合同',
      en: 'Force majeure keeps it from performing.',
      deposit: 'returned',
    },
    {
      code: 'noPerformanceBond',
      zh: '不按照招标文件要求提交履约保证金',
      en: 'It does not give the performance bond.',
      deposit: 'kept',
    },
    {
      code: 'unlawful',
      zh: '被查实存在影响中标结果的违法行为',
      en: 'It was found to have broken the law in a way that moves the result.',
      deposit: 'mayBeKept',
    },
  ],
  regulations('五十五'),
)

/** While it looks into a complaint the supervisor may order the tender to rest; no longest time is said. */
export const complaintSuspension = rule<Days | 'untilLifted'>('untilLifted', regulations('六十二'))

/** Invented facts, forged material or evidence got unlawfully: such a complaint is dismissed. */
export const complaintAbuse = rule<'dismissed'>('dismissed', regulations('六十一'))

/** A complaint asks for something definite and brings its evidence. */
export const complaintEvidence = rule<'required'>('required', regulations('六十'))

/** What an addendum may not change of the tender; the text names nothing here. */
export type KeptAspect = 'subject' | 'qualification'

/** An addendum may change whatever the tender needs: the text sets no bound but time. */
export const addendumKeeps = rule<readonly KeptAspect[]>([], regulations('二十一'), 'own')

/** When somebody knew of what a tender document says, where its time for objecting runs from that. */
export type KnownFrom = 'notCounted' | { readonly afterNotice: Period }

/** The time for objecting runs backwards from the deadline: when one knew does not matter. */
export const documentKnownFrom = rule<KnownFrom>('notCounted', regulations('二十二'), 'own')

/** No text says within how long a question is answered. */
export const questionReply = rule<Period | 'none'>('none', regulations('二十一'), 'own')

/** In the hall bidders object, and nothing else. */
export const spotRemedies = rule<readonly SpotRemedy[]>(['objection'], regulations('四十四'))

/** After a termination deposits go back with interest at the bank's deposit rate. */
export const terminatedInterest = rule<'bankDepositRate' | 'none'>('bankDepositRate', regulations('三十一'))
