import {
  type Block,
  facts,
  heading,
  minute,
  type Paper,
  paragraph,
  qr,
  signatures,
  type Time,
  table,
} from './layout.ts'
import { PARTIES } from './parties.ts'

/** What a prequalification document (资格预审文件) says; the same data that applications are judged by. */
export interface PrequalificationDocument {
  /** The law it goes by. */
  readonly track: 'T' | 'G'
  /** Address of the page that checks it. */
  readonly verify: string
  readonly code: string
  readonly name: string
  readonly version: number
  readonly tenderer: string
  readonly address?: string
  readonly agent?: string
  readonly contact: string
  readonly supervisor: string
  readonly scope: string
  readonly place: string
  readonly period: string
  readonly qualifications: readonly string[]
  readonly consortium: boolean
  /** what becomes of a consortium whose members change afterwards */
  readonly membersChanged: string
  /** what becomes of who passed, and of great changes since */
  readonly afterwards: string
  readonly requirements: readonly string[]
  readonly instructions: readonly string[]
  readonly documentsFrom: Time
  readonly documentsUntil: Time
  readonly deadline: Time
  /** Who reviews. */
  readonly reviewer: string
  readonly fewest: number
  readonly unsealing: string
  readonly officers: readonly string[]
}

const invitation = (of: PrequalificationDocument): Block[] => [
  heading('第一章 资格预审邀请'),
  facts([
    [PARTIES[of.track].tenderer, of.tenderer],
    ['地址', of.address],
    [PARTIES[of.track].agent, of.agent],
    ['联系方式', of.contact],
    [PARTIES[of.track].supervisor, of.supervisor],
    [of.track === 'G' ? '采购需求' : '招标范围', of.scope],
    ['地点', of.place],
    ['工期（服务期、交货期）', of.period],
    ['文件提供时间', `${minute(of.documentsFrom)} 至 ${minute(of.documentsUntil)}，在平台免费下载`],
    ['申请截止时间', `${minute(of.deadline)}（北京时间）`],
  ]),
]

const instructions = (of: PrequalificationDocument): Block[] => [
  heading('第二章 申请人须知'),
  paragraph(
    '申请文件在阳光交易平台加密签名后递交：内容由申请人与开标人分别持有的密钥共同加密，截止前任何人不能开启。未按要求加密或者逾期的，平台予以拒收；截止前可以撤回、替换。',
  ),
  paragraph(
    `截止后由开标人（${of.officers.join('、')}）释放密钥份额，申请人应当在申请人名单核对后 ${of.unsealing}内在线解密；逾期未解密的，其申请文件不予开启。`,
  ),
  paragraph(
    `本次${of.track === 'G' ? '采购' : '招标'}${of.consortium ? '接受' : '不接受'}联合体。${of.consortium ? `联合体应当在提交申请文件前组成，并在申请文件中载明全部成员；${of.membersChanged}` : ''}`,
  ),
  paragraph(of.afterwards),
  paragraph('申请人名称对社会公众和其他申请人保密。'),
  ...of.instructions.map((text) => paragraph(text)),
]

const requirements = (of: PrequalificationDocument): Block[] => [
  heading('第三章 申请人资格要求'),
  ...of.qualifications.map((text, i) => paragraph(`${i + 1}．${text}`)),
  heading('第四章 资格审查标准和方法'),
  paragraph(
    `由${of.reviewer}逐项审查，各项均符合的为通过。认定不符合的写明理由，随资格预审结果通知书告知申请人本人。通过的申请人少于 ${of.fewest} 个的，依法重新${of.track === 'G' ? '组织采购' : '招标'}。`,
  ),
  table(
    ['序号', '审查内容', '结论'],
    of.requirements.map((text, i) => [String(i + 1), text, '符合 / 不符合']),
    [0.7, 5, 1.4],
  ),
  heading('第五章 申请文件的内容和格式'),
  paragraph('一、申请函（含联系人、电话）；二、联合体成员及联合体协议（如有）；三、逐项证明材料。材料为 PDF。'),
]

/** The prequalification document as a paper. */
export const prequalificationDocument = (of: PrequalificationDocument): Paper => ({
  title: of.version > 1 ? `资格预审文件（第${of.version}版）` : '资格预审文件',
  subtitle: of.name,
  code: of.code,
  blocks: [
    ...invitation(of),
    ...instructions(of),
    ...requirements(of),
    signatures(
      [{ field: 'tenderer', role: PARTIES[of.track].tenderer, name: of.tenderer, place: 'stamp' }],
      qr(of.verify, '扫码核验：核对本文件的摘要与平台公布的是否一致。'),
    ),
  ],
})
