import { z } from 'zod'
import { Cms } from '../tenders/contract.ts'
import { Id } from '../web/route.ts'

/** A bidder's tag within the tender. */
const Tag = z.string().regex(/^[0-9a-f]{64}$/)

/** What the purchaser found on one clause of one bid. */
export const Found = z.strictObject({
  clause: z.string().regex(/^[a-z0-9-]{1,24}$/),
  pass: z.boolean(),
  /** why; needed for a failure, and kept word for word */
  reason: z.string().trim().min(4).max(1000).optional(),
})
export type Found = z.infer<typeof Found>

/** What may change of a bidder so greatly that it has to be told. */
export const ChangeKind = z.enum(['merger', 'division', 'bankruptcy', 'licence', 'other'])

export const ReportChange = z.strictObject({
  ...{ tender: Id, kind: ChangeKind, text: z.string().trim().min(4).max(1000), cms: Cms },
})
export const OneQualification = z.strictObject({ tender: Id })
export const JudgeBid = z.strictObject({ tender: Id, bid: Tag, findings: z.array(Found).min(1).max(50), cms: Cms })
export const ConcludeQualification = z.strictObject({ tender: Id, cms: Cms })
export const BusinessVolume = z.strictObject({ tender: Id, tag: Tag, file: z.string().min(1).max(300) })
