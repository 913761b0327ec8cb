import type { Paper } from '../../templates/layout.ts'
import { openingRecord } from '../../templates/openingRecord.ts'
import { attestation, money } from '../documents/words.ts'
import type { Platform } from '../platform/platform.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Opening } from './opening.ts'

const CAUSES = { bidder: '投标人原因', platform: '平台原因', 'third-party': '第三方原因' }
const FORMS: Record<string, string> = { transfer: '转账', guarantee: '保函' }
const HOLDERS: Record<string, string> = { tenderer: '招标人', centre: '交易中心', supervisor: '监督部门' }

/** The record of an opening as a paper. */
export function recordPaper(
  tender: Tender,
  opening: Opening,
  deposits: ReadonlyMap<string, 'transfer' | 'guarantee' | null>,
  platform: Platform,
): Paper {
  const bids = Object.values(opening.bids)
  const read = bids.flatMap((bid) => (bid.form && bid.bidder ? [{ ...bid, form: bid.form, bidder: bid.bidder }] : []))
  const unopened = bids.filter((bid) => bid.status === 'unopened')
  return openingRecord({
    ...attestation(platform, `opening=${tender.id}`),
    code: tender.code,
    tender: { code: tender.code, name: tender.name },
    tenderer: tender.tenderer.name,
    host: tender.agent?.name ?? tender.tenderer.name,
    startedAt: opening.startedAt,
    endedAt: opening.readAt ?? opening.startedAt,
    ceiling: money(tender.ceiling),
    bids: read.map(({ tag, form, bidder, receivedAt }) => ({
      bidder: bidder.name,
      code: bidder.code,
      price: money(form.price),
      period: `${form.durationDays} 日历天`,
      quality: form.quality,
      leader: form.leader,
      deposit: FORMS[deposits.get(tag) ?? ''] ?? '—',
      receivedAt,
    })),
    unopened: unopened.map(({ bidder, cause }) => ({
      bidder: bidder?.name ?? '',
      reason: cause ? `${CAUSES[cause.cause]}：${cause.evidence}` : '',
      consequence: cause?.cause === 'bidder' ? '视为撤销投标文件' : '视为撤回投标文件',
    })),
    withdrawn: opening.withdrawn,
    shares: opening.released.map(({ role, at }) => ({ holder: HOLDERS[role] ?? role, at })),
    objections: [],
    signers: [],
  })
}
