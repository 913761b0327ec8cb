import { hex } from '../../crypto/bytes.ts'
import { canonicalBytes } from '../../crypto/canonical.ts'
import { labelled } from '../../crypto/digest.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { type HallClock, type Resting, runClock, stopsOf } from '../opening/clock.ts'
import type { Signature } from '../tenders/signature.ts'
import { notSuspended } from '../tenders/suspension.ts'
import type { Tender } from '../tenders/tender.ts'
import type { ApplicationShares, Finding } from './contract.ts'
import { ApplicantsNamed, type ReviewFact, type ReviewHappening, SharesReleased } from './events.ts'

const refuse = refusals({
  PREQUAL_STEP: {
    status: 409,
    zh: '资格预审当前步骤不允许此操作',
    en: 'the prequalification is not at the step for that',
  },
  SHARES_DIFFER: {
    status: 422,
    zh: '须为每一份申请文件释放份额，且与封装时的承诺一致',
    en: 'shares are released for every application, each the one committed to',
  },
  APPLICANT_UNKNOWN: { status: 404, zh: '没有贵单位的资格预审申请', en: 'there is no application of yours' },
  APPLICATION_UNLOCK_OVER: { status: 409, zh: '申请文件解密时限已过', en: 'the time for unlocking is over' },
  NOT_ON_COMMITTEE: {
    status: 403,
    zh: '仅限本标段资格审查委员会成员',
    en: 'only for members of this tender’s committee',
  },
  APPLICATION_OPEN: { status: 409, zh: '申请文件已开启，无需重复操作', en: 'the application is open already' },
})

export { refuse as refusePrequal }

/** What a reviewer found on one application. */
export interface Reviewed {
  findings: Finding[]
  pass: boolean
  at: number
}

/** A committee that reviews (资格审查委员会): drawn as a panel is. */
export interface Committee {
  draw: string
  number: number
  members: number
  strata: { id: string; region: string; specialty: string; seats: number }[]
  /** the members, once the draw is over: tags, names sealed */
  seats: { tag: string; stratum: string; pid: string; sealed: string }[]
  /** pids that were passed over, and why */
  skips: { pid: string; stratum: string; code: string }[]
}

/** The opening and the review of a tender's applications. */
export interface Prequalification {
  tender: string
  stage: 'unlocking' | 'concluded'
  needed: number
  minutes: number
  /** tags of the applications that stood at the deadline, in the order of their tags */
  applications: string[]
  /** each officer's shares, sealed by the vault */
  shares: Record<string, string>
  namedAt: number | null
  /** by application, then by reviewer */
  reviews: Record<string, Record<string, Reviewed>>
  committee: Committee | null
  passed: string[] | null
  failed: string[] | null
  unopened: string[] | null
  concludedAt: number | null
}

/** Refuses a deed once the review is over, or while the tender rests. */
export function underway(tender: Tender, of: Prequalification | undefined): Prequalification {
  if (!of || tender.stage !== 'prequalifying') throw refuse('PREQUAL_STEP', { stage: tender.stage })
  notSuspended(tender)
  if (of.stage === 'concluded') throw refuse('PREQUAL_STEP', { stage: of.stage })
  return of
}

/** The clock of the applicants' unlocking; nothing before they are named. It stands while the tender rests. */
export const applicantsClock = (
  { namedAt, minutes }: Pick<Prequalification, 'namedAt' | 'minutes'>,
  tender: Resting,
  now: number,
): HallClock | undefined =>
  namedAt === null ? undefined : runClock({ from: namedAt, length: minutes * 60_000 }, stopsOf({}, tender), now)

/**
 * Takes an officer's shares of every application after the deadline; the same officer again changes nothing.
 *
 * @param of.sealed the shares, checked against their commitments and sealed by the vault
 */
export function releaseShares(
  tender: Tender,
  before: Prequalification | undefined,
  of: { role: string; tags: readonly string[]; sealed: string; signature: Signature },
): ReviewHappening[] {
  const state = underway(tender, before)
  if (state.shares[of.role]) return []
  if (String([...of.tags].sort()) !== String(state.applications)) throw refuse('SHARES_DIFFER')
  const { role, sealed: shares, signature } = of
  return [SharesReleased({ tender: tender.id, role, shares, signature })]
}

/** What an officer signs when it releases: every share, by a hash over all. */
export const releaseStatement = (tender: string, shares: ApplicationShares) => ({
  tender,
  shares: hex(labelled('application-shares', canonicalBytes(shares))),
})

