import { type Attestation, attested, day, facts, listed, type Paper, paragraph, type Time } from './layout.ts'

/** What a plan of coming tenders (招标计划) says. */
export interface TenderPlan extends Attestation {
  readonly code: string
  readonly name: string
  readonly owner: string
  readonly type: string
  readonly version: number
  readonly sections: readonly {
    readonly name: string
    readonly content: string
    readonly estimate: string
    /** `2026-12` */
    readonly month: string
  }[]
  readonly remark: string
  readonly publishedAt: Time
}

const monthly = (month: string): string => month.replace(/^(\d{4})-0?(\d{1,2})$/, '$1年$2月')

/** A plan of coming tenders. It binds nobody: the notice does. */
export const tenderPlan = (of: TenderPlan): Paper => ({
  title: '招标计划',
  subtitle: of.name,
  code: of.code,
  blocks: [
    facts([
      ['招标人', of.owner],
      ['交易类型', of.type],
      ['版本', `第 ${of.version} 版`],
    ]),
    listed(
      ['招标内容', '规模与范围', '估算价', '预计招标时间'],
      of.sections.map(({ name, content, estimate, month }) => [name, content, estimate, monthly(month)]),
      '无。',
      [3, 4, 2.4, 2],
      ['left', 'left', 'right', 'center'],
    ),
    ...(of.remark ? [paragraph(of.remark)] : []),
    paragraph('本计划供潜在投标人提前了解，实际招标内容与时间以招标公告为准。'),
    paragraph(day(of.publishedAt), { align: 'right' }),
    ...attested(of),
  ],
  footer: `招标计划 · ${of.name}`,
})
