import { rule } from './rule.ts'

export { noticeStands as noticeOut } from './procurementTenders.ts'
export { planLead, planRequired } from './purchaseIntentions.ts'

const law = (number: string) => `《政府采购法》第${number}条`
const regulations = (number: string) => `《政府采购法实施条例》第${number}条`
const article = (number: string) => `《政府采购货物和服务招标投标管理办法》第${number}条`

/** A purchase is not divided to avoid its tender. */
export const splitting = rule<'forbidden'>('forbidden', law('二十八'))

/** So it is when the same sort is bought several times in a budget year by other ways, above the limit in all. */
export const dividing = rule<'forbidden'>('forbidden', regulations('二十八'))

/** A purchase rests on the budget of its year; the text asks for no other approval first. */
export const approvalFirst = rule<'whereMandatory' | 'none'>('none', law('三十三'), 'own')

/** Nor for an approved scope. */
export const approvedScope = rule<'whereMandatory' | 'none'>('none', law('三十三'), 'own')

/** The purchase stands in the budget of the year. */
export const fundsSettled = rule(true, law('三十三'))

/** An agent acts by a written agreement. */
export const agencyContract = rule<'written'>('written', law('二十'))

/** A purchaser may tender by itself. */
export const selfOrganised = rule<'filed' | 'free'>('free', article('九'))

/** What a notice says: eight items. */
export const noticeContents = rule<readonly string[]>(
  ['tenderer', 'address', 'contact', 'budget', 'demand', 'qualification', 'documents', 'deadline'],
  article('十三'),
)

/** What a tender document says. */
export const documentContents = rule<readonly string[]>(
  [
    ...['qualification', 'policy', 'pricing', 'budget', 'technical', 'contract', 'delivery', 'payment'],
    ...['criteria', 'agencyFee', 'credit'],
  ],
  article('二十'),
)

/** No patent, trade mark, brand or supplier is named or prescribed. */
export const brands = rule<'forbidden'>('forbidden', regulations('二十'))

/** Nobody is kept out for where it is. */
export const localBidders = rule<'forbidden'>('forbidden', regulations('二十'))

/** Records or prizes of one region or one trade neither add points nor decide. */
export const localRecords = rule<'forbidden'>('forbidden', regulations('二十'))

/** Nobody is kept out for who owns it or how it is organised. */
export const ownershipLimits = rule<'forbidden'>('forbidden', regulations('二十'))

/** Capital, assets, turnover, staff, profit and tax are neither conditions nor scored. */
export const scaleConditions = rule<'forbidden' | 'withReason'>('forbidden', article('十七'))

/** A maker's authorisation, promise, proof or endorsement is no condition, imported goods apart. */
export const makersLetters = rule<'forbidden' | 'withReason'>('forbidden', article('十七'))

/** Qualification is not scored. */
export const qualificationScored = rule<'forbidden' | 'allowed'>('forbidden', article('五十五'))

/** Of a highest price that is computed later the text knows nothing: it is an amount within the budget. */
export const ceilingByMethod = rule<'allowed' | 'none'>('none', article('十二'), 'own')
