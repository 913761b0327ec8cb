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
}

/** What the publicity of candidates (中标候选人公示) says. */
export interface CandidatePublicity extends Attestation {
  readonly code: string
  readonly tender: { readonly code: string; readonly name: string }
  readonly tenderer: string
  readonly from: Time
  readonly until: Time
  readonly candidates: readonly PublicCandidate[]
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
  ])

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
    heading('二、被否决的投标'),
    listed(
      ['投标人', '否决理由'],
      publicity.rejected.map(({ bidder, reason }) => [bidder, reason]),
      '没有否决的投标。',
      [4, 7],
    ),
    heading('三、提出异议的渠道和方式'),
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
