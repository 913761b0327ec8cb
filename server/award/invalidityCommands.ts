import type { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import { refusals } from '../law/refusal.ts'
import { rulebook } from '../law/rulebook.ts'
import { command } from '../ledger/command.ts'
import { tenderStream } from '../tenders/store.ts'
import { FixingUndone } from './acceptanceEvents.ts'
import { drop } from './duty.ts'
import { keepDuties, orderOf } from './dutyCommands.ts'
import type { InvalidateAward } from './furtherContract.ts'
import { invalidateAward } from './invalidity.ts'
import { evaluateAgain } from './remedyCommands.ts'
import { acceptanceStream, awardStream } from './store.ts'

const refuse = refusals({
  RE_EVALUATION_UNSAID: {
    status: 422,
    zh: '重新评标的，须写明法定情形、由谁评、从何处重新评',
    en: 'an evaluation done again names its ground, who does it and from where',
  },
})

/** The supervisor finds an award invalid, signed; what follows is what the law says. */
export const invalidate = command(
  'award.invalidate',
  (e, input: z.infer<typeof InvalidateAward>) => e.hold(tenderStream(input.tender)),
  async (e, tender, input) => {
    const { cms, ...fields } = input
    const { ground, reason, follows, reEvaluate } = fields
    if (follows === 'reEvaluate' && !reEvaluate) throw refuse('RE_EVALUATION_UNSAID')
    const award = await e.hold(awardStream(tender.id))
    const signature = await checkStatement(e.platform, e.who, { what: 'award.invalidate', fields, cms }, e.now)
    const order = await orderOf(e, tender.id)
    const law = rulebook(tender.published?.rulebook ?? '')
    const facts = invalidateAward({ tender, award, order, ground, reason, follows, signature }, law, e.now)
    await e.append(awardStream(tender.id), facts.award)
    if (facts.tender.length) await e.append(tenderStream(tender.id), facts.tender)
    if (facts.undone)
      await e.append(acceptanceStream(tender.id), [FixingUndone({ tender: tender.id, ...facts.undone })])
    // what ran for the award that is void no longer runs
    await keepDuties(e, tender.id, (before) => drop(before, (duty) => !duty.startsWith('answer:')))
    if (reEvaluate && follows === 'reEvaluate')
      await evaluateAgain(e, tender.id, { ...reEvaluate, reason, order: award.winner?.tag ?? '' }, true)
    return { tender: tender.id, follows }
  },
)
