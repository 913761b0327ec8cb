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

/** What an award notice (中标通知书) says. */
export interface AwardNotice extends Attestation {
  readonly code: string
  readonly tender: { readonly code: string; readonly name: string }
  readonly tenderer: string
  /** 招标人, or 采购人 */
  readonly side: string
  readonly winner: { readonly code: string; readonly name: string }
  readonly price: Money
  readonly period?: string
  readonly quality?: string
  readonly leader?: string
  readonly performanceBond?: Money
  readonly issuedAt: Time
  /** Last day for the contract; the days of the law, and the year that is missing, where that year's calendar is not out. */
  readonly contractWithin: { readonly until: Time } | { readonly days: number; readonly pending: string }
}

const until = (within: AwardNotice['contractWithin']): string =>
  'until' in within
    ? `${day(within.until)}以前`
    : `自本通知书发出之日起${within.days}日内（届满日所在的${within.pending}年节假日安排尚未公布，公布后依其确定）`

/** The award notice (中标通知书). Field `tenderer` is for the tenderer's stamp. */
export const awardNotice = (notice: AwardNotice): Paper => ({
  title: '中标通知书',
  subtitle: notice.tender.name,
  code: notice.code,
  blocks: [
    paragraph(`${notice.winner.name}：`, { indent: false, tone: 'strong' }),
    paragraph(
      `你方递交的${notice.tender.name}（${notice.tender.code}）投标文件已被我方接受，经依法评标，确定你方为中标人。`,
    ),
    facts([
      ['中标人', `${notice.winner.name}（${notice.winner.code}）`],
      ['中标价', inFull(notice.price)],
      ['工期（交货期）', notice.period],
      ['质量要求', notice.quality],
      ['项目负责人', notice.leader],
      ['履约保证金', notice.performanceBond && inFull(notice.performanceBond)],
      ['签订合同期限', until(notice.contractWithin)],
    ]),
    paragraph(
      '请你方在上述期限内与我方按照招标文件和你方的投标文件订立书面合同，双方不得再行订立背离合同实质性内容的其他协议。',
    ),
    paragraph(
      `中标通知书对${notice.side}和中标人具有法律效力。中标通知书发出后，${notice.side}改变中标结果的，或者中标人放弃中标项目的，应当依法承担法律责任。`,
    ),
    paragraph(day(notice.issuedAt), { align: 'right' }),
    ...attested(notice, [{ field: 'tenderer', role: notice.side, name: notice.tenderer, place: 'stamp' }]),
  ],
  footer: `中标通知书 · ${notice.tender.name}`,
})
