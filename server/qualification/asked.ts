import { consortiumClauses, type JointBid } from '../bids/consortium.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Clause } from '../tenders/criteria.ts'
import { RESERVED_WORDS } from '../tenders/reserved.ts'
import type { Tender } from '../tenders/tender.ts'
import { type Asked, RESERVED } from './qualification.ts'

/**
 * What the law asks the purchaser about one bid beside the document's clauses: what its consortium is found by, and in
 * a reserved package the declaration.
 *
 * @param all every opened bid of the tender
 */
export function askedByLaw(tender: Tender, bid: JointBid, all: readonly JointBid[], law: Rulebook): Asked {
  const joint = consortiumClauses(bid, all, { tender }, law).filter(({ denies }) => !denies)
  const kept = tender.reserved
  if (!kept || law.reservedPackages.value === 'none') return { byLaw: joint }
  const declared = bid.form?.claims?.reserved === true
  const declaration: Clause = {
    id: RESERVED,
    zh: `${RESERVED_WORDS[kept.kind].zh}：${declared ? '投标函已作声明，声明函在商务标中' : '投标函未作声明'}`,
    ground: `预留份额的采购包，投标人未按要求声明（${law.reservedPackages.article}）`,
  }
  return { byLaw: [declaration, ...joint], declared }
}
