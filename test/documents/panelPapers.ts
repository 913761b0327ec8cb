import { archiveCover } from '../../templates/archiveCover.ts'
import { fourNatures, handOverList } from '../../templates/archiveHandOver.ts'
import { attendanceSheet } from '../../templates/attendanceSheet.ts'
import { clarificationAnswer, clarificationQuestion } from '../../templates/clarificationPapers.ts'
import { complaintRuling } from '../../templates/complaintRuling.ts'
import type { Paper } from '../../templates/layout.ts'
import { memberDeclaration } from '../../templates/memberDeclaration.ts'
import { memberRecords, reviewRecords } from '../../templates/memberRecords.ts'
import { openingSignatures } from '../../templates/openingSignatures.ts'
import { reviewReport } from '../../templates/reviewReport.ts'
import { venueWitness } from '../../templates/witnessCertificate.ts'

const attestation = { centre: '滨海市公共资源交易中心', verify: 'https://yangguang.example/verify/BD-2026-0001' }
const at = (time: string): number => Date.parse(`2026-03-${time}+08:00`)
const tender = { code: 'BD-2026-0001', name: '滨江区实验中学迁建工程施工' }
const [first, second, third] = ['浙江长河建设集团有限公司', '滨海第二建筑工程有限公司', '东港市政园林股份有限公司']
const of = { ...attestation, tender }
const question = {
  ...of,
  code: 'BD-2026-0001-CQ-8KQ2ZD',
  bidder: second,
  ...{ askedAt: at('02T14:10:00'), until: at('02T14:40:00') },
  question: '投标函中的工期与施工进度计划表述不一致，请说明以何者为准。\n说明不得改变投标文件的实质性内容。',
  article: '《招标投标法实施条例》第五十二条',
}
const handed = {
  ...of,
  code: 'BD-2026-0001',
  ...{ from: '滨海招标代理有限公司', to: attestation.centre, at: at('28T09:00:00') },
  package: { name: 'BD-2026-0001.zip', size: '184,549,376 字节', hash: 'e3'.repeat(32) },
}
const check = (title: string, detail: string) => ({ title, detail, verdict: '合格' })

