import type { Bid } from '../bids/bid.ts'
import type { BidItem } from '../bids/contract.ts'
import type { Ranked } from '../evaluation/result.ts'
import type { Candidate } from '../invitation/contract.ts'
import { publicityEnds } from '../law/checks.ts'
import { type Calendar, isPending } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { inStage } from '../tenders/rules.ts'
import type { Signature } from '../tenders/signature.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Acceptance } from './acceptance.ts'
import { type Announcement, ResultAnnounced } from './announcementEvents.ts'
import type { Publicity } from './events.ts'
import { membersOf, termsOf } from './publicity.ts'
import { reasonOf, unqualifiedWords } from './reasons.ts'
import { limitOf } from './receiving.ts'

const refuse = refusals({
  ANNOUNCEMENT_NOT_HERE: {
    status: 409,
    zh: '本类交易公示中标候选人，不另发中标结果公告',
    en: 'here candidates are publicised; there is no announcement of the result',
  },
  WINNER_NOT_FIXED: { status: 409, zh: '采购人尚未确定中标人', en: 'the purchaser has fixed no winner yet' },
  ANNOUNCEMENT_INCOMPLETE: {
    status: 422,
    zh: '中标结果公告缺少法定内容',
    en: 'the announcement lacks what the law has it say',
  },
  ITEMS_DIFFER: {
    status: 422,
    zh: '公告的主要标的单价与中标人的投标（含已确认的算术修正）不一致',
    en: 'a unit price is not the one of the winner’s bid, as it was corrected and confirmed',
  },
  EXPERTS_MISSING: {
    status: 409,
    zh: '评审专家名单不完整，不能公告',
    en: 'the list of experts is not complete',
  },
  CALENDAR_PENDING: {
    status: 409,
    zh: '公告期限截止日所在年份的节假日安排尚未公布，不能计算',
    en: 'the end of the notice period cannot be told: the holidays of its year are not announced',
  },
  BID_NOT_OPENED: { status: 409, zh: '中标人的投标文件未解密', en: "the winner's bid was not opened" },
})

/** What the purchaser adds to what the platform knows. */
export interface Told {
  purchaserAddress: string
  agentAddress: string | null
  winnerAddress: string
  items: Announcement['items']
}

type AnnounceLaw = Pick<
  Rulebook,
  'resultVia' | 'resultContent' | 'publicityStarts' | 'publicityLasts' | 'publishedExperts' | 'recommendedPublished'
>

/** All that the announcement says; refuses what would leave a part of it out. */
export function announcementOf(
  of: {
    tender: Tender
    acceptance: Acceptance
    told: Told
    experts: string[]
    members: number
    /** what the winner offers, at the unit prices that stand; absent: it listed nothing */
    offered?: readonly BidItem[]
    /** what became of every bid; absent: nobody was found invalid */
    publicity?: Pick<Publicity, 'rejections' | 'unqualified'>
    /** the list of those recommended in writing, from which the invitees were drawn; absent: there is none */
    recommended?: readonly Candidate[]
  },
  law: AnnounceLaw,
): Announcement {
  const { tender, acceptance, told, experts, members } = of
  const own = new Map((of.offered ?? []).map((one) => [one.name, one.unitPrice]))
  const other = told.items.filter(({ name, unitPrice }) => own.has(name) && own.get(name) !== unitPrice)
  if (other.length) throw refuse('ITEMS_DIFFER', { items: other.map(({ name }) => name) }, law.resultContent)
  const missing = [
    ...(told.purchaserAddress.trim() ? [] : ['purchaserAddress']),
    ...(!tender.agent || told.agentAddress?.trim() ? [] : ['agentAddress']),
    ...(told.winnerAddress.trim() ? [] : ['winnerAddress']),
    ...(told.items.length ? [] : ['items']),
  ]
  if (missing.length) throw refuse('ANNOUNCEMENT_INCOMPLETE', { missing }, law.resultContent)
  if (law.publishedExperts.value && (experts.length < members || experts.some((name) => !name.trim())))
    throw refuse('EXPERTS_MISSING', { members, named: experts.length }, law.publishedExperts)
  const invalid = invalidIn(of.publicity)
  const recommended = recommendedIn(of.recommended, law)
  const { project, contact } = tender
  return {
    project: { code: project.code, name: project.name },
    purchaser: { name: tender.tenderer.name, address: told.purchaserAddress.trim(), contact },
    agent: tender.agent && { name: tender.agent.name, address: told.agentAddress?.trim() ?? '', contact },
    items: told.items,
    experts: law.publishedExperts.value ? experts : [],
    ...(invalid.length ? { invalid } : {}),
    ...(recommended.length ? { recommended } : {}),
    remark: remarkOf(acceptance),
    documents: (tender.published?.documents ?? []).map(({ title, sha256 }) => ({ title, sha256 })),
  }
}

