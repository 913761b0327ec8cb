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
