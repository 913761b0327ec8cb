import type { Claims } from '../../bids/contract.ts'
import type { Draft } from '../../tenders/contract.ts'
import { bidders, experts, type Person, people } from './people.ts'

/** An organisation of the demo as a notice names it. */
export const party = (id: string) => {
  const found = people.find((person) => person.id === id)?.organisation
  if (!found) throw new Error(`no organisation ${id}`)
  return found
}

/** When the demo's clock begins: half an hour before the notice. */
export const BEGIN = '2026-03-16T16:30:00+08:00'
export const DEADLINE = '2026-04-08T09:00:00+08:00'

/**
 * A tender as it was really published: names, codes, amounts, periods and dates are facts of the public notice;
 * criteria and panel are the demo's own.
 */
export const park: Draft = {
  project: { code: 'GC530100202600193001', name: '昆明市官渡区巫家坝体育公园建设项目（一期）' },
  code: 'GC530100202600193001001',
  name: '昆明市官渡区巫家坝体育公园建设项目（一期）设计、施工一体化',
  track: 'T',
  region: '530111',
  kind: 'designBuild',
  method: 'open',
  stateFunded: true,
  tenderer: party('tenderer'),
  agent: party('agent'),
  supervisor: party('supervisor'),
  industry: '房屋建筑',
  scope: '设计、施工一体化：用地面积5311平方米，建筑面积5871平方米的体育公园（一期）全部设计与施工。',
  qualification:
    '具有独立法人资格并具备建筑工程设计与施工总承包相应资质。\n项目负责人具有相应专业注册执业资格，且未在其他在建项目任职。\n未被列入失信被执行人名单。',
  consortium: true,
  funds: '国有资金30%，贷款70%',
  place: '昆明市官渡区巫家坝片区',
  durationDays: 100,
  estimate: '2000000000',
  ceiling: '2000000000',
  deposit: '10000000',
  depositForms: ['transfer', 'guarantee', 'insurance'],
  documentsFrom: Date.parse('2026-03-16T17:00:00+08:00'),
  documentsUntil: Date.parse('2026-03-23T23:59:00+08:00'),
  deadline: Date.parse(DEADLINE),
  validityDays: 90,
  shares: { needed: 2 },
  parts: ['business', 'technical', 'price'],
  criteria: {
    clauses: [
      { id: 'signature', zh: '投标函由投标单位盖章并由负责人签字', ground: '投标文件未经投标单位盖章和单位负责人签字' },
      {
        ...{ id: 'qualification', zh: '资质与项目负责人资格符合招标文件要求', qualifies: true },
        ground: '投标人不符合招标文件规定的资格条件',
      },
      { id: 'ceiling', zh: '投标报价不高于最高投标限价', ground: '投标报价高于招标文件设定的最高投标限价' },
      {
        id: 'response',
        zh: '工期、质量等实质性要求得到响应',
        ground: '投标文件没有对招标文件的实质性要求和条件作出响应',
      },
    ],
    factors: [
      {
        id: 'design',
        zh: '设计方案',
        guidance: '功能、流线、与场地的关系、造价控制',
        full: 2000,
        step: 50,
        objective: false,
        volume: 'technical',
      },
      {
        id: 'organisation',
        zh: '施工组织设计',
        guidance: '部署、进度、质量与安全措施的针对性',
        full: 1500,
        step: 50,
        objective: false,
        volume: 'technical',
      },
      {
        id: 'record',
        zh: '类似业绩',
        guidance: '近五年每项5分，最多10分',
        full: 1000,
        step: 500,
        objective: true,
        volume: 'business',
      },
      {
        id: 'team',
        zh: '项目管理机构',
        guidance: '人员配备与资历',
        full: 500,
        step: 50,
        objective: false,
        volume: 'business',
      },
    ],
    price: {
      formula: 'benchmark-average',
      full: 5000,
      k: 9700,
      above: 100,
      below: 50,
      trimMoreThan: 5,
      roundDeviation: 2,
    },
    tie: 'lower-price',
  },
  panel: {
    members: 5,
    strata: [
      { id: 'km', region: '昆明', specialty: 'A08', seats: 3 },
      { id: 'dl', region: '大理', specialty: 'A08', seats: 1 },
      { id: 'qj', region: '曲靖', specialty: 'A08', seats: 1 },
    ],
  },
  contact: '云南帮克工程咨询有限公司 0871-00000000',
  address: '昆明市官渡区（示范地址）',
}

/** What a bidder offers, in fen, its leader, and what it claims for itself. */
export interface Offer {
  price: string
  durationDays: number
  leader: string
  claims?: Claims
  /** with whom it bids together; the agreement is made and put into the business volume */
  members?: { code: string; name: string }[]
  /** what has changed since it was prequalified */
  changes?: string
  /** who heads the bidder; of nobody real */
  head?: string
}

/** A tender that can be played: its notice, who stands in which part, and what is offered. */
export interface Played {
  draft: Draft
  offers: Record<string, Offer>
  bidders: Person[]
  experts: Person[]
  /** who stands for a part that is not played by the person of that name */
  cast: Record<string, string>
  /** where the panel meets */
  venue: string
  /** of a remote evaluation: its venues, and who witnesses at each */
  venues: { kind: 'main' | 'sub'; name: string; witness: string }[]
  /** the bidder whose key is lost on the day of the opening, if it is so */
  lost?: string
}

/** What each bidder offers. */
export const offers: Record<string, Offer> = {
  'bidder-1': { price: '1893600000', durationDays: 98, leader: '沈国栋' },
  'bidder-2': { price: '1876500000', durationDays: 100, leader: '杨思源' },
  'bidder-3': { price: '1912300000', durationDays: 95, leader: '许建国' },
  'bidder-4': { price: '1858800000', durationDays: 100, leader: '何晓东' },
  'bidder-5': { price: '1934900000', durationDays: 92, leader: '吕海燕' },
  'bidder-6': { price: '1867700000', durationDays: 120, leader: '张永康' },
  'bidder-7': { price: '1899900000', durationDays: 99, leader: '孔立新' },
  'bidder-8': { price: '1881100000', durationDays: 100, leader: '曹宁' },
  'bidder-9': { price: '1845500000', durationDays: 100, leader: '严佳' },
}

/** The tender that the demo plays. */
export const parkPlayed: Played = {
  draft: park,
  offers,
  bidders,
  experts,
  cast: {},
  venue: '昆明市公共资源交易中心评标区（主场），大理、曲靖副场',
  venues: [
    { kind: 'main', name: '昆明市公共资源交易中心评标区', witness: '段晓梅' },
    { kind: 'sub', name: '大理白族自治州公共资源交易中心评标区', witness: '杨丽华' },
    { kind: 'sub', name: '曲靖市公共资源交易中心评标区', witness: '陈志远' },
  ],
  lost: 'bidder-7',
}
