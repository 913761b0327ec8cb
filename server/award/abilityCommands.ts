import { z } from 'zod'
import { checkStatement } from '../access/statement.ts'
import { rulebook } from '../law/rulebook.ts'
import { command } from '../ledger/command.ts'
import { Cms, Hash, Reason } from '../tenders/contract.ts'
import { tenderStream } from '../tenders/store.ts'
import { Id } from '../web/route.ts'
import { reviewAbility } from './ability.ts'
import { evaluateAgain } from './remedyCommands.ts'
import { AbilityReviewOrdered } from './remedyEvents.ts'
import { awardStream } from './store.ts'

/** Statement `award.reviewAbility` over {tender, candidate, reason}: `candidate` is its tag. */
export const ReviewAbility = z.strictObject({ tender: Id, candidate: Hash, reason: Reason, cms: Cms })

/** Before the award notice the same panel looks again whether a candidate still has what the document asks. */
export const review = command(
  'award.reviewAbility',
  (e, input: z.infer<typeof ReviewAbility>) => e.hold(tenderStream(input.tender)),
  async (e, tender, { cms, ...fields }) => {
    const signature = await checkStatement(e.platform, e.who, { what: 'award.reviewAbility', fields, cms }, e.now)
    const award = await e.holdIfAny(awardStream(tender.id))
    const law = rulebook(tender.published?.rulebook ?? '')
    const { candidate, reason } = fields
    const reopening = { ...reviewAbility({ tender, award, candidate }, law, e.now), reason, order: e.platform.newId() }
    const { article } = law.abilityReview
    const { order } = reopening
    await e.append(awardStream(tender.id), [
      AbilityReviewOrdered({ tender: tender.id, candidate, reason, article, order, signature }),
    ])
    const told = { bid: candidate, words: `招标人：${reason}（${article}）` }
    await evaluateAgain(e, tender.id, reopening, false, { grounds: law.abilityReview, told })
    return { tender: tender.id, candidate }
  },
)
