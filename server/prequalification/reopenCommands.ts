import { refusals } from '../law/refusal.ts'
import type { Rule } from '../law/rulebook.ts'
import type { Entry } from '../ledger/entry.ts'
import { AdmissionVoided, TenderReviewedAgain } from '../tenders/admissionEvents.ts'
import { admissionStream, tenderStream } from '../tenders/store.ts'
import { ReviewReopened } from './events.ts'
import { prequalificationStream } from './store.ts'

const refuse = refusals({
  REVIEW_AGAIN_STAGE: {
    status: 409,
    zh: '资格预审尚未得出结果，或者招标文件已发出，不能责令重新审查资格预审申请文件',
    en: 'there is no result yet, or the tender document is out: the applications are not reviewed again',
  },
})

/**
 * Reopens the review of a tender's applications by a ruling or an answer, within its deed: what was found and who may bid is void.
 * The applications stay as they were handed in; who did not unlock in its time does not unlock now.
 */
export async function reviewAgain(
  e: Entry,
  id: string,
  by: { order: string; reason: string; rule: Pick<Rule<unknown>, 'article'> },
): Promise<void> {
  const tender = await e.hold(tenderStream(id))
  const stream = prequalificationStream(id)
  const state = await e.holdIfAny(stream)
  if (tender.stage !== 'prequalified' || state?.stage !== 'concluded')
    throw refuse('REVIEW_AGAIN_STAGE', { stage: tender.stage })
  const { order, reason, rule } = by
  const { article } = rule
  await e.append(tenderStream(id), [TenderReviewedAgain({ tender: id, order, reason, article, at: e.now })])
  await e.append(stream, [ReviewReopened({ tender: id, order, round: (state.round ?? 0) + 1 })])
  const admission = admissionStream(id)
  if (await e.holdIfAny(admission)) await e.append(admission, [AdmissionVoided({ tender: id, order, at: e.now })])
}
