import { type AwardNotice, awardNotice } from '../../templates/awardNotice.ts'
import { bidReceipt, withdrawReceipt } from '../../templates/bidReceipt.ts'
import { candidatePublicity } from '../../templates/candidatePublicity.ts'
import { drawRecord } from '../../templates/drawRecord.ts'
import { evaluationReport } from '../../templates/evaluationReport.ts'
import type { Paper } from '../../templates/layout.ts'
import { openingRecord } from '../../templates/openingRecord.ts'
import { resultNotice } from '../../templates/resultNotice.ts'
import { spotCheckRecord } from '../../templates/spotCheckRecord.ts'
import { tenderNotice } from '../../templates/tenderNotice.ts'
import { admission } from './admissionPapers.ts'
import { course } from './coursePapers.ts'
import { panel } from './panelPapers.ts'
import { project } from './projectPapers.ts'
import { results } from './resultPapers.ts'

const hash = (digits: string): string => digits.repeat(64 / digits.length)
const at = (time: string): number => Date.parse(`2026-03-${time}+08:00`)
const price = { figures: '86,543,210.55 元', capitals: '捌仟陆佰伍拾肆万叁仟贰佰壹拾元伍角伍分' }

/** What all papers of the tests are about. */
export const tender = { code: 'BD-2026-0001', name: '滨江区实验中学迁建工程施工' }

const [first, second, third] = ['浙江长河建设集团有限公司', '滨海第二建筑工程有限公司', '东港市政园林股份有限公司']
const attestation = { centre: '滨海市公共资源交易中心', verify: 'https://yangguang.example/verify/BD-2026-0001' }
const parties = ['招标人', '监督人', '交易平台'].map((name, i) => ({
  name,
  commitment: hash(`a${i}`),
  value: hash(`${i}f`),
}))
const members = ['张明', '李清', '王海', '赵敏', '钱程'].map((name, i) => ({
  field: `member-${i + 1}`,
  name,
  chair: i === 0,
  specialty: i === 4 ? '招标人代表' : '建筑工程',
  employer: ['省建筑设计院', '市工程质量监督站（退休）', '理工大学土木学院', '交通规划研究院', '滨江区教育局'][i]!,
  origin: i === 4 ? '招标人代表' : '随机抽取',
}))

const general = {
  ...attestation,
  code: 'WJ-2026-0001',
  tender,
  tenderer: '滨江区教育局',
}

const report = evaluationReport({
  track: 'T',
  ...general,
  method: '综合评估法',
  ...{ startedAt: at('02T13:30:00'), endedAt: at('02T17:45:12') },
  members,
  openedAt: at('02T09:30:00'),
  opened: [first, second, third].map((bidder) => ({ bidder, price })),
  compliant: [first, second],
  rejected: [{ bidder: third, reason: '投标报价高于最高投标限价', clause: '投标人须知 3.2.4' }],
  criteria: [
    { name: '报价', full: '60', rule: '以有效报价的算术平均值为基准价，每高 1 % 扣 1 分，每低 1 % 扣 0.5 分' },
    { name: '技术', full: '30', rule: '施工组织设计的针对性、可行性和保证措施' },
    { name: '信誉', full: '10', rule: '类似业绩和履约评价' },
  ],
  ranking: [first, second].map((bidder, i) => ({
    rank: i + 1,
    bidder,
    price,
    ...(i === 1 ? { correctedPrice: '86,543,200.00 元' } : {}),
    scores: ['58.20', '26.40', '8.00'],
    total: i === 0 ? '92.60' : '90.15',
  })),
  candidates: [{ bidder: first, price, reason: '综合得分最高，技术方案可行，报价合理' }],
  beforeContract: ['签订合同前应当核实项目负责人在其他在建项目的任职情况。'],
  clarifications: [
    { bidder: second, question: '第 12 项综合单价与合价不一致', answer: '以综合单价为准，总价按修正后执行' },
  ],
  dissent: [{ member: '王海', reason: '认为第二名施工组织设计的深基坑方案深度不足，技术分应当更低' }],
})

const opening = openingRecord({
  track: 'T',
  ...general,
  host: '滨海招标代理有限公司',
  startedAt: at('02T09:30:00'),
  endedAt: at('02T10:02:31'),
  ceiling: price,
  bids: [first, second].map((bidder, i) => ({
    bidder,
    code: `9133010${i}MA27X1AB3C`,
    price,
    period: '420 天',
    quality: '合格',
    leader: '王建国',
    deposit: '已到账',
    receivedAt: at('02T09:12:07.123'),
  })),
  unopened: [{ bidder: third, reason: '投标人未在规定时间内提交解密密钥', consequence: '视为撤销投标文件' }],
  withdrawn: 1,
  shares: ['招标人', '监督人'].map((holder) => ({ holder, at: at('02T09:31:10.020') })),
  objections: [{ by: second, text: '请说明最高投标限价的公布时间', reply: '已于 2 月 20 日随澄清文件公布' }],
  signers: [
    { field: 'tenderer', role: '招标人', name: '滨江区教育局', place: 'stamp' },
    { field: 'agent', role: '代理机构（记录）', name: '滨海招标代理有限公司', place: 'stamp' },
    ...[first, second].map((name, i) => ({
      ...{ field: `bidder-${i + 1}`, role: '投标人', name: name! },
      place: 'stamp' as const,
    })),
  ],
  log: '第 1024 号节拍',
})

