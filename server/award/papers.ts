import { type AwardNotice, awardNotice } from '../../templates/awardNotice.ts'
import { candidatePublicity } from '../../templates/candidatePublicity.ts'
import { contract } from '../../templates/contract.ts'
import type { Paper } from '../../templates/layout.ts'
import { PARTIES } from '../../templates/parties.ts'
import { resultAnnouncement } from '../../templates/resultAnnouncement.ts'
import { resultNotice } from '../../templates/resultNotice.ts'
import { supervisionReport } from '../../templates/supervisionReport.ts'
import type { Bid } from '../bids/bid.ts'
import type { BidItem, Performance } from '../bids/contract.ts'
import { attestation, money } from '../documents/words.ts'
import { type Calendar, endOf, isPending } from '../law/periods.ts'
import { rulebook } from '../law/rulebook.ts'
import { formatDecimal } from '../law/units.ts'
import type { Platform } from '../platform/platform.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Award, Winner } from './award.ts'
import { bondAsked } from './bond.ts'
import { CONTRACT_FIELDS, type ContractField } from './contractText.ts'
import type { Proposal } from './drawingUp.ts'
import type { Placed, Publicity } from './events.ts'
import { calledBy, fullName } from './publicity.ts'
import { ownResult, reasonOf, unqualifiedWords } from './reasons.ts'

const score = (centipoints: number): string => formatDecimal(BigInt(centipoints), 2)
const points = (centipoints: number): string => `${score(centipoints)}分`
const named = ({ code, name }: Tender) => ({ code, name })

/** What the two sides and the law are called in papers of a track. */
const WORDS = {
  T: { sides: ['发包人（招标人）', '承包人（中标人）'], law: '《中华人民共和国招标投标法》' },
  G: { sides: ['采购人（甲方）', '供应商（乙方）'], law: '《中华人民共和国政府采购法》' },
} as const

const items = (list: BidItem[]) => list.map((one) => ({ ...one, unitPrice: money(one.unitPrice).figures }))
const claimed = (list: Performance[] = []): string[] =>
  list.map((one) => `${one.project}（${one.client}，${one.amount}，${one.finished}）`)
const documentsOf = (tender: Tender) =>
  (tender.published?.documents ?? []).map(({ title, sha256 }) => ({ name: title, hash: sha256 }))

/** The announcement of a purchase's result as a paper. */
export function announcementPaper(tender: Tender, award: Award, platform: Platform): Paper {
  const { announcement: of, winner } = award
  if (!of || !winner) throw new Error(`${tender.id} has nothing announced`)
  return resultAnnouncement({
    ...attestation(platform, `publicity=${tender.id}`),
    code: `${tender.code}-GG`,
    tender: named(tender),
    project: of.project,
    purchaser: of.purchaser,
    ...(of.agent ? { agent: of.agent } : {}),
    winner: { code: winner.code, name: fullName(winner), address: of.winnerAddress },
    price: money(winner.terms.price),
    items: items(of.items),
    experts: of.experts,
    invalid: of.invalid ?? [],
    recommended: of.recommended ?? [],
    ...(of.remark ? { remark: of.remark } : {}),
    from: award.from,
    until: award.until,
    documents: documentsOf(tender),
    supervisor: tender.supervisor.name,
  })
}

