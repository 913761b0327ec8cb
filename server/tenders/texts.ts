/** A free text of the tender document: which chapter it stands in, and what it is called. */
export interface TextField {
  readonly id: TextId
  readonly chapter: 'instructions' | 'technical' | 'contract' | 'format'
  readonly zh: string
  readonly en: string
}

/** The free texts that a tender document may have. Ids stand in drafts, which are kept for ever. */
export const TEXT_IDS = [
  'pricing',
  'site',
  'policy',
  'credit',
  'agencyFee',
  'technical',
  'contract',
  'payment',
  'acceptance',
  'breach',
  'disputes',
  'format',
] as const
export type TextId = (typeof TEXT_IDS)[number]

const field = (id: TextId, chapter: TextField['chapter'], zh: string, en: string): TextField => ({
  ...{ id, chapter, zh, en },
})

/** The free texts in the order of the document; everything else in it is fixed, or made of the draft's fields. */
export const TEXTS: readonly TextField[] = [
  field('pricing', 'instructions', '投标报价要求', 'how to price'),
  field('site', 'instructions', '踏勘现场', 'visit to the site'),
  field('policy', 'instructions', '落实政府采购政策的要求与证明材料', 'procurement policies and their evidence'),
  field('credit', 'instructions', '信用信息查询与使用', 'credit information'),
  field('agencyFee', 'instructions', '代理费用的收取标准和方式', "the agent's fee"),
  field('technical', 'technical', '技术标准和要求', 'technical requirements'),
  field('contract', 'contract', '合同主要条款', 'main terms of the contract'),
  field('payment', 'contract', '付款方式、时间和条件', 'payment'),
  field('acceptance', 'contract', '验收', 'acceptance'),
  field('breach', 'contract', '违约责任', 'breach'),
  field('disputes', 'contract', '争议解决', 'disputes'),
  field('format', 'format', '投标文件的组成与格式', 'parts and forms of a bid'),
]
