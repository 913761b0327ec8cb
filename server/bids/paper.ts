import { bidReceipt } from '../../templates/bidReceipt.ts'
import type { Paper } from '../../templates/layout.ts'
import { attestation, size } from '../documents/words.ts'
import type { Platform } from '../platform/platform.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Receipt } from './receipt.ts'

const VOLUMES: Record<string, string> = { business: '商务标', technical: '技术标', price: '报价' }

/** A receipt as a paper; the JSON for machines is attached to it. */
export const receiptPaper = ({ receipt }: Receipt, tender: Tender, platform: Platform): Paper =>
  bidReceipt({
    ...attestation(platform, `fact=${receipt.fact}`),
    code: receipt.fact,
    tender: { code: receipt.code, name: receipt.name },
    bidder: receipt.bidder,
    sequence: receipt.sequence,
    receivedAt: receipt.receivedAt,
    deadline: tender.deadline,
    header: receipt.header,
    size: size(receipt.bytes),
    parts: receipt.parts.map(({ id, root, bytes }) => ({ name: VOLUMES[id] ?? id, size: size(bytes), root })),
    log: `不迟于 ${receipt.loggedBy} 写入公开日志；承诺值 ${receipt.commitment}`,
    attachment: 'receipt.json',
  })
