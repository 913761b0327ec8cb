import { z } from 'zod'
import { Cms, CreditCode, Hash } from '../tenders/contract.ts'
import { Id } from '../web/route.ts'

/** A part of the package as the manifest names it. */
export const SealedPart = z.strictObject({
  id: z.enum(['business', 'technical', 'price']),
  root: Hash,
  bytes: z.number().int().positive(),
})

/** What the bidder signs: this package, for this tender, in this place of the sequence. */
export const Manifest = z.strictObject({
  v: z.literal(1),
  tender: Id,
  /** SHA-256 of the package's header */
  header: Hash,
  parts: z.array(SealedPart).length(3),
  sequence: z.number().int().positive().max(999),
  /** hash of the manifest before it, for a bid that replaces another */
  previous: Hash.nullable(),
  /** given by the platform just before, used once */
  ticket: z.string().max(300),
  bidder: z.strictObject({ code: CreditCode, name: z.string().min(1).max(100) }),
  /** opens the bidder's commitment in the header, hex */
  salt: Hash,
})
export type Manifest = z.infer<typeof Manifest>

export const SealBid = z.strictObject({ tender: Id, upload: Id, manifest: Manifest, cms: Cms })
export const WithdrawBid = z.strictObject({ tender: Id, sequence: z.number().int().positive(), cms: Cms })
export const OfTender = z.strictObject({ tender: Id })

/** The structured form in the price part, `form.json`: what is read out and evaluated. */
export const BidForm = z.strictObject({
  price: z.string().regex(/^[1-9]\d{0,17}$/),
  durationDays: z.number().int().positive().max(5000),
  quality: z.string().min(1).max(100),
  leader: z.string().min(1).max(60),
  leaderCertificate: z.string().max(60),
})
export type BidForm = z.infer<typeof BidForm>
