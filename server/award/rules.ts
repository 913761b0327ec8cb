import { type Calendar, calendar as current, endOf, isPending } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { contractTerms } from '../law/tenderingRegulations.ts'
import { inStage } from '../tenders/rules.ts'
import type { Tender } from '../tenders/tender.ts'
import { type Award, unanswered } from './award.ts'
import type { Terms } from './contract.ts'
import {
  type AwardHappening,
  ContractMade,
  ContractSigned,
  ObjectionAnswered,
  type Placed,
  ResultObjected,
  WinnerFixed,
} from './events.ts'

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
  WINNER_NOT_FIRST: {
    status: 422,
    zh: '应当确定排名第一的中标候选人为中标人',
    en: 'the candidate ranked first must be the winner',
  },
  NOTICE_NOT_OUT: { status: 409, zh: '中标通知书尚未发出', en: 'the award notice is not out yet' },
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
  NOT_THE_WINNER: { status: 403, zh: '只有中标人可以签署合同', en: 'only the winner signs the contract' },
})

interface Signature {
  statement: string
  cms: string
  certificate: string
}

/** Registers an objection to the result. After the publicity it is late: registered, told so, suspending nothing. */
export function object(
  award: Award,
  of: { objection: string; tag: string; text: string; signature: Signature },
  law: Pick<Rulebook, 'resultObjectionReply'>,
  now: number,
  table: Calendar = current,
): AwardHappening[] {
  const end = endOf(now, law.resultObjectionReply.value, table)
  const answerBy = isPending(end) ? null : end
  return [ResultObjected({ tender: award.tender, ...of, late: now > award.until, answerBy })]
}

/** Answers an objection; an answer after its time still lifts the suspension, and says that it was late. */
export function answer(
  award: Award,
  of: { objection: string; text: string; signature: Signature },
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
  law.firstRankWins.value === 'always' || tender.stateFunded

type AwardLaw = Pick<Rulebook, 'publicityLasts' | 'resultObjectionSuspends' | 'firstRankWins'>

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
  if (!chosen) throw refuse('WINNER_NO_CANDIDATE')
  if (chosen.rank !== 1 && firstMustWin(tender, law))
    throw refuse('WINNER_NOT_FIRST', { chosen: chosen.rank }, law.firstRankWins)
  return [WinnerFixed({ tender: tender.id, winner: chosen, signature })]
}

/** The last moment for the contract, or undefined while the calendar of that year is not out. */
export function contractUntil(
  award: Award,
  law: Pick<Rulebook, 'contractWithin'>,
  table: Calendar = current,
): number | undefined {
  if (award.noticeAt === null) throw refuse('NOTICE_NOT_OUT')
  const end = endOf(award.noticeAt, law.contractWithin.value, table)
  return isPending(end) ? undefined : end
}

/** The terms in which a contract differs from the bid. */
export const differences = (winner: Placed, terms: Terms): string[] =>
  (['price', 'durationDays', 'quality', 'leader'] as const).filter((field) => winner.terms[field] !== terms[field])

/**
 * One side signs the contract; with the second signature it is made.
 *
 * @param of.signer `tenderer`, or the tag of the bidder who signs
 */
export function signContract(
  of: { tender: Tender; award: Award; signer: string; contract: string; terms: Terms; signature: Signature },
  law: Pick<Rulebook, 'contractWithin'>,
  now: number,
  table: Calendar = current,
): AwardHappening[] {
  const { tender, award, signer, contract, terms, signature } = of
  inStage(tender, 'awarded')
  const { winner, draft } = award
  if (!winner || !draft) throw refuse('NOTICE_NOT_OUT')
  if (signer !== 'tenderer' && signer !== winner.tag) throw refuse('NOT_THE_WINNER')
  const until = contractUntil(award, law, table)
  if (until !== undefined && now > until) throw refuse('CONTRACT_LATE', { until }, law.contractWithin)
  const differing = differences(winner, terms)
  if (differing.length) throw refuse('CONTRACT_DIFFERS', { differing, bid: winner.terms }, contractTerms)
  if (contract !== draft.sha256) throw refuse('CONTRACT_OTHER', { contract: draft.sha256 })
  const side = signer === 'tenderer' ? 'tenderer' : 'winner'
  if (award.signed.some((one) => one.side === side)) throw refuse('CONTRACT_SIGNED')
  const signed = ContractSigned({ tender: tender.id, side, tag: winner.tag, contract, terms, signature })
  if (!award.signed.length) return [signed]
  return [signed, ContractMade({ tender: tender.id, winner: winner.tag, contract, terms, at: now })]
}
