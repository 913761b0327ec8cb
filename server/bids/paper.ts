import { bidReceipt, withdrawReceipt } from '../../templates/bidReceipt.ts'
import type { Paper } from '../../templates/layout.ts'
import { attestation, size } from '../documents/words.ts'
import type { Platform } from '../platform/platform.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Receipt } from './receipt.ts'
import type { WithdrawalReceipt } from './withdrawalViews.ts'

const VOLUMES: Record<string, string> = { business: '商务标', technical: '技术标', price: '报价' }

/** A receipt as a paper; the JSON for machines is attached to it. */
export const receiptPaper = ({ receipt, token }: Receipt, tender: Tender, platform: Platform): Paper =>
  bidReceipt({
    ...attestation(platform, `fact=${receipt.fact}`),
    code: receipt.fact,
    tender: { code: receipt.code, name: receipt.name },
    bidder: receipt.bidder,
    sequence: receipt.sequence,
    receivedAt: receipt.receivedAt,
    deadline: tender.deadline,
    header: receipt.header,
    ...(receipt.certificate
      ? { certificate: `序列号 ${receipt.certificate.serial}，SHA-256 ${receipt.certificate.sha256}` }
      : {}),
    size: size(receipt.bytes),
    parts: receipt.parts.map(({ id, root, bytes }) => ({ name: VOLUMES[id] ?? id, size: size(bytes), root })),
    log: logText(receipt),
    stamped: stampedText(token),
    ...(receipt.clock ? { clock: clockText(receipt.clock) } : {}),
    attachment: 'receipt.json',
  })

/** The receipt of a withdrawal as a paper; the JSON for machines is attached to it. */
export const withdrawalPaper = ({ receipt, token }: WithdrawalReceipt, tender: Tender, platform: Platform): Paper =>
  withdrawReceipt({
    ...attestation(platform, `fact=${receipt.fact}`),
    code: receipt.fact,
    tender: { code: receipt.code, name: receipt.name },
    bidder: receipt.bidder,
    sequence: receipt.sequence,
    withdrawnAt: receipt.withdrawnAt,
    deadline: tender.deadline,
    header: receipt.header,
    log: logText(receipt),
    stamped: stampedText(token),
    ...(receipt.clock ? { clock: clockText(receipt.clock) } : {}),
    attachment: 'receipt.json',
  })

const logText = (of: { loggedBy: string; commitment: string }): string =>
  `不迟于 ${of.loggedBy} 写入公开日志；承诺值 ${of.commitment}`

const stampedText = (token: string | null): string =>
  token ? '可信时间戳已加盖，见所附数据文件' : '可信时间戳随后补盖：时间戳服务应答后自动补入，届时可重新下载本回执'

const clockText = ({ offset, accuracy, measuredAt }: NonNullable<Receipt['receipt']['clock']>): string =>
  `平台时钟较时间戳服务${offset < 0 ? '慢' : '快'} ${Math.abs(offset)} 毫秒（精度 ${accuracy} 毫秒，比对于 ${measuredAt}）`
