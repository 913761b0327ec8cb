import type { LowPriceTriggers } from '../law/procurementPolicies.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { fen, formatDecimal, formatYuan } from '../law/units.ts'
import type { Criteria, Deviation } from './criteria.ts'

const points = (centipoints: number): string => formatDecimal(BigInt(centipoints), 2)
/** Basis points as percent, without zeros that say nothing: 1000 is `10%`. */
export const share = (bp: number): string => `${formatDecimal(BigInt(bp), 2).replace(/\.?0+$/, '')}%`

/** What the law calls the method by which bids are compared. */
export const methodName = ({ price }: Criteria, law: Pick<Rulebook, 'evaluationMethods'>): string =>
  law.evaluationMethods.value[price.formula === 'price-alone' ? 'lowest' : 'scored'].zh

/** The published price formula in words, with what may be deducted from a price: a line each. */
export const formulaWords = (criteria: Criteria): string[] => [
  ...priceWords(criteria),
  ...policyWords(criteria),
  ...deviationWords(criteria),
  ...tieWords(criteria),
]

const VOLUMES = { technical: '技术部分', business: '商务部分' } as const

/** How the document tells equal bids apart, in words; nothing where it says nothing. */
export function tieWords({ ties }: Pick<Criteria, 'ties'>): string[] {
  if (!ties) return []
  const by = ties.by.map((volume) => `${VOLUMES[volume]}得分高者优先`)
  const then = ties.last && { purchaser: '由采购人确定', lot: '随机抽取' }[ties.last]
  const all = [...by, ...(then ? [then] : [])]
  return all.length ? [`排序并列的，依次按下列方式确定：${all.join('；仍相同的，')}。`] : []
}

/** How the members' marks make a score, and which of two equal bids goes first when the document names no other way, in words. */
export function evenWords({ price, ties }: Criteria, law: Pick<Rulebook, 'tiedCandidates'>): string[] {
  const panel = law.tiedCandidates.value === 'panel'
  const named = !!ties && (ties.by.length > 0 || ties.last !== undefined)
  const last = panel ? '由评标委员会排定先后次序' : ties?.last === undefined ? '采取随机抽取的方式确定' : ''
  const left = named ? last && `按上述方式仍不能确定的，${last}。` : `仍相同的，${last}。`
  if (price.formula === 'price-alone') return left ? [`评标价相同的：${left}`] : []
  return [
    `各成员评分的算术平均值为该项得分，公布的各项数值四舍五入保留两位小数。总分相等的，投标报价低的优先；${
      named ? `报价也相等的，按上述方式确定。${left}` : `报价也相等的，${last}。`
    }`,
  ]
}

/** What one unit of a deviation adds, in words. */
export const addsWords = ({ unit, adds }: Deviation): string => {
  const [sign, size] =
    'amount' in adds
      ? [adds.amount.startsWith('-'), `${formatYuan(fen(adds.amount.replace('-', '')))} 元`]
      : [adds.share < 0, `投标报价的 ${share(Math.abs(adds.share))}`]
  return `每${unit}${sign ? '减' : '加'} ${size}`
}

function deviationWords({ deviations = [] }: Criteria): string[] {
  if (!deviations.length) return []
  const each = deviations.map((one) => `${one.zh}：${addsWords(one)}`)
  return [
    `评标价 = 修正后的投标报价 + 商务偏差折算：${each.join('；')}。评标价相同的，投标报价低者优先；合同价仍为投标报价。`,
  ]
}

function priceWords({ price, deviations }: Criteria): string[] {
  if (price.formula === 'price-alone')
    return deviations?.length
      ? ['不设评分。实质性响应招标文件的投标按评标价由低到高排列。']
      : [
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
