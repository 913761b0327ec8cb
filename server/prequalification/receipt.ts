import { platformSigns } from '../access/statement.ts'
import type { Who } from '../access/who.ts'
import { promiseFact } from '../audit/promise.ts'
import { certificateOf, type ReceiptCertificate } from '../bids/receipt.ts'
import { events } from '../ledger/store.ts'
import type { Platform } from '../platform/platform.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Application } from './application.ts'

/** What an applicant holds: this package was here at this time, and will be in the log by that beat. */
export interface ApplicationReceipt {
  receipt: {
    kind: 'application.receipt'
    tender: string
    code: string
    name: string
    applicant: { code: string; name: string }
    sequence: number
    header: string
    root: string
    bytes: number
    /** the certificate that signed the manifest, as a bid's receipt names it; absent where it was not kept */
    certificate?: ReceiptCertificate
    receivedAt: string
    /** the fact, its salted commitment, and until when it stands in the log at the latest */
    fact: string
    commitment: string
    loggedBy: string
  }
  /** detached CMS of the platform over the canonical receipt, base64 */
  cms: string
  /** a note by which the log promises in which beat the commitment stands at the latest (crypto/promise.ts) */
  promise: string
  /** RFC 3161 token over the fact's commitment, base64, once it is there: until then null, and the receipt stands without */
  token: string | null
}

/** The signed receipt of an application: the same however often it is asked for. */
export async function receiptOf(
  platform: Platform,
  tender: Tender,
  application: Application,
  who: Pick<Who, 'organisation' | 'organisationName'>,
): Promise<ApplicationReceipt> {
  const row = await events(platform.database).findOne({ where: { id: application.fact }, raw: true })
  const { commitment } = row as unknown as { commitment: string }
  const { sequence, header, root, bytes, receivedAt, fact } = application
  const certificate = certificateOf(platform, application.certificate)
  const receipt: ApplicationReceipt['receipt'] = {
    kind: 'application.receipt',
    ...{ tender: tender.id, code: tender.code, name: tender.name },
    applicant: { code: who.organisation ?? '', name: who.organisationName ?? '' },
    ...{ sequence, header, root, bytes, receivedAt: new Date(receivedAt).toISOString() },
    ...(certificate ? { certificate } : {}),
    ...{ fact, commitment, loggedBy: new Date(receivedAt + 2 * platform.beat).toISOString() },
  }
  const promise = await promiseFact(platform, fact)
  return { receipt, cms: await platformSigns(platform, receipt), promise, token: application.token }
}
