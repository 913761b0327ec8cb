import { canonical } from '../../crypto/canonical.ts'
import { hashOf, platformSigns, type Signature } from '../access/statement.ts'
import { promiseFact } from '../audit/promise.ts'
import type { Receipt } from '../bids/receipt.ts'
import { events } from '../ledger/store.ts'
import type { Platform } from '../platform/platform.ts'
import type { Attempt, OutageKind } from './contract.ts'
import type { OutageReport } from './outage.ts'

/** How the certificate of a saved file's signature stood at the time of that signature. */
export interface EvidencePath {
  /** ms */
  at: number
  /** why it is not to be relied on; null: it leads to an authority of the trust list and was not revoked */
  problem: string | null
  /** the authority, where it leads to one */
  authority: string | null
  /** why that authority is relied on without asking what it revoked, where it is */
  noRevocation: string | null
}

/** What of a report is sealed: who, where, what it tells, and its signature. */
export interface SealedReport {
  tender: string | null
  by: { role: string; code: string; name: string; person: string }
  account: string
  attempts: Attempt[]
  evidence: string | null
  /** whether the saved file bears the reporter's own signature */
  evidenceSigned: boolean
  /** how that signature's certificate stood; null without a signature, absent in reports from before it was looked up */
  evidencePath?: EvidencePath | null
  signature: Signature
  /** why the certificate of that signature was relied on without asking about revocation; absent where that was asked */
  noRevocation?: string
}

const PURPOSE = 'outage-report'

/** Seals what a report tells. */
export const sealReport = ({ vault }: Pick<Platform, 'vault'>, of: SealedReport): string =>
  vault.seal(PURPOSE, canonical(of))

/** What a report tells. */
export const openReport = (
  { vault }: Pick<Platform, 'vault'>,
  { sealed }: Pick<OutageReport, 'sealed'>,
): SealedReport => JSON.parse(vault.open(PURPOSE, sealed)) as SealedReport

/** What a reporter holds: the platform was told this at that time. Signed by the platform as a receipt of a bid is. */
export interface OutageReceipt extends Pick<Receipt, 'cms' | 'promise' | 'token'> {
  receipt: Pick<Receipt['receipt'], 'fact' | 'commitment' | 'loggedBy' | 'clock'> & {
    kind: 'outage.receipt'
    report: string
    tender: string | null
    reporter: { code: string; name: string }
    of: OutageKind
    from: string
    to: string | null
    /** SHA-256 of the signed statement, as canonical JSON text */
    statement: string
    /** why the reporter's certificate was relied on without asking whether it was revoked; absent where that was asked */
    noRevocation?: string
    reportedAt: string
  }
}

/** The receipt of a report. */
export async function receiptOf(platform: Platform, report: OutageReport): Promise<OutageReceipt> {
  const { id, fact, kind, from, to, at, token, clock } = report
  const { tender, by, signature, noRevocation } = openReport(platform, report)
  const row = await events(platform.database).findOne({ attributes: ['commitment'], where: { id: fact }, raw: true })
  const iso = (time: number): string => new Date(time).toISOString()
  const receipt: OutageReceipt['receipt'] = {
    ...{ kind: 'outage.receipt', report: id, tender, reporter: { code: by.code, name: by.name }, of: kind },
    ...{ from: iso(from), to: to === null ? null : iso(to), statement: hashOf(JSON.parse(signature.statement)) },
    ...(noRevocation ? { noRevocation } : {}),
    ...{ reportedAt: iso(at), fact, commitment: (row as unknown as { commitment: string }).commitment },
    loggedBy: iso(at + 2 * platform.beat),
    clock: clock && { ...clock, measuredAt: iso(clock.measuredAt) },
  }
  return { receipt, cms: await platformSigns(platform, receipt), promise: await promiseFact(platform, fact), token }
}