/** The report to the supervisor as a paper. */
export function reportPaper(
  tender: Tender,
  award: Award,
  of: { bids: Bid[]; report: string },
  platform: Platform,
): Paper {
  const { report, winner, decidedAt, contract: made } = award
  if (!report || !winner || decidedAt === null) throw new Error(`${tender.id} has nothing reported`)
  const { criteria } = tender
  return supervisionReport({
    ...attestation(platform, `award=${tender.id}`),
    about: report.about,
    code: `${tender.code}-BG`,
    tender: named(tender),
    tenderer: tender.tenderer.name,
    ...(tender.agent ? { agent: tender.agent.name } : {}),
    supervisor: tender.supervisor.name,
    scope: tender.scope,
    method: `${tender.method === 'invited' ? '邀请招标' : '公开招标'}，全流程电子化`,
    media: ['阳光交易平台公共服务入口'],
    documents: documentsOf(tender),
    criteria: [...criteria.factors.map(({ zh, full }) => `${zh} ${points(full)}`)],
    bidders: of.bids.flatMap((bid) => {
      if (!bid.bidder) return []
      const price = bid.form ? money(bid.form.price).figures : '未解密'
      return [{ bidder: calledBy(bid), price, outcome: outcomeOf(award, bid.tag) }]
    }),
    panel: panelWords(tender),
    report: of.report,
    winner: { code: winner.code, name: fullName(winner) },
    price: money(winner.terms.price),
    period: `${winner.terms.durationDays}日历天`,
    decidedAt,
    ...(made ? { contract: { hash: made.sha256, signedAt: made.at } } : {}),
    remarks: report.remarks,
    reportedAt: report.at,
  })
}

/** How many of the panel are drawn, and how many the tenderer sends, in words. */
export function panelWords({ panel, track }: Pick<Tender, 'panel' | 'track'>): string {
  const drawn = panel.strata.reduce((sum, { seats }) => sum + seats, 0)
  const sent = panel.members - drawn
  const side = PARTIES[track].tenderer
  return `${panel.members} 人，其中随机抽取的专家 ${drawn} 人${sent ? `，${side}代表 ${sent} 人` : ''}`
}

function outcomeOf(award: Award, tag: string): string {
  if (award.winner?.tag === tag) return '中标'
  const own = ownResult(award.publicity, tag)
  if (own.rejected) return `否决：${own.rejected}`
  return own.rank === undefined ? '未中标' : `第 ${own.rank} 名${own.score ? `，${own.score}` : ''}`
}

/** The publicity of the candidates as a paper. */
export const publicityPaper = (tender: Tender, award: Award, platform: Platform): Paper =>
  candidatePublicity({
    ...attestation(platform, `publicity=${tender.id}`),
    code: `${tender.code}-GS`,
    tender: named(tender),
    tenderer: tender.tenderer.name,
    from: award.from,
    until: award.until,
    candidates: award.publicity.candidates.map(
      ({ name, members, terms, leaderCertificate, total, qualification, performance }) => ({
        bidder: fullName({ name, members }),
        price: money(terms.price),
        score: points(total),
        quality: terms.quality,
        period: `${terms.durationDays}日历天`,
        leader: terms.leader,
        ...(leaderCertificate ? { certificate: leaderCertificate } : {}),
        qualification: qualification ?? '符合招标文件要求',
        ...(performance?.length ? { performance: claimed(performance) } : {}),
      }),
    ),
    factors: [...tender.criteria.factors.map(({ zh }) => zh), '价格'],
    ranking: award.publicity.ranking.map((one) => scored(tender, one)),
    rejected: [
      ...award.publicity.rejections.map((one) => ({ bidder: one.name, reason: reasonOf(one) })),
      ...(award.publicity.unqualified ?? []).map((one) => ({ bidder: one.name, reason: unqualifiedWords(one) })),
    ],
    contact: tender.contact,
    supervisor: tender.supervisor.name,
  })

/** A line of the ranking: the score of each factor, and the price's. */
const scored = (tender: Tender, one: Placed) => ({
  rank: one.rank,
  bidder: fullName(one),
  price: money(one.terms.price).figures,
  ...(one.evaluationPrice ? { evaluatedPrice: money(one.evaluationPrice).figures } : {}),
  scores: [...tender.criteria.factors.map(({ id }) => score(one.factors?.[id] ?? 0)), score(one.priceScore)],
  total: score(one.total),
})

