import { bidsOf } from '../bids/store.ts'
import { command, on } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { reportedBy } from '../qualification/changes.ts'
import { ChangeReported } from '../qualification/events.ts'
import { qualificationStream } from '../qualification/store.ts'
import { noteChanges } from './changed.ts'
import { hold, lawOf } from './commands.ts'
import type { Evaluation } from './evaluation.ts'
import { evaluationOf, evaluationStream } from './store.ts'

/**
 * Puts before the panel what bidders told of since it was asked; where there is nothing new, nothing happens.
 *
 * @param also what the tenderer says of a bid
 */
export async function askOfChanges(e: Entry, of: Evaluation, also?: { bid: string; words: string }): Promise<void> {
  const told = await e.find(qualificationStream(of.tender))
  const words = (bid: string): string[] => [...reportedBy(told, bid), ...(also?.bid === bid ? [also.words] : [])]
  const facts = noteChanges(of, await bidsOf(e, of.tender), words, lawOf(of))
  await e.append(evaluationStream(of.tender), facts)
}

const noteChange = command('evaluation.noteChange', hold, (e, of) => askOfChanges(e, of))

export const changeReaction = on(ChangeReported, 'panelOfChange', async (context, { data: { tender } }) => {
  if (await evaluationOf(context, tender)) await noteChange.run(context, { tender })
})
