import { z } from 'zod'
import { FenText } from '../tenders/contract.ts'
import { Tag } from './contract.ts'

const member = Tag
const bid = Tag
const centipoints = z.number().int()

/** What one member said about one clause of one bid. */
export const Finding = z.strictObject({
  member,
  pass: z.boolean(),
  page: z.number().int().nullable(),
  reason: z.string().nullable(),
})
export type Finding = z.infer<typeof Finding>
/** What the panel found on one clause of one bid: votes against, of all members, and every opinion. */
export const ClauseFinding = z.strictObject({
  bid,
  clause: z.string(),
  zh: z.string(),
  ground: z.string(),
  against: z.number().int(),
  members: z.number().int(),
  findings: z.array(Finding),
})
export type ClauseFinding = z.infer<typeof ClauseFinding>
/** An objective item that members marked differently. */
export const Mismatch = z.strictObject({ bid, factor: z.string(), values: z.record(Tag, centipoints) })
export type Mismatch = z.infer<typeof Mismatch>
/** A price that is suspected to be abnormally low: by which shares, or by the panel's judgement with its reason. */
export const Suspicion = z.strictObject({
  bid,
  triggers: z.array(z.enum(['average', 'second', 'ceiling', 'judgement'])).min(1),
  reason: z.string().nullable(),
})
export type Suspicion = z.infer<typeof Suspicion>
/** Whether a member finds a suspected price proven reasonable, why, and what it looked up for it. */
export const LowPriceVote = z.strictObject({
  member,
  proven: z.boolean(),
  reason: z.string(),
  searches: z.string().optional(),
})
export type LowPriceVote = z.infer<typeof LowPriceVote>
/** What was deducted from a price for the evaluation: the policy, its rate on the price that was bid, the amount in fen. */
export const Deduction = z.strictObject({
  policy: z.enum(['small', 'smallShare', 'domestic']),
  /** basis points of `base` */
  rate: z.number().int(),
  base: FenText,
  amount: FenText,
})
export type Deduction = z.infer<typeof Deduction>
/** What a commercial deviation added to the price that a bid is compared by, in fen; below zero it took away. */
export const Adjustment = z.strictObject({
  deviation: z.string(),
  quantity: z.string(),
  amount: z.string().regex(/^-?(0|[1-9]\d{0,17})$/),
})
export type Adjustment = z.infer<typeof Adjustment>
/** Which of several equal bids was chosen, and how. */
export const Settlement = z.strictObject({
  among: z.array(bid).min(2),
  chosen: bid,
  how: z.enum(['lot', 'purchaser']),
  /** number of the lot; null: the purchaser chose */
  draw: z.string().nullable(),
  /** why the purchaser chose it; null: the lot chose */
  reason: z.string().nullable(),
})
export type Settlement = z.infer<typeof Settlement>
/** A line of the ranking: centipoints rounded half up for publication. */
export const Ranked = z.strictObject({
  tag: bid,
  price: FenText,
  /** mean over the members of each factor */
  factors: z.record(z.string(), centipoints),
  quality: centipoints,
  /** deviation from the benchmark in hundredths of a percent; absent where the formula knows none */
  deviation: centipoints.optional(),
  /** what the bid is compared by, in fen, rounded half up for publication; absent: its price */
  evaluationPrice: FenText.optional(),
  deductions: z.array(Deduction).optional(),
  adjustments: z.array(Adjustment).optional(),
  /** the price as it was read out, where it was corrected since */
  readOut: FenText.optional(),
  priceScore: centipoints,
  total: centipoints,
  rank: z.number().int().positive(),
})
export type Ranked = z.infer<typeof Ranked>
export const Ranking = z.strictObject({
  /** the benchmark price in fen, rounded half up for publication: of the formula, or the lowest evaluation price */
  benchmark: FenText.nullable(),
  rows: z.array(Ranked),
  candidates: z.array(bid),
  /** equal in total and price at the limit of candidates: the tenderer decides */
  undecided: z.array(bid),
  /** bids of a brand that another bid stands for; by nobody while several are equal; absent: none */
  outdone: z.array(z.strictObject({ bid, by: bid.nullable() })).optional(),
  /** bids that were valid no longer: ranked, and no candidates; absent: none */
  lapsed: z.array(bid).optional(),
})
export type Ranking = z.infer<typeof Ranking>
/** The result of an evaluation. */
export const Result = z.strictObject({
  ranking: z.array(Ranked),
  benchmark: FenText.nullable(),
  candidates: z.array(bid),
  undecided: z.array(bid),
  rejections: z.array(ClauseFinding),
  competition: z.strictObject({ enough: z.boolean(), argument: z.string() }).nullable(),
  outdone: Ranking.shape.outdone,
  /** which of several equal bids was chosen; absent: none had to be */
  settled: z.array(Settlement).optional(),
  /** suspected prices and what the panel found; absent: none */
  lowPrices: z.array(z.strictObject({ ...Suspicion.shape, proven: z.boolean() })).optional(),
  /** the article by which the purchase is void: too few bids fulfil the document; absent: it is not */
  void: z.string().optional(),
})
export type Result = z.infer<typeof Result>