const receipt = bidReceipt({
  ...attestation,
  code: 'HZ-2026-0001',
  tender,
  bidder: { code: '91330100MA27X1AB3C', name: first! },
  sequence: 2,
  receivedAt: at('02T09:29:59.999'),
  deadline: at('02T09:30:00'),
  header: hash('3c5e'),
  size: '184,549,376 字节',
  parts: ['商务标', '技术标', '报价'].map((name, i) => ({ name, size: '61,516,458 字节', root: hash(`${i}b7d`) })),
  log: '第 1021 号节拍，第 37 号叶',
  attachment: 'receipt.json',
})

const draw = drawRecord({
  track: 'T',
  ...general,
  drawnAt: at('01T15:00:00'),
  panelSize: 5,
  representatives: 1,
  strata: [{ name: '建筑工程', wanted: 4, eligible: 86 }],
  avoided: [{ rule: '与投标人有任职或者利害关系', count: 3 }],
  experts: members
    .slice(0, 4)
    .map((one, i) => ({ ...one, order: i + 1, outcome: i === 2 ? '无人接听，递补' : '应邀' })),
  root: hash('77a0'),
  seed: hash('19ce'),
  rules: '按专业分层，随机排序，依次通知；未应邀的由下一名递补',
  parties,
  operator: '林之远',
  supervisor: '沈正',
})

const notice = tenderNotice({
  ...attestation,
  ...tender,
  ...{ track: 'T', address: '滨江区江南大道 88 号', platform: 'https://trading.example' },
  ...{ documentsFrom: at('01T09:00:00'), objection: '对招标文件有异议的，应当在投标截止时间10日前通过平台提出。' },
  project: '滨江区实验中学迁建工程',
  approval: '滨江区发展和改革局以滨发改〔2025〕118 号文件',
  funding: '区财政资金',
  site: '滨江区江南大道与云溪路交叉口',
  scope: '施工图范围内的土建、安装、装饰和室外工程',
  period: '420 日历天',
  tenderer: '滨江区教育局',
  agent: '滨海招标代理有限公司',
  contact: '林之远 0571-0000000',
  qualifications: ['具有建筑工程施工总承包二级及以上资质', '项目负责人具有一级注册建造师资格（建筑工程专业）'],
  consortium: false,
  ceiling: `${price.figures}（${price.capitals}）`,
  deposit: { figures: '800,000.00 元', capitals: '捌拾万元整' },
  method: '综合评估法',
  ...{ publishedAt: at('01T09:00:00'), documentsUntil: at('08T17:00:00'), deadline: at('24T09:30:00') },
  media: '本公告在阳光交易平台发布。',
  supervisor: '滨江区住房和城乡建设局 0571-0000001',
  document: hash('5a'),
})

/** What an award notice says. */
export const aNotice: AwardNotice = {
  ...general,
  side: '招标人',
  winner: { code: '91330100MA27X1AB3C', name: first! },
  price,
  period: '420 日历天',
  quality: '合格',
  leader: '王建国',
  issuedAt: at('10T09:00:00'),
  contractWithin: { until: at('31T17:00:00') },
}

/** One paper of each kind, filled with what such a paper says. */
export const papers: Readonly<Record<string, Paper>> = {
  notice,
  receipt,
  withdrawal: withdrawReceipt({
    ...attestation,
    code: 'CH-2026-0001',
    tender,
    bidder: { code: '91330100MA27X1AB3C', name: first! },
    sequence: 1,
    withdrawnAt: at('02T08:00:00.500'),
    deadline: at('02T09:30:00'),
    header: hash('3c5e'),
  }),
  opening,
  draw,
  report,
  publicity: candidatePublicity({
    ...general,
    from: at('03T09:00:00'),
    until: at('06T17:00:00'),
    candidates: [first, second].map((bidder) => ({
      ...{ bidder: bidder!, price, score: '92.60', leader: '王建国' },
      performance: ['东港中学新建工程（东港市教育局，6,000 万元，2025年6月）'],
    })),
    factors: ['技术', '信誉', '价格'],
    ranking: [first, second].map((bidder, i) => ({
      ...{ rank: i + 1, bidder: bidder!, price: price.figures, scores: ['26.40', '8.00', '58.20'], total: '92.60' },
    })),
    competition: '报价之间差异明显，仍有竞争',
    rejected: [{ bidder: third!, reason: '投标报价高于最高投标限价' }],
    contact: '林之远 0571-0000000',
    supervisor: '滨江区住房和城乡建设局',
  }),
  award: awardNotice(aNotice),
  ...results,
  ...admission,
  ...course,
  ...panel,
  ...project,
  result: resultNotice({
    ...general,
    side: '招标人',
    bidder: second!,
    winner: first!,
    price,
    own: { rank: 2, score: '90.15' },
    issuedAt: at('10T09:00:00'),
  }),
  spotCheck: spotCheckRecord({
    ...attestation,
    code: 'CC-2026-0001',
    plan: '2026 年第一次招标投标活动双随机抽查',
    drawnAt: at('25T09:00:00'),
    object: tender,
    inspectors: [
      { field: 'inspector-1', name: '沈正' },
      { field: 'inspector-2', name: '方圆' },
    ],
    objects: 32,
    inspectorPool: 12,
    root: hash('c1'),
    seed: hash('d2'),
    parties,
    items: [{ item: '评标报告是否由全体成员签署', finding: '五名成员均已签署', conclusion: '符合' }],
    result: '未发现违法违规行为。',
  }),
}
