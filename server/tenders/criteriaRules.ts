import type { Band } from '../law/procurementPolicies.ts'
import { type Refusal, refusals } from '../law/refusal.ts'
import type { Rule } from '../law/rule.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Draft } from './contract.ts'
import { type Criteria, panelClauses, purchaserClauses } from './criteria.ts'

const refuse = refusals({
  KIND_OTHER_LAW: {
    status: 422,
    zh: '该类别不适用本规则包，应依照另一部法律招标',
    en: 'this kind of purchase is tendered under another law',
  },
  FORMULA_UNLAWFUL: {
    status: 422,
    zh: '招标文件的价格评审公式不属于法定评标方法',
    en: 'the price formula belongs to none of the methods that the law allows',
  },
  PRICE_WEIGHT_LOW: { status: 422, zh: '价格分值低于法定最低权重', en: 'the price weighs less than the law asks' },
  QUALIFICATION_MISSING: {
    status: 422,
    zh: '资格审查由采购人进行，招标文件须列明资格审查条款',
    en: 'the purchaser judges qualification: the document must list its clauses',
  },
  QUALIFICATION_BY_PANEL: {
    status: 422,
    zh: '资格审查由评标委员会进行，不得另设由采购人审查的条款',
    en: 'the panel judges qualification: no clause is the purchaser\u2019s',
  },
  CLAUSES_MISSING: {
    status: 422,
    zh: '招标文件须列明由评标委员会审查的条款',
    en: 'the document must list the clauses that the panel judges',
  },
  DEDUCTION_UNLAWFUL: {
    status: 422,
    zh: '价格扣除比例不在规定幅度内，或者本项目不适用该扣除',
    en: 'the deduction lies outside its range, or does not apply to this tender',
  },
  LOW_PRICE_UNLAWFUL: {
    status: 422,
    zh: '异常低价审查的启动比例只能在规定数值与上限之间调高',
    en: 'the triggers for low prices may only be raised, up to the limit',
  },
  BRANDS_NOT_COUNTED: {
    status: 422,
    zh: '本规则包没有相同品牌按一家计算的规定，不得设核心产品',
    en: 'under this law bidders of one brand are not counted as one',
  },
  TIE_RULE_UNLAWFUL: {
    status: 422,
    zh: '并列时的确定方式不符合本规则包：中标候选人须由评标委员会排序，不得抽签或者留待招标人选择',
    en: 'under this law the panel orders the candidates: neither lot nor choice breaks a tie',
  },
  DEVIATIONS_UNLAWFUL: {
    status: 422,
    zh: '价格调整只适用于经评审的最低投标价法，且只能由招标文件逐项规定',
    en: 'deviations are counted in money only where the lowest evaluated price is first',
  },
  RESERVED_UNLAWFUL: {
    status: 422,
    zh: '本规则包没有为中小企业预留采购包的规定',
    en: 'under this law no package is kept for small and medium enterprises',
  },
  RESERVED_DEDUCTION: {
    status: 422,
    zh: '预留份额的采购包不再给予小微企业价格扣除',
    en: 'in a reserved package small enterprises earn no deduction',
  },
  RESERVED_WITHOUT_CONSORTIUM: {
    status: 422,
    zh: '要求以联合体形式预留份额的，公告须载明接受联合体投标',
    en: 'where a share is reserved by consortium, consortia may bid',
  },
  BOND_ABOVE_CEILING: {
    status: 422,
    zh: '履约保证金超过合同价的法定比例',
    en: 'the performance bond is more of the contract’s price than the law allows',
  },
  CEILING_ABOVE_BUDGET: {
    status: 422,
    zh: '最高限价不得高于采购预算',
    en: 'the highest price may not exceed the budget',
  },
})

type Judged = Pick<Draft, 'criteria' | 'kind' | 'estimate' | 'ceiling' | 'performanceBond' | 'reserved'> &
  Partial<Pick<Draft, 'consortium'>>

/** What is wrong with how a draft judges bids, each with its article; empty when it may be published. */
export const criteriaProblems = (draft: Judged, law: Rulebook): Refusal[] => [
  ...amountProblems(draft, law),
  ...methodProblems(draft, law),
  ...clauseProblems(draft.criteria, law),
  ...policyProblems(draft.criteria, law),
  ...lowPriceProblems(draft.criteria, law),
  ...tieProblems(draft.criteria, law),
  ...reservedProblems(draft, law),
]

