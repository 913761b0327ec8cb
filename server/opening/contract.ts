import { z } from 'zod'
import { Base64, Cms, Hash } from '../tenders/contract.ts'
import { Id } from '../web/route.ts'

/** Bytes closed to the opening's key: what crypto/letter.ts makes. */
export const LetterShape = z.strictObject({ key: Base64(2000), body: Base64(2_000_000) })

export const OneOpening = z.strictObject({ tender: Id })
export const OfficerRelease = z.strictObject({
  tender: Id,
  epoch: z.number().int().positive(),
  letter: LetterShape,
  cms: Cms,
})
export const BidderRelease = OfficerRelease
export const UnlockReport = z.strictObject({
  tender: Id,
  /** what the bidder's client found: a code of crypto/problem.ts */
  code: z.string().regex(/^[A-Z_]{3,40}$/),
  /** SHA-256 of the certificate that was tried */
  certificate: Hash,
  cms: Cms,
})
export const Classify = z.strictObject({
  tender: Id,
  tag: Hash,
  cause: z.enum(['bidder', 'platform', 'third-party']),
  evidence: z.string().min(5).max(1000),
})
export const SignRecord = z.strictObject({ tender: Id, record: Hash, cms: Cms })

/** What an officer's letter holds: for each bid its share of the identity box and of each part's key (hex). */
export const OfficerShares = z.record(
  Hash,
  z.strictObject({ box: z.string().max(300), parts: z.record(z.string().max(32), z.string().max(300)) }),
)
export type OfficerShares = z.infer<typeof OfficerShares>
/** What a bidder's letter holds: its secret of each part (hex). */
export const BidderSecrets = z.record(z.string().max(32), Hash)
