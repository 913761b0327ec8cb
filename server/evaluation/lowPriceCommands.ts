import type { z } from 'zod'
import { rulebook } from '../law/rulebook.ts'
import { command } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { failTender } from '../tenders/rules.ts'
import { tenderStream } from '../tenders/store.ts'
import type { JudgePrice, SuspectPrice } from './contract.ts'
import type { Evaluation } from './evaluation.ts'
import { judgePrice, suspectPrice } from './lowPrice.ts'
import { evaluationStream } from './store.ts'

const hold = (e: Entry, input: { tender: string }): Promise<Evaluation> => e.hold(evaluationStream(input.tender))

/** The chair records that the panel suspects a price by its own judgement. */
export const suspect = command(
  'evaluation.suspectPrice',
  hold,
  async (e, of, { bid, reason }: z.infer<typeof SuspectPrice>) => {
    const facts = suspectPrice(of, { member: e.who.tagFor(of.tender), bid, reason }, rulebook(of.rulebook))
    const { tender, stage } = await e.append(evaluationStream(of.tender), facts)
    return { tender, stage }
  },
)

/** A member judges whether a suspected price was proven reasonable. */
export const judge = command('evaluation.judgePrice', hold, async (e, of, input: z.infer<typeof JudgePrice>) => {
  const { bid, proven, reason, searches } = input
  const vote = { member: e.who.tagFor(of.tender), bid, proven, reason, ...(searches ? { searches } : {}) }
  const { tender, stage } = await e.append(evaluationStream(of.tender), judgePrice(of, vote, rulebook(of.rulebook)))
  return { tender, stage }
})

/** Ends a purchase that is void for want of bids, once the panel has handed in its report; a second time changes nothing. */
export const endVoid = command(
  'evaluation.endVoid',
  (e, input: { tender: string }) => e.hold(tenderStream(input.tender)),
  async (e, tender) => {
    const of = await e.hold(evaluationStream(tender.id))
    if (tender.stage !== 'evaluating' || !of.result?.void) return
    const { fewConforming } = rulebook(of.rulebook)
    await e.append(
      tenderStream(tender.id),
      failTender(tender, '对招标文件作实质响应的投标人不足三家，予以废标', fewConforming),
    )
  },
)
