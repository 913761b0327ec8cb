import type { Lot } from '../experts/lot.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import type { Signature } from '../tenders/signature.ts'
import { chosenAmong } from './brands.ts'
import { rank } from './comparison.ts'
import type { Evaluation } from './evaluation.ts'
import type { EvaluationHappening } from './events.ts'
import type { Settlement } from './result.ts'
import { atStage } from './review.ts'
import { TieLotAsked, TieSettled } from './tieEvents.ts'
import { openTies } from './ties.ts'

const refuse = refusals({
  TIE_BY_PURCHASER: {
    status: 409,
    zh: '招标文件规定由采购人确定，不随机抽取',
    en: 'the document has the purchaser choose: no lot is drawn',
  },
  TIE_BY_LOT: {
    status: 409,
    zh: '招标文件没有规定由采购人确定，采取随机抽取方式',
    en: 'the document does not have the purchaser choose: the lot does',
  },
  TIE_UNKNOWN: { status: 422, zh: '所选投标不在并列投标之中', en: 'that bid is not among the equal ones' },
  LOT_RUNS: { status: 409, zh: '上一次抽取尚未结束', en: 'the lot before is not over' },
})

/** Everything about the lot between equal bids but its number and what is in it. */
export const BRAND_LOT = { stratum: 'b', label: 'draw-brand' } as const

/** The lot that may be drawn now, between bids of one brand that are equal. */
export function askForLot(
  e: Evaluation,
  last: { stage: string } | undefined,
  law: Pick<Rulebook, 'sameBrand'>,
): { lot: Lot; number: number } {
  atStage(e, 'ties')
  if (e.criteria.ties?.last === 'purchaser') throw refuse('TIE_BY_PURCHASER', {}, law.sameBrand)
  if (last && last.stage !== 'failed' && openTies(e).some((among) => sameAs(among, e.lots?.at(-1)?.among)))
    throw refuse('LOT_RUNS', { stage: last.stage })
  const number = (e.lots?.length ?? 0) + 1
  return { lot: { ...BRAND_LOT, draw: `${e.tender}.b${number}`, among: openTies(e)[0] ?? [] }, number }
}

const sameAs = (a: readonly string[], b: readonly string[] | undefined): boolean => String(a) === String(b)

/** Notes that a lot was asked for. */
export const lotAsked = (e: Evaluation, { lot, number }: { lot: Lot; number: number }): EvaluationHappening[] => [
  TieLotAsked({ tender: e.tender, panel: e.members, draw: lot.draw, number, among: [...lot.among] }),
]

/** The purchaser chooses one of the equal bids, where the document has it do so; with the last choice the bids are ranked. */
export function chooseEqual(
  e: Evaluation,
  of: { chosen: string; reason: string; signature: Signature },
  law: Rulebook,
): EvaluationHappening[] {
  atStage(e, 'ties')
  if (e.criteria.ties?.last !== 'purchaser') throw refuse('TIE_BY_LOT', {}, law.sameBrand)
  const among = openTies(e).find((group) => group.includes(of.chosen))
  if (!among) throw refuse('TIE_UNKNOWN')
  const { chosen, reason, signature } = of
  const settled = { among, chosen, how: 'purchaser' as const, draw: null, reason }
  const { article } = law.sameBrand
  return [TieSettled({ tender: e.tender, panel: e.members, ...settled, article, signature }), ...after(e, settled, law)]
}

/** Takes what a lot drew. It stands even where the panel has meanwhile begun again: no lot is drawn twice. */
export function settleByLot(
  e: Evaluation,
  of: { draw: string; chosen: string; transcript: string },
  law: Rulebook,
): EvaluationHappening[] {
  const lot = e.lots?.find(({ draw }) => draw === of.draw)
  if (!lot || chosenAmong(e.settled ?? [], lot.among) !== undefined) return []
  const { chosen, draw, transcript } = of
  const settled = { among: lot.among, chosen, how: 'lot' as const, draw, reason: null }
  const { article } = law.sameBrand
  return [
    TieSettled({ tender: e.tender, panel: e.members, ...settled, article, transcript }),
    ...after(e, settled, law),
  ]
}

/** The ranking, once every group of equal bids has its one. */
function after(e: Evaluation, one: Settlement, law: Rulebook): EvaluationHappening[] {
  if (e.stage !== 'ties' || openTies(e).some((among) => !sameAs(among, one.among))) return []
  return rank({ ...e, settled: [...(e.settled ?? []), one] }, e.scores ?? {}, law)
}
