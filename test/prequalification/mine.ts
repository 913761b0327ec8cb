import type { Proposal } from '../../server/opening/failure.ts'
import type { ApplicationReceipt } from '../../server/prequalification/receipt.ts'

/** What an applicant sees of its own application. */
export interface Mine {
  stage: string
  sequence: number
  tag: string
  epoch: number
  spki: string | null
  tried: boolean
  failed: Proposal | null
  receipt: ApplicationReceipt | null
  result: { passed: boolean; reasons: { requirement: string; reasons: string[] }[]; notice: string | null } | null
}
