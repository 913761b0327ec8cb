import { askOfChanges } from '../evaluation/changedCommands.ts'
import { type Reopening, reopenEvaluation } from '../evaluation/reopening.ts'
import { evaluationStream } from '../evaluation/store.ts'
import { dissolvePanel } from '../experts/rules.ts'
import { panelStream } from '../experts/store.ts'
import { type Rulebook, rulebook } from '../law/rulebook.ts'
import type { Entry } from '../ledger/entry.ts'
import { tenderStream } from '../tenders/store.ts'
import { FixingUndone } from './acceptanceEvents.ts'
import { drop } from './duty.ts'
import { keepDuties } from './dutyCommands.ts'
import { setAsideForReEvaluation } from './remedies.ts'
import { acceptanceStream, awardStream } from './store.ts'

/**
 * Sends a tender back to its evaluation within a deed that may do so: the publicity is void, the panel evaluates again or
 * another is drawn, and a new publicity follows.
 *
 * @param supervisor whether the supervisor orders it
 * @param more on what grounds, if not those of a fault in the evaluation, and what the panel is told of a bid beside its bidder's word
 */
export async function evaluateAgain(
  e: Entry,
  id: string,
  reopening: Reopening,
  supervisor: boolean,
  more: { grounds?: Rulebook['reEvaluation']; told?: { bid: string; words: string } } = {},
): Promise<void> {
  const tender = await e.hold(tenderStream(id))
  const award = await e.hold(awardStream(id))
  const evaluation = await e.hold(evaluationStream(id))
  const { reEvaluation } = rulebook(tender.published?.rulebook ?? '')
  const law = { reEvaluation: more.grounds ?? reEvaluation }
  const facts = setAsideForReEvaluation({ tender, award, reopening, supervisor }, law, e.now)
  const reopened = await e.append(evaluationStream(id), reopenEvaluation(evaluation, reopening, law))
  await askOfChanges(e, reopened, more.told)
  await e.append(awardStream(id), facts.award)
  await e.append(tenderStream(id), facts.tender)
  const acceptance = await e.holdIfAny(acceptanceStream(id))
  if (acceptance?.fixed) {
    const { article } = facts
    await e.append(acceptanceStream(id), [FixingUndone({ tender: id, reason: reopening.reason, article })])
  }
  await keepDuties(e, id, (before) => drop(before, (duty) => !duty.startsWith('answer:')))
  if (reopening.by === 'samePanel') return
  const panel = await e.hold(panelStream(id))
  const { article } = facts
  await e.append(panelStream(id), dissolvePanel(panel, { reason: reopening.reason, article }))
}
