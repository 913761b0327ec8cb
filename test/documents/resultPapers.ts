import { contract } from '../../templates/contract.ts'
import { resultAnnouncement } from '../../templates/resultAnnouncement.ts'
import { supervisionReport } from '../../templates/supervisionReport.ts'

const hash = (digits: string): string => digits.repeat(64 / digits.length)
const at = (time: string): number => Date.parse(`2026-03-${time}+08:00`)
const price = { figures: '86,543,210.55 元', capitals: '捌仟陆佰伍拾肆万叁仟贰佰壹拾元伍角伍分' }
const [first, second] = ['浙江长河建设集团有限公司', '滨海第二建筑工程有限公司']
const general = {
  centre: '滨海市公共资源交易中心',
  verify: 'https://yangguang.example/verify/BD-2026-0001',
  code: 'WJ-2026-0001',
  tender: { code: 'BD-2026-0001', name: '滨江区实验中学迁建工程施工' },
  tenderer: '滨江区教育局',
}

/** Contract, the announcement of a purchase's result, and the written report to the supervisor. */
export const results = {
  announcement: resultAnnouncement({
    ...general,
    code: 'GG-2026-0001',
    project: { code: 'BD-2026', name: '滨江区教育局设备采购' },
    purchaser: { name: '滨江区教育局', address: '滨江区江南大道 1 号', contact: '林之远 0571-0000000' },
    agent: { name: '滨海招标代理有限公司', address: '滨海市海潮路 8 号', contact: '林之远 0571-0000000' },
    winner: { code: '91330100MA27X1AB3C', name: first!, address: '杭州市西湖区文三路 1 号' },
    price,
    items: [
      { name: '交互式智能平板', spec: 'YG-86', quantity: '120 台', unitPrice: '12,000.00 元', service: '质保三年' },
    ],
    experts: ['张明', '李清', '王海', '赵敏', '钱程'],
    from: at('10T09:00:00'),
    until: at('11T23:59:59'),
    documents: [{ name: '招标文件', hash: hash('5a') }],
    supervisor: '滨江区财政局',
  }),
  supervision: supervisionReport({
    ...general,
    about: 'tender',
    agent: '滨海招标代理有限公司',
    supervisor: '滨江区住房和城乡建设局',
    scope: '施工图范围内的土建、安装、装饰和室外工程',
    method: '公开招标',
    media: ['阳光交易平台'],
    documents: [{ name: '招标文件', hash: hash('5a') }],
    criteria: ['技术 30 分', '信誉 10 分', '报价 60 分'],
    bidders: [first, second].map((bidder, i) => ({
      bidder: bidder!,
      price: price.figures,
      outcome: i ? '第 2 名' : '中标',
    })),
    panel: '5 人，依法组建，随机抽取',
    report: hash('7c'),
    winner: { code: '91330100MA27X1AB3C', name: first! },
    price,
    period: '420 日历天',
    decidedAt: at('10T09:00:00'),
    remarks: '无异议、投诉。',
    reportedAt: at('12T09:00:00'),
  }),
  contract: contract({
    ...general,
    code: 'HT-2026-0001',
    sides: ['发包人（招标人）', '承包人（中标人）'],
    law: '《中华人民共和国招标投标法》',
    tenderer: { code: '11330108000000001A', name: '滨江区教育局' },
    winner: { code: '91330100MA27X1AB3C', name: first! },
    scope: '施工图范围内的土建、安装、装饰和室外工程',
    price,
    period: '420 日历天',
    quality: '合格',
    payment: '按月计量，支付至当月完成价款的 85 %，竣工结算后支付至 97 %',
    signedAt: at('20T10:00:00'),
    documents: [{ name: '中标通知书', hash: hash('10') }],
  }),
}
