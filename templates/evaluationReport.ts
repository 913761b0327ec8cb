import {
  type Block,
  facts,
  heading,
  instant,
  listed,
  type Money,
  type Paper,
  paragraph,
  qr,
  signatures,
  type Time,
  table,
} from './layout.ts'
import { PARTIES } from './parties.ts'

/** A member of the panel (评标委员会). */
export interface Member {
  /** The field in which this member signs the report. */
  readonly field: string
  readonly name: string
  readonly chair: boolean
  readonly specialty: string
  readonly employer: string
  /** 随机抽取 or 招标人代表. */
  readonly origin: string
}

/** A bid that was compared, best first. */
export interface RankedBid {
  readonly rank: number
  readonly bidder: string
  readonly price: Money
  /** Price after corrections, if it was corrected. */
  readonly correctedPrice?: string
  /** Points by part, in the order of `criteria`, then the total: formatted. */
  readonly scores: readonly string[]
  readonly total: string
}

/** What the two laws call the parts of a report, and what they make of a member that does not sign. */
const WORDS = {
  T: {
    rejected: '五、否决投标的情况说明',
    columns: ['投标人', '否决理由', '依据的招标文件条款'],
    none: '没有否决的投标。',
    count: '否决',
    unsigned: '评标委员会成员对评标报告有不同意见的，以书面方式阐述并附于本报告；拒绝签字又不陈述的，视为同意。',
  },
  G: {
    rejected: '五、无效投标人名单及原因',
    columns: ['投标人', '无效原因', '依据的招标文件条款'],
    none: '没有无效投标。',
    count: '无效',
    unsigned: '评标委员会成员持不同意见的，应当在评标报告上签署不同意见及理由，否则视为同意评标报告。',
  },
} as const

/**
 * What an evaluation report (评标报告) says, and dissent: of works the parts that 《评标委员会和评标方法暂行规定》第四十二条
 * lists, of a purchase those of 《政府采购货物和服务招标投标管理办法》第五十八条.
 */
export interface EvaluationReport {
  readonly track: 'T' | 'G'
  /** where the notice stood, and where the opening was: what the law of purchases wants named */
  readonly media?: string
  readonly place?: string
  readonly code: string
  readonly tender: { readonly code: string; readonly name: string }
  readonly tenderer: string
  readonly method: string
  readonly startedAt: Time
  readonly endedAt: Time
  readonly members: readonly Member[]
  readonly openedAt: Time
  readonly opened: readonly { readonly bidder: string; readonly price: Money }[]
  /** Bidders whose bids comply. */
  readonly compliant: readonly string[]
  readonly rejected: readonly { readonly bidder: string; readonly reason: string; readonly clause: string }[]
  readonly criteria: readonly { readonly name: string; readonly full: string; readonly rule: string }[]
  readonly ranking: readonly RankedBid[]
  readonly candidates: readonly { readonly bidder: string; readonly price: Money; readonly reason: string }[]
  readonly beforeContract: readonly string[]
  readonly clarifications: readonly { readonly bidder: string; readonly question: string; readonly answer: string }[]
  readonly dissent: readonly { readonly member: string; readonly reason: string }[]
  readonly verify?: string
}

const scoreTable = ({ criteria, ranking }: EvaluationReport): Block =>
  table(
    ['排名', '投标人', '投标报价', ...criteria.map(({ name }) => name), '总分'],
    ranking.map(({ rank, bidder, price, correctedPrice, scores, total }) => [
      String(rank),
      bidder,
      correctedPrice ? `${price.figures}\n修正后\n${correctedPrice}` : price.figures,
      ...scores,
      total,
    ]),
    [1.1, 4.2, 3.6, ...criteria.map(() => 1.6), 1.6],
    ['center', 'left', 'right', ...criteria.map(() => 'right' as const), 'right'],
  )

const numeral = ['一', '二', '三']

