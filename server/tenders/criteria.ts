import { z } from 'zod'

const Item = z.string().regex(/^[a-z0-9-]{1,24}$/)
const BasisPoints = z.number().int().min(0).max(10_000)
const Centipoints = z.number().int().positive().max(10_000)

/** A requirement a bid meets or fails. */
export const Clause = z.strictObject({
  id: Item,
  zh: z.string().max(300),
  /** which lawful ground a failure is */
  ground: z.string().max(100),
  /** who judges it; absent: the panel */
  by: z.enum(['purchaser', 'panel']).optional(),
  /** of what the panel judges, that it is about the bidder's qualification; absent: about the bid */
  qualifies: z.literal(true).optional(),
  /** a failure rejects nothing and only denies this price deduction to the bidder who claims it; absent: it rejects the bid */
  denies: z.enum(['small', 'domestic']).optional(),
})
/** Something experts score, in hundredths of a point. */
export const Factor = z.strictObject({
  id: Item,
  zh: z.string().max(100),
  guidance: z.string().max(500),
  full: Centipoints,
  step: z.number().int().positive(),
  objective: z.boolean(),
  volume: z.enum(['business', 'technical']),
  /** the branch of the tree of criteria that it hangs on; absent: the trunk */
  group: z.string().min(1).max(40).optional(),
})

/** A benchmark from the average of the prices, and points lost for each percent away from it. */
export const BenchmarkRule = z.strictObject({
  formula: z.literal('benchmark-average'),
  full: Centipoints,
  /** share of the average that is the benchmark, basis points */
  k: z.number().int().min(5000).max(10_000),
  /** hundredths of a point lost per percent above / below the benchmark */
  above: z.number().int().min(0),
  below: z.number().int().min(0),
  /** with more bids than this the highest and the lowest do not count in the average */
  trimMoreThan: z.number().int().min(3),
  /** digits to which the deviation (in percent) is rounded before the score is computed; null: not rounded */
  roundDeviation: z.number().int().min(0).max(6).nullable(),
  /** k is not `k` but one of these, drawn in public at the opening; absent: `k` stands */
  drawn: z
    .strictObject({
      parameter: z.literal('k'),
      values: z
        .array(z.number().int().min(5000).max(10_000))
        .min(2)
        .max(50)
        .refine((values) => new Set(values).size === values.length, { message: 'values differ' }),
    })
    .optional(),
})
/** Lowest evaluation price ÷ evaluation price × full. */
export const LowestPriceRule = z.strictObject({ formula: z.literal('lowest-price'), full: Centipoints })
/** Nothing is scored: the lowest evaluation price is first. */
export const PriceAloneRule = z.strictObject({ formula: z.literal('price-alone') })
/** The published price formula. */
export const PriceRule = z.discriminatedUnion('formula', [BenchmarkRule, LowestPriceRule, PriceAloneRule])
export type PriceRule = z.infer<typeof PriceRule>

/** Deductions from the price that serve the purchase's policies: only for the evaluation, never from what is paid. */
export const PolicyRule = z.strictObject({
  /** for a small or micro enterprise, basis points of its price */
  small: BasisPoints.optional(),
  /** for one that gives so much to small and micro enterprises by consortium or subcontract */
  smallShare: BasisPoints.optional(),
  /** for a domestic product where others compete */
  domestic: BasisPoints.optional(),
})
/** From where on a price is suspected to be abnormally low. */
export const LowPriceRule = z.strictObject({
  /** below this share of the mean price */
  average: BasisPoints,
  /** below this share of the second lowest price */
  second: BasisPoints,
  /** below this share of the highest price that is allowed */
  ceiling: BasisPoints,
})

/** What tells bids apart that are equal in all that ranks them. */
export const TieRule = z.strictObject({
  /** the points of these volumes, each in its turn, the higher first */
  by: z.array(z.enum(['technical', 'business'])).max(2),
  /** what decides where those are equal as well; absent: what the law says */
  last: z.enum(['purchaser', 'lot']).optional(),
})
export type TieRule = z.infer<typeof TieRule>
/** A commercial deviation that is counted in money: what one unit of it adds to the price that is compared. */
export const Deviation = z.strictObject({
  id: Item,
  zh: z.string().min(1).max(100),
  /** what is counted, such as a month of earlier payment */
  unit: z.string().min(1).max(40),
  /** what each unit adds: an amount in fen, or basis points of the bid's price; below zero it takes away */
  adds: z.union([
    z.strictObject({ amount: z.string().regex(/^-?[1-9]\d{0,15}$/) }),
    z.strictObject({ share: z.number().int().min(-10_000).max(10_000) }),
  ]),
})
export type Deviation = z.infer<typeof Deviation>

/** How bids are judged, as the tender document says. */
export const Criteria = z.strictObject({
  clauses: z.array(Clause).min(1).max(50),
  factors: z.array(Factor).max(50),
  price: PriceRule,
  tie: z.enum(['lower-price']),
  policy: PolicyRule.optional(),
  /** absent: what the law says */
  lowPrice: LowPriceRule.optional(),
  /** the product whose brand counts: bidders of one brand are one bidder; absent: none */
  coreProduct: z.string().min(1).max(100).optional(),
  /** how many candidates there are at most, where the law leaves it to the document */
  candidates: z.number().int().min(1).max(10).optional(),
  /** absent: the document says nothing about bids that are equal */
  ties: TieRule.optional(),
  /** commercial deviations that make the evaluated price, where the lowest of these is first; absent: none */
  deviations: z.array(Deviation).max(30).optional(),
})
export type Criteria = z.infer<typeof Criteria>
export type Clause = z.infer<typeof Clause>

/** A clause that the law itself puts before those who judge a bid, beside the document's. */
export const ClauseByLaw = Clause.extend({
  /** a sign of the report on the bids, which stands on no page of them; absent: it stands in the bids */
  sign: z.literal(true).optional(),
})
export type ClauseByLaw = z.infer<typeof ClauseByLaw>

/** Hundredths of a point that the price may earn; none where nothing is scored. */
export const priceFull = (price: PriceRule): number => ('full' in price ? price.full : 0)

/** The clauses that the panel judges. */
export const panelClauses = ({ clauses }: Pick<Criteria, 'clauses'>): Clause[] =>
  clauses.filter(({ by }) => by !== 'purchaser')

/** The clauses by which the purchaser judges who is qualified. */
export const purchaserClauses = ({ clauses }: Pick<Criteria, 'clauses'>): Clause[] =>
  clauses.filter(({ by }) => by === 'purchaser')

/** What of the price formula is drawn at the opening; nothing in most tenders. */
export const drawnInFormula = ({ price }: Pick<Criteria, 'price'>) =>
  price.formula === 'benchmark-average' ? price.drawn : undefined

/** The criteria with what was drawn at the opening in its place: nothing is left to chance any more. */
export function withDrawn(criteria: Criteria, value: number | null | undefined): Criteria {
  const { price } = criteria
  if (price.formula !== 'benchmark-average' || !price.drawn || !value) return criteria
  const { drawn: _drawn, ...rest } = price
  return { ...criteria, price: { ...rest, k: value } }
}
