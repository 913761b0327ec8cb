import type { AwardView, ProjectView, PublicityView } from '../../templates/pages/project.ts'
import { type Award, unanswered } from '../award/award.ts'
import { fullName } from '../award/publicity.ts'
import { factOf, unqualifiedWords } from '../award/reasons.ts'
import { awardOf } from '../award/store.ts'
import { formatDecimal, formatYuan } from '../law/units.ts'
import type { Context } from '../ledger/command.ts'
import type { AnyEventKind } from '../ledger/event.ts'
import { type Eye, isLookedFor } from '../ledger/eye.ts'
import { factsAmong } from '../ledger/store.ts'
import type { OpenedBid, Opening } from '../opening/opening.ts'
import { openingOf } from '../opening/store.ts'
import { methodWords } from '../tenders/ceiling.ts'
import { whereEnded } from '../tenders/ended.ts'
import { lastOffer } from '../tenders/offer.ts'
import type { Tender } from '../tenders/tender.ts'
import { paperViews, rulingViews } from './notice.ts'

/** Somebody who has not signed in. */
const PUBLIC_EYE: Eye = { role: 'public', host: false, tag: '' }

/** Kinds of facts of which the public may see some: by them alone its pages are read and their age is told. */
export const publicTypes = (kinds: Iterable<AnyEventKind>): string[] =>
  [...kinds].filter(({ seenBy }) => isLookedFor(seenBy, PUBLIC_EYE)).map(({ type }) => type)

const yuan = (fen: string): string => formatYuan(BigInt(fen))
const points = (centipoints: number): string => formatDecimal(BigInt(centipoints), 2)

function priceRow(bid: OpenedBid): NonNullable<ProjectView['opening']>['rows'][number] {
  const bidder = bid.bidder?.name ?? ''
  if (!bid.form) {
    const remark = bid.cause ? `未解密：${bid.cause.evidence}（${bid.cause.article}）` : '未解密'
    return { bidder, price: null, durationDays: '—', quality: '—', leader: '—', remark }
  }
  const { price, durationDays, quality, leader } = bid.form
  const remark = bid.outdated ? `按招标文件第${bid.outdated}版编制，未按现行版本重新递交` : ''
  return { bidder, price: yuan(price), durationDays: `${durationDays} 日历天`, quality, leader, remark }
}

const openingView = (opening: Opening): ProjectView['opening'] => ({
  started: opening.startedAt,
  rows: opening.stage === 'unsealing' ? [] : Object.values(opening.bids).map(priceRow),
  record: opening.record?.sha256 ?? null,
})

const rankRow = (tender: Tender, one: Award['publicity']['ranking'][number]) => ({
  ...{ rank: one.rank, name: fullName(one), price: yuan(one.terms.price) },
  evaluated: one.evaluationPrice ? yuan(one.evaluationPrice) : null,
  factors: tender.criteria.factors.map(({ id, zh }) => ({ zh, points: points(one.factors?.[id] ?? 0) })),
  ...{ quality: points(one.quality), priceScore: points(one.priceScore), total: points(one.total) },
  leader: `${one.terms.leader}${one.leaderCertificate ? `（${one.leaderCertificate}）` : ''}`,
  ...{ term: `${one.terms.durationDays} 日历天`, promised: one.terms.quality },
  qualification: one.qualification ?? '符合招标文件要求',
  performance: (one.performance ?? []).map((of) => `${of.project}（${of.client}，${of.amount}，${of.finished}）`),
})

/** A clause with its ground, how many found so, and the fact. */
function findingText(one: Award['publicity']['rejections'][number]['findings'][number]): string {
  const fact = factOf(one)
  const vote = `${one.members} 名成员中 ${one.against} 名认定不符合`
  return `${one.zh}；依据：${one.ground}；${vote}${fact ? `；事实：${fact}` : ''}`
}

/** What the page shows of the publicity: as much as its PDF. */
export function publicityView(tender: Tender, award: Award): PublicityView {
  const { publicity } = award
  const candidates = new Set(publicity.candidates.map(({ tag }) => tag))
  return {
    from: award.from,
    until: award.until,
    scored: tender.criteria.price.formula !== 'price-alone',
    ranking: publicity.ranking.map((one) => ({ ...rankRow(tender, one), candidate: candidates.has(one.tag) })),
    rejections: [
      ...publicity.rejections.map((one) => ({
        ...one,
        price: yuan(one.price),
        findings: one.findings.map(findingText),
      })),
      ...(publicity.unqualified ?? []).map((one) => ({
        ...{ name: one.name, price: yuan(one.price), findings: [unqualifiedWords(one)] },
      })),
    ],
    sha256: award.file?.sha256 ?? null,
    suspended: unanswered(award).length > 0,
    objections: award.objections.length,
  }
}

