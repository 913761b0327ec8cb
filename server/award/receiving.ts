import type { z } from 'zod'
import type { Evaluation } from '../evaluation/evaluation.ts'
import { type Calendar, endOf, isPending } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import type { Rule } from '../law/rule.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Evaluators } from '../law/tenderingRemedies.ts'
import type { Period } from '../law/units.ts'
import type { SignedDocument } from '../tenders/contract.ts'
import { inStage } from '../tenders/rules.ts'
import type { Signature } from '../tenders/signature.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Acceptance } from './acceptance.ts'
import {
  type AcceptanceHappening,
  type Anomaly,
  RecheckOrdered,
  ReportDelivered,
  ReportReviewed,
} from './acceptanceEvents.ts'

const refuse = refusals({
  EVALUATION_NOT_FINISHED: { status: 409, zh: '评标尚未结束', en: 'the evaluation is not finished' },
  REPORT_OTHER: {
    status: 409,
    zh: '签署的不是评标委员会的现行报告，请重新打开',
    en: 'that is not the report of the panel as it stands',
  },
  REPORT_AT_HAND: {
    status: 409,
    zh: '评标报告已由平台直接送达，无须另行送达',
    en: 'the platform has delivered the report already',
  },
  REPORT_DELIVERED: { status: 409, zh: '评标报告已送达', en: 'the report is delivered already' },
  REPORT_NOT_DELIVERED: {
    status: 409,
    zh: '代理机构尚未送达评标报告',
    en: 'the agent has not delivered the report yet',
  },
  REPORT_REVIEWED: { status: 409, zh: '评标报告已审查', en: 'the report is reviewed already' },
  REPORT_NOT_REVIEWED: {
    status: 409,
    zh: '评标报告尚未审查，审查后方可公示或定标',
    en: 'the report is reviewed before anything is made public',
  },
  ATTENTION_UNEXPLAINED: {
    status: 422,
    zh: '核对清单有需要关注的事项，请写明审查意见',
    en: 'the list of checks has points to attend to: say what you found',
  },
  CHECKS_CHANGED: { status: 409, zh: '核对清单已变化，请重新审查', en: 'the list of checks is another one now' },
  GROUND_UNKNOWN: {
    status: 422,
    zh: '只能依据规定的情形要求复核',
    en: 'a recheck rests on a ground of the rules only',
  },
  ANOMALY_UNKNOWN: {
    status: 422,
    zh: '所指的投标或评审因素不在评标报告中',
    en: 'that bid, clause or factor is not in the report',
  },
  FIXED_ALREADY: { status: 409, zh: '中标人已确定，不能再要求复核', en: 'the winner is fixed already' },
})

/** When the panel handed its report in, and whether it reached the tenderer then. */
export interface Report {
  sha256: string
  /** ms */
  finishedAt: number
}

/** Whether the report reaches the tenderer by somebody's hand: where an agent ran the tender and the law gives it days. */
export const byHand = (tender: Pick<Tender, 'agent'>, law: Pick<Rulebook, 'reportSentWithin'>): boolean =>
  law.reportSentWithin.value !== 'atOnce' && tender.agent !== null

/** When the tenderer received the report: from then its time runs. Undefined: not yet. */
export function receivedAt(
  of: { tender: Pick<Tender, 'agent'>; acceptance: Acceptance; report: Report },
  law: Pick<Rulebook, 'reportSentWithin'>,
): number | undefined {
  if (!byHand(of.tender, law)) return of.report.finishedAt
  const { delivered } = of.acceptance
  return delivered?.report === of.report.sha256 ? delivered.at : undefined
}

/** The last moment of a period of the law, or undefined where there is none or its calendar is not out. */
export function limitOf(from: number, rule: Rule<Period | string>, table: Calendar): number | undefined {
  if (typeof rule.value === 'string') return undefined
  const end = endOf(from, rule.value, table)
  return isPending(end) ? undefined : end
}

const finished = (evaluation: Evaluation): void => {
  if (evaluation.stage !== 'finished' || !evaluation.report)
    throw refuse('EVALUATION_NOT_FINISHED', { stage: evaluation.stage })
}

interface Receiving {
  tender: Tender
  evaluation: Evaluation
  acceptance: Acceptance
  report: Report
}

function onReport(of: Receiving, signed: string): void {
  inStage(of.tender, 'evaluating')
  finished(of.evaluation)
  if (of.report.sha256 !== signed) throw refuse('REPORT_OTHER', { report: of.report.sha256 })
}

