import { refusals } from '../law/refusal.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Matter, REMEDIES } from './contract.ts'

const refuse = refusals({
  MATTER_ABSENT: {
    status: 422,
    zh: '本标段没有资格预审，或者尚未得出结果',
    en: 'this tender has no prequalification, or it has no result yet',
  },
  REREVIEW_MATTER: {
    status: 422,
    zh: '只有对资格预审结果的投诉成立，才能责令重新审查资格预审申请文件',
    en: 'only a complaint about the prequalification’s result leads to another review of the applications',
  },
})

/** Refuses a complaint about the result of a prequalification that has none, or has failed without one. */
export function matterStands({ prequal, stage }: Pick<Tender, 'prequal' | 'stage'>, matter: Matter): void {
  if (matter !== 'prequalification') return
  const ended = prequal?.closedAt != null && (prequal.passedAt !== null || stage === 'failed')
  if (!ended) throw refuse('MATTER_ABSENT')
}

/** Refuses another review of applications where the complaint is about something else. */
export function remedyFits(remedy: (typeof REMEDIES)[number], matter: Matter): void {
  if (remedy === 'reReview' && matter !== 'prequalification') throw refuse('REREVIEW_MATTER')
}
