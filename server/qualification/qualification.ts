import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { LikenessFinding, LikenessKind } from '../opening/likenessEvents.ts'
import { type Clause, type ClauseByLaw, purchaserClauses } from '../tenders/criteria.ts'
import { inStage } from '../tenders/rules.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Change } from './changes.ts'
import type { Found } from './contract.ts'
import { BidQualified, QualificationConcluded, type QualificationFact, type QualificationHappening } from './events.ts'

const refuse = refusals({
  QUALIFICATION_BY_PANEL: {
    status: 409,
    zh: '本标段的资格审查由评标委员会进行',
    en: 'in this tender the panel judges qualification',
  },
  QUALIFICATION_CONCLUDED: { status: 409, zh: '资格审查已结束', en: 'the qualification is concluded' },
  BID_NOT_OPENED: { status: 422, zh: '没有已解密的该份投标文件', en: 'there is no opened bid of that bidder' },
  CLAUSES_DIFFER: {
    status: 422,
    zh: '须对招标文件规定的每一项资格条款作出结论，且仅限这些条款',
    en: 'judge every clause of qualification in the tender document and no other',
  },
  FAILURE_WITHOUT_REASON: {
    status: 422,
    zh: '认定资格不合格须写明理由',
    en: 'a failure needs its reason',
  },
  RESERVED_WITHOUT_DECLARATION: {
    status: 422,
    zh: '本采购包为中小企业预留，投标文件未作声明的，资格审查不得认定合格',
    en: 'this package is kept for small and medium enterprises: a bid without the declaration does not qualify',
  },
  QUALIFICATION_OPEN: {
    status: 409,
    zh: '资格审查尚未结束，不得评标',
    en: 'the qualification is not concluded: nothing is evaluated yet',
  },
})

/** What the purchaser found on one bid. */
export interface Judged {
  findings: Found[]
  qualified: boolean
  /** what the law asked about it beside the document's clauses; absent: nothing */
  byLaw?: ClauseByLaw[]
  at: number
}

/** The purchaser's examination of one tender's bidders, after the opening and before the panel. */
export interface Qualification {
  tender: string
  stage: 'judging' | 'concluded'
  bids: Record<string, Judged>
  /** tags of those who go on; null before the end */
  qualified: string[] | null
  enough: boolean | null
  concludedAt: number | null
  /** great changes that bidders told of after the opening; absent: none */
  changes?: Change[]
}

interface Signed {
  statement: string
  cms: string
  certificate: string
}

/** Refuses where the panel judges, or when it is over. */
function judging(tender: Tender, before: Qualification | undefined, law: Rulebook): void {
  if (law.qualificationBy.value !== 'purchaser') throw refuse('QUALIFICATION_BY_PANEL', {}, law.qualificationBy)
  inStage(tender, 'evaluating')
  if (before?.stage === 'concluded') throw refuse('QUALIFICATION_CONCLUDED', { at: before.concludedAt })
}

/** What the law asks about a bid beside the document's clauses. */
export interface Asked {
  byLaw?: ClauseByLaw[]
  /** whether it was prequalified and nothing of it has changed: the document's clauses are not asked again */
  stands?: boolean
  /** whether the bid declares what a reserved package asks for; taken as declared if not said */
  declared?: boolean
}

/** The clause by which a package that is kept for small and medium enterprises asks for their declaration. */
export const RESERVED = 'law-reserved'

/** Findings that say that bidders belong together. */
const RELATED: readonly LikenessKind[] = ['sameHead', 'control']

/**
 * The clauses on which the purchaser judges one bid: those of the tender document, and what the law itself asks where the
 * report has a sign of it.
 */
export function clausesFor(
  { criteria }: Pick<Tender, 'criteria'>,
  bid: string,
  found: readonly Pick<LikenessFinding, 'kind' | 'bids'>[],
  law: Pick<Rulebook, 'relatedBids'>,
  { stands = false }: Asked = {},
): Clause[] {
  const { id, zh, ground } = law.relatedBids.value
  const related = found.some(({ kind, bids }) => RELATED.includes(kind) && bids.includes(bid))
  return [
    ...(stands ? [] : purchaserClauses(criteria)),
    ...(related ? [{ id, zh, ground, by: 'purchaser' as const }] : []),
  ]
}

