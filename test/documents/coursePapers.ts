import type { Paper } from '../../templates/layout.ts'
import { objectionAnswer } from '../../templates/objectionAnswer.ts'
import { tenderChange } from '../../templates/tenderChange.ts'
import { validityAnswer, validityRequest } from '../../templates/validityPapers.ts'
import { witnessCertificate } from '../../templates/witnessCertificate.ts'

const attestation = { centre: '滨海市公共资源交易中心', verify: 'https://yangguang.example/verify/BD-2026-0001' }
const at = (time: string): number => Date.parse(`2026-03-${time}+08:00`)
const of = {
  ...attestation,
  ...{ code: 'BD-2026-0001', name: '滨江区实验中学迁建工程施工', project: '滨江区实验中学迁建工程' },
  ...{ tenderer: '滨江区教育局', agent: '滨海招标代理有限公司', supervisor: '滨海市住房和城乡建设局', contact: '0571' },
}

/** Papers on the course of a tender: what changes it, answers about it, the centre's certificate. */
export const course: Readonly<Record<string, Paper>> = {
  addendum: tenderChange({
    ...{ ...of, track: 'T' },
    title: '澄清或修改文件（第2版）',
    what: '工期与业绩条款的澄清',
    figures: [['内容', '工期由 300 日历天改为 280 日历天。']],
    changes: [['工期', '300 日历天', '280 日历天']],
    answers: [
      ['第三章：是否接受进口设备？', '接受，须提供原产地证明。'],
      ['第二章：现场踏勘如何组织？', '不组织，投标人自行踏勘。'],
    ],
    follows: ['本次澄清或修改可能影响投标文件编制。'],
    issuedAt: at('05T09:00:00'),
  }),
  answers: tenderChange({
    ...{ ...of, track: 'T' },
    title: '答疑文件',
    what: '现对收到的提问答复如下。',
    figures: [['答复时间', '2026年3月4日 09:00']],
    answers: [['第三章：工期自何时起算？', '自开工令载明的日期起算。']],
    follows: ['本答复对全部获取招标文件者同时公开，不改变招标文件的内容，不影响投标文件的编制。'],
    issuedAt: at('04T09:00:00'),
  }),
  objectionAnswer: objectionAnswer({
    ...attestation,
    ...{ name: '异议', code: 'BD-2026-0001', tender: of.name, side: '招标人', tenderer: of.tenderer },
    ...{ supervisor: of.supervisor, objection: '01JN3Q5Z', about: '招标文件（第1版）' },
    ...{ text: '资格条件要求的业绩规模与本项目规模不相适应。', request: '请降低业绩规模要求' },
    ...{ madeAt: at('05T10:00:00'), outcome: '成立', answer: '经核查，业绩规模要求偏高，将以澄清文件修改。' },
    ...{ answeredAt: at('06T10:00:00'), answerBy: at('09T23:59:59.999') },
    article: '《招标投标法实施条例》第二十二条',
    complain: '自知道或者应当知道之日起10日内（《招标投标法实施条例》第六十条）',
  }),
  validityRequest: validityRequest({
    ...{ ...attestation, track: 'T' },
    ...{ code: 'BD-2026-0001-YX-20260831', tender: { code: of.code, name: of.name }, tenderer: of.tenderer },
    ...{
      from: '2026-06-29',
      to: '2026-08-31',
      reason: '投诉处理期间不能定标。',
      article: '《评标委员会和评标方法暂行规定》第四十条',
    },
    ...{ bidders: ['浙江长河建设集团有限公司', '滨海第二建筑工程有限公司、东港市政园林股份有限公司'] },
    ...{ askedAt: at('05T10:00:00'), answerBy: at('29T23:59:59.999') },
    ...{ silence: '未答复的，视为拒绝延长。', few: '同意延长的投标人少于 3 个的，依法重新招标。' },
  }),
  validityAnswer: validityAnswer({
    ...{ ...attestation, track: 'T' },
    ...{ code: 'BD-2026-0001-YX-20260831-1a2b3c4d', tender: { code: of.code, name: of.name }, tenderer: of.tenderer },
    ...{ to: '2026-08-31', article: '《评标委员会和评标方法暂行规定》第四十条', bidder: '浙江长河建设集团有限公司' },
    ...{ agrees: true, answeredAt: at('06T10:00:00') },
  }),
  witness: witnessCertificate({
    ...of,
    ...{ number: 'BD-2026-0001-JZ', side: '招标人', witness: attestation.centre },
    course: [
      { what: '发布公告与招标文件', at: at('01T09:00:00'), note: '经签名发布' },
      { what: '投标截止', at: at('22T09:30:00'), note: '按公告的时间截止' },
      { what: '开标', at: at('22T09:30:01'), note: '全部投标文件同时进入解密' },
      { what: '唱标', at: at('22T10:02:31'), note: '解密 2 份，未能解密 1 份' },
    ],
    incidents: [{ what: '开标暂停', at: at('22T09:41:00'), note: '投标人网络中断' }],
    venues: [
      { kind: 'main', name: '滨海市公共资源交易中心评标区', witness: '周敏' },
      { kind: 'sub', name: '临海市公共资源交易中心评标区', witness: '吴健' },
    ],
    recordings: [{ title: '第一开标室录像', keeper: '中心机房 2026-041' }],
    opinion: '本次交易全程留痕，未见干预。',
    ...{ facts: 214, witnessedAt: at('30T10:00:00') },
  }),
}