function tieProblems({ ties, deviations, price }: Criteria, law: Rulebook): Refusal[] {
  const chosen = ties?.last !== undefined && law.tiedCandidates.value === 'panel'
  const counted = !!deviations?.length && (law.pricedDeviations.value === 'none' || price.formula !== 'price-alone')
  return [
    ...(chosen ? [refuse('TIE_RULE_UNLAWFUL', { last: ties.last }, law.tiedCandidates)] : []),
    ...(counted ? [refuse('DEVIATIONS_UNLAWFUL', { deviations: deviations.length }, law.pricedDeviations)] : []),
  ]
}

/** A package that is kept for small and medium enterprises: where the law knows such, without a deduction. */
function reservedProblems({ reserved, criteria, consortium }: Judged, law: Rulebook): Refusal[] {
  if (!reserved) return []
  if (law.reservedPackages.value === 'none') return [refuse('RESERVED_UNLAWFUL', {}, law.reservedPackages)]
  const { small, smallShare } = criteria.policy ?? {}
  return [
    ...(small || smallShare ? [refuse('RESERVED_DEDUCTION', { small, smallShare }, law.reservedDeduction)] : []),
    ...(reserved.kind === 'consortium' && !consortium
      ? [refuse('RESERVED_WITHOUT_CONSORTIUM', {}, law.reservedNotice)]
      : []),
  ]
}

function amountProblems({ kind, estimate, ceiling, performanceBond }: Judged, law: Rulebook): Refusal[] {
  const { performanceBondCeiling: most } = law
  const asked = performanceBond?.share ?? 0
  const other = !law.tenderedKinds.value.includes(kind)
  const above = law.ceilingWithin.value === 'budget' && BigInt(ceiling ?? 0) > BigInt(estimate)
  return [
    ...(other ? [refuse('KIND_OTHER_LAW', { kind }, law.tenderedKinds)] : []),
    ...(asked > most.value ? [refuse('BOND_ABOVE_CEILING', { asked, most: most.value }, most)] : []),
    ...(above ? [refuse('CEILING_ABOVE_BUDGET', { ceiling, budget: estimate }, law.ceilingWithin)] : []),
  ]
}

function methodProblems({ criteria, kind }: Judged, law: Rulebook): Refusal[] {
  const { price, coreProduct } = criteria
  const branded = coreProduct !== undefined && law.sameBrand.value === 'none'
  const brands = branded ? [refuse('BRANDS_NOT_COUNTED', { coreProduct }, law.sameBrand)] : []
  if (price.formula === 'price-alone') return brands
  const known = law.evaluationMethods.value.scored.formulas.includes(price.formula)
  const least = kind === 'goods' ? law.leastPriceWeightGoods : law.leastPriceWeightServices
  const light = least.value !== 'none' && price.full < least.value
  return [
    ...brands,
    ...(known ? [] : [refuse('FORMULA_UNLAWFUL', { formula: price.formula }, law.evaluationMethods)]),
    ...(light ? [refuse('PRICE_WEIGHT_LOW', { weight: price.full, least: least.value }, least)] : []),
  ]
}

function clauseProblems(criteria: Criteria, law: Rulebook): Refusal[] {
  const purchaser = law.qualificationBy.value === 'purchaser'
  const listed = purchaserClauses(criteria).length > 0
  if (purchaser !== listed)
    return [refuse(purchaser ? 'QUALIFICATION_MISSING' : 'QUALIFICATION_BY_PANEL', {}, law.qualificationBy)]
  return panelClauses(criteria).some(({ denies, qualifies }) => !denies && !qualifies)
    ? []
    : [refuse('CLAUSES_MISSING', {}, law.statedCriteria)]
}

function policyProblems({ policy = {} }: Criteria, law: Rulebook): Refusal[] {
  const domestic = law.domesticDeduction.value
  const bands: [number | undefined, Rule<Band | 'none'>][] = [
    [policy.small, law.smallDeduction],
    [policy.smallShare, law.smallShareDeduction],
    [
      policy.domestic,
      { ...law.domesticDeduction, value: domestic === 'none' ? domestic : { least: domestic, most: domestic } },
    ],
  ]
  return bands.flatMap(([rate, of]) => {
    if (rate === undefined || (of.value !== 'none' && rate >= of.value.least && rate <= of.value.most)) return []
    return [refuse('DEDUCTION_UNLAWFUL', { rate, allowed: of.value }, of)]
  })
}

function lowPriceProblems({ lowPrice }: Criteria, { lowPriceTriggers: of }: Rulebook): Refusal[] {
  if (!lowPrice) return []
  const law = of.value
  const within = (shares: readonly ('average' | 'second' | 'ceiling')[]): boolean =>
    law !== 'none' && shares.every((one) => lowPrice[one] >= law[one] && lowPrice[one] <= law.most)
  return within(['average', 'second', 'ceiling']) ? [] : [refuse('LOW_PRICE_UNLAWFUL', { lowPrice, allowed: law }, of)]
}
