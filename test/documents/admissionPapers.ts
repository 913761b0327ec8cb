import { admissionLetter } from '../../templates/admissionLetter.ts'
import { invitationRecord } from '../../templates/invitationRecord.ts'
import type { Paper } from '../../templates/layout.ts'
import { tenderChange } from '../../templates/tenderChange.ts'

const attestation = { centre: '滨海市公共资源交易中心', verify: 'https://yangguang.example/verify/BD-2026-0001' }
const at = (time: string): number => Date.parse(`2026-03-${time}+08:00`)
const hash = (digits: string): string => digits.repeat(64 / digits.length)
const of = {
  ...attestation,
  ...{ code: 'BD-2026-0001', name: '滨江区实验中学设备采购', project: '滨江区实验中学迁建工程' },
  ...{ tenderer: '滨江区教育局', agent: '滨海招标代理有限公司', contact: '林之远 0571-0000000' },
}
const names = [
  '桂示青秀教育装备有限公司',
  '桂示邕江教育装备有限公司',
  '桂示绿城教育装备有限公司',
  '桂示五象教育装备有限公司',
]
const suppliers = names.map((name, i) => ({
  name,
  code: `91450103MA50000${i}XA`,
  reason: '近三年承担过两个同类项目，履约良好',
}))
const letter = {
  ...of,
  to: suppliers[0]!,
  ...{ address: '滨江区江南大道 1 号', track: 'G' as const, number: 'BD-2026-0001-YQ-1a2b3c4d' },
  issuedAt: at('20T09:00:00'),
}

/** Papers on who may bid: notice and result of a prequalification, the record of a draw, the letter. */
export const admission: Readonly<Record<string, Paper>> = {
  prequalificationNotice: tenderChange({
    ...of,
    ...{ track: 'G', supervisor: '滨海市财政局' },
    title: '资格预审公告',
    what: '现对滨江区实验中学设备采购进行资格预审，欢迎符合条件的潜在投标人提出申请。',
    figures: [
      ['资格要求', '具有独立承担民事责任的能力。'],
      ['申请截止时间', '2026年3月30日 09:00'],
    ],
    follows: ['资格预审文件在平台免费下载，无须报名。'],
    issuedAt: at('16T17:00:00'),
  }),
  prequalificationResult: admissionLetter({
    ...letter,
    title: '资格预审结果通知书',
    sealed: 'tenderer',
    says: ['贵单位未通过本标段资格预审，不具有投标资格。', '对资格预审结果有异议的，可以依法通过平台提出。'],
    facts: [['申请文件送达时间', '2026年3月28日 10:00']],
    reasons: [['具有建筑工程施工总承包二级以上资质', '资质等级证书显示为三级']],
    article: '《招标投标法实施条例》第十九条',
  }),
  invitationLetter: admissionLetter({
    ...letter,
    title: '投标邀请书',
    sealed: true,
    says: ['现邀请贵单位参加本标段投标。', '受邀请人名单对社会公众和其他受邀请人保密，请勿泄露。'],
    facts: [['投标截止时间、开标时间', '2026年4月22日 09:00']],
    article: '《政府采购货物和服务招标投标管理办法》第十四条',
  }),
  invitationRecord: invitationRecord({
    ...of,
    code: 'BD-2026-0001-CQ',
    tender: { code: of.code, name: of.name },
    purchaser: of.tenderer,
    supervisor: '滨海市财政局',
    draw: 'bd-2026-0001.i1',
    source: '采购人书面推荐',
    wanted: 2,
    drawnAt: at('18T15:00:00'),
    candidates: suppliers,
    drawn: suppliers.slice(1, 3).map(({ name, code }, i) => ({ name, code, pid: hash(`${i}c`) })),
    rules: `规则哈希 ${hash('5e')}`,
    root: hash('77a0'),
    seed: hash('19ce'),
    parties: ['采购人', '交易中心', '监督部门'].map((name, i) => ({
      name,
      commitment: hash(`a${i}`),
      value: hash(`${i}f`),
    })),
    witnesses: [
      { field: 'witness-1', name: '韦明丽' },
      { field: 'witness-2', name: '黄小芳' },
    ],
    article: '《政府采购货物和服务招标投标管理办法》第十四条',
  }),
}
