import type { Calendar } from '../law/periods.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { inStage } from '../tenders/rules.ts'
import type { Signature } from '../tenders/signature.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Acceptance } from './acceptance.ts'
import { type AcceptanceHappening, ResultFixed, type Skipped } from './acceptanceEvents.ts'
import type { Award } from './award.ts'
import { mayWin } from './mayWin.ts'
import type { InOrder } from './passing.ts'
import { limitOf, type Report, receivedAt, reviewedFirst } from './receiving.ts'
import { broken } from './tying.ts'

const refuse = refusals({
  FIXING_NOT_HERE: {
    status: 409,
    zh: '本类交易先公示中标候选人，公示后再定标',
    en: 'here the candidates are publicised before a winner is fixed',
  },
  REPORT_NOT_DELIVERED: {
    status: 409,
    zh: '代理机构尚未送达评标报告',
    en: 'the agent has not delivered the report yet',
  },
  FIXED_ALREADY: { status: 409, zh: '中标人已确定', en: 'the winner is fixed already' },
  WINNER_NO_CANDIDATE: { status: 422, zh: '所选供应商不是中标候选人', en: 'that supplier is no candidate' },
  WINNER_NOT_FIRST: {
    status: 422,
    zh: '应当按评标报告的顺序确定；跳过在前的候选人须说明合法理由',
    en: 'the order of the report stands; whoever is skipped needs a lawful reason',
  },
  SKIPPED_NOT_BEFORE: {
    status: 422,
    zh: '说明理由的供应商并不排在所选供应商之前',
    en: 'somebody is skipped who does not come before the winner',
  },
  WINNER_TIED: {
    status: 422,
    zh: '中标候选人并列：采购文件规定由采购人确定的，须说明理由；采购文件未规定的，先随机抽取',
    en: 'candidates tie: the purchaser chooses with its reason where the document says so, otherwise the lot is drawn first',
  },
  TIE_BROKEN_OTHERWISE: {
    status: 422,
    zh: '并列的候选人已按采购文件规定的方式或者随机抽取确定为另一家',
    en: 'the document’s order or the lot has chosen another of those who tie',
  },
  WINNER_NOT_TIED: { status: 422, zh: '没有并列的中标候选人', en: 'no candidates tie' },
  FIXING_IN_TIME: { status: 409, zh: '确定中标人的期限未到', en: 'the purchaser still has time' },
})

type FixLaw = Pick<
  Rulebook,
  | 'resultVia'
  | 'reportSentWithin'
  | 'reportRecheck'
  | 'decisionWithin'
  | 'firstRankWins'
  | 'tiedCandidates'
  | 'silentDecision'
>

interface Fixing {
  tender: Tender
  acceptance: Acceptance
  /** the award before, if one was set aside: who was passed over does not win */
  award: Award | undefined
  report: Report
  /** who the panel recommends, by rank; equal ranks tie */
  order: InOrder[]
}

/** Who may still win, best first; of a purchase no bid's validity is made longer, so none lapses. */
export const standingIn = ({ order, award }: Pick<Fixing, 'order' | 'award'>): InOrder[] =>
  mayWin(order, { passed: award?.passed })

/** The best who may still win, after those who are skipped; more than one: they tie. */
export function firsts(of: Pick<Fixing, 'order' | 'award'>, skipped: readonly string[] = []): InOrder[] {
  const left = standingIn(of).filter(({ tag }) => !skipped.includes(tag))
  return left.filter(({ rank }) => rank === left[0]?.rank)
}

/** The best who may still win, after what the document's order or a lot says about those who tie. */
export function onlyFirsts(of: Pick<Fixing, 'tender' | 'acceptance' | 'order' | 'award'>): InOrder[] {
  const best = firsts(of)
  return best.length > 1 ? broken(of, best).left : best
}

/** Those between whom a lot may have to be drawn: the winner is to be fixed, and the report was looked through. */
export function tiedNow(of: Fixing, skipped: readonly string[], law: FixLaw): InOrder[] {
  open(of, law)
  reviewedFirst(of, law)
  return firsts(of, skipped)
}

function open(of: Fixing, law: FixLaw): number {
  inStage(of.tender, 'evaluating')
  if (law.resultVia.value !== 'announcement') throw refuse('FIXING_NOT_HERE', {}, law.resultVia)
  if (of.acceptance.fixed) throw refuse('FIXED_ALREADY')
  const at = receivedAt(of, law)
  if (at === undefined) throw refuse('REPORT_NOT_DELIVERED', {}, law.reportSentWithin)
  return at
}

