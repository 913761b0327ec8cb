import type { z } from 'zod'
import type { Result } from '../evaluation/result.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { SignedDocument } from '../tenders/contract.ts'
import { failTender, inStage, returnTender } from '../tenders/rules.ts'
import type { Signature } from '../tenders/signature.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Award } from './award.ts'
import { goneAt, mayWin } from './mayWin.ts'
import { AwardSetAside, CandidatePassedOver } from './remedyEvents.ts'

const refuse = refusals({
  GROUND_UNKNOWN: {
    status: 422,
    zh: '只能依据法定情形不确定该候选人为中标人',
    en: 'a candidate is passed over on a ground of the law only',
  },
  NOT_NEXT_IN_ORDER: {
    status: 422,
    zh: '应当按排序处理：只能对当前中标人或排序在前的候选人作出',
    en: 'candidates are dealt with in their order',
  },
  EVIDENCE_MISSING: { status: 422, zh: '须附证明材料', en: 'what proves it is missing' },
  BOND_IN_TIME: {
    status: 409,
    zh: '招标文件未要求履约保证金，或中标人已提交',
    en: 'no bond was asked for, or it was given',
  },
  NO_NEXT_CANDIDATE: {
    status: 409,
    zh: '没有可依次确定的其他候选人，应当重新招标',
    en: 'no candidate is left: the tender is repeated',
  },
  NOTICE_BINDS: {
    status: 409,
    zh: '中标人尚未确定，没有可以拒签的合同',
    en: 'there is no award yet that could be refused',
  },
})

/** Somebody who may win, in the order of the panel. */
export interface InOrder {
  tag: string
  rank: number
  /** points of each factor, where bids are scored */
  factors?: Record<string, number>
}

/**
 * Who the panel recommends, as ranked. Where the law has the lot break ties, those who share the rank at the limit of candidates tie
 * for it and are in the order as well.
 */
export function recommended(result: Result | null, law: Pick<Rulebook, 'tiedCandidates'>): InOrder[] {
  const behind = new Set(result?.outdone?.map(({ bid }) => bid))
  const sharing = law.tiedCandidates.value === 'documentElseDraw' ? (result?.undecided ?? []) : []
  const named = new Set([...(result?.candidates ?? []), ...sharing.filter((tag) => !behind.has(tag))])
  return (result?.ranking ?? [])
    .filter(({ tag }) => named.has(tag))
    .map(({ tag, rank, factors }) => ({ tag, rank, factors }))
}

/**
 * A candidate, or the winner, does not win: on a ground of the law, with its evidence. The next in rank may, or the tender fails
 * and is repeated.
 *
 * @param of.order who may win, by rank
 */
export function passOver(
  of: {
    tender: Tender
    award: Award
    order: InOrder[]
    tag: string
    ground: string
    reason: string
    evidence: z.infer<typeof SignedDocument>[]
    follows: 'nextCandidate' | 'retender'
    signature: Signature
  },
  law: Pick<Rulebook, 'passingOver' | 'resultVia'>,
  now: number,
) {
  const { tender, award, order, tag, reason, evidence, follows, signature } = of
  inStage(tender, 'publicised', 'awarded')
  const ground = groundFor(of, law)
  const left = mayWin(order, goneAt(tender, award, now))
  const next = award.winner ? award.winner.tag : left[0]?.tag
  // whoever was awarded is bound by its award, though the validity of its bid ended since
  const found = order.find((one) => one.tag === tag)
  if (!found || tag !== next) throw refuse('NOT_NEXT_IN_ORDER', { next: next ?? null }, law.passingOver)
  if (!evidence.length) throw refuse('EVIDENCE_MISSING', { ground: of.ground }, law.passingOver)
  if (follows === 'nextCandidate' && !left.some((one) => one.tag !== tag))
    throw refuse('NO_NEXT_CANDIDATE', {}, law.passingOver)
  const { article } = law.passingOver
  const what = { ground: of.ground, reason, evidence, article, deposit: ground.deposit, follows, signature }
  const passed = CandidatePassedOver({ tender: tender.id, tag, rank: found.rank, ...what })
  const why = `${ground.zh}：${reason}`
  const aside = { cause: 'passedOver' as const, publicity: false, ground: of.ground, reason, article, order: tag }
  return {
    award: award.winner ? [passed, AwardSetAside({ tender: tender.id, ...aside })] : [passed],
    tender: follows === 'retender' ? failTender(tender, why, law.passingOver) : goBack(of, why, law, now),
    /** whether the winner is fixed anew by the purchaser before anything is announced */
    undone: law.resultVia.value === 'announcement' && follows === 'nextCandidate' ? { reason: why, article } : null,
  }
}

function groundFor(
  of: { tender: Tender; award: Award; ground: string },
  law: Pick<Rulebook, 'passingOver' | 'resultVia'>,
) {
  const found = law.passingOver.value.find(({ code }) => code === of.ground)
  if (!found) throw refuse('GROUND_UNKNOWN', { ground: of.ground }, law.passingOver)
  if (found.code === 'noPerformanceBond') {
    if (of.tender.stage !== 'awarded') throw refuse('NOTICE_BINDS', {}, law.passingOver)
    if (!of.tender.performanceBond || of.award.bond?.tag === of.award.winner?.tag) throw refuse('BOND_IN_TIME')
  }
  return found
}

/** With the next in order the tender goes back to where a winner is fixed. */
function goBack(
  { tender }: { tender: Tender },
  reason: string,
  law: Pick<Rulebook, 'passingOver' | 'resultVia'>,
  now: number,
) {
  const stage = law.resultVia.value === 'announcement' ? ('evaluating' as const) : ('publicised' as const)
  if (tender.stage === stage) return []
  return returnTender(tender, { stage, reason, article: law.passingOver.article }, now)
}
