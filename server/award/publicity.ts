import { hex } from '../../crypto/bytes.ts'
import { canonicalBytes } from '../../crypto/canonical.ts'
import { sha256 } from '../../crypto/digest.ts'
import type { Bid } from '../bids/bid.ts'
import type { Ranked, Result } from '../evaluation/result.ts'
import { publicityEnds } from '../law/checks.ts'
import { type Calendar, endOf, isPending } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Qualification } from '../qualification/qualification.ts'
import type { Criteria } from '../tenders/criteria.ts'
import { inStage } from '../tenders/rules.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Terms } from './contract.ts'
import { type AwardHappening, CandidatesPublicised, type Placed, type Publicity, type Unqualified } from './events.ts'
import { mayWin } from './mayWin.ts'

const refuse = refusals({
  NO_CANDIDATE: { status: 409, zh: '评标委员会未推荐中标候选人', en: 'the panel has recommended nobody' },
  TOO_MANY_CANDIDATES: {
    status: 422,
    zh: '中标候选人超过法定人数',
    en: 'there are more candidates than the law allows',
  },
  CANDIDATES_CHANGED: {
    status: 409,
    zh: '签署的候选人名单与评标结果不一致',
    en: 'what was signed is not the result of the evaluation',
  },
  CALENDAR_PENDING: {
    status: 409,
    zh: '公示截止日所在年份的节假日安排尚未公布，不能计算',
    en: 'the end of the publicity cannot be told: the holidays of its year are not announced',
  },
  PUBLICITY_NOT_HERE: {
    status: 409,
    zh: '本类交易不公示中标候选人，由采购人确定中标人后公告结果',
    en: 'here no candidates are publicised: the purchaser fixes the winner and announces it',
  },
  BID_NOT_OPENED: { status: 409, zh: '评标结果中有未解密的投标文件', en: 'the result names a bid that was not opened' },
})

/** What a bid promised that the contract must repeat. */
export function termsOf(bid: Bid, evaluated?: Pick<Ranked, 'price'>): Terms {
  if (!bid.form) throw refuse('BID_NOT_OPENED')
  const { price, durationDays, quality, leader } = bid.form
  // a price that was corrected and confirmed binds in place of the one that was read out
  return { price: evaluated?.price ?? price, durationDays, quality, leader }
}

/** The other members of the consortium that a bid is of, by name; nothing where it bids alone. */
export const membersOf = ({ form }: Pick<Bid, 'form'>): { members?: string[] } =>
  form?.consortium ? { members: form.consortium.members.map(({ name }) => name) } : {}

/** A bidder as papers and pages call it: with all members of its consortium (《招标投标法》第三十一条), the leader first. */
export const fullName = ({ name, members }: { name: string; members?: string[] | undefined }): string =>
  members?.length ? `${name}（联合体牵头人）、${members.join('、')}` : name

/** The bidder of an opened bid, in full. */
export const calledBy = (bid: Pick<Bid, 'bidder' | 'form'>): string =>
  fullName({ name: bid.bidder?.name ?? '', ...membersOf(bid) })

function placed(row: Ranked, bid: Bid | undefined): Placed {
  if (!bid?.form || !bid.bidder) throw refuse('BID_NOT_OPENED')
  const { rank, tag, quality, priceScore, total } = row
  const { leaderCertificate, qualification, performance } = bid.form
  const claimed = { ...(qualification ? { qualification } : {}), ...(performance?.length ? { performance } : {}) }
  const compared = row.evaluationPrice ? { evaluationPrice: row.evaluationPrice } : {}
  const scores = { quality, priceScore, total, factors: row.factors, ...compared }
  return {
    rank,
    tag,
    ...bid.bidder,
    ...membersOf(bid),
    terms: termsOf(bid, row),
    leaderCertificate,
    ...scores,
    ...claimed,
  }
}

/** The purchaser's examination of qualification, with the clauses it judged by. */
export interface Examined {
  qualification: Pick<Qualification, 'bids' | 'stage'> | undefined
  criteria: Pick<Criteria, 'clauses'>
}

