import type { z } from 'zod'
import { type Calendar, endOf, isPending } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { SignedDocument } from '../tenders/contract.ts'
import { inStage } from '../tenders/rules.ts'
import type { Tender } from '../tenders/tender.ts'
import { isLapsed } from '../tenders/validity.ts'
import { type Award, unanswered, type Winner } from './award.ts'
import { bondFirst } from './bond.ts'
import type { Terms } from './contract.ts'
import {
  AnswerDueTold,
  type AwardHappening,
  ContractMade,
  ContractSigned,
  ObjectionAnswered,
  ResultObjected,
  WinnerFixed,
} from './events.ts'
import { goneAt, mayWin } from './mayWin.ts'
import { isPassed } from './setAside.ts'
import { textSigned } from './signing.ts'

const refuse = refusals({
  OBJECTION_UNKNOWN: { status: 404, zh: '没有该异议', en: 'there is no such objection' },
  OBJECTION_ANSWERED: { status: 409, zh: '该异议已答复', en: 'this objection is answered' },
  PUBLICITY_RUNNING: { status: 409, zh: '公示期未满，不得定标', en: 'the publicity is not over' },
  OBJECTION_OPEN: {
    status: 423,
    zh: '有异议尚未答复，招标投标活动暂停',
    en: 'an objection waits for its answer: the tender is suspended',
  },
  WINNER_NO_CANDIDATE: { status: 422, zh: '所选投标人不是中标候选人', en: 'this bidder is no candidate' },
  WINNER_LAPSED: { status: 409, zh: '该候选人的投标有效期已届满', en: 'the bid of this candidate is valid no longer' },
  WINNER_NOT_FIRST: {
    status: 422,
    zh: '应当确定排名第一的中标候选人为中标人',
    en: 'the candidate ranked first must be the winner',
  },
  NOTICE_NOT_OUT: { status: 409, zh: '中标通知书尚未发出', en: 'the award notice is not out yet' },
  CONTRACT_UNWRITTEN: {
    status: 409,
    zh: '合同条款尚未拟定，或者合同文本正在生成',
    en: 'the contract is not written yet',
  },
  CONTRACT_DIFFERS: {
    status: 422,
    zh: '合同主要条款与招标文件和中标人的投标文件不一致',
    en: 'the contract differs from the bid',
  },
  CONTRACT_OTHER: {
    status: 409,
    zh: '签署的合同文本与平台生成的文本不一致',
    en: 'another text was signed than the one both were given',
  },
  CONTRACT_LATE: { status: 409, zh: '订立合同的期限已过', en: 'the time for making the contract is over' },
  CONTRACT_SIGNED: { status: 409, zh: '您已签署该合同', en: 'this side has signed already' },
  CHALLENGE_UNWEIGHED: {
    status: 409,
    zh: '有质疑尚未答复，请先判断其是否可能影响中标结果',
    en: 'a challenge waits for its answer: say first whether it may move the result',
  },
  CHALLENGE_HOLDS: {
    status: 423,
    zh: '质疑事项可能影响中标结果，答复前暂停签订合同',
    en: 'a challenge may move the result: the contract waits for its answer',
  },
  NOT_THE_WINNER: { status: 403, zh: '只有中标人可以签署合同', en: 'only the winner signs the contract' },
})

type File = z.infer<typeof SignedDocument>
interface Signature {
  statement: string
  cms: string
  certificate: string
}

/** From when the time for an objection runs that is counted from knowing: as the result is published, or as its notice expires. */
export const knownAt = (award: Pick<Award, 'from' | 'until'>, law: Pick<Rulebook, 'resultKnownAt'>): number =>
  law.resultKnownAt.value === 'noticeExpired' ? award.until : award.from

/** The last moment for an objection to the result: the publicity's, or so long after one knew, where the law says so. */
export function objectionUntil(
  award: Pick<Award, 'from' | 'until'>,
  law: Pick<Rulebook, 'resultObjection' | 'resultKnownAt'>,
  table: Calendar,
): number {
  const window = law.resultObjection.value
  if (window === 'publicity') return award.until
  const end = endOf(knownAt(award, law), window.afterKnowing, table)
  return isPending(end) ? Number.POSITIVE_INFINITY : end
}

/** Registers an objection to the result. After the publicity it is late: registered, told so, suspending nothing. */
export function object(
  award: Award,
  of: { objection: string; tag: string; text: string; signature: Signature; files?: File[] },
  law: Pick<Rulebook, 'resultObjection' | 'resultKnownAt' | 'resultObjectionReply'>,
  now: number,
  table: Calendar,
): AwardHappening[] {
  const end = endOf(now, law.resultObjectionReply.value, table)
  const answerBy = isPending(end) ? null : end
  return [ResultObjected({ tender: award.tender, ...of, late: now > objectionUntil(award, law, table), answerBy })]
}

/** The last moments of answers that were pending, once the calendar tells them. */
export function answersDueAnew(
  award: Award,
  law: Pick<Rulebook, 'resultObjectionReply'>,
  table: Calendar,
): AwardHappening[] {
  return award.objections.flatMap(({ id: objection, tag, at, answer, answerBy }) => {
    const end = endOf(at, law.resultObjectionReply.value, table)
    const told = answer !== null || answerBy !== null || isPending(end)
    return told ? [] : [AnswerDueTold({ tender: award.tender, objection, tag, answerBy: end })]
  })
}

/** Answers an objection; an answer after its time still lifts the suspension, and says that it was late. */
export function answer(
  award: Award,
  of: { objection: string; text: string; signature: Signature; outcome?: 'upheld' | 'dismissed'; files?: File[] },
  now: number,
): AwardHappening[] {
  const found = award.objections.find((one) => one.id === of.objection)
  if (!found) throw refuse('OBJECTION_UNKNOWN')
  if (found.answer !== null) throw refuse('OBJECTION_ANSWERED')
  const inTime = found.answerBy === null || now <= found.answerBy
  return [ObjectionAnswered({ tender: award.tender, ...of, tag: found.tag, inTime })]
}

