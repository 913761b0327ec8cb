import { consortiumClauses, type JointBid, membersChanged } from '../bids/consortium.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Clause, ClauseByLaw } from '../tenders/criteria.ts'
import { RESERVED_WORDS } from '../tenders/reserved.ts'
import type { Tender } from '../tenders/tender.ts'
import { standingClauses } from './changes.ts'
import { type Asked, RESERVED } from './qualification.ts'

/** What is known of a bidder from before its bid was opened, and since. */
export interface Known {
  /** the codes of the units that were prequalified together; absent: no prequalification */
  applied?: readonly string[] | undefined
  /** the changes that it told of after the opening, in words */
  reported?: readonly string[]
}

/**
 * What the law asks the purchaser about one bid beside the document's clauses: what its consortium is found by, whether a
 * bidder that changed still qualifies, and in a reserved package the declaration.
 *
 * @param all every opened bid of the tender
 */
export function askedByLaw(
  tender: Tender,
  bid: JointBid,
  all: readonly JointBid[],
  law: Rulebook,
  { applied, reported = [] }: Known = {},
): Asked {
  const joint = consortiumClauses(bid, all, { tender, applied }, law).filter(({ denies }) => !denies)
  const members = law.frozenConsortium.value === 'none' ? membersChanged(bid, applied) : undefined
  const standing = standingClauses(bid, { reported, members }, law)
  const stands = applied !== undefined && standing.length === 0
  const byLaw: ClauseByLaw[] = [...joint, ...standing]
  const kept = tender.reserved
  if (!kept || law.reservedPackages.value === 'none') return { byLaw, stands }
  const declared = bid.form?.claims?.reserved === true
  const declaration: Clause = {
    id: RESERVED,
    zh: `${RESERVED_WORDS[kept.kind].zh}：${declared ? '投标函已作声明，声明函在商务标中' : '投标函未作声明'}`,
    ground: `预留份额的采购包，投标人未按要求声明（${law.reservedPackages.article}）`,
  }
  return { byLaw: [declaration, ...byLaw], stands, declared }
}
