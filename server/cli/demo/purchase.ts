import type { Draft } from '../../tenders/contract.ts'
import { purchaseExperts, suppliers } from './people.ts'
import { type Offer, type Played, party } from './tender.ts'

/** A purchase of goods as such purchases are published in Guangxi; every party in it is invented. */
export const classrooms: Draft = {
  project: { code: 'GX450103202600123001', name: '南宁市示例职业技术学校智慧教室设备采购' },
  code: 'GX450103202600123001001',
  name: '智慧教室设备采购（A分标）',
  track: 'G',
  region: '450103',
  kind: 'goods',
  method: 'open',
  stateFunded: true,
  tenderer: party('purchaser'),
  agent: party('purchase-agent'),
  supervisor: party('finance'),
  industry: '教学设备',
  scope: '86英寸交互智能平板60台及配套录播、无线扩音设备的供货、安装、调试、培训和三年质保。',
  qualification:
    '具有独立承担民事责任的能力。\n参加政府采购活动前三年内在经营活动中没有重大违法记录。\n未被列入失信被执行人、重大税收违法失信主体和政府采购严重违法失信行为记录名单。',
  consortium: false,
  funds: '财政资金',
  place: '南宁市青秀区',
  durationDays: 60,
  estimate: '320000000',
  ceiling: '320000000',
  deposit: '6000000',
  depositForms: ['transfer', 'guarantee', 'insurance'],
  documentsFrom: Date.parse('2026-03-16T17:00:00+08:00'),
  documentsUntil: Date.parse('2026-03-24T17:00:00+08:00'),
  deadline: Date.parse('2026-04-08T09:00:00+08:00'),
  validityDays: 90,
  shares: { needed: 2 },
  parts: ['business', 'technical', 'price'],
  criteria: {
    clauses: [
      {
        ...{ id: 'capacity', zh: '具有独立承担民事责任的能力，营业执照有效', by: 'purchaser' },
        ground: '不具备招标文件中规定的资格要求',
      },
      {
        ...{ id: 'record', zh: '未被列入失信被执行人和政府采购严重违法失信行为记录名单', by: 'purchaser' },
        ground: '不具备招标文件中规定的资格要求',
      },
      { id: 'signature', zh: '投标文件按招标文件要求签署、盖章', ground: '投标文件未按招标文件要求签署、盖章' },
      {
        ...{ id: 'ceiling', zh: '报价不超过采购预算和最高限价' },
        ground: '报价超过招标文件中规定的预算金额或者最高限价',
      },
      { id: 'response', zh: '带★的技术参数和质保期全部响应', ground: '法律、法规和招标文件规定的其他无效情形' },
      { id: 'small', zh: '中小企业声明函填写完整、真实', ground: '不享受小微企业价格扣除', denies: 'small' },
      { id: 'domestic', zh: '本国产品声明符合要求', ground: '不享受本国产品价格扣除', denies: 'domestic' },
    ],
    factors: [
      {
        ...{ id: 'parameters', zh: '技术参数', guidance: '每有一项非★参数优于要求得2分', full: 3000, step: 200 },
        ...{ objective: true, volume: 'technical' },
      },
      {
        ...{ id: 'plan', zh: '供货安装方案', guidance: '进度、调试和培训安排的针对性', full: 2000, step: 50 },
        ...{ objective: false, volume: 'technical' },
      },
      {
        ...{ id: 'service', zh: '售后服务', guidance: '响应时间、备品备件和巡检', full: 2000, step: 50 },
        ...{ objective: false, volume: 'business' },
      },
    ],
    price: { formula: 'lowest-price', full: 3000 },
    tie: 'lower-price',
    policy: { small: 1000, smallShare: 400, domestic: 2000 },
    coreProduct: '86英寸交互智能平板',
    candidates: 3,
  },
  panel: { members: 5, strata: [{ id: 'nn', region: '南宁', specialty: 'C09', seats: 5 }] },
  contact: '广西示例采购代理有限公司 0771-0000000',
}

const offer = (price: string, leader: string, claims: NonNullable<Offer['claims']>): Offer => ({
  ...{ price, durationDays: 45, leader, claims },
})

/** The purchase with its suppliers: one is a micro enterprise, one sells from abroad, one is far below the others. */
export const purchasePlayed: Played = {
  draft: classrooms,
  offers: {
    'supplier-1': offer('298000000', '农志远', { domestic: true, brand: '青穗' }),
    'supplier-2': offer('305000000', '蒙春燕', { small: 'whole', domestic: true, brand: '江潮' }),
    'supplier-3': offer('289000000', '龙文博', { brand: 'Northline' }),
    'supplier-4': offer('128000000', '莫立强', { domestic: true, brand: '五象云' }),
    'supplier-5': offer('310000000', '梁慧敏', { domestic: true, brand: '良品' }),
  },
  bidders: suppliers,
  experts: purchaseExperts,
  cast: {
    ...{ tenderer: 'purchaser', agent: 'purchase-agent', supervisor: 'finance' },
    ...{ centre: 'nn-centre', 'centre-2': 'nn-centre-2', 'centre-3': 'nn-centre-3' },
    ...Object.fromEntries(suppliers.map(({ id }, i) => [`bidder-${i + 1}`, id])),
  },
  venue: '南宁市公共资源交易中心评标区',
  venues: [],
}
