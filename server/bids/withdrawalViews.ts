import { platformSigns } from '../access/statement.ts'
import type { Who } from '../access/who.ts'
import { promiseFact } from '../audit/promise.ts'
import { events } from '../ledger/store.ts'
import type { Platform } from '../platform/platform.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Bid } from './bid.ts'
import { certificateOf, type Receipt, type ReceiptCertificate } from './receipt.ts'

/** What a bidder holds who took its bid back: it was taken back at this time. Signed by the platform as a receipt is. */
export interface WithdrawalReceipt extends Pick<Receipt, 'cms' | 'promise' | 'token'> {
  receipt: Pick<
    Receipt['receipt'],
    'tender' | 'code' | 'name' | 'bidder' | 'sequence' | 'header' | 'fact' | 'commitment' | 'loggedBy' | 'clock'
  > & { kind: 'bid.withdrawal'; withdrawnAt: string; certificate?: ReceiptCertificate }
}

/** The receipt of the last withdrawal of a bid; null where it was never taken back. */
export async function withdrawalOf(
  platform: Platform,
  tender: Tender,
  { withdrawal }: Pick<Bid, 'withdrawal'>,
  who: Pick<Who, 'organisation' | 'organisationName'>,
): Promise<WithdrawalReceipt | null> {
  if (!withdrawal) return null
  const { sequence, header, at, fact, token, clock } = withdrawal
  const certificate = certificateOf(platform, withdrawal.certificate)
  const row = await events(platform.database).findOne({ attributes: ['commitment'], where: { id: fact }, raw: true })
  const receipt: WithdrawalReceipt['receipt'] = {
    kind: 'bid.withdrawal',
    ...{ tender: tender.id, code: tender.code, name: tender.name },
    bidder: { code: who.organisation ?? '', name: who.organisationName ?? '' },
    ...{ sequence, header, withdrawnAt: new Date(at).toISOString() },
    ...(certificate ? { certificate } : {}),
    ...{ fact, commitment: (row as unknown as { commitment: string }).commitment },
    loggedBy: new Date(at + 2 * platform.beat).toISOString(),
    clock: clock && { ...clock, measuredAt: new Date(clock.measuredAt).toISOString() },
  }
  return { receipt, cms: await platformSigns(platform, receipt), promise: await promiseFact(platform, fact), token }
}
