import { z } from 'zod'
import { refusals } from '../law/refusal.ts'
import type { Rulebook } from '../law/rulebook.ts'
import { compare, decimal, fen, plus, type Ratio, ratio, times } from '../law/units.ts'
import type { Criteria } from '../tenders/criteria.ts'
import { Tag } from './tag.ts'

const refuse = refusals({
  DEVIATION_UNKNOWN: {
    status: 422,
    zh: '招标文件没有规定该项价格调整',
    en: 'the tender document lists no such deviation',
  },
  DEVIATION_TWICE: { status: 422, zh: '同一偏差重复计算', en: 'a deviation is counted twice' },
  DEVIATION_EMPTY: { status: 422, zh: '偏差数量须大于零', en: 'a deviation is counted by more than nothing' },
  PRICE_OUT_OF_RANGE: { status: 422, zh: '计算所得金额超出范围', en: 'the amount that comes of it is out of range' },
  BIDS_DIFFER: {
    status: 422,
    zh: '须对全部有效投标逐一核算价格调整，且仅限这些投标',
    en: 'count the deviations of every bid that is compared, and of no other',
  },
})

/** How much of one deviation a bid shows, and where. */
export const Counted = z.strictObject({
  deviation: z.string().regex(/^[a-z0-9-]{1,24}$/),
  /** units, a decimal number above zero */
  quantity: z.string().regex(/^(0|[1-9]\d{0,8})(\.\d{1,4})?$/),
  page: z.number().int().min(1).max(100_000),
  reason: z.string().trim().min(1).max(500),
})
export type Counted = z.infer<typeof Counted>

/** All that is counted of one bid; nothing where it keeps to the document. */
export const BidAdjustments = z.strictObject({ bid: Tag, counted: z.array(Counted).max(30) })
export type BidAdjustments = z.infer<typeof BidAdjustments>

/** What a deviation adds to the price of a bid, exact, in fen; below zero it takes away. */
export function addedBy(
  { deviation, quantity }: Pick<Counted, 'deviation' | 'quantity'>,
  price: string,
  { deviations = [] }: Pick<Criteria, 'deviations'>,
): Ratio {
  const found = deviations.find(({ id }) => id === deviation)
  if (!found) throw refuse('DEVIATION_UNKNOWN', { deviation })
  const { adds } = found
  const each = 'amount' in adds ? ratio(fen(adds.amount)) : times(ratio(fen(price)), ratio(BigInt(adds.share), 10_000n))
  return times(each, decimal(quantity))
}

/** The price by which a bid is compared: what it is paid by and what is counted of its deviations, exact. */
const evaluatedPrice = (price: string, counted: readonly Counted[], criteria: Pick<Criteria, 'deviations'>): Ratio =>
  counted.reduce((sum, one) => plus(sum, addedBy(one, price, criteria)), ratio(fen(price)))

/** Checks what the panel counted: every bid that is compared, each deviation once and as the document lists it. */
export function checkCounted(
  bids: readonly BidAdjustments[],
  of: { valid: readonly { tag: string; price: string }[]; criteria: Pick<Criteria, 'deviations'> },
  law: Pick<Rulebook, 'pricedDeviations'>,
): void {
  const named = bids.map(({ bid }) => bid).sort()
  if (String(named) !== String(of.valid.map(({ tag }) => tag).sort()))
    throw refuse('BIDS_DIFFER', {}, law.pricedDeviations)
  for (const { bid, counted } of bids) {
    const ids = counted.map(({ deviation }) => deviation)
    if (new Set(ids).size !== ids.length) throw refuse('DEVIATION_TWICE', { bid })
    const unknown = ids.filter((id) => !of.criteria.deviations?.some((one) => one.id === id))
    if (unknown.length) throw refuse('DEVIATION_UNKNOWN', { unknown }, law.pricedDeviations)
    if (counted.some(({ quantity }) => decimal(quantity).numerator === 0n)) throw refuse('DEVIATION_EMPTY', { bid })
    const price = of.valid.find(({ tag }) => tag === bid)?.price ?? '0'
    const exact = evaluatedPrice(price, counted, of.criteria)
    if (compare(exact, ratio(1n)) < 0 || compare(exact, ratio(10n ** 17n)) > 0)
      throw refuse('PRICE_OUT_OF_RANGE', { bid })
  }
}
