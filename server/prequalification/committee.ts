import type { z } from 'zod'
import { canonical } from '../../crypto/canonical.ts'
import type { DrawRules } from '../../crypto/draw.ts'
import { PARTIES } from '../experts/contract.ts'
import { panelProblems } from '../law/checks.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Signature } from '../tenders/signature.ts'
import type { Tender } from '../tenders/tender.ts'
import type { DrawCommittee } from './contract.ts'
import { CommitteeAsked, CommitteeSeated, MemberLeft, type ReviewHappening } from './events.ts'
import { type Committee, type Prequalification, reviewerOf, underway } from './prequalification.ts'

const refuse = refusals({
  NO_COMMITTEE_HERE: {
    status: 409,
    zh: '本标段由招标人审查资格预审申请文件，不设资格审查委员会',
    en: 'here the tenderer reviews: there is no committee',
  },
  COMMITTEE_TOO_EARLY: {
    status: 409,
    zh: '申请人名单核对后方可抽取，以便回避',
    en: 'one draws once the applicants are known, so that nobody with an interest is drawn',
  },
  COMMITTEE_STANDS: {
    status: 409,
    zh: '资格审查委员会已组成，不得重抽',
    en: 'the committee stands and is not drawn again',
  },
  COMMITTEE_DRAWN_NOW: { status: 409, zh: '上一次抽取尚未结束', en: 'the draw before is not over' },
  COMMITTEE_SEATS: {
    status: 422,
    zh: '各专业席位之和与委员会人数不符',
    en: 'the seats do not add up to the committee',
  },
  COMMITTEE_POOL_SMALL: {
    status: 409,
    zh: '符合条件且不须回避的专家少于所需席位',
    en: 'fewer experts fit and need not stand aside than there are seats',
  },
  NOT_SEATED: { status: 403, zh: '不是本标段资格审查委员会的现任成员', en: 'not a member of this committee' },
})

type Asked = Pick<z.infer<typeof DrawCommittee>, 'members' | 'strata'>

/** The rules of a draw of a committee: seats by stratum, who stands aside and why. */
export const committeeRules = (
  tender: Pick<Tender, 'id'>,
  draw: string,
  of: Asked & { register: string; exclusions: DrawRules['exclusions'] },
): DrawRules => ({
  text: canonical({ draw, tender: tender.id, purpose: 'committee', strata: of.strata }),
  register: of.register,
  parties: [...PARTIES],
  wanted: Object.fromEntries(of.strata.map(({ id, seats }) => [id, seats])),
  exclusions: of.exclusions,
  reasons: ['employer-bidder', 'left'],
})

/**
 * Asks for a committee to be drawn: formed as a panel is, its members experts, once the applicants are named.
 *
 * @param of.fitting how many of each stratum may be drawn
 */
export function askForCommittee(
  tender: Tender,
  before: Prequalification | undefined,
  of: Asked & { running: boolean; fitting: ReadonlyMap<string, number>; signature: Signature },
  law: Rulebook,
): { draw: string; number: number; facts: ReviewHappening[] } {
  const state = underway(tender, before)
  if (reviewerOf(tender, law) !== 'committee') throw refuse('NO_COMMITTEE_HERE', {}, law.prequalReviewer)
  if (state.namedAt === null) throw refuse('COMMITTEE_TOO_EARLY', {}, law.selfAvoidance)
  if (state.committee?.seats.length) throw refuse('COMMITTEE_STANDS', {}, law.expertDraw)
  if (of.running) throw refuse('COMMITTEE_DRAWN_NOW')
  const { members, strata, signature } = of
  const experts = strata.reduce((sum, { seats }) => sum + seats, 0)
  if (experts !== members) throw refuse('COMMITTEE_SEATS', { members, seats: experts })
  const [problem] = panelProblems({ members, experts, estimate: BigInt(tender.estimate) }, law)
  if (problem) throw problem
  const short = strata.filter(({ id, seats }) => (of.fitting.get(id) ?? 0) < seats).map(({ id }) => id)
  if (short.length) throw refuse('COMMITTEE_POOL_SMALL', { strata: short }, law.expertDraw)
  const number = (state.committee?.number ?? 0) + 1
  const draw = `${tender.id}.p${number}`
  return { draw, number, facts: [CommitteeAsked({ tender: tender.id, draw, number, members, strata, signature })] }
}

/** Who stands behind a ticket. */
export interface Drawn {
  tag: string
  sealed: string
  avoids: boolean
}

/** The next tickets of a stratum that need not stand aside, and those passed over. */
function nextOf(
  committee: Committee,
  of: { stratum: string; wanted: number; pids: readonly string[] },
  whois: (pid: string) => Drawn | undefined,
) {
  const turned = new Set([...committee.seats, ...committee.skips].map(({ pid }) => pid))
  const seats: Committee['seats'] = []
  const skips: Committee['skips'] = []
  for (const pid of of.pids) {
    if (seats.length === of.wanted) break
    const one = turned.has(pid) ? undefined : whois(pid)
    if (!one) continue
    if (one.avoids) skips.push({ pid, stratum: of.stratum, code: 'employer-bidder' })
    else seats.push({ tag: one.tag, sealed: one.sealed, stratum: of.stratum, pid })
  }
  return { seats, skips }
}

/** Seats the first tickets of each stratum; nothing where they sit already. */
export function seatCommittee(
  state: Prequalification,
  order: ReadonlyMap<string, readonly string[]>,
  whois: (pid: string) => Drawn | undefined,
): ReviewHappening[] {
  const { committee } = state
  if (!committee || committee.seats.length) return []
  const all = committee.strata.map(({ id, seats }) =>
    nextOf(committee, { stratum: id, wanted: seats, pids: order.get(id) ?? [] }, whois),
  )
  const seats = all.flatMap((one) => one.seats)
  const skips = all.flatMap((one) => one.skips)
  return [CommitteeSeated({ tender: state.tender, draw: committee.draw, seats, skips })]
}

/** A member leaves with its reason; what it found is void and the next ticket sits. Without one the whole is drawn anew. */
export function leaveCommittee(
  tender: Tender,
  before: Prequalification | undefined,
  of: { tag: string; reason: string; signature: Signature },
  order: ReadonlyMap<string, readonly string[]>,
  whois: (pid: string) => Drawn | undefined,
): ReviewHappening[] {
  const state = underway(tender, before)
  const seat = state.committee?.seats.find(({ tag }) => tag === of.tag)
  if (!state.committee || !seat) throw refuse('NOT_SEATED')
  const pids = order.get(seat.stratum) ?? []
  const { seats, skips } = nextOf(state.committee, { stratum: seat.stratum, wanted: 1, pids }, whois)
  const [next = null] = seats
  return [MemberLeft({ tender: tender.id, ...of, pid: seat.pid, stratum: seat.stratum, next, skips })]
}