/** Whom the purchaser found unqualified, with clause and fact. */
function unqualifiedOf(bids: Bid[], { qualification, criteria }: Examined): Unqualified[] {
  if (qualification?.stage !== 'concluded') return []
  return bids.flatMap((bid) => {
    const { tag, form } = bid
    const judged = qualification.bids[tag]
    if (!judged || judged.qualified) return []
    const findings = judged.findings.flatMap(({ clause, pass, reason }) => {
      const of = [...criteria.clauses, ...(judged.byLaw ?? [])].find(({ id }) => id === clause)
      return pass ? [] : [{ clause, zh: of?.zh ?? clause, ground: of?.ground ?? '', reason: reason ?? '' }]
    })
    return [{ tag, name: calledBy(bid), price: form?.price ?? '0', findings }]
  })
}

/**
 * What the publicity says, from the result of the evaluation, the opened bids, and what the purchaser found of qualification.
 *
 * @param lapsed bids that are valid no longer: they are no candidates
 */
export function publicityOf(
  result: Result,
  bids: Bid[],
  examined?: Examined,
  lapsed: readonly { tag: string }[] = [],
): Publicity {
  const bidOf = (tag: string): Bid | undefined => bids.find((bid) => bid.tag === tag)
  const ranking = result.ranking.map((row) => placed(row, bidOf(row.tag))).sort((a, b) => a.rank - b.rank)
  const unqualified = examined ? unqualifiedOf(bids, examined) : []
  const rejected = [...new Set(result.rejections.map((one) => one.bid))]
  return {
    candidates: mayWin(
      ranking.filter(({ tag }) => result.candidates.includes(tag)),
      { lapsed },
    ),
    ranking,
    rejections: rejected.map((tag) => {
      const bid = bidOf(tag)
      const findings = result.rejections.filter((one) => one.bid === tag)
      return { tag, name: bid ? calledBy(bid) : '', price: bid?.form?.price ?? '0', findings }
    }),
    ...(unqualified.length ? { unqualified } : {}),
  }
}

/** Hash of the publicity: what the tenderer signs. */
export const publicityHash = (publicity: Publicity): string => hex(sha256(canonicalBytes(publicity)))

type PublicityLaw = Pick<Rulebook, 'resultVia' | 'mostCandidates' | 'publicityLasts' | 'publicityStarts'>

/**
 * Publicises the candidates until the end that the law gives.
 *
 * @param of.signedHash the hash that the tenderer signed
 * @param of.reportedAt when the panel handed in its report (ms)
 */
export function publicise(
  of: {
    tender: Tender
    publicity: Publicity
    signedHash: string
    reportedAt: number
    signature: { statement: string; cms: string; certificate: string }
  },
  law: PublicityLaw,
  now: number,
  table: Calendar,
): AwardHappening[] {
  const { tender, publicity, signedHash, reportedAt, signature } = of
  inStage(tender, 'evaluating')
  if (law.resultVia.value !== 'publicity') throw refuse('PUBLICITY_NOT_HERE', {}, law.resultVia)
  const most = law.mostCandidates.value
  if (!publicity.candidates.length) throw refuse('NO_CANDIDATE')
  if (most !== 'asStated' && publicity.candidates.length > most)
    throw refuse('TOO_MANY_CANDIDATES', { candidates: publicity.candidates.length, most }, law.mostCandidates)
  const hash = publicityHash(publicity)
  if (hash !== signedHash) throw refuse('CANDIDATES_CHANGED', { hash })
  const until = publicityEnds(now, law, table)
  if (isPending(until)) throw refuse('CALENDAR_PENDING', { day: until.pending }, law.publicityLasts)
  const starts = law.publicityStarts.value
  const latest = starts === 'none' ? Number.POSITIVE_INFINITY : endOf(reportedAt, starts, table)
  const begunInTime = isPending(latest) || now <= latest
  return [CandidatesPublicised({ tender: tender.id, publicity, hash, from: now, until, begunInTime, signature })]
}
