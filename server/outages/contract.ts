import { z } from 'zod'
import { hex, utf8 } from '../../crypto/bytes.ts'
import { sha256 } from '../../crypto/digest.ts'
import { Cms, InstantNumber } from '../tenders/contract.ts'
import { Id } from '../web/route.ts'

/** The number of a report: its reporter's program makes it, and it is no tender's. */
export const ReportId = z.string().regex(/^outage-[0-9a-f]{32}$/)

/** At what the platform is said to have failed. */
export const OutageKind = z.enum(['signIn', 'upload', 'submit', 'opening', 'other'])
export type OutageKind = z.infer<typeof OutageKind>

/** One request that was declined or not answered, as the reporter's own program noted it. */
export const Attempt = z.strictObject({
  at: InstantNumber,
  path: z.string().max(300),
  /** what the platform answered; 0: nothing */
  status: z.number().int().min(0).max(599),
  code: z.string().max(60),
  requestId: z.string().max(64).optional(),
})
export type Attempt = z.infer<typeof Attempt>

/** What somebody tells of a failure of the platform, signed. */
export const ReportOutage = z.strictObject({
  report: ReportId,
  /** in which tender; absent: in none */
  tender: Id.optional(),
  kind: OutageKind,
  from: InstantNumber,
  /** until when; null: it lasts */
  to: InstantNumber.nullable(),
  account: z.string().trim().min(10).max(4000),
  attempts: z.array(Attempt).max(50),
  /** the file that the reporter's program saved meanwhile, as it is: what it noted and its signature */
  evidence: z.string().max(32_000).nullable(),
  cms: Cms,
})
export type ReportOutage = z.infer<typeof ReportOutage>

/** What a reporter signs: the saved file by its hash, all else as it is. */
export const reportFields = ({ cms: _cms, evidence, ...told }: Omit<ReportOutage, 'cms'> & { cms?: string }) => ({
  ...told,
  evidence: evidence === null ? null : hex(sha256(utf8(evidence))),
})

export const OneReport = z.strictObject({ report: ReportId })

/** What such a file holds. */
export const EvidenceFile = z.strictObject({
  evidence: z.looseObject({ what: z.literal('platform.fault') }),
  cms: z.base64().max(20_000).nullable(),
})

const Reason = z.string().trim().min(4).max(1000)

/** Whether it was an outage, from when until when, and why it is thought so. */
export const DecideOutage = z.discriminatedUnion('outage', [
  z.strictObject({
    ...{ report: ReportId, outage: z.literal(true), from: InstantNumber, to: InstantNumber },
    ...{ reason: Reason, cms: Cms },
  }),
  z.strictObject({ report: ReportId, outage: z.literal(false), reason: Reason, cms: Cms }),
])
