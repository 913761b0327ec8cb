import type { Track } from '../../../server/law/rulebook.ts'
import { trackOf } from '../../../server/projects/catalogue.ts'
import { say } from '../app/words.ts'

type Word = readonly [zh: string, en: string]

/** What the two laws call the same things before a notice: T tenders of works, G purchases. */
const TERMS = {
  T: {
    title: ['招标项目进场登记', 'Registration of a project'],
    owner: ['招标人', 'Tenderer'],
    ownerAddress: ['招标人地址', 'Address of the tenderer'],
    agent: ['招标代理机构', 'Agent'],
    supervisor: ['行政监督部门', 'Supervisor'],
    mandatory: ['依法必须招标', 'must be tendered by law'],
    stateFunded: ['国有资金占控股或主导', 'state-funded'],
    parts: ['标段', 'Tenders'],
    part: ['标段', 'Tender'],
    partName: ['标段名称', 'Name of the tender'],
    content: ['招标内容与规模', 'Content'],
    estimate: ['估算价', 'Estimate'],
    duration: ['工期（天）', 'Days'],
    limits: ['必须招标的规模标准', 'From which size on it must be tendered'],
    reached: ['达到规模标准，必须招标', 'must be tendered'],
    below: ['低于规模标准', 'below the limit'],
    alone: ['自行招标', 'none'],
    coming: ['招标计划', 'Plan of tenders'],
    publishing: ['签名并发布招标计划', 'Sign and publish the plan'],
    month: ['预计招标月份', 'expected month of the tender'],
  },
  G: {
    title: ['采购项目进场登记', 'Registration of a purchase'],
    owner: ['采购人', 'Purchaser'],
    ownerAddress: ['采购人地址', 'Address of the purchaser'],
    agent: ['采购代理机构', 'Agent'],
    supervisor: ['监督管理部门', 'Supervisor'],
    mandatory: ['达到公开招标数额标准', 'reaches the limit of open tenders'],
    stateFunded: ['使用财政性资金', 'paid from public funds'],
    parts: ['采购包', 'Tenders'],
    part: ['采购包', 'Tender'],
    partName: ['采购包名称', 'Name of the tender'],
    content: ['采购需求概况', 'What is needed'],
    estimate: ['预算金额', 'Budget'],
    duration: ['履行期限（天）', 'Days'],
    limits: ['公开招标数额标准', 'From which amount on the tender is open'],
    reached: ['达到公开招标数额标准', 'reaches the limit of open tenders'],
    below: ['低于公开招标数额标准', 'below the limit of open tenders'],
    alone: ['自行采购', 'none'],
    coming: ['采购意向', 'Intended purchases'],
    publishing: ['签名并公开采购意向', 'Sign and publish what is intended'],
    month: ['预计采购月份', 'expected month of the purchase'],
  },
} as const satisfies Record<Track, Record<string, Word>>

/** A term of a registration, as the law of its kind of trade has it. */
export function term(type: string | undefined, name: keyof (typeof TERMS)['T']): string {
  const [zh, en]: Word = TERMS[trackOf(type)][name]
  return say(zh, en)
}
