import {
  type Attestation,
  attested,
  day,
  facts,
  inFull,
  type Money,
  type Paper,
  paragraph,
  type Time,
} from './layout.ts'

/** What a notice of the result to a bidder that did not win (中标结果通知书) says. */
export interface ResultNotice extends Attestation {
  readonly code: string
  readonly tender: { readonly code: string; readonly name: string }
  readonly tenderer: string
  /** 招标人, or 采购人 */
  readonly side: string
  readonly bidder: string
  readonly winner: string
  readonly price: Money
  /** The bidder's own place and score, which only it is told. */
  readonly own?: { readonly rank?: number; readonly score?: string; readonly rejected?: string }
  /** Last day by which the deposit is returned. */
  readonly depositUntil?: Time
  readonly issuedAt: Time
}

/** The notice of the result (中标结果通知书). Field `tenderer` is for the tenderer's stamp. */
export const resultNotice = (notice: ResultNotice): Paper => ({
  title: '中标结果通知书',
  subtitle: notice.tender.name,
  code: notice.code,
  blocks: [
    paragraph(`${notice.bidder}：`, { indent: false, tone: 'strong' }),
    paragraph(
      `${notice.tender.name}（${notice.tender.code}）的评标已经结束，中标人为${notice.winner}。你方此次未中标，感谢你方的参与。`,
    ),
    facts([
      ['中标人', notice.winner],
      ['中标价', inFull(notice.price)],
      ['你方排名', notice.own?.rank === undefined ? undefined : `第 ${notice.own.rank} 名`],
      ['你方得分', notice.own?.score],
      ['否决理由', notice.own?.rejected],
      [
        '保证金退还',
        notice.depositUntil === undefined ? undefined : `最迟于${day(notice.depositUntil)}连同银行同期存款利息退还`,
      ],
    ]),
    paragraph(day(notice.issuedAt), { align: 'right' }),
    ...attested(notice, [{ field: 'tenderer', role: notice.side, name: notice.tenderer, place: 'stamp' }]),
  ],
  footer: `中标结果通知书 · ${notice.tender.name} · 仅向收件人出具`,
})
