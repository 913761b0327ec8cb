import { z } from 'zod'
import { manifestSchema } from '../../crypto/manifest.ts'
import { Cms, Hash, Party } from '../tenders/contract.ts'
import { Id } from '../web/route.ts'

/** A part of the package as the manifest names it. */
export const SealedPart = z.strictObject({
  id: z.enum(['business', 'technical', 'price']),
  root: Hash,
  bytes: z.number().int().positive(),
})

/** A manifest as this platform takes it: all three volumes, by an organisation with a credit code. */
export const Manifest = manifestSchema.extend({ tender: Id, parts: z.array(SealedPart).length(3), bidder: Party })
export type Manifest = z.infer<typeof Manifest>

export const SealBid = z.strictObject({
  tender: Id,
  upload: Id,
  manifest: Manifest,
  cms: Cms,
  /** SHA-256 of the public key that the package is locked to: by it the bidder is told which key it must keep */
  key: Hash.optional(),
})
export const WithdrawBid = z.strictObject({ tender: Id, sequence: z.number().int().positive(), cms: Cms })
export const OfTender = z.strictObject({ tender: Id })
export const OfUpload = z.strictObject({ tender: Id, upload: Id })

/** What a bidder claims for itself, where the tender document has a policy or a core product; proofs are in its volumes. */
export const Claims = z.strictObject({
  /** a small or micro enterprise, or one that gives such enterprises their share by consortium or subcontract */
  small: z.enum(['whole', 'share']).optional(),
  domestic: z.boolean().optional(),
  /** a small or medium enterprise for which the package is kept, or with the share that is kept for such; declared in its business volume */
  reserved: z.boolean().optional(),
  /** of the core product */
  brand: z.string().trim().min(1).max(60).optional(),
})
export type Claims = z.infer<typeof Claims>

/** One of the main things that a bidder offers, with its own price. */
export const BidItem = z.strictObject({
  name: z.string().trim().min(1).max(200),
  spec: z.string().trim().min(1).max(300),
  quantity: z.string().trim().min(1).max(40),
  /** fen */
  unitPrice: z.string().regex(/^(0|[1-9]\d{0,17})$/),
  service: z.string().trim().min(1).max(500),
})
export type BidItem = z.infer<typeof BidItem>

/** A finished work that a bidder claims. */
export const Performance = z.strictObject({
  project: z.string().trim().min(1).max(200),
  client: z.string().trim().min(1).max(100),
  amount: z.string().trim().min(1).max(40),
  finished: z.string().trim().min(1).max(20),
})
export type Performance = z.infer<typeof Performance>

/** An organisation or a person that holds or manages a bidder. */
const Related = z.strictObject({
  name: z.string().trim().min(1).max(100),
  /** its credit code, where it is an organisation that has one */
  code: z
    .string()
    .regex(/^[0-9A-HJ-NPQRTUWXY]{18}$/)
    .optional(),
})

/** Who heads a bidder (单位负责人), and who holds or manages it; bidders that belong together may not bid for one section. */
export const Relations = z.strictObject({
  head: z.string().trim().min(1).max(60),
  holders: z.array(Related).max(50),
  managers: z.array(Related).max(50),
})
export type Relations = z.infer<typeof Relations>

/** Bidders who bid as one (联合体): the bidder leads, these are the others. */
export const Consortium = z.strictObject({
  members: z
    .array(
      Party.extend({
        /** of the contract by the agreement, basis points; the rest is the leader's */
        share: z.number().int().min(0).max(10_000).optional(),
        /** a small or micro enterprise */
        small: z.boolean().optional(),
      }),
    )
    .min(1)
    .max(10)
    .refine((all) => new Set(all.map(({ code }) => code)).size === all.length, { message: 'a member once' })
    .refine((all) => all.reduce((sum, { share = 0 }) => sum + share, 0) <= 10_000, { message: 'shares' }),
  /** the joint agreement: the name of a file in the business volume */
  agreement: z.string().trim().min(1).max(300),
  /** whether the leader itself is a small or micro enterprise */
  small: z.boolean().optional(),
})
export type Consortium = z.infer<typeof Consortium>

/** The structured form in the price part, `form.json`: what is read out and evaluated. */
export const BidForm = z.strictObject({
  price: z.string().regex(/^[1-9]\d{0,17}$/),
  durationDays: z.number().int().positive().max(5000),
  quality: z.string().min(1).max(100),
  leader: z.string().min(1).max(60),
  leaderCertificate: z.string().max(60),
  claims: Claims.optional(),
  /** the bidder's qualification and its grade, as it says; shown in the publicity */
  qualification: z.string().max(300).optional(),
  /** finished works that it claims; shown in the publicity */
  performance: z.array(Performance).max(10).optional(),
  /** who heads, holds and manages the bidder, as it says */
  relations: Relations.optional(),
  /** what has changed greatly of it since it was prequalified (重大变化), as it says; absent: nothing */
  changes: z.string().trim().min(4).max(1000).optional(),
  /** with whom it bids together; absent: alone */
  consortium: Consortium.optional(),
  /** what is bought, item by item; shown in the announcement of a purchase */
  items: z.array(BidItem).max(200).optional(),
})
export type BidForm = z.infer<typeof BidForm>

/**
 * The form as it is sealed now: it says who heads, holds and manages the bidder (《招标投标法实施条例》第三十四条,
 * 《政府采购法实施条例》第十八条). The opening reads one without it all the same and reports what is missing, for the panel to judge.
 */
export const CompleteForm = BidForm.required({ relations: true })
export type CompleteForm = z.infer<typeof CompleteForm>
