import { refusals } from '../law/refusal.ts'
import type { Evaluation } from './evaluation.ts'
import type { EvaluationHappening } from './events.ts'
import type { Result } from './result.ts'
import { asChair, atStage } from './review.ts'
import {
  EvaluationFinished,
  MemberOpined,
  OpinionsGathered,
  ReportDrafted,
  ReportSigned,
  SignatureRefused,
} from './scoringEvents.ts'
import { unhurried } from './times.ts'

const refuse = refusals({
  OPINION_GIVEN: { status: 409, zh: '意见已提交', en: 'the opinion has been given' },
  DISSENT_WITHOUT_REASON: { status: 422, zh: '不同意见须书面说明理由', en: 'a dissent needs written reasons' },
  REPORT_NOT_READY: { status: 409, zh: '评标报告尚未生成', en: 'the report is not ready yet' },
  REPORT_CHANGED: {
    status: 409,
    zh: '评标报告已有新的签名，请重新获取后再签署',
    en: 'somebody signed meanwhile: fetch the report again',
  },
  REPORT_SIGNED: { status: 409, zh: '已签署评标报告', en: 'the report has been signed' },
  NOT_A_MEMBER: { status: 422, zh: '该席位不是本评标委员会成员', en: 'that seat is not a member of this panel' },
})

/** A member agrees with the conclusion, or dissents with reasons. The last one opens the report. */
export function opine(
  e: Evaluation,
  of: { member: string; agree: boolean; reason: string | null },
): EvaluationHappening[] {
  atStage(e, 'opinions')
  unhurried(e)
  const { member, agree, reason } = of
  const { tender, members: panel } = e
  if (e.opinions[member]) throw refuse('OPINION_GIVEN')
  if (!agree && !reason?.trim()) throw refuse('DISSENT_WITHOUT_REASON')
  const opined = MemberOpined({ tender, panel, member, agree, reason })
  const last = panel.every((tag) => tag === member || e.opinions[tag])
  return last ? [opined, OpinionsGathered({ tender, panel })] : [opined]
}

/** Takes the report that was drawn up; a second one changes nothing. */
export function draftReport(e: Evaluation, of: { file: string; sha256: string }): EvaluationHappening[] {
  atStage(e, 'signing')
  return e.report ? [] : [ReportDrafted({ tender: e.tender, panel: e.members, ...of })]
}

/** The report's version that this member may sign now. */
export function signable(e: Evaluation, member: string): { file: string; sha256: string } {
  atStage(e, 'signing')
  unhurried(e)
  if (!e.report) throw refuse('REPORT_NOT_READY')
  if (e.report.signed.includes(member)) throw refuse('REPORT_SIGNED')
  return e.report
}

/** Refuses a signature that was put on another version than the present one. */
export function onCurrent(e: Evaluation, base: string): void {
  if (e.report?.sha256 !== base) throw refuse('REPORT_CHANGED', { sha256: e.report?.sha256 ?? null })
}

/** Takes a member's signature on the report; the last one ends the evaluation. */
export function signReport(
  e: Evaluation,
  of: { member: string; base: string; file: string; sha256: string },
): EvaluationHappening[] {
  signable(e, of.member)
  onCurrent(e, of.base)
  return [ReportSigned({ tender: e.tender, panel: e.members, ...of }), ...finish(e, of.member)]
}

/**
 * A member does not sign. With written reasons of its own that is dissent; noted by the chair, or without
 * reasons, it counts as agreement and is noted.
 */
export function refuseToSign(
  e: Evaluation,
  of: { member: string; notedBy: string; reason: string | null },
): EvaluationHappening[] {
  const { member, notedBy, reason } = of
  if (member !== notedBy) asChair(e, notedBy)
  if (!e.members.includes(member)) throw refuse('NOT_A_MEMBER')
  signable(e, member)
  if (e.unsigned[member]) return []
  const counted = member === notedBy && reason?.trim() ? 'dissent' : 'agreed'
  const refused = SignatureRefused({ tender: e.tender, panel: e.members, member, notedBy, reason, counted })
  return [refused, ...finish(e, member)]
}

/** The end, when every member has signed or is noted. */
function finish(e: Evaluation, last: string): EvaluationHappening[] {
  const done = (tag: string) => tag === last || e.report?.signed.includes(tag) || e.unsigned[tag]
  if (!e.members.every(done)) return []
  return [EvaluationFinished({ tender: e.tender, panel: e.members, result: resultOf(e) })]
}

/** What the panel hands over: ranking, candidates, rejections, and the argument on competition. */
export const resultOf = (e: Evaluation): Result => ({
  ranking: e.ranking?.rows ?? [],
  benchmark: e.ranking?.benchmark ?? null,
  candidates: e.ranking?.candidates ?? [],
  undecided: e.ranking?.undecided ?? [],
  rejections: e.rejections,
  competition: e.competition,
  ...(e.ranking?.outdone ? { outdone: e.ranking.outdone } : {}),
  ...(e.settled?.length ? { settled: e.settled } : {}),
  ...(e.lowPrice ? { lowPrices: e.lowPrice.found.map((one) => ({ ...one, proven: isProven(e, one.bid) })) } : {}),
  ...(e.void ? { void: e.void } : {}),
})

/** Whether a suspected bid stands after all. */
const isProven = (e: Evaluation, bid: string): boolean => e.valid?.includes(bid) ?? false
