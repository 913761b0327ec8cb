import { carries } from '../law/checks.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Signature } from '../tenders/signature.ts'
import type { Tender } from '../tenders/tender.ts'
import type { ApplicationForm, Finding } from './contract.ts'
import { ApplicationReviewed, type ReviewHappening } from './events.ts'
import { applicantsClock, type Prequalification, reviewerOf, underway } from './prequalification.ts'
import { termsOf } from './publishing.ts'

const refuse = refusals({
  REVIEW_BY_COMMITTEE: {
    status: 403,
    zh: '国有资金占控股或者主导地位的项目，由资格审查委员会审查',
    en: 'where state funds lead, a committee reviews the applications',
  },
  COMMITTEE_UNFORMED: {
    status: 409,
    zh: '资格审查委员会尚未组成：全体成员签到承诺并作出回避声明后方可审查',
    en: 'the committee is not formed: every member promises and declares before anything is reviewed',
  },
  REVIEW_BY_HOST: { status: 403, zh: '本标段由招标人审查资格预审申请文件', en: 'here the tenderer reviews' },
  APPLICATION_NOT_OPENED: { status: 422, zh: '没有已开启的该份申请文件', en: 'there is no such opened application' },
  REQUIREMENTS_DIFFER: {
    status: 422,
    zh: '须对资格预审文件规定的每一项条件作出结论，且仅限这些条件',
    en: 'judge every requirement of the prequalification document and no other',
  },
  FAILURE_WITHOUT_REASON: { status: 422, zh: '认定不通过须写明理由', en: 'a failure needs its reason' },
  CONSORTIUM_NOT_ACCEPTED: {
    status: 422,
    zh: '本标段不接受联合体，联合体申请不得认定通过',
    en: 'this tender takes no consortium: it cannot pass',
  },
  MEMBER_TWICE: {
    status: 422,
    zh: '同一单位出现在两份以上申请中，相关申请不得认定通过',
    en: 'a unit that stands in two applications lets neither of them pass',
  },
  REVIEW_OPEN: { status: 409, zh: '尚有申请文件未审查完毕', en: 'not every application is reviewed yet' },
  UNLOCKING_RUNS: {
    status: 409,
    zh: '尚有申请人未解密且解密时限未到',
    en: 'an applicant that has not unlocked still has time',
  },
})

/** An opened application, as those who review need it. */
export interface Opened {
  tag: string
  applicant: { code: string; name: string }
  form: ApplicationForm
}

/** Everyone who stands in an application: the applicant and the other members of its consortium. */
const unitsOf = ({ applicant, form }: Opened): string[] => [applicant.code, ...form.consortium.map(({ code }) => code)]

/** Why an application cannot pass whatever is found: a consortium that is not taken, or a unit that applies twice. */
export function impediment(tender: Tender, one: Opened, all: readonly Opened[], law: Rulebook) {
  if (one.form.consortium.length && !tender.consortium)
    return refuse('CONSORTIUM_NOT_ACCEPTED', {}, law.frozenConsortium)
  const own = unitsOf(one)
  const twice = own.filter((code, i) => own.indexOf(code) !== i)
  const others = all.filter(({ tag }) => tag !== one.tag).flatMap(unitsOf)
  const shared = [...twice, ...own.filter((code) => others.includes(code))]
  return shared.length ? refuse('MEMBER_TWICE', { units: shared.length }, law.affiliatedBidders) : undefined
}

/** Refuses findings that are not about exactly the document's requirements, or a failure without its reason. */
export function checkReview(tender: Tender, findings: readonly Finding[], law: Rulebook): void {
  const asked = termsOf(tender).requirements.map(({ id }) => id)
  const given = findings.map(({ requirement }) => requirement)
  if (given.length !== asked.length || !asked.every((id) => given.includes(id)))
    throw refuse('REQUIREMENTS_DIFFER', { asked }, law.prequalReview)
  const bare = findings.filter(({ pass, reason }) => !pass && !reason).map(({ requirement }) => requirement)
  if (bare.length) throw refuse('FAILURE_WITHOUT_REASON', { requirements: bare }, law.prequalReview)
}

