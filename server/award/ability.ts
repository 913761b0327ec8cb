import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { notSuspended } from '../tenders/suspension.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Award } from './award.ts'
import { goneAt, mayWin } from './mayWin.ts'

const refuse = refusals({
  ABILITY_STAGE: {
    status: 409,
    zh: '仅在中标候选人公示后、中标通知书发出前，可以由原评标委员会审查确认',
    en: 'the panel looks again after the publicity and before the award notice',
  },
  ABILITY_NOT_HERE: {
    status: 409,
    zh: '本类交易的规定没有该项审查确认',
    en: 'the law of this tender knows no such look at a candidate',
  },
  ABILITY_OF_CANDIDATES: {
    status: 422,
    zh: '仅对中标候选人（中标人）进行',
    en: 'only a candidate is looked at again',
  },
})

/** What the same panel is sent back for: whether a candidate still has what the document asks, by its standards and methods. */
export function reviewAbility(
  of: { tender: Tender; award: Award | undefined; candidate: string },
  { abilityReview }: Pick<Rulebook, 'abilityReview'>,
  now: number,
) {
  const { tender, award, candidate } = of
  const noticed = award && award.noticeAt !== null
  if (!['publicised', 'awarded'].includes(tender.stage) || noticed)
    throw refuse('ABILITY_STAGE', { stage: tender.stage }, abilityReview)
  notSuspended(tender)
  const [ground] = abilityReview.value
  if (!ground) throw refuse('ABILITY_NOT_HERE', {}, abilityReview)
  const left = mayWin(award?.publicity.candidates ?? [], goneAt(tender, award, now))
  if (!left.some(({ tag }) => tag === candidate)) throw refuse('ABILITY_OF_CANDIDATES', {}, abilityReview)
  return { ground: ground.code, by: 'samePanel' as const, from: 'review' as const }
}