const awardView = (award: Award): AwardView | null => {
  const { winner, decidedAt, notice, contract } = award
  if (!winner) return null
  return {
    ...{ name: fullName(winner), code: winner.code, price: yuan(winner.terms.price), decidedAt },
    notice: notice?.sha256 ?? null,
    contract: contract && { at: contract.at, sha256: contract.sha256 },
    announced: announcedView(award),
    contractPublic: !!award.contractPublic,
  }
}

function announcedView({ announcement, from, until, file }: Award): AwardView['announced'] {
  if (!announcement) return null
  const items = announcement.items.map((one) => ({ ...one, unitPrice: yuan(one.unitPrice) }))
  const { experts, remark, recommended = [], invalid = [] } = announcement
  return { from, until, items, experts, remark, recommended, invalid, sha256: file?.sha256 ?? null }
}

const NEXT: Partial<Record<Tender['stage'], string>> = {
  prequalifying:
    '申请截止后由开标人与申请人共同开启、逐项审查；申请人名称与数量不公开。Applications are reviewed; who applies stays secret.',
  prequalified: '资格预审已结束，招标文件将向通过者发出。The tender document follows.',
  bidding: '投标截止时间到达时自动开标，无需任何人操作。Bids are opened at the deadline.',
  opening: '正在开标。各方释放密钥份额、投标人解锁后，全部报价同时公布。The opening is under way.',
  evaluating: '评标委员会正在封闭评审；评分在全部成员锁定前对任何人不可见。The panel is at work.',
}
const AFTER_AWARD =
  '与中标人应当自中标通知书发出之日起三十日内订立书面合同。The contract is to be signed within thirty days.'

const nextOf = (tender: Tender, award: Award | undefined, now: number): string | null => {
  const purchase = tender.track === 'G'
  if (tender.stage === 'awarded') return `${purchase ? '采购人' : '招标人'}${AFTER_AWARD}`
  if (tender.stage !== 'publicised') return NEXT[tender.stage] ?? null
  if (!award) return null
  return now <= award.until
    ? '公示期内，投标人和其他利害关系人可以通过交易平台提出异议。Objections may be raised until the publicity ends.'
    : '公示期已满，招标人可以确定中标人。The publicity has ended.'
}

/** The highest price: the amount that the document states, or how it is computed at the opening. */
const ceilingWords = ({ ceiling, ceilingMethod }: Tender): string =>
  ceilingMethod ? methodWords(ceilingMethod).zh : ceiling === undefined ? '' : `${yuan(ceiling)} 元`

/** What the page of a tender's public history shows. */
export async function projectView(
  context: Context,
  tender: Tender,
  kinds: Map<string, AnyEventKind>,
): Promise<ProjectView> {
  const { platform } = context
  const [all, opening, award] = await Promise.all([
    factsAmong(platform.database, tender.id, { types: publicTypes(kinds.values()) }),
    openingOf(platform, tender.id),
    awardOf(context, tender.id),
  ])
  const facts = all.flatMap(({ fact }) => {
    const kind = kinds.get(fact.type)
    if (!kind?.seenBy(PUBLIC_EYE, fact.data)) return []
    const { id, at, actor } = fact
    return [{ id, at, zh: kind.zh, en: kind.en, role: actor.role }]
  })
  return {
    ...{ id: tender.id, code: tender.code, name: tender.name, stage: tender.stage, failure: tender.failure },
    ...{
      project: tender.project.name,
      track: tender.track,
      tenderer: tender.tenderer.name,
      deadline: lastOffer(tender)?.deadline ?? tender.deadline,
    },
    ended: whereEnded(tender) ?? null,
    ceiling: ceilingWords(tender),
    next: nextOf(tender, award, context.now),
    opening: opening ? openingView(opening) : null,
    publicity: award && !award.announcement ? publicityView(tender, award) : null,
    award: award ? awardView(award) : null,
    papers: [...paperViews(tender), ...(await rulingViews(context, tender))],
    facts,
  }
}
