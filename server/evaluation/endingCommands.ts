import { rulebook } from '../law/rulebook.ts'
import { command, on } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { failTender } from '../tenders/rules.ts'
import { tenderStream } from '../tenders/store.ts'
import { withoutResult } from './ending.ts'
import { EvaluationFinished } from './scoringEvents.ts'
import { evaluationStream } from './store.ts'

/** Ends a tender whose evaluation has nobody to recommend, once the panel has handed in its report; a second time changes nothing. */
const endVoid = command(
  'evaluation.endVoid',
  (e: Entry, input: { tender: string }) => e.hold(tenderStream(input.tender)),
  async (e, tender) => {
    const { result, rulebook: id } = await e.hold(evaluationStream(tender.id))
    const found = result && withoutResult(result, rulebook(id))
    if (tender.stage !== 'evaluating' || !found) return
    await e.append(tenderStream(tender.id), failTender(tender, found.reason, found.rule))
  },
)

export const endingReactions = [
  on(EvaluationFinished, 'void', async (context, { data }) => {
    const { candidates, undecided } = data.result
    if (data.result.void || !(candidates.length || undecided.length))
      await endVoid.run(context, { tender: data.tender })
  }),
]