/** The agent hands the report to the purchaser; a late one says so. */
export function deliver(
  of: Receiving & { signed: string; signature: Signature },
  law: Pick<Rulebook, 'reportSentWithin'>,
  now: number,
  table: Calendar,
): AcceptanceHappening[] {
  onReport(of, of.signed)
  if (!byHand(of.tender, law)) throw refuse('REPORT_AT_HAND', {}, law.reportSentWithin)
  if (receivedAt(of, law) !== undefined) throw refuse('REPORT_DELIVERED')
  const until = limitOf(of.report.finishedAt, law.reportSentWithin, table)
  const { tender, signed, signature } = of
  const inTime = until === undefined || now <= until
  return [ReportDelivered({ tender: tender.id, report: signed, inTime, signature })]
}

/** Refuses what the tenderer does with a report that has not reached it. */
export function received(of: Receiving, law: Pick<Rulebook, 'reportSentWithin'>): number {
  const at = receivedAt(of, law)
  if (at === undefined) throw refuse('REPORT_NOT_DELIVERED', {}, law.reportSentWithin)
  return at
}

/** The tenderer has looked through the report. What the platform's checks point at, it speaks to. */
export function review(
  of: Receiving & {
    signed: string
    checks: { hash: string; attention: string[] }
    shown: string
    note: string
    signature: Signature
  },
  law: Pick<Rulebook, 'reportSentWithin' | 'reportRecheck'>,
): AcceptanceHappening[] {
  onReport(of, of.signed)
  received(of, law)
  const { tender, signed, checks, shown, note, signature } = of
  if (of.acceptance.reviewed?.report === signed) throw refuse('REPORT_REVIEWED')
  if (checks.hash !== shown) throw refuse('CHECKS_CHANGED', { checks: checks.hash })
  if (checks.attention.length && note.trim().length < 4)
    throw refuse('ATTENTION_UNEXPLAINED', { attention: checks.attention }, law.reportRecheck)
  const said = { report: signed, checks: shown, attention: checks.attention, note: note.trim(), signature }
  return [ReportReviewed({ tender: tender.id, ...said })]
}

/** Refuses what follows the review before there is one of the report as it stands. */
export function reviewedFirst(
  of: { acceptance: Acceptance; report: Report },
  law: Pick<Rulebook, 'reportRecheck'>,
): void {
  if (of.acceptance.reviewed?.report !== of.report.sha256) throw refuse('REPORT_NOT_REVIEWED', {}, law.reportRecheck)
}

/** Whether a place that the tenderer points at is in the report: a bid that came, a clause or factor of the document. */
const known = (e: Evaluation, { bid, item }: Anomaly): boolean =>
  e.bids.some(({ tag }) => tag === bid) &&
  (item === null || item === 'price' || [...e.criteria.clauses, ...e.criteria.factors].some(({ id }) => id === item))

/**
 * The tenderer has the same panel look again, on a ground of the rules and with the facts, before anything is public.
 *
 * @returns the facts, and the ground for whoever reopens the evaluation
 */
export function recheck(
  of: Receiving & {
    id: string
    signed: string
    ground: string
    anomalies: Anomaly[]
    files: z.infer<typeof SignedDocument>[]
    signature: Signature
  },
  law: Pick<Rulebook, 'reportRecheck' | 'reportSentWithin' | 'recheckReported'>,
): { facts: AcceptanceHappening[]; by: Evaluators } {
  onReport(of, of.signed)
  received(of, law)
  const { tender, evaluation, id, signed, ground, anomalies, files, signature } = of
  if (of.acceptance.fixed) throw refuse('FIXED_ALREADY')
  const found = law.reportRecheck.value.find(({ code }) => code === ground)
  if (!found) throw refuse('GROUND_UNKNOWN', { ground }, law.reportRecheck)
  const lost = anomalies.filter((one) => !known(evaluation, one))
  if (lost.length) throw refuse('ANOMALY_UNKNOWN', { anomalies: lost.map(({ bid, item }) => ({ bid, item })) })
  const article = found.article ?? law.reportRecheck.article
  const told = law.recheckReported.value === 'inWriting' ? { told: law.recheckReported.article } : {}
  const what = { recheck: id, report: signed, ground, article, anomalies, ...(files.length ? { files } : {}), ...told }
  return { facts: [RecheckOrdered({ tender: tender.id, ...what, signature })], by: 'samePanel' }
}
