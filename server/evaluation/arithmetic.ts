import { z } from 'zod'
import type { ArithmeticStep } from '../law/evaluationCommittees.ts'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { decimal, fen, over, plus, type Ratio, ratio, roundHalfUp, times } from '../law/units.ts'
import { FenText } from '../tenders/contract.ts'

const refuse = refusals({
  ARITHMETIC_CONSISTENT: {
    status: 422,
    zh: '所填金额之间没有不一致，无须修正',
    en: 'these figures agree: there is nothing to correct',
  },
  PRICE_OUT_OF_RANGE: { status: 422, zh: '计算所得金额超出范围', en: 'the amount that comes of it is out of range' },
  ARITHMETIC_STEP_UNKNOWN: {
    status: 422,
    zh: '本规则包没有此项修正规则',
    en: 'this law knows no such correction',
  },
})

/** A line of a price list whose sum is not the total. */
export const PriceLine = z.strictObject({
  name: z.string().trim().min(1).max(200),
  /** how many, a decimal number */
  quantity: z.string().regex(/^(0|[1-9]\d{0,11})(\.\d{1,6})?$/),
  /** fen */
  unitPrice: FenText,
  /** the line's own total, which stands because the point of the unit price is obviously misplaced */
  lineTotal: FenText.optional(),
})
export type PriceLine = z.infer<typeof PriceLine>

/** Where a bid's price contradicts itself, as the panel finds it. */
export const Contradiction = z.strictObject({
  /** the total that the bid names elsewhere than in its schedule of prices (开标一览表) */
  elsewhere: FenText.optional(),
  /** the total in words (大写) */
  words: FenText.optional(),
  lines: z.array(PriceLine).min(1).max(500).optional(),
})
export type Contradiction = z.infer<typeof Contradiction>

/** One step of a correction, in the order of the law: what stood there, and what stands now. */
export const Step = z.strictObject({
  step: z.enum(['schedule', 'words', 'decimal', 'sum']),
  /** the line whose unit price was corrected; absent: the total */
  line: z.string().optional(),
  before: FenText,
  after: FenText,
})
export type Step = z.infer<typeof Step>

/** Amounts have at most eighteen digits of fen. */
const LIMIT = 10n ** 18n

interface Correcting {
  price: bigint
  lines: readonly PriceLine[]
  steps: Step[]
}

const step = (of: Step['step'], before: bigint, after: bigint): Step => ({
  ...{ step: of, before: String(before), after: String(after) },
})

/** What each step of the law does to a price. */
const STEPS: Record<ArithmeticStep, (of: Correcting, found: Contradiction) => Correcting> = {
  // the schedule stands, and it is its price that was read out
  schedule: (of, { elsewhere }) =>
    elsewhere === undefined || fen(elsewhere) === of.price
      ? of
      : { ...of, steps: [...of.steps, step('schedule', fen(elsewhere), of.price)] },
  words: (of, { words }) =>
    words === undefined || fen(words) === of.price
      ? of
      : { ...of, price: fen(words), steps: [...of.steps, step('words', of.price, fen(words))] },
  decimal: (of) => ({
    ...of,
    steps: [
      ...of.steps,
      ...of.lines.flatMap(({ name, quantity, unitPrice, lineTotal }) => {
        if (lineTotal === undefined || decimal(quantity).numerator === 0n) return []
        const exact = over(ratio(fen(lineTotal)), decimal(quantity))
        return [{ ...step('decimal', fen(unitPrice), inFen(exact)), line: name }]
      }),
    ],
  }),
  sum: (of) => {
    if (!of.lines.length) return of
    const sum = inFen(of.lines.map(amountOf).reduce(plus))
    return sum === of.price ? of : { ...of, price: sum, steps: [...of.steps, step('sum', of.price, sum)] }
  },
}

const inFen = (exact: Ratio): bigint => roundHalfUp(exact.numerator, exact.denominator, 0)

/** What a line comes to: its own total where that stands, otherwise unit price times quantity, exact. */
const amountOf = ({ quantity, unitPrice, lineTotal }: PriceLine): Ratio =>
  lineTotal === undefined ? times(ratio(fen(unitPrice)), decimal(quantity)) : ratio(fen(lineTotal))

/** Which step judges what was found. */
const asksFor = ({ elsewhere, words, lines }: Contradiction): ArithmeticStep[] => [
  ...(elsewhere === undefined ? [] : (['schedule'] as const)),
  ...(words === undefined ? [] : (['words'] as const)),
  ...(lines ? (['sum'] as const) : []),
]

/**
 * Corrects a price that contradicts itself by the steps of the law, one after the other in its order.
 *
 * @param price as it was read out, in fen
 * @returns the price in fen, rounded half up once at its end, and each step that changed something
 */
export function correctPrice(
  price: string,
  found: Contradiction,
  law: Pick<Rulebook, 'arithmetic'>,
): { price: string; steps: Step[] } {
  const order = law.arithmetic.value
  const unknown = asksFor(found).filter((one) => !order.includes(one))
  if (unknown.length) throw refuse('ARITHMETIC_STEP_UNKNOWN', { unknown }, law.arithmetic)
  const before: Correcting = { price: fen(price), lines: found.lines ?? [], steps: [] }
  const after = order.reduce((of, one) => STEPS[one](of, found), before)
  if (!after.steps.length) throw refuse('ARITHMETIC_CONSISTENT', {}, law.arithmetic)
  if (after.price <= 0n || after.price >= LIMIT || after.steps.some((one) => fen(one.after) >= LIMIT))
    throw refuse('PRICE_OUT_OF_RANGE', { price: String(after.price) })
  return { price: String(after.price), steps: after.steps }
}