/** Refuses findings on other clauses than those that are asked, a failure without its reason, a pass without a declaration. */
export function checkFindings(
  clauses: readonly Pick<Clause, 'id'>[],
  findings: readonly Found[],
  law: Pick<Rulebook, 'statedCriteria' | 'qualificationBy' | 'reservedPackages'>,
  { declared = true }: Asked = {},
): void {
  const asked = clauses.map(({ id }) => id)
  const given = findings.map(({ clause }) => clause)
  if (given.length !== asked.length || !asked.every((id) => given.includes(id)))
    throw refuse('CLAUSES_DIFFER', { asked }, law.statedCriteria)
  const bare = findings.filter(({ pass, reason }) => !pass && !reason)
  if (bare.length)
    throw refuse('FAILURE_WITHOUT_REASON', { clauses: bare.map(({ clause }) => clause) }, law.qualificationBy)
  if (!declared && findings.some(({ clause, pass }) => clause === RESERVED && pass))
    throw refuse('RESERVED_WITHOUT_DECLARATION', {}, law.reservedPackages)
}

/**
 * Judges one opened bid on every clause of qualification; a bid that fails one is not qualified.
 *
 * @param of.opened tags of the bids that were opened
 */
export function judgeBid(
  of: {
    tender: Tender
    before: Qualification | undefined
    opened: readonly string[]
    bid: string
    findings: Found[]
    /** what the report on likeness found */
    found: readonly Pick<LikenessFinding, 'kind' | 'bids'>[]
    asked?: Asked
  },
  signature: Signed,
  law: Rulebook,
): QualificationHappening[] {
  const { tender, before, opened, bid, findings, found, asked = {} } = of
  judging(tender, before, law)
  if (!opened.includes(bid)) throw refuse('BID_NOT_OPENED')
  const { byLaw = [] } = asked
  checkFindings([...clausesFor(tender, bid, found, law, asked), ...byLaw], findings, law, asked)
  const qualified = findings.every(({ pass }) => pass)
  return [BidQualified({ tender: tender.id, bid, findings, qualified, ...(byLaw.length ? { byLaw } : {}), signature })]
}

/** What an examination is ended from. */
interface Ended {
  tender: Tender
  before: Qualification | undefined
  /** by the tag of each opened bid the clauses that are asked of it; none: it was prequalified and stands */
  asked: Readonly<Record<string, readonly Pick<Clause, 'id'>[]>>
  /** with whom each was prequalified; absent: nobody was */
  applied?: Record<string, string[]>
}

/** Who is qualified by what was judged so far; refuses while a bid is not judged on all that is asked of it. */
export function outcome(
  { tender, before, asked }: Ended,
  law: Rulebook,
): { qualified: string[]; unqualified: string[]; enough: boolean } {
  judging(tender, before, law)
  const opened = Object.keys(asked).sort()
  const open = (tag: string): boolean => {
    const given = before?.bids[tag]?.findings.map(({ clause }) => clause) ?? []
    return (asked[tag] ?? []).some(({ id }) => !given.includes(id))
  }
  const left = opened.filter(open)
  if (left.length) throw refuse('QUALIFICATION_OPEN', { left: left.length }, law.qualificationBy)
  const passed = (tag: string): boolean => before?.bids[tag]?.qualified ?? asked[tag]?.length === 0
  const qualified = opened.filter(passed)
  const unqualified = opened.filter((tag) => !passed(tag))
  return { qualified, unqualified, enough: qualified.length >= law.fewestBidders.value }
}

/** Ends the examination; with too few qualified bidders nothing may be evaluated. */
export function conclude(of: Ended, signature: Signed, law: Rulebook): QualificationHappening[] {
  const { article } = law.fewValidBids
  const applied = of.applied && Object.keys(of.applied).length ? { applied: of.applied } : {}
  return [QualificationConcluded({ tender: of.tender.id, ...outcome(of, law), article, ...applied, signature })]
}

/** The tags that the panel may evaluate: those found qualified, or all where the panel judges it itself. */
export function admitted(
  opened: readonly string[],
  of: Qualification | undefined,
  law: Pick<Rulebook, 'qualificationBy'>,
): string[] {
  if (law.qualificationBy.value === 'panel') return [...opened]
  if (!of?.qualified || !of.enough) throw refuse('QUALIFICATION_OPEN', {}, law.qualificationBy)
  return of.qualified
}

/** The only place where a qualification changes. */
export function evolve(before: Qualification | undefined, fact: QualificationFact): Qualification {
  const { tender } = fact.data
  const of = before ?? { tender, stage: 'judging', bids: {}, qualified: null, enough: null, concludedAt: null }
  switch (fact.type) {
    case 'qualification.judged': {
      const { bid, findings, qualified, byLaw } = fact.data
      const judged = { findings, qualified, ...(byLaw ? { byLaw } : {}), at: fact.at }
      return { ...of, bids: { ...of.bids, [bid]: judged } }
    }
    case 'qualification.concluded': {
      const { qualified, enough } = fact.data
      return { ...of, stage: 'concluded', qualified, enough, concludedAt: fact.at }
    }
    case 'qualification.changeReported': {
      const { bid, kind, text, at } = fact.data
      return { ...of, changes: [...(of.changes ?? []), { bid, kind, text, at }] }
    }
  }
}