/** Whether the first in rank must win: always, or where the state's money leads. */
export const firstMustWin = (tender: Pick<Tender, 'stateFunded'>, law: Pick<Rulebook, 'firstRankWins'>): boolean =>
  law.firstRankWins.value === 'always' || (law.firstRankWins.value === 'stateFunded' && tender.stateFunded)

type AwardLaw = Pick<Rulebook, 'publicityLasts' | 'resultObjectionSuspends' | 'firstRankWins' | 'validityExtension'>

/** Fixes the winner: after the last moment of the publicity, with every objection in time answered. */
export function decide(
  of: { tender: Tender; award: Award; winner: string; signature: Signature },
  law: AwardLaw,
  now: number,
): AwardHappening[] {
  const { tender, award, winner, signature } = of
  inStage(tender, 'publicised')
  if (now <= award.until) throw refuse('PUBLICITY_RUNNING', { until: award.until }, law.publicityLasts)
  const open = unanswered(award)
  if (law.resultObjectionSuspends.value && open.length)
    throw refuse('OBJECTION_OPEN', { objections: open.map(({ id }) => id) }, law.resultObjectionSuspends)
  const chosen = award.publicity.candidates.find(({ tag }) => tag === winner)
  if (!chosen || isPassed(award, winner)) throw refuse('WINNER_NO_CANDIDATE')
  if (isLapsed(tender, winner, now)) throw refuse('WINNER_LAPSED', {}, law.validityExtension)
  const first = mayWin(award.publicity.candidates, goneAt(tender, award, now))[0]?.rank
  if (chosen.rank !== first && firstMustWin(tender, law))
    throw refuse('WINNER_NOT_FIRST', { chosen: chosen.rank, first }, law.firstRankWins)
  return [WinnerFixed({ tender: tender.id, winner: chosen, signature })]
}

/** The last moment for the contract, or undefined while the calendar of that year is not out. */
export function contractUntil(
  award: Award,
  law: Pick<Rulebook, 'contractWithin'>,
  table: Calendar,
): number | undefined {
  if (award.noticeAt === null) throw refuse('NOTICE_NOT_OUT')
  const end = endOf(award.noticeAt, law.contractWithin.value, table)
  return isPending(end) ? undefined : end
}

/** The terms in which a contract differs from the bid. */
export const differences = (winner: Pick<Winner, 'terms'>, terms: Terms): string[] =>
  (['price', 'durationDays', 'quality', 'leader'] as const).filter((field) => winner.terms[field] !== terms[field])

/**
 * Refuses the contract while a challenge may move the result. The law leaves it to the purchaser whether one may: it
 * says so before it signs.
 */
export function contractFree(award: Award, law: Pick<Rulebook, 'objectionHoldsContract'>): void {
  if (law.objectionHoldsContract.value === 'none') return
  const open = unanswered(award)
  const holding = open.filter((one) => one.weighed?.mayMove)
  const unweighed = open.filter((one) => !one.weighed)
  const ids = (some: typeof open) => ({ objections: some.map(({ id }) => id) })
  if (holding.length) throw refuse('CHALLENGE_HOLDS', ids(holding), law.objectionHoldsContract)
  if (unweighed.length) throw refuse('CHALLENGE_UNWEIGHED', ids(unweighed), law.objectionHoldsContract)
}

type ContractLaw = Pick<
  Rulebook,
  | 'contractWithin'
  | 'contractTerms'
  | 'performanceBondCeiling'
  | 'objectionHoldsContract'
  | 'signedDocuments'
  | 'consortiumContract'
>

/**
 * One side signs the contract, of a consortium when all its members have signed the text; with the second signature it is made.
 *
 * @param of.signer `tenderer`, or the tag of the bidder who signs
 */
export function signContract(
  of: {
    tender: Tender
    award: Award
    signer: string
    contract: string
    terms: Terms
    signature: Signature
    /** the last moment, where the tender rested meanwhile; absent: as the law counts it */
    until?: number | null
  },
  law: ContractLaw,
  now: number,
  table: Calendar,
): AwardHappening[] {
  const { tender, award, signer, contract, terms, signature } = of
  inStage(tender, 'awarded')
  const { winner, draft } = award
  if (!winner || award.noticeAt === null) throw refuse('NOTICE_NOT_OUT')
  if (!draft) throw refuse('CONTRACT_UNWRITTEN', {}, law.contractTerms)
  if (signer !== 'tenderer' && signer !== winner.tag) throw refuse('NOT_THE_WINNER')
  const until = of.until ?? contractUntil(award, law, table)
  if (until !== undefined && now > until) throw refuse('CONTRACT_LATE', { until }, law.contractWithin)
  const differing = differences(winner, terms)
  if (differing.length) throw refuse('CONTRACT_DIFFERS', { differing, bid: winner.terms }, law.contractTerms)
  if (contract !== draft.sha256) throw refuse('CONTRACT_OTHER', { contract: draft.sha256 })
  const side = signer === 'tenderer' ? 'tenderer' : 'winner'
  if (award.signed.some((one) => one.side === side)) throw refuse('CONTRACT_SIGNED')
  contractFree(award, law)
  bondFirst(tender, award, law)
  textSigned(award, side, law)
  const signed = ContractSigned({ tender: tender.id, side, tag: winner.tag, contract, terms, signature })
  if (!award.signed.length) return [signed]
  return [signed, ContractMade({ tender: tender.id, winner: winner.tag, contract, terms, at: now })]
}
