import { type Calendar, endOf, isPending } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Signature } from '../tenders/signature.ts'
import { ResultChallengeAnswered, ResultChallenged } from './challengeEvents.ts'
import type { ReviewHappening } from './events.ts'
import type { Prequalification } from './prequalification.ts'

const refuse = refusals({
  CHALLENGE_NOT_HERE: {
    status: 409,
    zh: '本标段对资格预审结果不设质疑前置，可以直接向行政监督部门投诉',
    en: 'under this law one complains about the result to the supervisor without a challenge before it',
  },
  CHALLENGE_STEP: { status: 409, zh: '资格预审尚未得出结果', en: 'the prequalification has no result yet' },
  CHALLENGE_OF_APPLICANTS: {
    status: 403,
    zh: '仅提交了资格预审申请文件的供应商可以对结果提出质疑',
    en: 'only who applied challenges the result',
  },
  CHALLENGE_OPEN: { status: 429, zh: '贵单位的质疑尚未答复', en: 'a challenge of yours waits for its answer' },
  CHALLENGE_UNKNOWN: { status: 404, zh: '没有该质疑', en: 'there is no such challenge' },
  CHALLENGE_ANSWERED: { status: 409, zh: '该质疑已答复', en: 'this challenge is answered already' },
})

/** A challenge of the result. Who made it, is sealed. */
export interface Challenge {
  id: string
  tag: string
  sealed: string
  at: number
  late: boolean
  answerBy: number | null
  answer: { text: string; outcome: 'upheld' | 'dismissed'; at: number; inTime: boolean } | null
}

type Law = Pick<Rulebook, 'resultObjection' | 'resultObjectionReply'>

/**
 * Takes a challenge of the result, where the law counts from knowing; one after the last moment is registered as late.
 *
 * @param of.applicant the challenger's tag as an applicant
 * @param of.waits whether a challenge of the same applicant waits for its answer
 */
export function challengeResult(
  state: Prequalification | undefined,
  of: { challenge: string; tag: string; applicant: string; waits: boolean; sealed: string },
  law: Law,
  on: { now: number; table: Calendar },
): ReviewHappening[] {
  const { value, article } = law.resultObjection
  if (value === 'publicity') throw refuse('CHALLENGE_NOT_HERE')
  if (state?.stage !== 'concluded' || state.concludedAt === null) throw refuse('CHALLENGE_STEP')
  if (!state.applications.includes(of.applicant)) throw refuse('CHALLENGE_OF_APPLICANTS')
  if (of.waits) throw refuse('CHALLENGE_OPEN')
  const until = endOf(state.concludedAt, value.afterKnowing, on.table)
  const late = !isPending(until) && on.now > until
  const by = endOf(on.now, law.resultObjectionReply.value, on.table)
  const { challenge, tag, sealed } = of
  const clock = { late, answerBy: late || isPending(by) ? null : by, article, at: on.now }
  return [ResultChallenged({ tender: state.tender, challenge, tag, sealed, ...clock })]
}

/** Answers a challenge, once; a complaint may follow. */
export function answerChallenge(
  state: Prequalification | undefined,
  of: { challenge: string; text: string; outcome: 'upheld' | 'dismissed'; signature: Signature },
  now: number,
): ReviewHappening[] {
  const found = state?.challenges?.find(({ id }) => id === of.challenge)
  if (!state || !found) throw refuse('CHALLENGE_UNKNOWN')
  if (found.answer) throw refuse('CHALLENGE_ANSWERED')
  const inTime = found.answerBy === null || now <= found.answerBy
  return [ResultChallengeAnswered({ tender: state.tender, ...of, inTime, at: now })]
}

type ChallengeFact = { id: string; at: number } & (
  | ReturnType<typeof ResultChallenged>
  | ReturnType<typeof ResultChallengeAnswered>
)

/** The challenges after a fact about one of them. */
export function challengesAfter(before: readonly Challenge[], fact: ChallengeFact): Challenge[] {
  if (fact.type === 'prequalification.challenged') {
    const { challenge: id, tag, sealed, at, late, answerBy } = fact.data
    return [...before, { id, tag, sealed, at, late, answerBy, answer: null }]
  }
  const { challenge, text, outcome, at, inTime } = fact.data
  return before.map((one) => (one.id === challenge ? { ...one, answer: { text, outcome, at, inTime } } : one))
}
