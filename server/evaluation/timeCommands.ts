import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import { command, on } from '../ledger/command.ts'
import type { Entry } from '../ledger/entry.ts'
import { tenderStream } from '../tenders/store.ts'
import { lapsedBids } from '../tenders/validity.ts'
import { ValidityEnded } from '../tenders/validityEvents.ts'
import { hold, lawOf, sealSignature } from './commands.ts'
import type { AskTime, SetTime } from './contract.ts'
import { evaluationOf, evaluationStream } from './store.ts'
import { askTime, lapse, setTime, timeDue } from './times.ts'

/** The tenderer sets the time for evaluating, or makes it longer, signed. */
export const set = command(
  'evaluation.setTime',
  (e: Entry, input: z.infer<typeof SetTime>) => e.hold(tenderStream(input.tender)),
  async (e, tender, input) => {
    const { cms, ...fields } = input
    const { until, reason } = fields
    const signature = await checkStatement(e.platform, e.who, { what: 'evaluation.setTime', fields, cms }, e.now)
    const evaluation = await hold(e, input)
    const after = await e.append(evaluationStream(tender.id), setTime(evaluation, { until, reason, signature }, e.now))
    return { tender: tender.id, until: after.time?.until ?? null }
  },
)

/** A member finds the time too short, signed; its signature stays sealed. */
export const ask = command('evaluation.askTime', hold, async (e, of, input: z.infer<typeof AskTime>) => {
  const { cms, ...fields } = input
  const signature = await checkStatement(e.platform, e.who, { what: 'evaluation.askTime', fields, cms }, e.now)
  const said = {
    member: e.who.tagFor(of.tender),
    reason: fields.reason,
    sealed: sealSignature(e.platform, signature),
  }
  const after = await e.append(evaluationStream(of.tender), askTime(of, said, lawOf(of)))
  return { tender: of.tender, due: timeDue(after) }
})

/** Notes bids that are valid no longer while the panel is at work; run again, it notes nothing. */
const noteLapsed = command('evaluation.lapse', hold, async (e, of) => {
  const tender = await e.read(tenderStream(of.tender))
  await e.append(evaluationStream(of.tender), lapse(of, lapsedBids(tender, e.now), lawOf(of)))
})

export const lapseReaction = on(ValidityEnded, 'panelOfLapsed', async (context, { data: { tender } }) => {
  if (await evaluationOf(context, tender)) await noteLapsed.run(context, { tender })
})