/** Until when the contract is made after a notice issued at a moment: a day, or the days of the law where the calendar of that day is not out. */
function contractBy(tender: Tender, at: number, table: Calendar): AwardNotice['contractWithin'] {
  const within = rulebook(tender.published?.rulebook ?? '').contractWithin.value
  const end = endOf(at, within, table)
  return isPending(end) ? { days: within.days, pending: end.pending.slice(0, 4) } : { until: end }
}

/** The award notice as a paper; its last day for the contract is counted by the published calendar. */
export const noticePaper = (
  tender: Tender,
  of: { winner: Winner; table: Calendar },
  platform: Platform,
  at: number,
  { winner, table } = of,
): Paper =>
  awardNotice({
    ...attestation(platform, `award=${tender.id}`),
    code: `${tender.code}-ZB`,
    tender: named(tender),
    tenderer: tender.tenderer.name,
    side: PARTIES[tender.track].tenderer,
    winner: { code: winner.code, name: fullName(winner) },
    price: money(winner.terms.price),
    period: `${winner.terms.durationDays}日历天`,
    quality: winner.terms.quality,
    leader: winner.terms.leader,
    ...bondWords(tender, winner),
    issuedAt: at,
    contractWithin: contractBy(tender, at, table),
  })

/** The bond that was asked for, as an amount. */
function bondWords(tender: Tender, winner: Winner): { performanceBond?: ReturnType<typeof money> } {
  const asked = bondAsked(tender, winner.terms.price)
  return asked === null ? {} : { performanceBond: money(String(asked)) }
}

/** The notice of the result to a bidder that did not win, as a paper. */
export const resultPaper = (
  tender: Tender,
  of: { winner: Winner; bid: Bid; publicity: Publicity },
  platform: Platform,
  at: number,
): Paper =>
  resultNotice({
    ...attestation(platform, `award=${tender.id}`),
    code: `${tender.code}-JG-${of.bid.tag.slice(0, 8)}`,
    tender: named(tender),
    tenderer: tender.tenderer.name,
    side: PARTIES[tender.track].tenderer,
    bidder: calledBy(of.bid),
    winner: fullName(of.winner),
    price: money(of.winner.terms.price),
    own: ownResult(of.publicity, of.bid.tag),
    issuedAt: at,
  })

/** The contract as a paper: the terms that the tenderer wrote, what of them differs from document and bid, and who signs. */
export function contractPaper(
  tender: Tender,
  of: { winner: Winner; members: readonly { name: string }[]; proposal: Pick<Proposal, 'text' | 'differences'> },
  platform: Platform,
  at: number,
): Paper {
  const { winner, members, proposal } = of
  const { text, differences } = proposal
  return contract({
    ...attestation(platform, `award=${tender.id}`),
    ...{ code: `${tender.code}-HT`, tender: named(tender), ...WORDS[tender.track] },
    ...{ tenderer: tender.tenderer, winner: { code: winner.code, name: fullName(winner) } },
    ...(members.length ? { joint: [winner.name, ...members.map(({ name }) => name)] } : {}),
    ...{ scope: text.scope, place: text.place, price: money(text.price), period: `${text.durationDays}日历天` },
    ...{ quality: text.quality, leader: text.leader, terms: text.contract, payment: text.payment },
    ...(tender.performanceBond ? { bond: bondText(tender, winner) } : {}),
    ...{ acceptance: text.acceptance, breach: text.breach, disputes: text.disputes },
    ...{ notices: text.notices, others: text.others },
    ...(text.items.length ? { items: items(text.items) } : {}),
    differences: differences.map(({ field, said, contract: now }) => ({
      ...{ term: CONTRACT_FIELDS[field as ContractField][0], said, now },
    })),
    signedAt: at,
    documents: documentsOf(tender),
  })
}

/** The bond in words. */
const bondText = (tender: Tender, winner: Winner): string =>
  `${bondWords(tender, winner).performanceBond?.figures ?? ''}，合同履行完毕后退还`
