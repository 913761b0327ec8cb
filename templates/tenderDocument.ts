import {
  type Block,
  facts,
  heading,
  inFull,
  type Money,
  minute,
  numbered,
  type Paper,
  paragraph,
  qr,
  signatures,
  type Time,
  table,
} from './layout.ts'
import { PARTIES } from './parties.ts'

/** A free text with its title. */
type Titled = readonly [title: string, text: string]

/** What a tender document (招标文件) says; the same data that bids are evaluated by. */
export interface TenderDocument {
  /** The law it goes by. */
  readonly track: 'T' | 'G'
  /** Address of the page that checks it. */
  readonly verify: string
  readonly code: string
  readonly name: string
  readonly tenderer: string
  readonly address?: string
  readonly agent?: string
  readonly contact: string
  readonly supervisor: string
  readonly scope: string
  readonly qualifications: readonly string[]
  readonly consortium: boolean
  /** how a package is kept for small and medium enterprises, in a sentence; absent: it is not */
  readonly reserved?: string
  /** that no law demands the tender; absent: one does */
  readonly voluntary?: string
  readonly period: string
  readonly place: string
  readonly budget: Money
  /** The highest price, or how it is computed, in words. */
  readonly ceiling: string
  /** The deposit and the forms that it may take, in words. */
  readonly deposit: string
  /** The performance bond, its forms and its moment, in words. */
  readonly bond: string
  readonly deadline: Time
  readonly validity: string
  /** What the law calls the method of evaluation. */
  readonly method: string
  readonly clauses: readonly { readonly zh: string; readonly ground: string }[]
  readonly factors: readonly {
    readonly zh: string
    readonly guidance: string
    readonly full: string
    readonly objective: boolean
    readonly group?: string | undefined
  }[]
  /** The price formula in words with its coefficients. */
  readonly formula: readonly string[]
  readonly unsealing: string
  readonly officers: readonly string[]
  /** how many of the officers open together with a bidder */
  readonly needed: number
  readonly remedy?: string
  /** what is asked of a technical volume that tells nobody's name */
  readonly blind?: string
  readonly instructions: readonly Titled[]
  readonly technical: readonly Titled[]
  readonly contract: readonly Titled[]
  readonly forms: readonly Titled[]
}

const texts = (of: readonly Titled[]): Block[] =>
  of.flatMap(([title, text]) => [
    heading(title, 2),
    ...text
      .split('\n')
      .filter((line) => line.trim())
      .map((line) => paragraph(line)),
  ])

const instructions = (of: TenderDocument): Block[] => [
  heading('第一章 投标人须知'),
  facts([
    [PARTIES[of.track].tenderer, of.tenderer],
    ['地址', of.address],
    [PARTIES[of.track].agent, of.agent],
    ['联系方式', of.contact],
    [PARTIES[of.track].supervisor, of.supervisor],
    ['招标性质', of.voluntary],
    ['招标范围', of.scope],
    ['地点', of.place],
    ['工期（服务期、交货期）', of.period],
    [PARTIES[of.track].estimate, inFull(of.budget)],
    ['最高投标限价', of.ceiling],
    ['投标保证金', of.deposit],
    ['履约保证金', of.bond],
    ['投标截止时间', `${minute(of.deadline)}（北京时间）；开标时间同`],
    ['投标有效期', of.validity],
  ]),
  heading('投标人资格要求', 2),
  ...of.qualifications.map((text, i) => paragraph(`${i + 1}．${text}`)),
  paragraph(`本次招标${of.consortium ? '接受' : '不接受'}联合体投标。`),
  ...(of.reserved ? [paragraph(`${of.reserved}；不再给予价格扣除。`)] : []),
  paragraph(
    '投标文件由商务标、技术标、报价三册组成，在阳光交易平台加密签名后递交。未按要求加密的，平台予以拒收；未经投标单位签章的，由评标委员会否决。',
  ),
  ...(of.blind ? [paragraph(of.blind)] : []),
  ...texts(of.instructions),
  signatures(
    [
      { field: 'tenderer', role: PARTIES[of.track].tenderer, name: of.tenderer, place: 'stamp' },
      ...(of.agent ? [{ field: 'agent', role: PARTIES[of.track].agent, name: of.agent, place: 'stamp' as const }] : []),
    ],
    qr(of.verify, '扫码核验：核对本文件的摘要与平台公布的是否一致，查看其后的澄清、修改与各类公告。'),
  ),
]

const COUNTS = ['', '一', '两', '三', '四', '五', '六', '七']

const opening = (of: TenderDocument): Block[] => [
  heading('第二章 开标与解密'),
  paragraph(
    `密钥由投标人与下列${COUNTS[of.officers.length]}方分别持有，${COUNTS[of.officers.length]}方中任意${COUNTS[of.needed]}方与投标人共同方可解密：${of.officers.join('、')}。`,
  ),
  paragraph(
    `投标人名单公布后，投标人应当在${of.unsealing}内解锁。因投标人原因未解密的，视为撤销其投标文件；因投标人之外的原因未解密的，视为撤回其投标文件。`,
  ),
  ...(of.remedy ? [paragraph(of.remedy)] : []),
]

const criteria = (of: TenderDocument): Block[] => [
  heading(`第三章 评标办法（${of.method}）`),
  table(
    ['序号', '初步评审条款', '不符合时的否决依据'],
    numbered(of.clauses.map(({ zh, ground }) => [zh, ground])),
    [1, 6, 6],
    ['center', 'left', 'left'],
  ),
  ...(of.factors.length
    ? [
        table(
          ['序号', '评分因素', '评分说明', '满分', '性质'],
          numbered(
            of.factors.map(({ zh, group, guidance, full, objective }) => [
              group ? `${group}·${zh}` : zh,
              guidance,
              full,
              objective ? '客观' : '主观',
            ]),
          ),
          [1, 3, 6, 1.5, 1.5],
          ['center', 'left', 'left', 'right', 'center'],
        ),
      ]
    : []),
  heading('投标报价评审', 2),
  ...of.formula.map((line) => paragraph(line)),
]

/** The tender document (招标文件): instructions, opening, evaluation, technical requirements, contract, forms. */
export const tenderDocument = (of: TenderDocument): Paper => ({
  title: '招标文件',
  subtitle: of.name,
  code: of.code,
  blocks: [
    ...instructions(of),
    ...opening(of),
    ...criteria(of),
    heading('第四章 技术标准和要求'),
    ...(of.technical.length ? texts(of.technical) : [paragraph('见招标文件附件。')]),
    heading('第五章 合同主要条款'),
    paragraph(
      '合同按照招标文件和中标人的投标文件订立，标的、价款、质量、履行期限等主要条款与招标文件和中标人的投标文件一致。',
    ),
    ...texts(of.contract),
    heading('第六章 投标文件格式'),
    ...(of.forms.length ? texts(of.forms) : [paragraph('投标文件格式由平台投标工具按本文件生成。')]),
  ],
  footer: `招标文件 · ${of.name}`,
})
