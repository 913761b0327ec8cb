import { rule } from './rule.ts'
import { type BasisPoints, percent } from './units.ts'

/** Between which shares of the price the tender document chooses a deduction. */
export interface Band {
  readonly least: BasisPoints
  readonly most: BasisPoints
}

/** Prices that set off the examination of abnormally low ones, each strictly below its share. */
export interface LowPriceTriggers {
  /** of the mean price of the bids that passed the conformity review */
  readonly average: BasisPoints
  /** of the second lowest of them */
  readonly second: BasisPoints
  /** of the highest price that is allowed, or of the budget where there is none */
  readonly ceiling: BasisPoints
  /** to which the document may raise each of them */
  readonly most: BasisPoints
  /** that a bidder has at least to explain its price */
  readonly minutes: number
}

const smallBusiness = '《财政部关于进一步加大政府采购支持中小企业力度的通知》（财库〔2022〕19号）'
const domesticProducts = '《国务院办公厅关于在政府采购中实施本国产品标准及相关政策的通知》（国办发〔2025〕34号）'
const lowPrices = '《关于推动解决政府采购异常低价问题的通知》（财库〔2026〕2号）'

/** A small or micro enterprise's price for goods or services counts 10 to 20 % less where the package is not reserved. */
export const smallDeduction = rule<Band | 'none'>(
  { least: percent(10), most: percent(20) },
  smallBusiness,
  'second-hand',
  'bp',
)

/** 4 to 6 % less where small and micro enterprises have at least 30 % of a consortium or subcontract. */
export const smallShareDeduction = rule<Band | 'none'>(
  { least: percent(4), most: percent(6) },
  smallBusiness,
  'second-hand',
  'bp',
)

/** From 2026 on a domestic product counts 20 % less where it competes with others. */
export const domesticDeduction = rule<BasisPoints | 'none'>(percent(20), domesticProducts, 'second-hand', 'bp')

/** From February 2026 on prices that are far below the others are examined: a trigger rejects nobody. */
export const lowPriceTriggers = rule<LowPriceTriggers | 'none'>(
  { average: percent(50), second: percent(50), ceiling: percent(45), most: percent(65), minutes: 30 },
  lowPrices,
  'second-hand',
)

/** What purchases before that deducted stands in no edition here. */
export const noDeduction = rule<'none'>('none', '《政府采购法》第九条', 'own')

/** Before that notice the panel alone judged which price is too low. */
export const noTriggers = rule<'none'>('none', '《政府采购货物和服务招标投标管理办法》第六十条', 'own')
