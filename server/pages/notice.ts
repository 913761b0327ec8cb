import qrcode from 'qrcode'
import { hex, unbase64, utf8 } from '../../crypto/bytes.ts'
import { sha256 } from '../../crypto/digest.ts'
import type { NoticeView } from '../../templates/pages/notice.ts'
import { checkSignature } from '../access/statement.ts'
import { money } from '../documents/words.ts'
import { Refusal } from '../law/refusal.ts'
import { formatDecimal } from '../law/units.ts'
import type { Context } from '../ledger/command.ts'
import { factsOf } from '../ledger/store.ts'
import { TenderPublished } from '../tenders/events.ts'
import { tenderStream } from '../tenders/store.ts'
import { OFFICERS, type Tender } from '../tenders/tender.ts'

const OFFICER_NAMES = { tenderer: '招标人', centre: '交易中心', supervisor: '行政监督' } as const

const points = (centipoints: number): string => formatDecimal(BigInt(centipoints), 2)

/** The published price formula in words. */
export function priceWords({ price }: Tender['criteria']): string {
  const k = formatDecimal(BigInt(price.k), 4)
  const rounded =
    price.roundDeviation === null ? '偏差率不取整' : `偏差率（百分数）四舍五入保留 ${price.roundDeviation} 位`
  return [
    `评标基准价 = 有效报价算术平均值 × ${k}（多于 ${price.trimMoreThan} 家时去掉一个最高和一个最低）`,
    `等于基准价得满分，每高 1% 扣 ${points(price.above)} 分，每低 1% 扣 ${points(price.below)} 分，${rounded}`,
  ].join('；')
}

/** Who signed the notice, with the signature checked anew at this moment. */
async function signatureOf(context: Context, tender: Tender): Promise<NoticeView['signature']> {
  const all = await factsOf(context.platform.database, tenderStream(tender.id).name)
  const found = all.findLast(({ fact }) => fact.type === TenderPublished.type)
  if (!found) return null
  const { signature, publishedAt } = TenderPublished.schema.parse(found.fact.data)
  const shown = { certificate: signature.certificate, fact: found.fact.id }
  try {
    const signer = await checkSignature(context.platform, utf8(signature.statement), signature.cms, publishedAt)
    const { organisation, commonName } = signer.subject
    return { ...shown, signer: organisation ?? commonName ?? '', good: true, reason: '' }
  } catch (problem) {
    if (problem instanceof Refusal) return { ...shown, signer: '', good: false, reason: problem.zh }
    throw problem
  }
}

const criteriaOf = ({ criteria }: Tender): NoticeView['criteria'] => ({
  clauses: criteria.clauses,
  factors: criteria.factors.map((one) => ({ ...one, full: points(one.full) })),
  price: { full: points(criteria.price.full), words: priceWords(criteria) },
})

const officersOf = (tender: Tender): NoticeView['officers'] =>
  OFFICERS.flatMap((role) => {
    const key = tender.officerKeys[role]
    return key ? [{ role: OFFICER_NAMES[role], name: key.name, key: hex(sha256(unbase64(key.spki))) }] : []
  })

/** What the page of a notice shows. */
export async function noticeView(context: Context, tender: Tender): Promise<NoticeView | undefined> {
  const { published } = tender
  if (!published) return undefined
  const signature = await signatureOf(context, tender)
  const verify = `${context.platform.publicUrl}/verify?${signature ? `fact=${signature.fact}` : `tender=${tender.id}`}`
  return {
    ...tender,
    estimate: money(tender.estimate),
    ceiling: money(tender.ceiling),
    deposit: money(tender.deposit),
    ...{ publishedAt: published.publishedAt, version: published.version, rulebook: published.rulebook },
    ...{ documents: published.documents, notice: published.notice, noticeSha256: published.noticeFile?.sha256 ?? null },
    officers: officersOf(tender),
    shares: tender.shares.needed,
    criteria: criteriaOf(tender),
    signature,
    verify,
    qr: await qrcode.toString(verify, { type: 'svg', margin: 0, errorCorrectionLevel: 'M' }),
  }
}
