import {
  type Attestation,
  attested,
  facts,
  heading,
  instant,
  listed,
  type Paper,
  paragraph,
  signatures,
  type Time,
} from './layout.ts'
import { type Randomness, randomness } from './randomness.ts'

/** What the record of a spot check (双随机抽查) says. */
export interface SpotCheckRecord extends Attestation, Randomness {
  readonly code: string
  readonly plan: string
  readonly drawnAt: Time
  /** What was drawn: the tender to be checked. */
  readonly object: { readonly code: string; readonly name: string }
  readonly inspectors: readonly { readonly field: string; readonly name: string }[]
  readonly objects: number
  readonly inspectorPool: number
  readonly items: readonly { readonly item: string; readonly finding: string; readonly conclusion: string }[]
  readonly result: string
  readonly finishedAt?: Time
}

/** The record of a spot check (双随机抽查): who and what was drawn, how that can be checked, what was found. */
export const spotCheckRecord = (record: SpotCheckRecord): Paper => ({
  title: '双随机抽查结果',
  subtitle: record.plan,
  code: record.code,
  blocks: [
    facts([
      ['抽查计划', record.plan],
      ['抽取时间', instant(record.drawnAt)],
      ['抽查对象', `${record.object.name}（${record.object.code}），自 ${record.objects} 个标段中随机抽取`],
      ['检查人员', `${record.inspectors.map(({ name }) => name).join('、')}，自 ${record.inspectorPool} 人中随机抽取`],
      ['完成时间', record.finishedAt === undefined ? undefined : instant(record.finishedAt)],
    ]),
    heading('一、检查事项与结果'),
    listed(
      ['检查事项', '检查情况', '结论'],
      record.items.map(({ item, finding, conclusion }) => [item, finding, conclusion]),
      '尚未填写检查事项。',
      [3.4, 6, 2],
      ['left', 'left', 'center'],
    ),
    heading('二、抽查结论'),
    paragraph(record.result),
    ...randomness(
      '三、随机性的证明',
      '抽查对象和检查人员名单先行冻结并公布指纹；种子由各方先承诺后公开的随机数共同决定，任何人可以重算。',
      record,
    ),
    signatures(record.inspectors.map(({ field, name }) => ({ field, name, role: '检查人员', place: 'name' as const }))),
    ...attested(record),
  ],
  footer: `双随机抽查结果 · ${record.code}`,
})
