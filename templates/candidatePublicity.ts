import {
  type Attestation,
  attested,
  type Block,
  facts,
  heading,
  inFull,
  listed,
  type Money,
  minute,
  type Paper,
  paragraph,
  type Time,
} from './layout.ts'

/** A candidate (中标候选人) as made public. */
export interface PublicCandidate {
  readonly bidder: string
  readonly price: Money
  readonly score?: string
  readonly quality?: string
  readonly period?: string
  readonly leader?: string
  /** Name and number of the leader's certificate. */
  readonly certificate?: string
  readonly qualification?: string
  /** finished works that it claims, a line each */
  readonly performance?: readonly string[]
}

/** A ranked bidder with its score of each factor. */
export interface ScoredBidder {
  readonly rank: number
  readonly bidder: string
  readonly price: string
  readonly evaluatedPrice?: string
  readonly scores: readonly string[]
  readonly total: string
}

/** What the publicity of candidates (中标候选人公示) says. */
export interface CandidatePublicity extends Attestation {
  readonly code: string
  readonly tender: { readonly code: string; readonly name: string }
  readonly tenderer: string
  readonly from: Time
  readonly until: Time
  readonly candidates: readonly PublicCandidate[]
  /** every ranked bidder; `factors` names the columns of `scores` */
  readonly factors: readonly string[]
  readonly ranking: readonly ScoredBidder[]
  /** what the panel said on the competition, where few bids were valid */
  readonly competition?: string
  readonly rejected: readonly { readonly bidder: string; readonly reason: string }[]
  readonly contact: string
  readonly supervisor: string
}

const rankOf = (i: number): string => `第${['一', '二', '三'][i] ?? i + 1}名`

const candidateFacts = (one: PublicCandidate, i: number): Block =>
  facts([
    [rankOf(i), one.bidder],
    ['投标报价', inFull(one.price)],
    ['综合得分', one.score],
    ['质量', one.quality],
    ['工期（交货期）', one.period],
    ['项目负责人', one.leader && `${one.leader}${one.certificate ? `（${one.certificate}）` : ''}`],
    ['资格能力响应', one.qualification],
    ['响应的业绩', one.performance?.join('\n')],
  ])

/** At most so many factors stand side by side; more go to a second table. */
const SIDE_BY_SIDE = 5

function scoreTables({ ranking, factors }: CandidatePublicity): Block[] {
  const evaluated = ranking.some(({ evaluatedPrice }) => evaluatedPrice)
  const main = listed(
    ['投标人', '投标报价', ...(evaluated ? ['评标价'] : []), '总分', '名次'],
    ranking.map((one) => [
      ...[one.bidder, one.price, ...(evaluated ? [one.evaluatedPrice ?? ''] : [])],
      ...[one.total, String(one.rank)],
    ]),
    '没有进入详细评审的投标。',
    [5, 3, ...(evaluated ? [3] : []), 2, 1.2],
    ['left', 'right', ...(evaluated ? (['right'] as const) : []), 'right', 'center'],
  )
  const parts: Block[] = []
  for (let from = 0; from < factors.length; from += SIDE_BY_SIDE)
    parts.push(
      listed(
        ['投标人', ...factors.slice(from, from + SIDE_BY_SIDE)],
        ranking.map((one) => [one.bidder, ...one.scores.slice(from, from + SIDE_BY_SIDE)]),
        '',
        [5, ...factors.slice(from, from + SIDE_BY_SIDE).map(() => 2)],
        ['left', ...factors.slice(from, from + SIDE_BY_SIDE).map(() => 'right' as const)],
      ),
    )
  return ranking.length ? [main, ...parts] : [main]
}

/** The publicity of candidates (中标候选人公示). Field `tenderer` is for the tenderer's stamp. */
export const candidatePublicity = (publicity: CandidatePublicity): Paper => ({
  title: '中标候选人公示',
  subtitle: publicity.tender.name,
  code: publicity.code,
  blocks: [
    paragraph(
      `${publicity.tender.name}（${publicity.tender.code}）的评标工作已经结束，现将评标委员会推荐的中标候选人公示如下。公示期自${minute(publicity.from)}起至${minute(publicity.until)}止。`,
    ),
    heading('一、中标候选人'),
    ...publicity.candidates.map(candidateFacts),
    heading('二、评标情况'),
    ...scoreTables(publicity),
    ...(publicity.competition
      ? [paragraph(`有效投标不足三个，评标委员会对竞争性的论证：${publicity.competition}`)]
      : []),
    heading('三、被否决的投标'),
    listed(
      ['投标人', '否决理由'],
      publicity.rejected.map(({ bidder, reason }) => [bidder, reason]),
      '没有否决的投标。',
      [4, 7],
    ),
    heading('四、提出异议的渠道和方式'),
    paragraph(
      '投标人或者其他利害关系人对评标结果有异议的，应当在公示期间通过阳光交易平台向招标人提出。招标人自收到异议之日起3日内答复；答复前暂停招标投标活动。对答复不服的，可以依法向行政监督部门投诉。',
    ),
    facts([
      ['招标人', publicity.tenderer],
      ['联系方式', publicity.contact],
      ['行政监督部门', publicity.supervisor],
    ]),
    ...attested(publicity, [{ field: 'tenderer', role: '招标人', name: publicity.tenderer, place: 'stamp' }]),
  ],
  footer: `中标候选人公示 · ${publicity.tender.name}`,
})
