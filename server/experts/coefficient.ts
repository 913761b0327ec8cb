import type { DrawRules, Entry } from '../../crypto/draw.ts'
import { refusals } from '../law/refusal.ts'
import type { Opening } from '../opening/opening.ts'
import { notPaused } from '../opening/pausing.ts'
import { drawnAtOpening } from '../tenders/ceiling.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Draw } from './draw.ts'
import { drawnLot, type Lot, lotEntries, lotRules } from './lot.ts'

const refuse = refusals({
  NOTHING_TO_DRAW: {
    status: 409,
    zh: '招标文件没有规定在开标时抽取系数',
    en: 'the tender document leaves nothing to be drawn at the opening',
  },
  COEFFICIENT_TOO_EARLY: {
    status: 409,
    zh: '投标人名单公布后方可抽取系数',
    en: 'one draws once the bidders are named',
  },
  COEFFICIENT_TOO_LATE: { status: 409, zh: '唱标后不得再抽取系数', en: 'nothing is drawn once prices are read out' },
  COEFFICIENT_DRAWN: { status: 409, zh: '系数已经抽取', en: 'the coefficient is drawn' },
  COEFFICIENT_RUNS: { status: 409, zh: '上一次抽取尚未结束', en: 'the draw before is not over' },
})

const COEFFICIENT = { stratum: 'k', label: 'draw-coefficient' }

const lotOf = (draw: string, values: readonly number[]): Lot => ({ ...COEFFICIENT, draw, among: values.map(String) })

/** The values that may be drawn, each under the pseudonym that its ticket is made of. */
export const valuesAsEntries = (draw: string, values: readonly number[]): Entry[] => lotEntries(lotOf(draw, values))

/** The rules of the draw: one of the values that the notice lists, by chance, and nothing passed over. */
export const coefficientRules = (
  tender: Pick<Tender, 'id' | 'published'>,
  draw: string,
  values: readonly number[],
): DrawRules => {
  const text = { tender: tender.id, notice: tender.published?.notice ?? '', parameter: 'k', values: [...values] }
  return lotRules(lotOf(draw, values), text, [...values])
}

/** What may be drawn now, and under which number; refused when there is nothing to draw, or no more. */
export function askForCoefficient(
  tender: Pick<Tender, 'id' | 'criteria' | 'ceilingMethod'>,
  opening: Opening,
  last: Pick<Draw, 'stage'> | undefined,
): { draw: string; number: number; values: number[] } {
  const drawn = drawnAtOpening(tender)
  if (!drawn) throw refuse('NOTHING_TO_DRAW')
  notPaused(opening)
  if (!opening.named) throw refuse('COEFFICIENT_TOO_EARLY')
  if (opening.coefficient?.value) throw refuse('COEFFICIENT_DRAWN', { value: opening.coefficient.value })
  if (opening.stage !== 'unsealing') throw refuse('COEFFICIENT_TOO_LATE')
  if (last && last.stage !== 'failed') throw refuse('COEFFICIENT_RUNS', { stage: last.stage })
  const number = (opening.coefficient?.number ?? 0) + 1
  return { draw: `${tender.id}.k${number}`, number, values: drawn.values }
}

/** The value that was drawn: the first ticket. */
export function drawnValue(draw: Pick<Draw, 'id' | 'seed' | 'entries'>) {
  const { value, ...proof } = drawnLot(draw, COEFFICIENT)
  return { value: Number(value), ...proof }
}