/**
 * Judges one opened application on every requirement; who fails one does not pass.
 *
 * @param of.by `host`, or the tag of a member of the committee
 */
export function reviewApplication(
  of: { tender: Tender; state: Prequalification | undefined; opened: readonly Opened[] },
  said: { application: string; by: string; findings: Finding[]; signature: Signature },
  law: Rulebook,
): ReviewHappening[] {
  const { tender, opened } = of
  const state = underway(tender, of.state)
  const reviewer = reviewerOf(tender, law)
  if (reviewer === 'committee' && said.by === 'host') throw refuse('REVIEW_BY_COMMITTEE', {}, law.prequalReviewer)
  if (reviewer === 'host' && said.by !== 'host') throw refuse('REVIEW_BY_HOST', {}, law.prequalReviewer)
  if (said.by !== 'host' && !state.committee?.seats.some(({ tag }) => tag === said.by))
    throw refuse('REVIEW_BY_COMMITTEE', {}, law.prequalReviewer)
  if (said.by !== 'host' && !state.committee?.formed) throw refuse('COMMITTEE_UNFORMED', {}, law.selfAvoidance)
  const one = opened.find(({ tag }) => tag === said.application)
  if (!one) throw refuse('APPLICATION_NOT_OPENED')
  checkReview(tender, said.findings, law)
  const pass = said.findings.every((found) => found.pass)
  const hindered = pass && impediment(tender, one, opened, law)
  if (hindered) throw hindered
  return [ApplicationReviewed({ tender: tender.id, ...said, pass })]
}

/** Whether an application passed; undefined while not everybody who must has reviewed it. */
export function verdict(state: Prequalification, application: string, law: Rulebook): boolean | undefined {
  const given = state.reviews[application] ?? {}
  const { committee } = state
  if (!committee) return given['host']?.pass
  if (!committee.seats.length) return undefined
  const votes = committee.seats.map(({ tag }) => given[tag])
  if (votes.some((vote) => vote === undefined)) return undefined
  const against = votes.filter((vote) => !vote?.pass).length
  return !carries(against, committee.seats.length, law)
}

/** Who passed, who failed and who was not opened, by what was reviewed; refuses while something is left. */
export function outcomeOf(
  of: {
    tender: Tender
    state: Prequalification | undefined
    opened: readonly { tag: string }[]
    /** how many have released their half and were not tried yet */
    waiting?: number
  },
  law: Rulebook,
  now: number,
) {
  const state = underway(of.tender, of.state)
  if (reviewerOf(of.tender, law) === 'committee' && !state.committee?.formed)
    throw refuse('REVIEW_BY_COMMITTEE', {}, law.prequalReviewer)
  const open = new Set(of.opened.map(({ tag }) => tag))
  const unopened = state.applications.filter((tag) => !open.has(tag))
  if (of.waiting || (unopened.length && !applicantsClock(state, of.tender, now)?.over))
    throw refuse('UNLOCKING_RUNS', { applications: unopened.length }, law.applicationsOpened)
  const judged = state.applications
    .filter((tag) => open.has(tag))
    .map((tag) => [tag, verdict(state, tag, law)] as const)
  const left = judged.filter(([, pass]) => pass === undefined).length
  if (left) throw refuse('REVIEW_OPEN', { left }, law.prequalReview)
  const passed = judged.flatMap(([tag, pass]) => (pass ? [tag] : []))
  const failed = judged.flatMap(([tag, pass]) => (pass ? [] : [tag]))
  return { passed, failed, unopened, enough: passed.length >= law.fewestPassers.value }
}

/** The reasons for which an application failed, word for word: what its applicant is told. */
export function reasonsOf(state: Prequalification, application: string): { requirement: string; reasons: string[] }[] {
  const found = new Map<string, string[]>()
  for (const { findings } of Object.values(state.reviews[application] ?? {}))
    for (const { requirement, pass, reason } of findings)
      if (!pass && reason) found.set(requirement, [...(found.get(requirement) ?? []), reason])
  return [...found].map(([requirement, reasons]) => ({ requirement, reasons }))
}
