import { rule } from './rule.ts'
import type { Evaluators, ReEvaluationGround } from './tenderingRemedies.ts'
import { type BasisPoints, type Period, percent } from './units.ts'

const regulations = (number: string) => `《招标投标法实施条例》第${number}条`
/** 发改法规规〔2022〕1117号 numbers its points; they are cited as articles. Quoted from other works. */
const opinion = (number: string) => `《关于严格执行招标投标法规制度进一步规范招标投标主体行为的若干意见》第${number}条`

const same: readonly Evaluators[] = ['samePanel']

/** The panel hands its report to the tenderer through the platform, as it is finished. */
export const reportSentWithin = rule<Period | 'atOnce'>('atOnce', '《电子招标投标办法》第三十四条')

/** What the tenderer looks for in the report before it is publicised; the panel that reported looks again. */
export const reportRecheck = rule<readonly ReEvaluationGround[]>(
  [
    {
      code: 'standardMisapplied',
      zh: '未按照招标文件规定的评标标准和方法评标',
      en: 'The standards and methods of the tender document were not applied.',
      by: same,
    },
    { code: 'sumWrong', zh: '分值汇总计算错误', en: 'The scores were added up wrongly.', by: same },
    {
      code: 'objectiveDiffers',
      zh: '对客观评审因素评分不一致',
      en: 'Members scored an objective item differently.',
      by: same,
    },
    { code: 'scoreExtreme', zh: '评分畸高、畸低', en: 'A score is extreme.', by: same },
    {
      code: 'lowPriceUnexamined',
      zh: '未对可能低于成本或者影响履约的异常低价、严重不平衡报价进行分析研判',
      en: 'A price that may be below cost, or is badly unbalanced, was not examined.',
      by: same,
    },
    {
      code: 'clarificationMissed',
      zh: '未依法通知投标人进行澄清、说明',
      en: 'A bidder was not asked for the clarification that the law wants.',
      by: same,
    },
    { code: 'rejectionArbitrary', zh: '随意否决投标', en: 'A bid was rejected at will.', by: same },
  ],
  opinion('五'),
  'second-hand',
)

/** No text has the tenderer report a recheck. */
export const recheckReported = rule<'inWriting' | 'none'>('none', opinion('五'), 'own')

/** No text limits the days from the report to the award; the validity of the bids does. */
export const decisionWithin = rule<Period | 'none'>('none', regulations('五十五'), 'own')

/** Who says nothing has fixed nobody. */
export const silentDecision = rule<'firstRank' | 'none'>('none', regulations('五十五'), 'own')

/** The panel's list has an order: bids that tie are ordered by the panel, by the rule of the tender document. */
export const tiedCandidates = rule<'documentElseDraw' | 'panel'>('panel', regulations('五十三'))

/** The candidates are publicised before anybody is awarded. */
export const resultVia = rule<'publicity' | 'announcement'>('publicity', regulations('五十四'))

/** What the publicity of candidates says. */
export const resultContent = rule<readonly string[]>(
  ['ranking', 'names', 'prices', 'quality', 'duration', 'evaluation', 'leader', 'qualification', 'objections'],
  '《招标公告和公示信息发布管理办法》第六条',
  'second-hand',
)

/** A bidder knows the result as it is publicised. */
export const resultKnownAt = rule<'published' | 'noticeExpired'>('published', regulations('五十四'))

/** An objection in time suspends all; late ones hold nothing. */
export const objectionHoldsContract = rule<'asPurchaserFinds' | 'none'>('none', regulations('五十四'), 'own')

/** A text of the tender document on the contract that is to come. */
export type FixedText = 'contract' | 'payment' | 'acceptance' | 'breach' | 'disputes'

/** The contract is made by the document and the bid; which of its texts are substance beside the main terms, no article of this law lists. */
export const contractFixed = rule<readonly FixedText[]>(
  ['contract', 'payment', 'breach', 'disputes'],
  '《招标投标法》第四十六条',
  'own',
)

/** Contracts are to be made public; within what time, the region says. */
export const contractPublishedWithin = rule<Period | 'regional'>('regional', opinion('七'), 'second-hand')

/** A performance bond has the form that the tender document says. */
export const performanceBondForms = rule<'any' | 'notCash'>('any', regulations('五十八'), 'own')

/** From which share of a text on that stands in another bid both are reported as abnormally alike; the text gives no number. */
export const textLikeness = rule<BasisPoints>(percent(80), regulations('四十'), 'own', 'bp')
