import type { Letter } from '../../crypto/letter.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { type HallClock, type Resting, runClock, stopsOf } from '../opening/clock.ts'
import { inSuite } from '../opening/letters.ts'
import type { Signature } from '../tenders/signature.ts'
import { notSuspended } from '../tenders/suspension.ts'
import type { Tender } from '../tenders/tender.ts'
import { type Challenge, challengesAfter } from './challenging.ts'
import type { Finding } from './contract.ts'
import { ApplicantsNamed, type ReviewFact, type ReviewHappening } from './events.ts'
import { SharesReleased } from './openingEvents.ts'
import { isSeating, seatedBy } from './seating.ts'

const refuse = refusals({
  PREQUAL_STEP: {
    status: 409,
    zh: '资格预审当前步骤不允许此操作',
    en: 'the prequalification is not at the step for that',
  },
  PREQUAL_KEY_CHANGED: {
    status: 409,
    zh: '申请文件的开启密钥尚未公布或已更换，请按新密钥重新释放',
    en: 'the key of the opening is not there yet or has changed: release for the present one',
  },
  APPLICANT_UNKNOWN: { status: 404, zh: '没有贵单位的资格预审申请', en: 'there is no application of yours' },
  APPLICATION_UNLOCK_OVER: { status: 409, zh: '申请文件解密时限已过', en: 'the time for unlocking is over' },
  NOT_ON_COMMITTEE: {
    status: 403,
    zh: '仅限本标段资格审查委员会成员',
    en: 'only for members of this tender’s committee',
  },
  MEMBER_UNDECLARED: {
    status: 403,
    zh: '签到、承诺并逐一作出回避声明后，方可查阅申请文件',
    en: 'check in, promise and declare your interests first: then you see the applications',
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
  /** how long one who is drawn may take to accept, and then to check in */
  answerMinutes: number
  /** the members, once the draw is over: tags, names sealed; `until` is when one who was asked or accepted is too late */
  seats: {
    tag: string
    stratum: string
    pid: string
    sealed: string
    status: 'asked' | 'accepted' | 'checkedIn' | 'declared'
    until: number | null
  }[]
  /** whether every member has promised and declared */
  formed: boolean
  /** pids that were passed over, and why */
  skips: { pid: string; stratum: string; code: string }[]
}

/** The opening and the review of a tender's applications. */
export interface Prequalification {
  tender: string
  stage: 'unlocking' | 'concluded'
  /** how many reviews there were before this one; absent: none */
  round?: number
  needed: number
  minutes: number
  /** tags of the applications that stood at the deadline, in the order of their tags */
  applications: string[]
  /** how many keys the opening has had; each new one asks the officers for their shares again */
  epoch: number
  /** the opening's present key, whose other half one process keeps in memory; null: none yet */
  spki: string | null
  /** each officer's shares, closed to the key of that number */
  officers: Record<string, { epoch: number; letter: Letter }>
  /** what was wrong with the shares of an officer that has to release again: a code of crypto/problem.ts */
  refused: Record<string, string>
  namedAt: number | null
  /** from when the applicants' time counts */
  windowFrom: number | null
  /** by application, then by reviewer */
  reviews: Record<string, Record<string, Reviewed>>
  committee: Committee | null
  /** the committee's report: by member, whether it differs */
  report: { file: string; sha256: string; signUntil: number; signed: Record<string, boolean> } | null
  passed: string[] | null
  failed: string[] | null
  unopened: string[] | null
  concludedAt: number | null
  /** challenges of the result; absent: none */
  challenges?: Challenge[]
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
  { windowFrom, minutes }: Pick<Prequalification, 'windowFrom' | 'minutes'>,
  tender: Resting,
  now: number,
): HallClock | undefined =>
  windowFrom === null ? undefined : runClock({ from: windowFrom, length: minutes * 60_000 }, stopsOf({}, tender), now)

/** The officers that have released for the present key. */
export const releasedBy = ({ officers, epoch }: Pick<Prequalification, 'officers' | 'epoch'>): string[] =>
  Object.entries(officers).flatMap(([role, of]) => (of.epoch === epoch ? [role] : []))

/** From when the applicants' time counts anew with a new key: until something was judged, they get all of it again. */
export const windowAnew = (of: Prequalification, opened: number, now: number): number | null =>
  of.namedAt === null || of.round || opened === of.applications.length || Object.keys(of.reviews).length
    ? of.windowFrom
    : now

/** Takes an officer's shares for the present key; the same officer again changes nothing. */
export function releaseShares(
  tender: Tender,
  before: Prequalification | undefined,
  of: { role: string; epoch: number; letter: Letter; signature: Signature },
): ReviewHappening[] {
  const state = underway(tender, before)
  if (of.epoch !== state.epoch || !state.spki) throw refuse('PREQUAL_KEY_CHANGED', { epoch: state.epoch })
  inSuite(state.spki, of.letter)
  if (state.officers[of.role]?.epoch === of.epoch) return []
  return [SharesReleased({ tender: tender.id, ...of })]
}

/** The applicants are named, once; their time begins. */
export const nameApplicants = (of: Prequalification, now: number): ReviewHappening[] =>
  of.namedAt === null ? [ApplicantsNamed({ tender: of.tender, at: now })] : []

/** Refuses an applicant's half before it is asked for or after its time; the last millisecond before its end is in time. */
export function mayUnlock(
  tender: Tender,
  before: Prequalification | undefined,
  of: { tag: string; stage: string | undefined; epoch?: number; letter?: Letter },
  now: number,
): Prequalification {
  const state = underway(tender, before)
  if (!state.applications.includes(of.tag)) throw refuse('APPLICANT_UNKNOWN')
  if (of.stage === 'opened') throw refuse('APPLICATION_OPEN')
  const clock = applicantsClock(state, tender, now)
  if (!clock) throw refuse('PREQUAL_STEP', { waitsFor: 'officers' })
  if (clock.over) throw refuse('APPLICATION_UNLOCK_OVER', { ended: clock.endsAt })
  if (of.epoch !== undefined && of.epoch !== state.epoch) throw refuse('PREQUAL_KEY_CHANGED', { epoch: state.epoch })
  if (of.letter) inSuite(state.spki, of.letter)
  return state
}

const none = (of: ReviewFact & { type: 'prequalification.begun' }): Prequalification => ({
  ...{ tender: of.data.tender, stage: 'unlocking', needed: of.data.needed, minutes: of.data.minutes },
  ...{ applications: of.data.applications, epoch: 0, spki: null, officers: {}, refused: {} },
  ...{ namedAt: null, windowFrom: null, reviews: {}, committee: null, report: null },
  ...{ passed: null, failed: null, unopened: null, concludedAt: null },
})

/** The only place where a prequalification changes. */
export function evolve(before: Prequalification | undefined, fact: ReviewFact): Prequalification {
  if (fact.type === 'prequalification.begun') return none(fact)
  if (!before) throw new Error(`${fact.type} before the applications were closed`)
  if (isSeating(fact)) return { ...before, ...seatedBy(before, fact) }
  switch (fact.type) {
    case 'prequalification.keyAnnounced': {
      const { epoch, spki, windowFrom } = fact.data
      return { ...before, epoch, spki, windowFrom, officers: {}, refused: {} }
    }
    case 'prequalification.released': {
      const { role, epoch, letter } = fact.data
      const { [role]: _wrong, ...refused } = before.refused
      return { ...before, officers: { ...before.officers, [role]: { epoch, letter } }, refused }
    }
    case 'prequalification.shareRefused': {
      const { role, code } = fact.data
      const { [role]: _void, ...officers } = before.officers
      return { ...before, officers, refused: { ...before.refused, [role]: code } }
    }
    case 'prequalification.named':
      return { ...before, namedAt: fact.data.at, windowFrom: fact.data.at }
    case 'prequalification.reviewed': {
      const { application, by, findings, pass } = fact.data
      const all = { ...before.reviews[application], [by]: { findings, pass, at: fact.at } }
      return { ...before, reviews: { ...before.reviews, [application]: all }, report: null }
    }
    case 'prequalification.concluded': {
      const { passed, failed, unopened, at } = fact.data
      return { ...before, stage: 'concluded', passed, failed, unopened, concludedAt: at }
    }
    case 'prequalification.challenged':
    case 'prequalification.challengeAnswered':
      return { ...before, challenges: challengesAfter(before.challenges ?? [], fact) }
    case 'prequalification.reviewReopened':
      return { ...before, ...reopened(before), round: fact.data.round }
  }
}

/** A review that begins again: what was found is void, the key before is forgotten, and a committee is drawn anew. */
function reopened({ committee }: Prequalification): Partial<Prequalification> {
  return {
    ...{ stage: 'unlocking', passed: null, failed: null, unopened: null, concludedAt: null, report: null, reviews: {} },
    ...{ spki: null, officers: {}, refused: {} },
    committee: committee && { ...committee, seats: [], formed: false },
  }
}

/** Refuses an expert who is no member of the committee, or has not yet declared its interests. */
export function membersOnly(
  { who }: { who: { role: string; tagFor(tender: string): string } },
  of: Prequalification | undefined,
): void {
  if (who.role !== 'expert') return
  const own = of && who.tagFor(of.tender)
  const seat = of?.committee?.seats.find(({ tag }) => tag === own)
  if (!seat) throw refuse('NOT_ON_COMMITTEE')
  if (seat.status !== 'declared') throw refuse('MEMBER_UNDECLARED', { status: seat.status })
}

/** The law's reviewer of a tender's applications. */
export const reviewerOf = (
  { stateFunded }: Pick<Tender, 'stateFunded'>,
  law: Pick<Rulebook, 'prequalReviewer'>,
): 'committee' | 'host' =>
  law.prequalReviewer.value === 'committeeWhereStateFunded' && stateFunded ? 'committee' : 'host'
