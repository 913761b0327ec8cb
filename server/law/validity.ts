import type { TenderKind } from './projectTenders.ts'
import { type Rule, rule } from './rule.ts'

/** How all bids of a tender may stay valid for longer than its document says. */
export interface ValidityRules {
  /** every bidder answers for itself when it is asked in writing before the old end; `none`: nobody is asked */
  readonly validityExtension: Rule<'eachAsked' | 'none'>
  /** what no answer by the old end is */
  readonly validitySilence: Rule<'refusal'>
  /** with fewer that agree the tender is called anew, for the kinds that are named */
  readonly fewestExtended: Rule<{ readonly kinds: readonly TenderKind[]; readonly bidders: number }>
}

const goods = '《工程建设项目货物招标投标办法》第二十八条'
const order = '《政府采购货物和服务招标投标管理办法》第二十三条'

/**
 * Evaluation and award that cannot end within the validity: every bidder is asked for a longer one. Who refuses gets its
 * deposit back; who agrees extends what secures its bid and changes nothing of substance.
 */
const validityExtension = rule<'eachAsked' | 'none'>(
  'eachAsked',
  '《评标委员会和评标方法暂行规定》第四十条',
  'second-hand',
)

/** Only who agrees is bound for longer; of silence the article says nothing, and we take nobody to be bound by it. */
const validitySilence = rule<'refusal'>('refusal', '《工程建设项目施工招标投标办法》第二十九条', 'own')

/** Goods that must be tendered are called anew where fewer than three agree; of works and services no article says so. */
const fewestExtended = rule<ValidityRules['fewestExtended']['value']>({ kinds: ['goods'], bidders: 3 }, goods, 'own')

/** Tenders of works, and of goods and services that belong to works. */
export const tenderingValidity: ValidityRules = { validityExtension, validitySilence, fewestExtended }

/** Tenders that no law demands: whether too few are left, the tenderer sees for itself. */
export const voluntaryValidity: ValidityRules = {
  ...tenderingValidity,
  fewestExtended: rule<ValidityRules['fewestExtended']['value']>({ kinds: [], bidders: 0 }, goods, 'own'),
}

/**
 * Order 87 counts the validity from the deadline and knows no extension: the purchaser fixes the winner within days, and
 * no article says what binds a supplier for longer or what becomes of one that refuses. Nobody is asked.
 */
export const procurementValidity: ValidityRules = {
  validityExtension: rule<'eachAsked' | 'none'>('none', order, 'own'),
  validitySilence: rule<'refusal'>('refusal', order, 'own'),
  fewestExtended: rule<ValidityRules['fewestExtended']['value']>({ kinds: [], bidders: 0 }, order, 'own'),
}
