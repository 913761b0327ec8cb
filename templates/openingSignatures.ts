import {
  type Attestation,
  attested,
  facts,
  heading,
  instant,
  listed,
  type Paper,
  paragraph,
  type Time,
} from './layout.ts'

/** Who signed an opening record, and who did not. */
export interface OpeningSignatures extends Attestation {
  readonly code: string
  readonly tender: { readonly code: string; readonly name: string }
  /** SHA-256 of the record that was signed */
  readonly record: string
  readonly endedAt: Time
  readonly signers: readonly { readonly name: string; readonly as: string; readonly at?: Time; readonly note: string }[]
  /** what the law makes of staying away, where somebody did */
  readonly absence?: string
}

/** The sheet of signatures under an opening record: a signature is each one's own, over the record's hash. */
export const openingSignatures = (of: OpeningSignatures): Paper => ({
  title: '开标记录确认表',
  subtitle: of.tender.name,
  code: of.code,
  blocks: [
    facts([
      ['标段', `${of.tender.name}（${of.tender.code}）`],
      ['开标记录', `SHA-256 ${of.record}`],
      ['开标结束', instant(of.endedAt)],
    ]),
    heading('一、参加开标各方的确认'),
    listed(
      ['名称', '身份', '签署时间', '结果'],
      of.signers.map(({ name, as, at, note }) => [name, as, at === undefined ? '—' : instant(at), note]),
      '无。',
      [5.4, 2.4, 3.6, 3],
    ),
    paragraph(
      '各方以自己的数字证书对开标记录的哈希值签名，签名数据随开标事实存入日志。未签署的记为“未确认”，不影响开标结束。',
    ),
    ...(of.absence ? [paragraph(`未参加开标的投标人：${of.absence}。`)] : []),
    heading('二、签章'),
    ...attested(of),
  ],
  footer: `开标记录确认表 · ${of.tender.name}`,
})
