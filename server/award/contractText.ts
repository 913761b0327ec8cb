import { z } from 'zod'
import { BidItem } from '../bids/contract.ts'
import type { FixedText } from '../law/tenderingResults.ts'
import { formatYuan } from '../law/units.ts'
import { Cms, Draft } from '../tenders/contract.ts'
import { Id } from '../web/route.ts'
import { Terms } from './contract.ts'

const Words = z.string().trim().min(2).max(8000)
const Beside = z.string().trim().max(4000)

/** A contract as the tenderer writes it: every term, field by field. */
export const ContractText = z.strictObject({
  ...Terms.shape,
  scope: z.string().trim().min(1).max(2000),
  place: Draft.shape.place,
  items: z.array(BidItem).max(200),
  /** main terms of the contract, beside those that have a field of their own */
  contract: Beside.max(8000),
  payment: Words,
  acceptance: Words,
  breach: Words,
  disputes: Words,
  /** to whom notices go */
  notices: Beside,
  /** what the two agree on beside document and bid */
  others: Beside,
})
export type ContractText = z.infer<typeof ContractText>
/** Statement `award.proposeContract` over {tender, terms}. */
export const ProposeContract = z.strictObject({ tender: Id, terms: ContractText, cms: Cms })
export type ContractField = keyof ContractText

/** How each term is called. */
export const CONTRACT_FIELDS: Readonly<Record<ContractField, readonly [zh: string, en: string]>> = {
  price: ['合同价', 'Price'],
  durationDays: ['工期（交货期）', 'Duration'],
  quality: ['质量', 'Quality'],
  leader: ['项目负责人', 'Leader'],
  scope: ['标的（承包范围）', 'Object'],
  place: ['履行地点', 'Place'],
  items: ['主要标的清单', 'Items'],
  contract: ['合同主要条款', 'Main terms'],
  payment: ['付款方式、时间和条件', 'Payment'],
  acceptance: ['验收', 'Acceptance'],
  breach: ['违约责任', 'Breach'],
  disputes: ['争议解决', 'Disputes'],
  notices: ['通知与联系人', 'Notices'],
  others: ['补充约定', 'Beside'],
}

/** What a term must follow; `said` is empty where neither document nor bid says anything. */
export interface BindingTerm {
  readonly field: ContractField
  readonly from: 'bid' | 'document' | 'neither'
  readonly said: string
}

/** The texts of a document on the contract. */
export const TEXT_FIELDS: readonly FixedText[] = ['contract', 'payment', 'acceptance', 'breach', 'disputes']

const itemLine = ({ name, spec, quantity, unitPrice, service }: BidItem): string =>
  [name, spec, quantity, `${formatYuan(BigInt(unitPrice))} 元`, service].join(' | ')

/** A term as it is compared: items a line each. */
export const termText = (text: ContractText, field: ContractField): string =>
  field === 'items' ? text.items.map(itemLine).join('\n') : String(text[field])
