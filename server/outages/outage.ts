import { refusals } from '../law/refusal.ts'
import { namesNobody, type Tender } from '../tenders/tender.ts'
import type { OutageKind } from './contract.ts'
import { OutageDecided, type OutageFact, OutageReported, type Span } from './events.ts'

const refuse = refusals({
  OUTAGE_SPAN: {
    status: 422,
    zh: '故障时间须先起后止，且不晚于现在；认定的时间须与报告的时间有重合',
    en: 'a failure begins before it ends and not in the future; what is decided must meet what was reported',
  },
  OUTAGE_MANY: {
    status: 409,
    zh: '尚有较多故障报告待认定，请等待认定后再报',
    en: 'too many of your reports wait for a decision',
  },
  OUTAGE_DECIDED: {
    status: 409,
    zh: '该报告已认定；认定为中断的不再更改，交易中心认定为非中断的只能由监督部门改定',
    en: 'it is decided: an outage stays one, and only supervision may overrule the centre’s no',
  },
  OUTAGE_OWN: { status: 403, zh: '不得认定本单位的报告', en: 'nobody decides its own report' },
  OUTAGE_OTHER: {
    status: 403,
    zh: '该报告涉及的标段不由本单位服务或监督',
    en: 'the report is about a tender of another centre or supervisor',
  },
})

/** So many reports of one organisation may wait for a decision. */
export const MOST_WAITING = 20

type Decided = Extract<OutageFact, { type: 'outage.decided' }>['data']
export type Decision = Omit<Decided, 'report' | 'tag' | 'signature'> & { at: number }

/** A report that the platform failed, and what was decided about it. */
export interface OutageReport {
  id: string
  tag: string
  reporter: string
  kind: OutageKind
  from: number
  to: number | null
  sealed: string
  at: number
  fact: string
  token: string | null
  clock: { offset: number; accuracy: number; measuredAt: number } | null
  /** the last one counts */
  decisions: Decision[]
}

/** The only place where a report changes. */
export function evolve(report: OutageReport | undefined, fact: OutageFact): OutageReport {
  if (fact.type === 'outage.reported') {
    const { report: id, ...told } = fact.data
    return { id, ...told, at: fact.at, fact: fact.id, token: null, decisions: [] }
  }
  if (!report) throw new Error(`${fact.type} before there was a report`)
  if (fact.type === 'outage.stamped') return { ...report, token: fact.data.token }
  const { report: _id, tag: _tag, signature: _signature, ...decision } = fact.data
  return { ...report, decisions: [...report.decisions, { ...decision, at: fact.at }] }
}

/** A failure is reported within so long of its beginning, ms: what the platform's own log says of it is still looked up quickly. */
const REPORTED_WITHIN = 30 * 86_400_000

/** Takes a report in. */
export function reportOutage(of: Parameters<typeof OutageReported>[0], waiting: number, now: number) {
  if (of.from > now || of.from < now - REPORTED_WITHIN || (of.to !== null && (of.to <= of.from || of.to > now)))
    throw refuse('OUTAGE_SPAN', { now })
  if (waiting >= MOST_WAITING) throw refuse('OUTAGE_MANY', { most: MOST_WAITING })
  return [OutageReported(of)]
}

type Party = { role: 'centre' | 'supervisor'; code: string }

/** Whether a tender is this centre's or this supervisor's. */
export const watches = (
  { role, code }: Party,
  { centre, supervisor }: Pick<Tender, 'centre' | 'supervisor'>,
): boolean => (role === 'centre' ? !centre || centre.code === code : supervisor.code === code)

/**
 * Whether those who decide may read who reported what: at once where no tender is named; else not before the bidders of that tender
 * are public, so that no report says who means to bid.
 *
 * @param named whether the opening has named the bidders
 */
export const isOpen = (tender: Pick<Tender, 'stage' | 'named'> | undefined, named: boolean): boolean =>
  !tender || !namesNobody(tender) || (tender.stage === 'opening' && named)

/**
 * The decisions on a report that count: once its tender may be known, those of the centre and the supervisor of that tender.
 *
 * @param tender that the report names, where it is open
 */
export const countedOf = (
  { decisions }: Pick<OutageReport, 'decisions'>,
  tender: Pick<Tender, 'centre' | 'supervisor'> | undefined,
): readonly Decision[] => (tender ? decisions.filter(({ by }) => watches(by, tender)) : decisions)

/**
 * Decides a report.
 *
 * @param of.before the decisions that count until now
 */
export function decideOutage(
  report: OutageReport,
  of: Omit<Decided, 'report' | 'tag'> & { reportedBy: string; other: boolean; before: readonly Decision[] },
  now: number,
) {
  const { reportedBy, other, before, ...decision } = of
  const { span, by } = decision
  if (reportedBy === by.code) throw refuse('OUTAGE_OWN')
  if (other) throw refuse('OUTAGE_OTHER')
  const last = before.at(-1)
  if (last && (last.span || last.by.role === 'supervisor' || by.role === 'centre'))
    throw refuse('OUTAGE_DECIDED', { at: last.at })
  if (span && !(span.from < span.to && span.to <= now && meets(span, report, now))) throw refuse('OUTAGE_SPAN', { now })
  return [OutageDecided({ report: report.id, tag: report.tag, ...decision })]
}

const meets = (span: Span, { from, to }: OutageReport, now: number): boolean =>
  span.from < (to ?? now) && span.to > from
