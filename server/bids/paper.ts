import { bidReceipt, withdrawReceipt } from '../../templates/bidReceipt.ts'
import type { Paper } from '../../templates/layout.ts'
import { attestation, size } from '../documents/words.ts'
import type { Platform } from '../platform/platform.ts'
import type { Tender } from '../tenders/tender.ts'
import type { Receipt, ReceiptCertificate } from './receipt.ts'
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
    ...(receipt.certificate ? certificateText(receipt.certificate) : {}),
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
    ...(receipt.certificate ? certificateText(receipt.certificate) : {}),
    log: logText(receipt),
    stamped: stampedText(token),
    ...(receipt.clock ? { clock: clockText(receipt.clock) } : {}),
    attachment: 'receipt.json',
  })

/** The certificate that signed, and in words of its own where nobody asked whether it was revoked. */
export const certificateText = ({ serial, sha256, noRevocation }: ReceiptCertificate) => ({
  certificate: `序列号 ${serial}，SHA-256 ${sha256}`,
  ...(noRevocation
    ? { unasked: `签发机构不提供吊销查询，受理时未查询该证书是否已被吊销；经两人签名确认的受理理由：${noRevocation}` }
    : {}),
})

/** Until when a fact is in the log. */
export const logText = (of: { loggedBy: string; commitment: string }): string =>
  `不迟于 ${of.loggedBy} 写入公开日志；承诺值 ${of.commitment}`

/** Whether the trusted time stamp is there. */
export const stampedText = (token: string | null): string =>
  token ? '可信时间戳已加盖，见所附数据文件' : '可信时间戳随后补盖：时间戳服务应答后自动补入，届时可重新下载本回执'

const clockText = ({ offset, accuracy, measuredAt }: NonNullable<Receipt['receipt']['clock']>): string =>
  `平台时钟较时间戳服务${offset < 0 ? '慢' : '快'} ${Math.abs(offset)} 毫秒（精度 ${accuracy} 毫秒，比对于 ${measuredAt}）`
