import { chosenAmong } from '../evaluation/brands.ts'
import { firstByVolumes } from '../evaluation/volumePoints.ts'
import type { Lot } from '../experts/lot.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { tieWords } from '../tenders/formula.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Acceptance } from './acceptance.ts'
import { type AcceptanceHappening, WinnerLotAsked, WinnerLotDrawn } from './acceptanceEvents.ts'
import type { InOrder } from './passing.ts'

const refuse = refusals({
  WINNER_NOT_TIED: { status: 422, zh: '没有并列的中标候选人', en: 'no candidates tie' },
  TIE_BY_PURCHASER: {
    status: 409,
    zh: '采购文件规定由采购人确定，不随机抽取',
    en: 'the document has the purchaser choose: no lot is drawn',
  },
  LOT_RUNS: { status: 409, zh: '上一次抽取尚未结束', en: 'the lot before is not over' },
  LOT_DRAWN: { status: 409, zh: '并列候选人已随机抽取', en: 'the lot between these candidates is drawn' },
})

/** Everything about the lot between candidates who tie but its number and who is in it. */
export const WINNER_LOT = { stratum: 'w', label: 'draw-winner' } as const

/** How candidates who tie are told apart. */
export type Broken =
  /** the document's order leaves one */
  | { by: 'document'; words: string }
  /** the document has the purchaser choose, with its reason */
  | { by: 'purchaser'; words: string }
  | { by: 'lot'; draw: string | null }

interface Tying {
  tender: Pick<Tender, 'criteria'>
  acceptance: Pick<Acceptance, 'lots'>
}

/**
 * Who of several that tie may be the winner, and how it came to that: by the order that the document gives, by the purchaser where
 * the document says so, otherwise by lot.
 *
 * @param best two or more of one rank
 */
export function broken({ tender, acceptance }: Tying, best: readonly InOrder[]): { left: InOrder[]; broken: Broken } {
  const { ties } = tender.criteria
  const words = tieWords(tender.criteria).join('')
  const left = firstByVolumes(
    best.map((one) => ({ ...one, factors: one.factors ?? {} })),
    { ...tender.criteria },
  )
  if (left.length === 1) return { left, broken: { by: 'document', words } }
  if (ties?.last === 'purchaser') return { left, broken: { by: 'purchaser', words } }
  const among = left.map(({ tag }) => tag)
  const lots = (acceptance.lots ?? []).flatMap((lot) => (lot.chosen ? [{ ...lot, chosen: lot.chosen }] : []))
  const chosen = chosenAmong(lots, among)
  const draw = lots.find((lot) => chosenAmong([lot], among) === chosen)?.draw ?? null
  return {
    left: chosen ? left.filter(({ tag }) => tag === chosen) : left,
    broken: { by: 'lot', draw: chosen ? draw : null },
  }
}

/** The lot that may be drawn now between candidates who tie. */
export function askForWinnerLot(
  of: Tying & { tender: Pick<Tender, 'id' | 'criteria'> },
  best: readonly InOrder[],
  last: { stage: string } | undefined,
  law: Pick<Rulebook, 'tiedCandidates'>,
): { lot: Lot; number: number } {
  if (best.length < 2) throw refuse('WINNER_NOT_TIED')
  const { left, broken: how } = broken(of, best)
  if (how.by === 'document') throw refuse('WINNER_NOT_TIED', { words: how.words }, law.tiedCandidates)
  if (how.by === 'purchaser') throw refuse('TIE_BY_PURCHASER', {}, law.tiedCandidates)
  if (how.draw) throw refuse('LOT_DRAWN', { draw: how.draw }, law.tiedCandidates)
  if (last && (last.stage === 'committing' || last.stage === 'revealing'))
    throw refuse('LOT_RUNS', { stage: last.stage })
  const number = (of.acceptance.lots?.length ?? 0) + 1
  const among = left.map(({ tag }) => tag).sort()
  return { lot: { ...WINNER_LOT, draw: `${of.tender.id}.w${number}`, among }, number }
}

/** Notes that a lot between candidates was asked for. */
export const winnerLotAsked = (
  tender: string,
  { lot, number }: { lot: Lot; number: number },
): AcceptanceHappening[] => [WinnerLotAsked({ tender, draw: lot.draw, number, among: [...lot.among] })]

/** Takes what the lot drew, once. */
export function winnerLotDrawn(
  of: Pick<Acceptance, 'tender' | 'lots'>,
  drawn: { draw: string; chosen: string; transcript: string },
  law: Pick<Rulebook, 'tiedCandidates'>,
): AcceptanceHappening[] {
  const lot = of.lots?.find(({ draw }) => draw === drawn.draw)
  if (!lot || lot.chosen) return []
  const { article } = law.tiedCandidates
  return [WinnerLotDrawn({ tender: of.tender, ...drawn, among: lot.among, article })]
}
