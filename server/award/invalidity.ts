import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { failTender, returnTender } from '../tenders/rules.ts'
import type { Signature } from '../tenders/signature.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Award } from './award.ts'
import { goneAt, mayWin } from './mayWin.ts'
import type { InOrder } from './passing.ts'
import { AwardInvalidated, AwardSetAside } from './remedyEvents.ts'

const refuse = refusals({
  AWARD_NONE: {
    status: 409,
    zh: '尚未确定中标人，没有可以认定无效的中标',
    en: 'there is no award that could be invalid',
  },
  INVALID_STAGE: {
    status: 409,
    zh: '该标段当前阶段不能认定中标无效',
    en: 'in this stage an award is not found invalid',
  },
  INVALID_GROUND: {
    status: 422,
    zh: '只能依据法定情形认定中标无效',
    en: 'an award is found invalid on a ground of the law only',
  },
  INVALID_FOLLOWS: {
    status: 422,
    zh: '中标无效后只能按法定方式处理',
    en: 'what follows an invalid award is what the law says',
  },
  NO_NEXT_CANDIDATE: {
    status: 409,
    zh: '没有可依次确定的其他候选人，应当重新招标',
    en: 'no candidate is left: the tender is repeated',
  },
})

/** What may follow an invalid award; each law allows some of it. */
export type Follows = 'nextCandidate' | 'reEvaluate' | 'retender'

type InvalidLaw = Pick<Rulebook, 'awardInvalid' | 'afterInvalidAward' | 'resultVia'>

/** What stands against finding an award invalid. */
function invalidable(of: { tender: Tender; award: Award; ground: string; follows: Follows }, law: InvalidLaw) {
  const { tender, award, follows } = of
  if (!['awarded', 'contracted'].includes(tender.stage)) throw refuse('INVALID_STAGE', { stage: tender.stage })
  if (!award.winner) throw refuse('AWARD_NONE')
  const found = law.awardInvalid.value.find(({ code }) => code === of.ground)
  if (!found) throw refuse('INVALID_GROUND', { ground: of.ground }, law.awardInvalid)
  if (!law.afterInvalidAward.value.includes(follows))
    throw refuse('INVALID_FOLLOWS', { follows }, law.afterInvalidAward)
  return { found, winner: award.winner }
}

/** Grounds for which the winner's deposit may be kept as the tender document says. */
const OWN_FAULT: readonly string[] = ['collusion', 'deceit']

/**
 * The supervisor finds an award invalid, also one whose contract is made: another winner comes from the rest of the
 * candidates, the tender is repeated, or the bids are evaluated again.
 *
 * @param of.order who may win, by rank
 * @returns `undone`: the winner is fixed anew before anything is announced
 */
export function invalidateAward(
  of: {
    tender: Tender
    award: Award
    order: readonly InOrder[]
    ground: string
    reason: string
    follows: Follows
    signature: Signature
  },
  law: InvalidLaw,
  now: number,
) {
  const { tender, award, order, ground, reason, follows, signature } = of
  const { found, winner } = invalidable(of, law)
  const left = mayWin(order, goneAt(tender, award, now)).filter(({ tag }) => tag !== winner.tag)
  if (follows === 'nextCandidate' && !left.length) throw refuse('NO_NEXT_CANDIDATE', {}, law.afterInvalidAward)
  const { article } = law.awardInvalid
  const deposit = OWN_FAULT.includes(ground) ? ('mayBeKept' as const) : ('returned' as const)
  const fact = AwardInvalidated({
    ...{ tender: tender.id, tag: winner.tag, rank: winner.rank, ground, reason, article, deposit, follows, signature },
    contract: award.contract?.sha256 ?? null,
  })
  const why = `中标无效：${found.zh}，${reason}`
  if (follows === 'reEvaluate') return { award: [fact], tender: [], undone: null }
  const aside = { cause: 'invalid' as const, publicity: false, ground, reason, article, order: winner.tag }
  const announced = law.resultVia.value === 'announcement'
  const stage = announced ? ('evaluating' as const) : ('publicised' as const)
  const sequel = law.afterInvalidAward.article
  return {
    award: [fact, AwardSetAside({ tender: tender.id, ...aside })],
    tender:
      follows === 'retender'
        ? failTender(tender, why, law.afterInvalidAward)
        : returnTender(tender, { stage, reason: why, article: sequel }, now),
    undone: announced && follows === 'nextCandidate' ? { reason: why, article: sequel } : null,
  }
}