/** With enough officers the applicants are named; once. */
export const nameApplicants = (of: Prequalification, now: number): ReviewHappening[] =>
  of.namedAt === null && Object.keys(of.shares).length >= of.needed
    ? [ApplicantsNamed({ tender: of.tender, at: now })]
    : []

/** Refuses an applicant's half before it is asked for or after its time; the last millisecond before its end is in time. */
export function mayUnlock(
  tender: Tender,
  before: Prequalification | undefined,
  of: { tag: string; stage: string | undefined },
  now: number,
): Prequalification {
  const state = underway(tender, before)
  if (!state.applications.includes(of.tag)) throw refuse('APPLICANT_UNKNOWN')
  if (of.stage === 'opened') throw refuse('APPLICATION_OPEN')
  const clock = applicantsClock(state, tender, now)
  if (!clock) throw refuse('PREQUAL_STEP', { waitsFor: 'officers' })
  if (clock.over) throw refuse('APPLICATION_UNLOCK_OVER', { ended: clock.endsAt })
  return state
}

const none = (of: ReviewFact & { type: 'prequalification.begun' }): Prequalification => ({
  ...{ tender: of.data.tender, stage: 'unlocking', needed: of.data.needed, minutes: of.data.minutes },
  ...{ applications: of.data.applications, shares: {}, namedAt: null, reviews: {}, committee: null },
  ...{ passed: null, failed: null, unopened: null, concludedAt: null },
})

type Seating = ReviewFact & { type: 'prequalification.committeeSeated' | 'prequalification.memberLeft' }

/** The committee after a draw, or after a member left; with nobody to follow nobody sits, and all is found anew. */
function seated(before: Prequalification, fact: Seating): Partial<Prequalification> {
  const { committee } = before
  if (!committee) return {}
  if (fact.type === 'prequalification.committeeSeated')
    return { committee: { ...committee, seats: fact.data.seats, skips: fact.data.skips } }
  const { tag, pid, stratum, next, skips } = fact.data
  const passed = [...committee.skips, ...skips, { pid, stratum, code: 'left' }]
  if (!next) return { committee: { ...committee, seats: [], skips: passed }, reviews: {} }
  const seats = committee.seats.map((one) => (one.tag === tag ? next : one))
  const reviews = Object.fromEntries(
    Object.entries(before.reviews).map(([application, { [tag]: _void, ...others }]) => [application, others]),
  )
  return { committee: { ...committee, seats, skips: passed }, reviews }
}

/** The only place where a prequalification changes. */
export function evolve(before: Prequalification | undefined, fact: ReviewFact): Prequalification {
  if (fact.type === 'prequalification.begun') return none(fact)
  if (!before) throw new Error(`${fact.type} before the applications were closed`)
  switch (fact.type) {
    case 'prequalification.released':
      return { ...before, shares: { ...before.shares, [fact.data.role]: fact.data.shares } }
    case 'prequalification.named':
      return { ...before, namedAt: fact.data.at }
    case 'prequalification.reviewed': {
      const { application, by, findings, pass } = fact.data
      const all = { ...before.reviews[application], [by]: { findings, pass, at: fact.at } }
      return { ...before, reviews: { ...before.reviews, [application]: all } }
    }
    case 'prequalification.committeeAsked': {
      const { draw, number, members, strata } = fact.data
      return { ...before, committee: { draw, number, members, strata, seats: [], skips: [] }, reviews: {} }
    }
    case 'prequalification.committeeSeated':
    case 'prequalification.memberLeft':
      return { ...before, ...seated(before, fact) }
    case 'prequalification.concluded': {
      const { passed, failed, unopened, at } = fact.data
      return { ...before, stage: 'concluded', passed, failed, unopened, concludedAt: at }
    }
  }
}

/** Refuses an expert who is no member of the committee. */
export function membersOnly(
  { who }: { who: { role: string; tagFor(tender: string): string } },
  of: Prequalification | undefined,
): void {
  if (who.role !== 'expert') return
  const own = of && who.tagFor(of.tender)
  if (!of?.committee?.seats.some(({ tag }) => tag === own)) throw refuse('NOT_ON_COMMITTEE')
}

/** The law's reviewer of a tender's applications. */
export const reviewerOf = (
  { stateFunded }: Pick<Tender, 'stateFunded'>,
  law: Pick<Rulebook, 'prequalReviewer'>,
): 'committee' | 'host' =>
  law.prequalReviewer.value === 'committeeWhereStateFunded' && stateFunded ? 'committee' : 'host'
