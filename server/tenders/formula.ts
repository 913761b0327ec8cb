import type { LowPriceTriggers } from '../law/procurementPolicies.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { formatDecimal } from '../law/units.ts'
import type { Criteria, PriceRule } from './criteria.ts'

const points = (centipoints: number): string => formatDecimal(BigInt(centipoints), 2)
/** Basis points as percent, without zeros that say nothing: 1000 is `10%`. */
export const share = (bp: number): string => `${formatDecimal(BigInt(bp), 2).replace(/\.?0+$/, '')}%`

/** What the law calls the method by which bids are compared. */
export const methodName = ({ price }: Criteria, law: Pick<Rulebook, 'evaluationMethods'>): string =>
  law.evaluationMethods.value[price.formula === 'price-alone' ? 'lowest' : 'scored'].zh

/** The published price formula in words, with what may be deducted from a price: a line each. */
export const formulaWords = (criteria: Criteria): string[] => [...priceWords(criteria.price), ...policyWords(criteria)]

function priceWords(price: PriceRule): string[] {
  if (price.formula === 'price-alone')
    return [
      '不设评分。实质性响应招标文件的投标按评标价由低到高排列，评标价相同的并列；除算术修正和下列价格扣除外，不调整任何报价。',
    ]
  if (price.formula === 'lowest-price')
    return [
      `报价得分 = 评标基准价 ÷ 评标价 × ${points(price.full)} 分。评标基准价为满足招标文件要求的投标中最低的评标价，不去掉最高价和最低价。`,
    ]
  const rounding = price.roundDeviation === null ? '不取整' : `保留 ${price.roundDeviation} 位小数`
  return [
    `有效投标报价多于 ${price.trimMoreThan} 个时去掉一个最高价和一个最低价，取其余报价的算术平均值；否则取全部有效报价的算术平均值。评标基准价 = 平均值 × ${
      price.drawn
        ? `系数 k，k 于开标时、公布报价前从 ${price.drawn.values.map(share).join('、')} 中公开随机抽取`
        : `${points(price.k)}%`
    }。`,
    `偏差率 = （投标报价 − 评标基准价）÷ 评标基准价 × 100%，${rounding}。`,
    `报价得分满分 ${points(price.full)} 分：每高于评标基准价 1% 扣 ${points(price.above)} 分，每低于 1% 扣 ${points(price.below)} 分，不足 1% 按比例计算，扣完为止。`,
  ]
}

function policyWords({ policy = {}, coreProduct }: Criteria): string[] {
  const { small, smallShare, domestic } = policy
  const cut = [
    ...(small ? [`小型、微型企业扣除 ${share(small)}`] : []),
    ...(smallShare ? [`小微企业合同份额达到规定比例的联合体或者分包扣除 ${share(smallShare)}`] : []),
    ...(domestic ? [`本国产品与非本国产品竞争时，本国产品扣除 ${share(domestic)}`] : []),
  ]
  return [
    ...(cut.length
      ? [
          `评标价 = 投标报价 − 价格扣除：${cut.join('；')}。各项均以投标报价为基数分别计算，只用于评审，合同价仍为投标报价。`,
        ]
      : []),
    ...(coreProduct ? [`核心产品为${coreProduct}：提供相同品牌核心产品的投标人按一家计算。`] : []),
  ]
}

/** From where on a price is examined as abnormally low, in words; nothing where no share says so. */
export function lowPriceWords({ lowPrice }: Criteria, law: LowPriceTriggers | 'none'): string[] {
  if (law === 'none') return []
  const { average, second, ceiling } = lowPrice ?? law
  return [
    `报价低于通过符合性审查的投标平均报价的 ${share(average)}、低于次低报价的 ${share(second)}，或者低于最高限价的 ${share(ceiling)} 的，启动异常低价审查：投标人在评标现场书面说明，时间不少于 ${law.minutes} 分钟；不能证明报价合理的，作为无效投标。`,
  ]
}
