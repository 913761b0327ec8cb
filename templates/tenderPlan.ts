import { type Attestation, attested, day, facts, listed, type Paper, paragraph, type Time } from './layout.ts'
import { PARTIES } from './parties.ts'

/** What the two laws call the same things: T in tenders of works, G in purchases. */
export const PLAN_WORDS = {
  T: {
    ...{ ...PARTIES.T, title: '招标计划', part: '招标内容', content: '规模与范围', month: '预计招标时间' },
    binds: '本计划供潜在投标人提前了解，实际招标内容与时间以招标公告为准。',
  },
  G: {
    ...{ ...PARTIES.G, title: '政府采购意向', part: '采购内容', content: '采购需求概况', month: '预计采购时间' },
    binds: '本意向为采购工作的初步安排，供供应商提前了解，以采购公告和采购文件为准。',
  },
} as const

/** What a plan of coming tenders (招标计划) or intended purchases (采购意向) says. */
export interface TenderPlan extends Attestation {
  /** The law it goes by. */
  readonly track: 'T' | 'G'
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
export function tenderPlan(of: TenderPlan): Paper {
  const words = PLAN_WORDS[of.track]
  return {
    title: words.title,
    subtitle: of.name,
    code: of.code,
    blocks: [
      facts([
        [words.tenderer, of.owner],
        ['交易类型', of.type],
        ['版本', `第 ${of.version} 版`],
      ]),
      listed(
        [words.part, words.content, words.estimate, words.month],
        of.sections.map(({ name, content, estimate, month }) => [name, content, estimate, monthly(month)]),
        '无。',
        [3, 4, 2.4, 2],
        ['left', 'left', 'right', 'center'],
      ),
      ...(of.remark ? [paragraph(of.remark)] : []),
      paragraph(words.binds),
      paragraph(day(of.publishedAt), { align: 'right' }),
      ...attested(of),
    ],
    footer: `${words.title} · ${of.name}`,
  }
}
