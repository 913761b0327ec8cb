import { awardNotice } from '../../templates/awardNotice.ts'
import { candidatePublicity } from '../../templates/candidatePublicity.ts'
import { contract } from '../../templates/contract.ts'
import type { Paper } from '../../templates/layout.ts'
import { resultNotice } from '../../templates/resultNotice.ts'
import type { Bid } from '../bids/bid.ts'
import { attestation, money } from '../documents/words.ts'
import { dayAfter, dayOf, endOf, isPending, lastMomentOf } from '../law/periods.ts'
import { rulebook } from '../law/rulebook.ts'
import { formatDecimal } from '../law/units.ts'
import type { Platform } from '../platform/platform.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Award } from './award.ts'
import type { Placed, Rejected } from './events.ts'

const points = (centipoints: number): string => `${formatDecimal(BigInt(centipoints), 2)}分`
const period = (days: number): string => `${days}日历天`
const named = ({ code, name }: Tender) => ({ code, name })
const reasonOf = ({ findings }: Rejected): string => findings.map(({ zh, ground }) => `${zh}（${ground}）`).join('；')

/** The publicity of the candidates as a paper. */
export const publicityPaper = (tender: Tender, award: Award, platform: Platform): Paper =>
  candidatePublicity({
    ...attestation(platform, `publicity=${tender.id}`),
    code: `${tender.code}-GS`,
    tender: named(tender),
    tenderer: tender.tenderer.name,
    from: award.from,
    until: award.until,
    candidates: award.publicity.candidates.map(({ name, terms, leaderCertificate, total }) => ({
      bidder: name,
      price: money(terms.price),
      score: points(total),
      quality: terms.quality,
      period: period(terms.durationDays),
      leader: terms.leader,
      ...(leaderCertificate ? { certificate: leaderCertificate } : {}),
      qualification: '符合招标文件要求',
    })),
    rejected: award.publicity.rejections.map((one) => ({ bidder: one.name, reason: reasonOf(one) })),
    contact: tender.contact,
    supervisor: tender.supervisor.name,
  })

/** The last moment for the contract after a notice issued at a moment; not moved to a working day where the calendar is not out. */
function contractBy(tender: Tender, at: number): number {
  const within = rulebook(tender.published?.rulebook ?? '').contractWithin.value
  const end = endOf(at, within)
  return isPending(end) ? lastMomentOf(dayAfter(dayOf(at), within.days)) : end
}

/** The award notice as a paper. */
export const noticePaper = (tender: Tender, winner: Placed, platform: Platform, at: number): Paper =>
  awardNotice({
    ...attestation(platform, `award=${tender.id}`),
    code: `${tender.code}-ZB`,
    tender: named(tender),
    tenderer: tender.tenderer.name,
    winner: { code: winner.code, name: winner.name },
    price: money(winner.terms.price),
    period: period(winner.terms.durationDays),
    quality: winner.terms.quality,
    leader: winner.terms.leader,
    issuedAt: at,
    contractUntil: contractBy(tender, at),
  })

/** What a bidder that did not win is told about its own bid. */
function ownResult(award: Award, tag: string): { rank?: number; score?: string; rejected?: string } {
  const place = award.publicity.ranking.find((one) => one.tag === tag)
  if (place) return { rank: place.rank, score: points(place.total) }
  const rejection = award.publicity.rejections.find((one) => one.tag === tag)
  return rejection ? { rejected: reasonOf(rejection) } : {}
}

/** The notice of the result to a bidder that did not win, as a paper. */
export const resultPaper = (
  tender: Tender,
  award: Award,
  of: { winner: Placed; bid: Bid },
  platform: Platform,
  at: number,
): Paper =>
  resultNotice({
    ...attestation(platform, `award=${tender.id}`),
    code: `${tender.code}-JG-${of.bid.tag.slice(0, 8)}`,
    tender: named(tender),
    tenderer: tender.tenderer.name,
    bidder: of.bid.bidder?.name ?? '',
    winner: of.winner.name,
    price: money(of.winner.terms.price),
    own: ownResult(award, of.bid.tag),
    issuedAt: at,
  })

/** The contract as a paper: its terms are the bid's. */
export const contractPaper = (tender: Tender, winner: Placed, platform: Platform, at: number): Paper =>
  contract({
    ...attestation(platform, `award=${tender.id}`),
    code: `${tender.code}-HT`,
    tender: named(tender),
    tenderer: tender.tenderer,
    winner: { code: winner.code, name: winner.name },
    scope: tender.scope,
    price: money(winner.terms.price),
    period: period(winner.terms.durationDays),
    quality: winner.terms.quality,
    leader: winner.terms.leader,
    payment: '按招标文件载明的合同条款支付',
    signedAt: at,
    documents: (tender.published?.documents ?? []).map(({ title, sha256 }) => ({ name: title, hash: sha256 })),
  })
