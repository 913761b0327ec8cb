import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Signature } from '../tenders/signature.ts'
import { ReviewReported, ReviewReportSigned } from './committeeEvents.ts'
import { PrequalificationConcluded, type ReviewHappening } from './events.ts'
import { type Prequalification, reviewerOf, underway } from './prequalification.ts'
import { outcomeOf } from './review.ts'

const refuse = refusals({
  REPORT_BY_COMMITTEE: {
    status: 409,
    zh: '本标段由招标人审查，不出具资格审查委员会报告',
    en: 'here the tenderer reviews: there is no report of a committee',
  },
  REVIEW_REPORT_ABSENT: { status: 409, zh: '资格审查报告尚未生成', en: 'the committee has no report yet' },
  REVIEW_REPORT_OTHER: { status: 409, zh: '审查报告已更新，请核对后签署', en: 'this is not the present report' },
  REVIEW_REPORT_UNSIGNED: {
    status: 409,
    zh: '资格审查报告须由全体成员签署；签署时限届满仍未签署的，予以注明',
    en: 'every member signs the report; who has not when its time is over is noted',
  },
  NOT_SEATED: { status: 403, zh: '不是本标段资格审查委员会的现任成员', en: 'not a member of this committee' },
})

type Judged = Parameters<typeof outcomeOf>[0]
const MINUTE = 60_000

/** Draws up the committee's report once everything is judged; a finding or a change of the committee after it voids it. */
export function reportReview(
  of: Judged,
  paper: { file: string; sha256: string },
  law: Rulebook,
  now: number,
): ReviewHappening[] {
  const state = underway(of.tender, of.state)
  if (reviewerOf(of.tender, law) !== 'committee') throw refuse('REPORT_BY_COMMITTEE', {}, law.prequalReviewer)
  const { enough: _enough, ...outcome } = outcomeOf(of, law, now)
  const signUntil = now + (state.committee?.answerMinutes ?? 0) * MINUTE
  return [ReviewReported({ tender: state.tender, ...paper, ...outcome, signUntil })]
}

/** Takes a member's signature on the report, in agreement or with another opinion in writing; once. */
export function signReviewReport(
  state: Prequalification,
  of: { tag: string; report: string; differs: boolean; sealed: string },
): ReviewHappening[] {
  if (!state.committee?.seats.some(({ tag }) => tag === of.tag)) throw refuse('NOT_SEATED')
  if (!state.report || state.stage === 'concluded') throw refuse('REVIEW_REPORT_ABSENT')
  if (state.report.sha256 !== of.report) throw refuse('REVIEW_REPORT_OTHER')
  if (of.tag in state.report.signed) return []
  return [ReviewReportSigned({ tender: state.tender, ...of })]
}

/** How a committee's report was signed, for the end of the review; refuses while members still may and have not. */
export function signedReport(
  of: Pick<Judged, 'tender'> & { state: Prequalification },
  law: Rulebook,
  now: number,
): { sha256: string; signed: string[]; differing: string[]; unsigned: string[] } | undefined {
  const { tender, state } = of
  if (reviewerOf(tender, law) !== 'committee') return undefined
  const { report, committee } = state
  if (!report) throw refuse('REVIEW_REPORT_ABSENT', {}, law.reportSigning)
  const members = (committee?.seats ?? []).map(({ tag }) => tag)
  const unsigned = members.filter((tag) => !(tag in report.signed))
  if (unsigned.length && now < report.signUntil)
    throw refuse('REVIEW_REPORT_UNSIGNED', { left: unsigned.length, signUntil: report.signUntil }, law.reportSigning)
  const differing = members.filter((tag) => report.signed[tag] === true)
  const signed = members.filter((tag) => report.signed[tag] === false)
  return { sha256: report.sha256, signed, differing, unsigned }
}

/** Ends the review; with too few that pass the tender is to be repeated. */
export function concludeReview(
  of: Parameters<typeof outcomeOf>[0],
  signature: Signature,
  law: Rulebook,
  now: number,
): ReviewHappening[] {
  const { article } = law.fewestPassers
  const outcome = outcomeOf(of, law, now)
  const report = signedReport({ tender: of.tender, state: underway(of.tender, of.state) }, law, now)
  const reported = report ? { report } : {}
  return [PrequalificationConcluded({ tender: of.tender.id, ...outcome, article, at: now, signature, ...reported })]
}
