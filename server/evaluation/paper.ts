import { evaluationReport, type Member, type RankedBid } from '../../templates/evaluationReport.ts'
import { type Block, heading, type Paper, paragraph } from '../../templates/layout.ts'
import { attestation, money } from '../documents/words.ts'
import { rulebook } from '../law/rulebook.ts'
import { fen, formatDecimal, formatYuan } from '../law/units.ts'
import type { Platform } from '../platform/platform.ts'
import { priceFull } from '../tenders/criteria.ts'
import { formulaWords, methodName } from '../tenders/formula.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Evaluation } from './evaluation.ts'
import { notAskedAgain } from './prequalified.ts'
import { priceRemarks } from './priceRemarks.ts'
import { purchaseRemarks } from './purchaseRemarks.ts'
import type { ClauseFinding } from './result.ts'
import { signFindings } from './review.ts'

/** Who stands behind the tags: the bidders are public since the opening, the members stand in this report. */
export interface Names {
  member(tag: string): { name: string; employer: string; specialty: string }
  bidder(tag: string): string
}

/** What the report needs besides the evaluation itself. */
export interface ReportInputs {
  tender: Tender
  evaluation: Evaluation
  names: Names
  openedAt: number
  endedAt: number
}

/** The signature field of a member, by the member's place in the panel. */
export const fieldOf = (e: Pick<Evaluation, 'members'>, member: string): string =>
  `member-${e.members.indexOf(member) + 1}`

const points = (centipoints: number): string => formatDecimal(BigInt(centipoints), 2)

/** Where the notice of a purchase stood: here, and where the purchaser had to put it. */
const MEDIA = '阳光交易平台，以及采购人依法发布公告的省级以上财政部门指定媒体'

/** Who sits, as the report names them: the tenderer's own are said to be. */
function membersOf({ tender, evaluation: e, names }: ReportInputs): Member[] {
  const representative = tender.track === 'G' ? '采购人代表' : '招标人代表'
  return e.members.map((tag) => {
    const origin = e.representatives?.includes(tag) ? representative : '随机抽取'
    return { ...names.member(tag), field: fieldOf(e, tag), chair: tag === e.chair, origin }
  })
}

/** The evaluation report (评标报告): every part the law lists, dissent word for word, a place for each signature. */
export function reportPaper(of: ReportInputs, platform: Platform): Paper {
  const { tender, evaluation: e, names, openedAt, endedAt } = of
  const price = (tag: string) => money(e.bids.find((bid) => bid.tag === tag)?.price ?? '0')
  const paper = evaluationReport({
    track: tender.track,
    ...(tender.track === 'G' ? { media: MEDIA, place: `阳光交易平台（${platform.publicUrl}）在线开标` } : {}),
    ...{ code: tender.code, tender: { code: tender.code, name: tender.name }, tenderer: tender.tenderer.name },
    ...{ method: methodName(e.criteria, rulebook(e.rulebook)), startedAt: e.begunAt, endedAt, openedAt },
    ...attestation(platform, `evaluation=${tender.id}`),
    members: membersOf(of),
    opened: e.bids.map(({ tag }) => ({ bidder: names.bidder(tag), price: price(tag) })),
    compliant: e.bids.filter(({ tag }) => e.valid?.includes(tag)).map(({ tag }) => names.bidder(tag)),
    rejected: e.rejections.map((one) => ({
      bidder: names.bidder(one.bid),
      reason: `${one.ground}（${one.against}/${one.members} 票）\n${opinionsOn(one, names)}`,
      clause: one.zh,
    })),
    criteria: criteriaOf(e),
    ranking: rankingOf(e, names),
    candidates: (e.ranking?.candidates ?? []).map((tag) => ({
      ...{ bidder: names.bidder(tag), price: money(e.ranking?.rows.find((row) => row.tag === tag)?.price ?? '0') },
      reason: `${priceAlone(e) ? '评标价' : '总分'}排名第${e.ranking?.rows.find((row) => row.tag === tag)?.rank}`,
    })),
    beforeContract: (e.ranking?.undecided ?? []).map(
      (tag) => `${names.bidder(tag)}${priceAlone(e) ? '评标价' : '总分与报价均'}相同，${tieLeft(e)}。`,
    ),
    clarifications: e.clarifications.map((one) => ({
      ...{ bidder: names.bidder(one.bid), question: one.question },
      answer: one.answer ?? '未在规定时间内答复。',
    })),
    dissent: Object.entries(e.opinions)
      .filter(([, { agree }]) => !agree)
      .map(([tag, { reason }]) => ({ member: names.member(tag).name, reason: reason ?? '' })),
  })
  return withRemarks(paper, remarksOf(e, names))
}

/** Puts further remarks before the heading of the criteria, where rejections have just been explained. */
function withRemarks(paper: Paper, remarks: Block[]): Paper {
  const at = paper.blocks.findIndex((block) => block.kind === 'heading' && block.text.startsWith('六、'))
  return { ...paper, blocks: [...paper.blocks.slice(0, at), ...remarks, ...paper.blocks.slice(at)] }
}

/** Who voted against and why, a line each. */
const opinionsOn = (one: ClauseFinding, names: Names): string =>
  one.findings
    .filter(({ pass }) => !pass)
    .map(({ member, page, reason }) => `${names.member(member).name}：${page ? `第 ${page} 页，` : ''}${reason}`)
    .join('\n')