/** The last moment to fix the winner, or undefined while the calendar of that day is not out or the report not there. */
export function fixUntil(of: Omit<Fixing, 'order' | 'award'>, law: FixLaw, table: Calendar): number | undefined {
  const at = receivedAt(of, law)
  // who ran the tender itself counts from the end of the evaluation, which is when its report is there
  return at === undefined ? undefined : limitOf(at, law.decisionWithin, table)
}

/**
 * The purchaser fixes the winner in the order of the report. Whoever comes before is skipped with a lawful reason only;
 * a tie is broken by the tender document's own rule, which is quoted. One that came too late says so.
 */
export function fixWinner(
  of: Fixing & { winner: string; skipped: Skipped[]; tie: string | null; signature: Signature },
  law: FixLaw,
  now: number,
  table: Calendar,
): AcceptanceHappening[] {
  open(of, law)
  reviewedFirst(of, law)
  const { tender, winner, skipped, tie, signature } = of
  const chosen = standingIn(of).find(({ tag }) => tag === winner)
  if (!chosen) throw refuse('WINNER_NO_CANDIDATE', {}, law.firstRankWins)
  notBehind(of, chosen)
  const best = firsts(
    of,
    skipped.map(({ tag }) => tag),
  )
  if (!best.some(({ tag }) => tag === winner))
    throw refuse('WINNER_NOT_FIRST', { chosen: chosen.rank, first: best[0]?.rank ?? null }, law.firstRankWins)
  const what = best.length > 1 ? tieBroken(of, best, law) : inOrder(tie, law)
  const until = fixUntil(of, law, table)
  const inTime = until === undefined || now <= until
  return [ResultFixed({ tender: tender.id, winner, rank: chosen.rank, ...what, skipped, inTime, signature })]
}

function inOrder(tie: string | null, { firstRankWins }: FixLaw) {
  if (tie) throw refuse('WINNER_NOT_TIED')
  return { how: 'inOrder' as const, tie: null, article: firstRankWins.article }
}

/** How a tie was broken: by the document's order, by the purchaser's choice with its reason, or by the lot. */
function tieBroken(of: Fixing & { winner: string; tie: string | null }, best: InOrder[], law: FixLaw) {
  const { left, broken: how } = broken(of, best)
  const tied = { tied: left.map(({ tag }) => tag) }
  const { article } = law.tiedCandidates
  const unreasoned = how.by === 'purchaser' ? !of.tie : how.by === 'lot' && !how.draw
  if (unreasoned) throw refuse('WINNER_TIED', tied, law.tiedCandidates)
  if (!left.some(({ tag }) => tag === of.winner)) throw refuse('TIE_BROKEN_OTHERWISE', tied, law.tiedCandidates)
  if (how.by === 'lot') return { how: 'tieByLot' as const, tie: null, draw: how.draw ?? '', article }
  return { how: 'tieByDocument' as const, tie: how.words + (how.by === 'purchaser' ? of.tie : ''), article }
}

function notBehind(of: Fixing & { skipped: Skipped[] }, chosen: InOrder): void {
  const before = standingIn(of).filter(({ rank, tag }) => rank <= chosen.rank && tag !== chosen.tag)
  const wrong = of.skipped.filter((one) => !before.some(({ tag, rank }) => tag === one.tag && rank === one.rank))
  if (wrong.length) throw refuse('SKIPPED_NOT_BEFORE', { skipped: wrong.map(({ tag }) => tag) })
}

/**
 * What the law makes of silence: after the last moment the first in rank is taken as fixed. Not where candidates tie, for there
 * is no first; not while the tender rests.
 */
export function deemFixed(of: Fixing, law: FixLaw, now: number, table: Calendar): AcceptanceHappening[] {
  open(of, law)
  const until = fixUntil(of, law, table)
  if (law.silentDecision.value !== 'firstRank' || until === undefined || now <= until)
    throw refuse('FIXING_IN_TIME', { until: until ?? null }, law.decisionWithin)
  const best = onlyFirsts(of)
  const [first] = best
  if (!first) return []
  if (best.length > 1) throw refuse('WINNER_TIED', { tied: best.map(({ tag }) => tag) }, law.tiedCandidates)
  const { article } = law.silentDecision
  const what = { how: 'deemed' as const, tie: null, skipped: [], article, inTime: false }
  return [ResultFixed({ tender: of.tender.id, winner: first.tag, rank: first.rank, ...what })]
}
