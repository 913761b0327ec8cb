import { type Refusal, refusals } from '../law/refusal.ts'
import { gateRule, tradeType } from './catalogue.ts'
import type { Registration } from './contract.ts'

const refuse = refusals({
  TRADE_TYPE_UNKNOWN: { status: 422, zh: '没有这个交易类型', en: 'there is no such kind of trade' },
  TRADE_TYPE_NOT_RUN: {
    status: 422,
    zh: '该交易类型已列入目录，本平台尚未开通',
    en: 'this kind of trade is in the catalogue but does not run here yet',
  },
  KIND_NOT_OF_TYPE: {
    status: 422,
    zh: '标段类别不属于该交易类型',
    en: 'the tender is of a kind that does not belong to this trade',
  },
  PROVINCIAL_ONLY: {
    status: 422,
    zh: '该交易类型仅由省级公共资源交易平台组织',
    en: 'only the platform of the province does this kind of trade',
  },
  LICENCE_MISSING: {
    status: 422,
    zh: '须登记大型医用设备配置许可证号',
    en: 'the licence for the equipment is missing',
  },
})

/** What a kind of trade asks for before a project of it is registered. */
export function gateProblems({ type: id, centre, licence, sections }: Registration): Refusal[] {
  const type = tradeType(id)
  if (!type) return [refuse('TRADE_TYPE_UNKNOWN', { type: id })]
  const problems: Refusal[] = []
  const by = type.gate && gateRule(type.gate)
  if (type.gate === 'provincialPlatform' && !centre.endsWith('00'))
    problems.push(refuse('PROVINCIAL_ONLY', { centre }, by))
  if (type.gate === 'licence' && !licence) problems.push(refuse('LICENCE_MISSING', {}, by))
  if (!type.track) return [...problems, refuse('TRADE_TYPE_NOT_RUN', { type: id })]
  const others = sections.filter(({ kind }) => !type.kinds.includes(kind))
  return [...problems, ...others.map(({ name, kind }) => refuse('KIND_NOT_OF_TYPE', { section: name, kind }))]
}