const basics = (report: EvaluationReport): Block[] => [
  heading('一、基本情况和数据表'),
  facts([
    ['标段', `${report.tender.name}（${report.tender.code}）`],
    [PARTIES[report.track].tenderer, report.tenderer],
    [report.track === 'G' ? '招标公告刊登的媒体名称' : '招标公告刊登的媒体', report.media],
    ['开标日期和地点', report.place && `${instant(report.openedAt)}，${report.place}`],
    ['评标办法', report.method],
    ['评标时间', `${instant(report.startedAt)} 至 ${instant(report.endedAt)}`],
    [
      '投标情况',
      `开启 ${report.opened.length} 家；合格 ${report.compliant.length} 家；${WORDS[report.track].count} ${report.rejected.length} 家`,
    ],
  ]),
  heading('二、评标委员会成员名单'),
  listed(
    ['姓名', '职务', '专业', '工作单位', '产生方式'],
    report.members.map((one) => [one.name, one.chair ? '组长' : '成员', one.specialty, one.employer, one.origin]),
    '无。',
    [2, 1.5, 3, 5, 2.6],
    ['center', 'center'],
  ),
  heading('三、开标记录'),
  paragraph(`开标时间：${instant(report.openedAt)}。投标人及唱标报价如下，详见开标记录。`),
  listed(
    ['投标人', '投标报价', '大写'],
    report.opened.map(({ bidder, price }) => [bidder, price.figures, price.capitals]),
    '无。',
    [4.2, 3.2, 5],
    ['left', 'right'],
  ),
]

const comparison = (report: EvaluationReport): Block[] => [
  heading('四、符合要求的投标一览表'),
  listed(
    ['投标人'],
    report.compliant.map((bidder) => [bidder]),
    '没有符合要求的投标。',
    [11],
  ),
  heading(WORDS[report.track].rejected),
  listed(
    WORDS[report.track].columns,
    report.rejected.map(({ bidder, reason, clause }) => [bidder, reason, clause]),
    WORDS[report.track].none,
    [3.4, 5.6, 3],
  ),
  heading('六、评标标准、评标方法或者评标因素一览表'),
  listed(
    ['评审因素', '分值', '评分标准'],
    report.criteria.map(({ name, full, rule }) => [name, full, rule]),
    '无。',
    [2.6, 1.4, 8],
    ['left', 'right'],
  ),
  heading('七、经评审的价格与评分比较一览表'),
  scoreTable(report),
]

const conclusion = (report: EvaluationReport): Block[] => [
  heading('八、经评审的投标人排序'),
  paragraph(
    report.ranking
      .map(({ rank, bidder }) => `第${rank}名：${bidder}`)
      .join('；')
      .concat('。'),
  ),
  heading('九、推荐的中标候选人名单与签订合同前要处理的事宜'),
  listed(
    ['候选人', '投标报价', '推荐理由'],
    report.candidates.map((one, i) => [
      `第${numeral[i] ?? i + 1}中标候选人\n${one.bidder}`,
      one.price.figures,
      one.reason,
    ]),
    '评标委员会没有推荐中标候选人。',
    [4.2, 3.2, 5],
    ['left', 'right'],
  ),
  ...(report.beforeContract.length > 0 ? report.beforeContract : ['签订合同前没有需要处理的事宜。']).map((text) =>
    paragraph(text),
  ),
  heading('十、澄清、说明、补正事项纪要'),
  listed(
    ['投标人', '评标委员会的问题', '投标人的答复'],
    report.clarifications.map(({ bidder, question, answer }) => [bidder, question, answer]),
    '评标过程中没有要求投标人澄清、说明或者补正。',
    [3, 4.5, 4.5],
  ),
  heading('不同意见'),
  listed(
    ['成员', '不同意见和理由'],
    report.dissent.map(({ member, reason }) => [member, reason]),
    '没有不同意见。',
    [2, 10],
  ),
]

/** The evaluation report (评标报告), with one signature field for each member of the panel. */
export const evaluationReport = (report: EvaluationReport): Paper => ({
  title: '评标报告',
  subtitle: report.tender.name,
  code: report.code,
  blocks: [
    ...basics(report),
    ...comparison(report),
    ...conclusion(report),
    heading('评标委员会全体成员签字'),
    paragraph(WORDS[report.track].unsigned, { tone: 'note' }),
    signatures(
      report.members.map(({ field, name, chair }) => ({
        field,
        name,
        role: chair ? '组长' : '成员',
        place: 'name' as const,
      })),
    ),
    ...(report.verify ? [qr(report.verify, '扫码核验：核对全体成员的电子签名与本报告在交易日志中的位置。')] : []),
  ],
  footer: `评标报告 · ${report.tender.name}`,
})