/** All who were recommended, drawn or not, each with the reason: where the law publishes them. */
function recommendedIn(all: readonly Candidate[] = [], law: Pick<Rulebook, 'recommendedPublished'>) {
  if (!law.recommendedPublished.value) return []
  return all.map(({ name, code, reason }) => {
    if (!reason) throw refuse('ANNOUNCEMENT_INCOMPLETE', { missing: ['reason'] }, law.recommendedPublished)
    return { name, code, reason }
  })
}

/** Whose bids were not compared, and why. */
const invalidIn = (of: Pick<Publicity, 'rejections' | 'unqualified'> | undefined) => [
  ...(of?.unqualified ?? []).map((one) => ({ name: one.name, reason: unqualifiedWords(one) })),
  ...(of?.rejections ?? []).map((one) => ({ name: one.name, reason: reasonOf(one) })),
]

const HOW = {
  inOrder: '',
  tieByDocument: '中标候选人并列，按采购文件规定的方式确定',
  tieByLot: '中标候选人并列，采购文件未规定确定方式，随机抽取确定',
  deemed: '采购人逾期未确定，依法视同确定排名第一的中标候选人为中标人',
} as const

/** How the winner was fixed, in words; whoever was skipped is not named in public. */
function remarkOf({ fixed }: Acceptance): string {
  if (!fixed) return ''
  const tie = fixed.tie ? `：${fixed.tie}` : fixed.draw ? `，抽取编号 ${fixed.draw}` : ''
  return HOW[fixed.how] ? `${HOW[fixed.how]}${tie}（${fixed.article}）` : ''
}

/**
 * Announces the result: the winner, what is bought, and who evaluated, for the days of the law. Award notice and notices to the
 * losers go out with it.
 *
 * @param of.bid the winner's, opened
 */
export function announce(
  of: {
    tender: Tender
    acceptance: Acceptance
    announcement: Announcement
    bid: Bid | undefined
    /** the winner's line in the report; absent: nothing was corrected */
    evaluated?: Pick<Ranked, 'price'> | undefined
    winnerAddress: string
    signature: Signature
  },
  law: AnnounceLaw,
  now: number,
  table: Calendar,
) {
  const { tender, acceptance, announcement, bid, evaluated, winnerAddress, signature } = of
  inStage(tender, 'evaluating')
  if (law.resultVia.value !== 'announcement') throw refuse('ANNOUNCEMENT_NOT_HERE', {}, law.resultVia)
  const { fixed } = acceptance
  if (!fixed) throw refuse('WINNER_NOT_FIXED', {}, law.publicityStarts)
  if (bid?.tag !== fixed.winner || !bid.bidder || !bid.form) throw refuse('BID_NOT_OPENED')
  const until = publicityEnds(now, law, table)
  if (isPending(until)) throw refuse('CALENDAR_PENDING', { day: until.pending }, law.publicityLasts)
  const latest = limitOf(fixed.at, law.publicityStarts, table)
  const { leaderCertificate } = bid.form
  const address = winnerAddress.trim()
  const winner = {
    rank: fixed.rank,
    tag: bid.tag,
    ...bid.bidder,
    ...membersOf(bid),
    address,
    terms: termsOf(bid, evaluated),
    leaderCertificate,
  }
  const when = { from: now, until, fixedAt: fixed.at, inTime: latest === undefined || now <= latest }
  return [ResultAnnounced({ tender: tender.id, winner, announcement, ...when, signature })]
}
