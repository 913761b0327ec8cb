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
/** A line of the ranking: centipoints rounded half up for publication. */
export const Ranked = z.strictObject({
  tag: bid,
  price: FenText,
  /** mean over the members of each factor */
  factors: z.record(z.string(), centipoints),
  quality: centipoints,
  /** deviation from the benchmark in hundredths of a percent */
  deviation: centipoints,
  priceScore: centipoints,
  total: centipoints,
  rank: z.number().int().positive(),
})
export type Ranked = z.infer<typeof Ranked>
export const Ranking = z.strictObject({
  /** the benchmark price in fen, rounded half up for publication */
  benchmark: FenText.nullable(),
  rows: z.array(Ranked),
  candidates: z.array(bid),
  /** equal in total and price at the limit of candidates: the tenderer decides */
  undecided: z.array(bid),
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
})
export type Result = z.infer<typeof Result>
