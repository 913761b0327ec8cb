import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Draft } from './contract.ts'
import { block, type Finding } from './finding.ts'
import type { TextId } from './texts.ts'

const refuse = refusals({
  NOTICE_INCOMPLETE: { status: 422, zh: '公告缺少法定内容', en: 'the notice lacks something that the law asks for' },
  DOCUMENT_INCOMPLETE: {
    status: 422,
    zh: '招标文件缺少法定内容',
    en: 'the tender document lacks something that the law asks for',
  },
})

const said = (text: string | undefined, least = 2): boolean => (text ?? '').trim().length >= least
const PHONE = /\d{3,4}[- ]?\d{7,8}|1\d{10}/
const text = (draft: Draft, id: TextId): boolean => said(draft.texts?.[id], 6)

/** Each item that the law may ask for: its name, where it is written, and whether it is there. */
const ITEMS: Readonly<Record<string, readonly [zh: string, where: string, there: (draft: Draft) => boolean]>> = {
  tenderer: ['招标人名称', 'tenderer', ({ tenderer }) => said(tenderer.name)],
  address: ['招标人地址', 'address', ({ address }) => said(address, 4)],
  contact: ['联系人和电话', 'contact', ({ contact }) => PHONE.test(contact)],
  budget: ['预算金额', 'estimate', ({ estimate }) => BigInt(estimate) > 0n],
  demand: ['招标项目的性质、数量（采购需求）', 'scope', ({ scope }) => said(scope, 10)],
  place: ['实施地点', 'place', ({ place }) => said(place)],
  time: ['实施时间', 'durationDays', ({ durationDays }) => durationDays > 0],
  qualification: ['资格要求', 'qualification', ({ qualification }) => said(qualification, 6)],
  documents: [
    '获取招标文件的时间和办法',
    'documentsUntil',
    ({ documentsFrom, documentsUntil }) => documentsUntil > documentsFrom,
  ],
  deadline: ['投标截止时间和开标时间', 'deadline', ({ deadline }) => deadline > 0],
  technical: ['技术要求', 'texts.technical', (draft) => text(draft, 'technical')],
  pricing: ['投标报价要求', 'texts.pricing', (draft) => text(draft, 'pricing')],
  policy: ['政府采购政策', 'texts.policy', (draft) => text(draft, 'policy')],
  criteria: ['评标方法和标准', 'criteria', ({ criteria }) => criteria.clauses.length > 0],
  contract: ['拟签订合同的主要条款', 'texts.contract', (draft) => text(draft, 'contract')],
  delivery: ['提供的时间、地点、方式', 'place', ({ place, durationDays }) => said(place) && durationDays > 0],
  payment: ['付款方式、时间、条件', 'texts.payment', (draft) => text(draft, 'payment')],
  agencyFee: ['代理费用', 'texts.agencyFee', (draft) => !draft.agent || text(draft, 'agencyFee')],
  credit: ['信用信息查询与使用', 'texts.credit', (draft) => text(draft, 'credit')],
}

const missing = (draft: Draft, rule: Rulebook['noticeContents'], code: Parameters<typeof refuse>[0]): Finding[] =>
  rule.value.flatMap((id) => {
    const item = ITEMS[id]
    if (!item) throw new Error(`nobody knows where ${id} is written`)
    const [zh, where, there] = item
    return there(draft) ? [] : [block(where, refuse(code, { missing: zh }, rule))]
  })

/** What a notice lacks. */
export const noticeFindings = (draft: Draft, law: Rulebook): Finding[] =>
  missing(draft, law.noticeContents, 'NOTICE_INCOMPLETE')

/** What a tender document lacks that the platform makes from the draft. */
export const documentFindings = (draft: Draft, law: Rulebook): Finding[] =>
  missing(draft, law.documentContents, 'DOCUMENT_INCOMPLETE')
