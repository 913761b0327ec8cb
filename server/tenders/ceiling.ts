import { z } from 'zod'
import { type BasisPoints, formatYuan } from '../law/units.ts'
import { type Criteria, drawnInFormula } from './criteria.ts'
import { share } from './formula.ts'

/**
 * How a highest price is computed (最高投标限价的计算方法): a control price that the document states, times one less a
 * coefficient (下浮系数) that is drawn in public at the opening from the values that the document lists.
 */
export const CeilingMethod = z.strictObject({
  method: z.literal('floated'),
  /** the control price (招标控制价), fen */
  control: z.string().regex(/^[1-9]\d{0,17}$/),
  /** what may be drawn, basis points */
  values: z
    .array(z.number().int().min(1).max(5000))
    .min(2)
    .max(50)
    .refine((values) => new Set(values).size === values.length, { message: 'values differ' }),
  /** what becomes of the part of a fen: half a fen and more counts as one, or every part is left out */
  rounding: z.enum(['halfUp', 'down']),
})
export type CeilingMethod = z.infer<typeof CeilingMethod>

/** What a document says of its highest price: an amount in fen, or how it is computed. */
export interface CeilingTerms {
  readonly ceiling?: string | undefined
  readonly ceilingMethod?: CeilingMethod | undefined
}

const WHOLE = 10_000n

/** The highest price by a method, fen. @param k the coefficient that was drawn, basis points */
export function computedCeiling({ control, rounding }: CeilingMethod, k: BasisPoints): bigint {
  const exact = BigInt(control) * (WHOLE - BigInt(k))
  return (rounding === 'halfUp' ? exact + WHOLE / 2n : exact) / WHOLE
}

/** The lowest and the highest that a highest price can come to, fen; undefined where the document states none. */
export function ceilingRange({ ceiling, ceilingMethod }: CeilingTerms): { least: bigint; most: bigint } | undefined {
  if (ceilingMethod) {
    const { values } = ceilingMethod
    const at = (k: number): bigint => computedCeiling(ceilingMethod, k)
    return { least: at(Math.max(...values)), most: at(Math.min(...values)) }
  }
  return ceiling === undefined ? undefined : { least: BigInt(ceiling), most: BigInt(ceiling) }
}

/** The highest price of a tender, fen: as the document states it, or as it was computed at the opening; undefined before. */
export const ceilingOf = (
  { ceiling, ceilingMethod }: CeilingTerms,
  opening: { readonly computed?: { readonly ceiling: string } | undefined } | undefined,
): string | undefined => (ceilingMethod ? opening?.computed?.ceiling : ceiling)

/** What is published as the control price: the amount that the document states, fen. */
export const controlPriceOf = ({ ceiling, ceilingMethod }: CeilingTerms): string | undefined =>
  ceilingMethod?.control ?? ceiling

/** What is drawn at the opening: the coefficient of the price formula or that of the highest price; mostly nothing. */
export const drawnAtOpening = (of: { criteria: Pick<Criteria, 'price'> } & CeilingTerms) =>
  drawnInFormula(of.criteria) ?? (of.ceilingMethod && { parameter: 'k' as const, values: of.ceilingMethod.values })

const ROUNDED = {
  halfUp: { zh: '计算结果四舍五入到分', en: 'rounded to the fen, half a fen up' },
  down: { zh: '计算结果舍去不足一分的部分', en: 'rounded down to the fen' },
} as const

/** A method in words, as notice and document state it. */
export function methodWords({ control, values, rounding }: CeilingMethod): { zh: string; en: string } {
  const [list, amount] = [values.map(share), formatYuan(BigInt(control))]
  return {
    zh: `最高投标限价 = 招标控制价 ×（1 − 下浮系数 k）。招标控制价为 ¥${amount}；k 在开标时从 ${list.join('、')} 中公开随机抽取；${ROUNDED[rounding].zh}，唱标后由平台计算并公布`,
    en: `control price ¥${amount} × (1 − k); k is drawn in public at the opening from ${list.join(', ')}; ${ROUNDED[rounding].en}; computed by the platform after the reading out`,
  }
}

/** The computation itself, for hall and record. */
export const computedWords = (
  { control, rounding }: CeilingMethod,
  { ceiling, k }: { ceiling: string; k: BasisPoints },
): { zh: string; en: string } => {
  const [from, to] = [formatYuan(BigInt(control)), formatYuan(BigInt(ceiling))]
  return {
    zh: `¥${from} ×（1 − ${share(k)}）= ¥${to}（${ROUNDED[rounding].zh}）`,
    en: `¥${from} × (1 − ${share(k)}) = ¥${to} (${ROUNDED[rounding].en})`,
  }
}
