import { consortiumClauses } from '../bids/consortium.ts'
import { bidsOf } from '../bids/store.ts'
import { type Rulebook, rulebook } from '../law/rulebook.ts'
import type { Entry } from '../ledger/entry.ts'
import { unitsThatApplied } from '../prequalification/store.ts'
import { reportedBy, standingClauses } from '../qualification/changes.ts'
import { admitted } from '../qualification/qualification.ts'
import { qualificationStream } from '../qualification/store.ts'
import type { Clause } from '../tenders/criteria.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Evaluation } from './evaluation.ts'
import { type Signs, signClauses } from './signClauses.ts'

/** The opened bids of those who are qualified, with what the evaluation compares and what the law asks about each. */
export async function bidsToEvaluate(e: Entry, tender: Tender, signs: Signs | undefined): Promise<Evaluation['bids']> {
  const opened = (await bidsOf(e, tender.id)).filter((bid) => bid.stage === 'unsealed')
  const law = rulebook(tender.published?.rulebook ?? '')
  const found = await e.holdIfAny(qualificationStream(tender.id))
  const mayStand = admitted(
    opened.map(({ tag }) => tag),
    found,
    law,
  )
  const applied = await unitsThatApplied(e, tender)
  return opened.flatMap((bid) => {
    const { tag, form } = bid
    if (!form || !mayStand.includes(tag)) return []
    const byLaw = [
      ...panelsShare(
        [
          ...consortiumClauses(bid, opened, { tender, applied: applied(bid.bidder?.code) }, law),
          ...standingClauses(bid, { reported: reportedBy(found, tag) }, law),
        ],
        law,
      ),
      ...(signs ? signClauses(tag, signs, law) : []),
    ]
    const units = law.qualificationBy.value === 'panel' ? applied(bid.bidder?.code) : undefined
    const asked = { ...(byLaw.length ? { byLaw } : {}), ...(units ? { applied: units } : {}) }
    return [{ tag, price: form.price, ...(form.claims ? { claims: form.claims } : {}), ...asked }]
  })
}

/** Where the purchaser judges who is qualified, the panel has only the deductions left. */
const panelsShare = (clauses: Clause[], { qualificationBy }: Rulebook): Clause[] =>
  qualificationBy.value === 'panel' ? clauses : clauses.filter(({ denies }) => denies)
