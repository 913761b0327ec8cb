import { type Rule, rule } from './rule.ts'
import type { Ground } from './tenderingRegulations.ts'

/** When and how a tender with too few bidders may give way to another way of buying. */
export interface MethodRules {
  readonly methodChange: Rule<readonly Ground[] | 'none'>
  readonly methodOpinions: Rule<number>
}

const order = '《政府采购货物和服务招标投标管理办法》第四十三条'

/**
 * A purchase that found fewer than three bidders, by a document without unreasonable clauses and a lawful procedure, may
 * be made in another way once the finance department has approved it. The article names no ways; these are the law's.
 */
export const methodChange = rule<readonly Ground[] | 'none'>(
  [
    { code: 'negotiation', zh: '竞争性谈判', en: 'competitive negotiation' },
    { code: 'consultation', zh: '竞争性磋商', en: 'competitive consultation' },
    { code: 'inquiry', zh: '询价', en: 'request for quotations' },
    { code: 'singleSource', zh: '单一来源采购', en: 'single source' },
  ],
  order,
)

/** The panel, or three experts at least, say that the document has no unreasonable clause. */
export const methodOpinions = rule(3, '《政府采购非招标采购方式管理办法》第二十八条', 'own', 'experts')

/** A tender of works with fewer than three bidders is tendered anew. */
export const noMethodChange = rule<readonly Ground[] | 'none'>('none', '《招标投标法》第二十八条')

/** So nobody's opinion is asked. */
export const noMethodOpinions = rule(0, '《招标投标法》第二十八条', 'own', 'experts')