/** Papers that members of a panel, bidders, supervision and archives sign. */
export const panel: Readonly<Record<string, Paper>> = {
  declaration: memberDeclaration({
    ...of,
    code: 'BD-2026-0001-SM-3f5a77c1',
    of: { body: '评标委员会', before: '投标人' },
    meeting: { at: at('02T13:30:00'), place: '滨海市公共资源交易中心三楼评标室' },
    member: { name: '张明', employer: '省建筑设计院', origin: '随机抽取' },
    ...{ arrivedAt: at('02T13:05:12'), declaredAt: at('02T13:21:40') },
    promise: '本人确认身份属实，按时到场，独立评审；对评标内容及委员会成员名单保密。',
    declarations: [first, second, third].map((bidder, i) => ({
      ...{ bidder, avoid: i === 2 },
      ...(i === 2 ? { reason: '近三年内曾在该投标人单位任技术顾问' } : {}),
    })),
    article: '《评标专家和评标专家库管理办法》第二十三条',
  }),
  records: memberRecords({
    ...of,
    ...{ code: 'BD-2026-0001-PS-1', track: 'T', method: '综合评估法', at: at('02T17:20:00') },
    member: { name: '张明', chair: true },
    votes: [
      { bidder: first, clause: '营业执照和资质证书有效', pass: true },
      { bidder: third, clause: '工期响应', pass: false, page: 3, reason: '投标函工期 430 日历天，超过 420 日历天' },
    ],
    marks: [first, second].map((bidder, i) => ({
      ...{ bidder, factor: '施工组织设计', full: '30.00', score: i ? '24.50' : '26.40', page: 12 },
      reason: '针对性较强',
    })),
    prices: [{ bidder: second, proven: true, reason: '自有产能，附成本测算表' }],
    corrected: [{ bidder: first, factor: '类似业绩', from: '6.00', to: '8.00', reason: '漏计一项业绩' }],
  }),
  committeeDeclaration: memberDeclaration({
    ...of,
    code: 'BD-2026-0001-ZS-SM-3f5a77c1',
    of: { body: '资格审查委员会', before: '申请人' },
    member: { name: '李清', employer: '市工程质量监督站（退休）', origin: '随机抽取' },
    ...{ arrivedAt: at('02T13:05:12'), declaredAt: at('02T13:21:40') },
    promise: '本人确认身份属实，按时到场，独立评审；对评标内容及委员会成员名单保密。',
    declarations: [first, second].map((bidder) => ({ bidder, avoid: false })),
    article: '《招标投标法实施条例》第四十六条',
  }),
  committeeRecords: reviewRecords({
    ...of,
    ...{ code: 'BD-2026-0001-ZS-SC-3f5a77c1', at: at('02T15:20:00'), member: '李清' },
    votes: [
      { bidder: first, clause: '具有建筑工程施工总承包二级以上资质', pass: true },
      { bidder: second, clause: '具有建筑工程施工总承包二级以上资质', pass: false, reason: '资质等级证书显示为三级' },
    ],
    article: '《招标投标法实施条例》第十八条',
  }),
  reviewReport: reviewReport({
    ...{ ...of, track: 'T' },
    ...{ code: 'BD-2026-0001', name: tender.name, tenderer: '滨江区教育局', draw: 'DRAW-01' },
    members: ['李清', '张明', '赵敏'].map((name) => ({
      name,
      employer: '市工程质量监督站（退休）',
      specialty: '建筑工程',
    })),
    requirements: ['具有建筑工程施工总承包二级以上资质'],
    applicants: [first, second].map((name, i) => ({
      ...{ name, outcome: i ? '未通过' : '通过' },
      found: [
        {
          requirement: '具有建筑工程施工总承包二级以上资质',
          ...{ votes: i ? '0/3' : '3/3', reasons: i ? '资质等级证书显示为三级' : '' },
        },
      ],
    })),
    article: '《招标投标法实施条例》第十八条',
    issuedAt: at('02T16:00:00'),
  }),
  attendance: attendanceSheet({
    ...of,
    ...{ code: 'BD-2026-0001-QD', madeAt: at('08T09:00:00') },
    meeting: { at: at('02T13:30:00'), place: '滨海市公共资源交易中心三楼评标室' },
    members: ['张明', '李清'].map((name, i) => ({
      ...{ name, employer: '省建筑设计院', arrivedAt: at(`02T13:0${i}:12`) },
      ...(i ? {} : { own: { sha256: '3f'.repeat(32), at: at('02T13:22:00') } }),
    })),
  }),
  venueWitness: venueWitness({
    ...of,
    code: 'BD-2026-0001-JZ-2',
    venue: { kind: 'sub', name: '大理白族自治州公共资源交易中心评标区', witness: '杨丽华', code: '12532900MB0000001X' },
    ...{ from: at('02T13:40:00'), until: at('02T17:40:00'), witnessedAt: at('09T10:00:00') },
  }),
  openingSignatures: openingSignatures({
    ...of,
    ...{ code: 'BD-2026-0001', record: 'a1'.repeat(32), endedAt: at('02T10:30:00') },
    signers: [
      {
        name: first,
        as: '投标人',
        came: { person: '周文', at: at('02T08:50:00') },
        at: at('02T10:20:00'),
        note: '已确认',
      },
      { name: second, as: '投标人', note: '未参加，未确认' },
      { name: '滨海招标代理有限公司', as: '代理机构', at: at('02T10:21:00'), note: '已确认' },
    ],
    absence: '视为默认开标结果',
  }),
  question: clarificationQuestion(question),
  answer: clarificationAnswer({
    ...question,
    ...{ answeredAt: at('02T14:31:05'), answer: '以投标函载明的工期为准，进度计划中的表述系笔误。' },
  }),
  ruling: complaintRuling({
    ...attestation,
    ...{ ...tender, tenderer: '滨江区教育局', supervisor: '滨海市住房和城乡建设局', complaint: '01JN3Q5Z' },
    ...{ matter: '评标结果', filedAt: at('05T10:00:00'), acceptedAt: at('06T10:00:00'), ruledAt: at('20T10:00:00') },
    ...{ outcome: '投诉成立', remedy: '责令重新评标', text: '经调查，第二名的客观分计算有误。' },
    article: '《工程建设项目招标投标活动投诉处理办法》第二十条',
  }),
  archive: archiveCover({
    ...{ ...of, track: 'T' },
    ...{ code: 'BD-2026-0001-DA', tenderer: '滨江区教育局', agent: '滨海招标代理有限公司', winner: first },
    ...{ openedAt: at('02T09:30:00'), archivedAt: at('28T09:00:00'), retention: '15 年', root: 'e3'.repeat(32) },
    parts: [
      { name: '文书', files: [{ name: '招标公告', pages: 2, madeAt: at('01T09:00:00'), hash: '5a'.repeat(32) }] },
    ],
  }),
  handOver: handOverList({
    ...handed,
    code: 'BD-2026-0001-YJ',
    retention: '15 年',
    parts: [
      { name: '文书', count: 2, size: '1,204,332 字节' },
      { name: '密封投标文件及开标后公布的密钥', count: 9, size: '182,000,110 字节' },
    ],
    documents: [
      { name: 'documents/tender-noticeIssued-5a5a5a5a5a5a.pdf', size: '104,332 字节', hash: '5a'.repeat(32) },
      { name: 'documents/award-contracted-c1c1c1c1c1c1.pdf', size: '204,332 字节', hash: 'c1'.repeat(32) },
    ],
    unsigned: ['个人评审记录'],
    reason: '该成员中途因病退出，经通知未签署。',
  }),
  natures: fourNatures({
    ...handed,
    code: 'BD-2026-0001-SX',
    conclusion: '四性检测合格',
    natures: [
      {
        name: '真实性',
        verdict: '合格',
        items: [check('签名与证书', '45 signatures'), check('时间戳', '6 timestamps')],
      },
      { name: '完整性', verdict: '合格', items: [check('文件完整', '112 files')] },
      { name: '可用性', verdict: '合格', items: [check('文书可以打开', '38 件，共 164 页')] },
      { name: '安全性', verdict: '合格', items: [check('文书不含脚本、外部动作和口令', '38 件')] },
    ],
  }),
}
