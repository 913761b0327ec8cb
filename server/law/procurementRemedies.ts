import { longestSuspension } from './procurementLaw.ts'
import { rule } from './rule.ts'
import type { Ground } from './tenderingRegulations.ts'
import type { Evaluators, PassOverGround, ReEvaluationGround } from './tenderingRemedies.ts'
import type { Days } from './units.ts'

const law = (number: string) => `《政府采购法》第${number}条`
const regulations = (number: string) => `《政府采购法实施条例》第${number}条`
const order = (number: string) => `《政府采购货物和服务招标投标管理办法》第${number}条`

const same: readonly Evaluators[] = ['samePanel']
const anew: readonly Evaluators[] = ['newPanel']

/** After the report only these change a result: the same panel evaluates again, or (article 67) one composed anew. */
export const reEvaluation = rule<readonly ReEvaluationGround[]>(
  [
    { code: 'sumWrong', zh: '分值汇总计算错误', en: 'The scores were added up wrongly.', by: same },
    { code: 'outOfRange', zh: '分项评分超出评分标准范围', en: 'A score lies outside the range of its item.', by: same },
    {
      code: 'objectiveDiffers',
      zh: '评标委员会成员对客观评审因素评分不一致',
      en: 'Members scored an objective item differently.',
      by: same,
    },
    {
      code: 'scoreExtreme',
      zh: '经评标委员会认定评分畸高、畸低',
      en: 'A score is extreme, as the panel finds.',
      by: same,
    },
    {
      code: 'panelUnlawful',
      zh: '评标委员会组成不符合规定',
      en: 'The panel was not composed as it must be.',
      by: anew,
      article: order('六十七'),
    },
    {
      code: 'interfered',
      zh: '独立评标受到非法干预',
      en: 'The panel was unlawfully interfered with.',
      by: anew,
      article: order('六十七'),
    },
    {
      code: 'memberUnlawful',
      zh: '评标委员会成员有违反评审纪律的违法行为',
      en: 'A member broke the rules of evaluation.',
      by: anew,
      article: order('六十七'),
    },
  ],
  order('六十四'),
)

/** What broke the law and may have moved the result: the contract is revoked and another qualified candidate found. */
/** Order 87 knows no such look at a candidate: the purchaser fixes the winner within days. */
export const abilityReview = rule<readonly ReEvaluationGround[]>([], order('六十四'), 'own')

export const awardInvalid = rule<readonly Ground[]>(
  [
    { code: 'collusion', zh: '恶意串通或者行贿', en: 'Malicious collusion, or bribery.' },
    { code: 'deceit', zh: '提供虚假材料谋取中标', en: 'The winner handed in false material.' },
    { code: 'substantial', zh: '其他影响中标结果的违法行为', en: 'Another breach that moved the result.' },
  ],
  law('七十三'),
)

/** Before the contract is performed another winner is found among the qualified candidates; otherwise the purchase ends. */
export const afterInvalidAward = rule<readonly string[]>(['nextCandidate', 'retender'], law('七十三'))

/** A winner who refuses the contract is followed by the next candidate, or the purchase begins anew. */
export const passingOver = rule<readonly PassOverGround[]>(
  [{ code: 'gaveUp', zh: '拒绝与采购人签订合同', en: 'It refuses the contract.', deposit: 'mayBeKept' }],
  regulations('四十九'),
)

/** The finance department suspends a purchase for at most 30 days while it looks into a complaint. */
export const complaintSuspension = rule<Days | 'untilLifted'>(longestSuspension.value, longestSuspension.article)

/** Invented facts, false material or evidence got unlawfully: such a complaint is dismissed. */
export const complaintAbuse = rule<'dismissed'>('dismissed', regulations('五十七'))

/** A challenge or complaint asks for something definite and brings its evidence. */
export const complaintEvidence = rule<'required'>('required', regulations('五十五'))