const criteriaOf = (e: Evaluation) => [
  ...e.criteria.factors.map((one) => ({
    ...{ name: one.zh, full: points(one.full) },
    rule: `${one.objective ? '客观分' : '主观分'}；${one.guidance}`,
  })),
  priceAlone(e)
    ? { name: '评标价', full: '—', rule: formulaOf(e) }
    : { name: '投标报价', full: points(priceFull(e.criteria.price)), rule: formulaOf(e) },
]

/** Who decides about candidates that share a rank. */
const tieLeft = (e: Evaluation): string =>
  rulebook(e.rulebook).tiedCandidates.value === 'panel'
    ? '由评标委员会按招标文件规定的评审标准排定先后次序，招标人不得自行确定名次'
    : '由采购人按招标文件规定的方式或者随机抽取确定'

const priceAlone = (e: Evaluation): boolean => e.criteria.price.formula === 'price-alone'
const yuan = (amount: string): string => formatYuan(fen(amount))

/** The price formula in words, with the benchmark that came of it. */
function formulaOf({ criteria, ranking }: Evaluation): string {
  const benchmark = ranking?.benchmark ? `本次评标基准价为 ${yuan(ranking.benchmark)} 元。` : ''
  return formulaWords(criteria).join('') + benchmark
}

const rankingOf = (e: Evaluation, names: Names): RankedBid[] =>
  (e.ranking?.rows ?? []).map((row) => ({
    ...{ rank: row.rank, bidder: names.bidder(row.tag), price: money(row.price) },
    scores: priceAlone(e)
      ? [yuan(row.evaluationPrice ?? row.price)]
      : [...e.criteria.factors.map(({ id }) => points(row.factors[id] ?? 0)), points(row.priceScore)],
    total: priceAlone(e) ? '—' : points(row.total),
  }))

/** Which report this one takes the place of, and why. */
const again = (e: Evaluation): Block[] =>
  (e.past ?? []).map((one) =>
    paragraph(
      `本报告为第 ${one.version + 1} 次评审的报告。第 ${one.version} 次评审因“${one.reason}”依照${one.article}重新进行，其结论无效；原报告 SHA-256：${one.report?.sha256 ?? '无'}。`,
    ),
  )

/** Whose bids are valid no longer, and so are ranked and not recommended. */
const lapsedIn = ({ ranking }: Evaluation, names: Names): Block[] =>
  ranking?.lapsed?.length
    ? [
        paragraph(
          `投标有效期已届满、未同意延长的投标不作为中标候选人，由后续名次依次递补：${ranking.lapsed.map((tag) => names.bidder(tag)).join('、')}。`,
        ),
      ]
    : []

/** Whose qualification was not judged again, since a prequalification had. */
function prequalified(e: Evaluation, names: Names): Block[] {
  const of = notAskedAgain(e)
  if (!of) return []
  const bidders = of.bids.map((tag) => names.bidder(tag)).join('、')
  return [paragraph(`已通过资格预审且资格没有变化，招标文件的资格条款不再审查的投标人（${of.article}）：${bidders}。`)]
}

/** What the ten parts have no place for: prequalified bidders, minority opinions, thin competition, corrections, replaced members. */
function remarksOf(e: Evaluation, names: Names): Block[] {
  const factor = (id: string) => e.criteria.factors.find((one) => one.id === id)?.zh ?? id
  const minority = e.minority.map((one) =>
    paragraph(
      `少数意见（${names.bidder(one.bid)}，${one.zh}，${one.against}/${one.members} 票）：${opinionsOn(one, names)}`,
    ),
  )
  const signs = (e.valid ? signFindings(e) : []).map((one) =>
    paragraph(
      `对雷同与关联关系检查线索的表决（${names.bidder(one.bid)}）：${one.ground}。认定成立 ${one.against} 票，共 ${one.members} 名成员，${one.against * 2 > one.members ? '认定成立' : '不认定'}。${one.against ? opinionsOn(one, names) : ''}`,
    ),
  )
  const competition = e.competition
    ? [
        heading('有效投标不足三个的竞争性论证', 2),
        paragraph(e.competition.argument),
        paragraph(e.competition.enough ? '结论：仍具有竞争性，继续评标。' : '结论：明显缺乏竞争，否决全部投标。'),
      ]
    : []
  const corrections = e.corrections.map((one) =>
    paragraph(
      `客观分更正：${names.member(one.member).name}对${names.bidder(one.bid)}的“${factor(one.factor)}”由 ${points(one.from)} 更正为 ${points(one.to)}，理由：${one.reason}`,
    ),
  )
  const replaced = e.replaced.map(({ reason }) =>
    paragraph(`评标过程中更换成员，原成员的评审结论无效。原因：${reason}`),
  )
  const member = (tag: string) => names.member(tag).name
  const prices = priceRemarks(e, names).map((text) => paragraph(text))
  const purchase = purchaseRemarks(e, { member, bidder: names.bidder }).map((text) => paragraph(text))
  const before = [...again(e), ...prequalified(e, names), ...lapsedIn(e, names)]
  return [...before, ...prices, ...purchase, ...signs, ...minority, ...competition, ...corrections, ...replaced]
}
