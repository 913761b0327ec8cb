import type { z } from 'zod'
import { rulebook } from '../law/rulebook.ts'
import { command } from '../ledger/command.ts'
import { holdGoing } from './commands.ts'
import type { JudgePrice, SuspectPrice } from './contract.ts'
import { judgePrice, suspectPrice } from './lowPrice.ts'
import { evaluationStream } from './store.ts'

/** The chair records that the panel suspects a price by its own judgement. */
export const suspect = command(
  'evaluation.suspectPrice',
  holdGoing,
  async (e, of, { bid, reason }: z.infer<typeof SuspectPrice>) => {
    const facts = suspectPrice(of, { member: e.who.tagFor(of.tender), bid, reason }, rulebook(of.rulebook))
    const { tender, stage } = await e.append(evaluationStream(of.tender), facts)
    return { tender, stage }
  },
)

/** A member judges whether a suspected price was proven reasonable. */
export const judge = command('evaluation.judgePrice', holdGoing, async (e, of, input: z.infer<typeof JudgePrice>) => {
  const { bid, proven, reason, searches } = input
  const vote = { member: e.who.tagFor(of.tender), bid, proven, reason, ...(searches ? { searches } : {}) }
  const { tender, stage } = await e.append(evaluationStream(of.tender), judgePrice(of, vote, rulebook(of.rulebook)))
  return { tender, stage }
})
