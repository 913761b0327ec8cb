import { z } from 'zod'
import { Id } from '../web/route.ts'

/** Money as a whole number of fen, in decimal digits. */
export const FenText = z.string().regex(/^(0|[1-9]\d{0,17})$/)
/** A moment, ms since 1970. */
export const InstantNumber = z.number().int().min(0).max(8_000_000_000_000)
/** 统一社会信用代码: 18 characters; the check character is verified where the certificate is read. */
export const CreditCode = z.string().regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/)
/** SHA-256 in hex. */
export const Hash = z.string().regex(/^[0-9a-f]{64}$/)
/** Base64 text of at most n characters. */
export const Base64 = (most: number) =>
  z
    .string()
    .max(most)
    .regex(/^[0-9A-Za-z+/]+={0,2}$/)
/** A detached CMS signature, base64. */
export const Cms = Base64(20_000)

export const Party = z.strictObject({ code: CreditCode, name: z.string().min(1).max(100) })
export type Party = z.infer<typeof Party>

/** A requirement a bid meets or fails in the preliminary review. */
export const Clause = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,24}$/),
  zh: z.string().max(300),
  /** which lawful ground a failure is */
  ground: z.string().max(100),
})
/** Something experts score, in hundredths of a point. */
export const Factor = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,24}$/),
  zh: z.string().max(100),
  guidance: z.string().max(500),
  full: z.number().int().positive().max(10_000),
  step: z.number().int().positive(),
  objective: z.boolean(),
  volume: z.enum(['business', 'technical']),
})
/** The published price formula: a benchmark from the average, and points lost for each percent away from it. */
export const PriceRule = z.strictObject({
  formula: z.literal('benchmark-average'),
  full: z.number().int().positive().max(10_000),
  /** share of the average that is the benchmark, basis points */
  k: z.number().int().min(5000).max(10_000),
  /** hundredths of a point lost per percent above / below the benchmark */
  above: z.number().int().min(0),
  below: z.number().int().min(0),
  /** with more bids than this the highest and the lowest do not count in the average */
  trimMoreThan: z.number().int().min(3),
  /** digits to which the deviation (in percent) is rounded before the score is computed; null: not rounded */
  roundDeviation: z.number().int().min(0).max(6).nullable(),
})
export const Criteria = z.strictObject({
  clauses: z.array(Clause).min(1).max(50),
  factors: z.array(Factor).min(1).max(50),
  price: PriceRule,
  tie: z.enum(['lower-price']),
})
export type Criteria = z.infer<typeof Criteria>

/** Where the experts of the panel come from. */
export const Stratum = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]{1,24}$/),
  region: z.string().max(40),
  specialty: z.string().regex(/^[A-E]\d{0,6}$/),
  seats: z.number().int().positive().max(15),
})

/** Everything the notice says. */
export const Draft = z.strictObject({
  project: z.strictObject({ code: z.string().min(17).max(20), name: z.string().min(1).max(200) }),
  code: z.string().min(20).max(23),
  name: z.string().min(1).max(200),
  track: z.enum(['T', 'G']),
  /** six digits of GB/T 2260 */
  region: z.string().regex(/^\d{6}$/),
  kind: z.enum(['works', 'designBuild', 'goods', 'survey', 'design', 'services']),
  method: z.enum(['open']),
  stateFunded: z.boolean(),
  tenderer: Party,
  agent: Party.nullable(),
  supervisor: Party,
  industry: z.string().max(60),
  scope: z.string().max(2000),
  qualification: z.string().max(2000),
  consortium: z.boolean(),
  funds: z.string().max(200),
  place: z.string().max(200),
  durationDays: z.number().int().positive().max(5000),
  estimate: FenText,
  ceiling: FenText,
  deposit: FenText,
  depositForms: z.array(z.enum(['transfer', 'guarantee', 'insurance'])).min(1),
  documentsFrom: InstantNumber,
  documentsUntil: InstantNumber,
  deadline: InstantNumber,
  validityDays: z.number().int().positive().max(400),
  shares: z.strictObject({ needed: z.number().int().min(2).max(3) }),
  parts: z.array(z.enum(['business', 'technical', 'price'])).length(3),
  criteria: Criteria,
  panel: z.strictObject({ members: z.number().int().min(3).max(21), strata: z.array(Stratum).min(1).max(10) }),
  contact: z.string().max(300),
})
export type Draft = z.infer<typeof Draft>

/** A file that was uploaded before, with what it is called. */
export const SignedDocument = z.strictObject({
  title: z.string().min(1).max(120),
  file: z.string().max(200),
  bytes: z.number().int().positive(),
  sha256: Hash,
})

export const DraftTender = z.strictObject({ tender: Id, draft: Draft })
export const OfficerKey = z.strictObject({
  tender: Id,
  spki: Base64(4000),
  backup: Base64(12_000),
  cms: Cms,
})
export const PublishTender = z.strictObject({
  tender: Id,
  documents: z
    .array(z.strictObject({ title: z.string().min(1).max(120), upload: Id }))
    .min(1)
    .max(20),
  cms: Cms,
})
export const OneTender = z.strictObject({ tender: Id })
/** Filters of the public list; the address holds them. */
export const ListTenders = z.strictObject({
  text: z.string().max(100).optional(),
  stage: z.string().max(20).optional(),
  region: z
    .string()
    .regex(/^\d{2,6}$/)
    .optional(),
  page: z.coerce.number().int().min(1).max(10_000).default(1),
})
export const OneDocument = z.strictObject({ tender: Id, sha256: Hash })
