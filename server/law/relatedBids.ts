import { rule } from './rule.ts'
import { type BasisPoints, percent } from './units.ts'

/** A ground that the law itself gives: those who judge vote on it where there is a sign of it, whatever the document's clauses are. */
export interface StatutoryGround {
  /** the clause by which it is voted on */
  readonly id: 'law-relations' | 'law-collusion'
  /** what is asked */
  readonly zh: string
  readonly en: string
  /** what a bid is invalid by, and what follows, as the report has it */
  readonly ground: string
}

const tenders = (number: string) => `《招标投标法实施条例》第${number}条`
const purchases = (number: string) => `《政府采购货物和服务招标投标管理办法》第${number}条`

/** Tendering: bidders with one head, or that hold or manage each other; all their bids of the section are invalid. */
export const relatedTenders = rule<StatutoryGround>(
  {
    id: 'law-relations',
    zh: '单位负责人为同一人或者存在控股、管理关系的不同单位，不得参加同一标段投标',
    en: 'Units with one head, or that hold or manage each other, do not bid for one section.',
    ground: '违反《招标投标法实施条例》第三十四条，相关投标均无效',
  },
  tenders('三十四'),
)

/** Tendering: bidders who collude, or count as colluding; the panel rejects their bids (article 51). */
export const colludingTenders = rule<StatutoryGround>(
  {
    id: 'law-collusion',
    zh: '投标人没有属于或者视为相互串通投标的情形',
    en: 'The bidders neither collude nor count as colluding.',
    ground: '《招标投标法实施条例》第三十九条、第四十条规定的串通投标，依第五十一条否决其投标',
  },
  tenders('四十'),
)

/** Purchases: suppliers with one head, or one directly holding or managing another, take no part under one contract. */
export const relatedSuppliers = rule<StatutoryGround>(
  {
    id: 'law-relations',
    zh: '单位负责人为同一人或者存在直接控股、管理关系的不同供应商，不得参加同一合同项下的政府采购活动',
    en: 'Suppliers with one head, or one directly holding or managing another, take no part under one contract.',
    ground: '违反《政府采购法实施条例》第十八条，不得参加本合同项下的政府采购活动，相关投标均无效',
  },
  '《政府采购法实施条例》第十八条',
)

/** Purchases: bidders who count as colluding; their bids are invalid, and the panel reports it to the finance department (article 36). */
export const colludingSuppliers = rule<StatutoryGround>(
  {
    id: 'law-collusion',
    zh: '投标人没有恶意串通或者视为串通投标的情形',
    en: 'The bidders neither collude nor count as colluding.',
    ground:
      '《政府采购货物和服务招标投标管理办法》第三十六条、第三十七条规定的串通投标，其投标无效，并书面报告本级财政部门',
  },
  purchases('三十七'),
)

/** From which share of equal unit prices on two price lists are reported as abnormally alike; the texts give no number. */
export const tenderPriceLists = rule<BasisPoints>(percent(80), tenders('四十'), 'own', 'bp')
export const supplierPriceLists = rule<BasisPoints>(percent(80), purchases('三十七'), 'own', 'bp')
